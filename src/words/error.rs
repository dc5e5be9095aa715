//! What is said of each [`Error`], as a clause that says what is wrong and what to do. What a
//! driver says is as it says it.

use super::{topic::topic, words};
use freqscope_core::{
    error::{Error, Quantity, array::ArrayFault, download::DownloadFault, unfit::Unfit},
    format::Format,
    image::picture::remark::Remark,
};

topic! {
    empty_file;
    file_too_large(mib: usize, max_mib: usize);
    unsupported_format(format: Format);
    undecodable(reason: &str);
    broken_picture(format: Format);
    no_pixels(width: u32, height: u32);
    image_too_large(width: u32, height: u32, max_megapixels: u64);
    undrawable;
    array(fault: &ArrayFault);
    band(text: &str);
    class(text: &str);
    parameter(name: &str, value: &str, range: &str);
    foreign(option: &str, choice: &str);
    target(number: usize, class: &str);
    permutation(reason: &str);
    unknown_model(id: &str, known: &str);
    manifest(reason: &str);
    weights(model: &str, reason: &Unfit);
    packed_file(name: &str, reason: &Unfit);
    checkpoint(path: &str, reason: &Unfit);
    architecture(text: &str);
    file(path: &str, reason: &str);
    download(url: &str, reason: &DownloadFault);
    data_set(path: &str, reason: &str);
    scores(reason: &str);
    profile(reason: &str);
    claims(reason: &str);
    other_run(path: &str, difference: &str);
    device(reason: &str);
    self_test(model: &str, device: &str, difference: &str);
    not_loaded(model: &str);
    not_finite(what: Quantity);
    computation(reason: &str);
    silent;
    cancelled;
    /// What is told of a file.
    of_file(name: &str, told: &str);
    /// What is not as one would expect in a file, here and below.
    cut_off;
    damaged;
    checksum;
    moving;
    read_by_browser;
    drawing;
    leaves;
    protocol(reason: &str);
}

impl Words {
    /// An error in words; in English they are those of its own.
    pub fn of(&self, error: &Error) -> String {
        match error {
            Error::Undrawable => self.undrawable().into(),
            Error::CutOff => self.cut_off().into(),
            Error::Damaged => self.damaged().into(),
            Error::EmptyFile => self.empty_file().into(),
            Error::FileTooLarge { mib, max_mib } => self.file_too_large(*mib, *max_mib),
            Error::UnsupportedFormat(format) => self.unsupported_format(*format),
            Error::Undecodable(reason) => self.undecodable(reason),
            Error::BrokenPicture(format) => self.broken_picture(*format),
            Error::NoPixels { width, height } => self.no_pixels(*width, *height),
            Error::ImageTooLarge { width, height, max_megapixels } => {
                self.image_too_large(*width, *height, *max_megapixels)
            }
            Error::Array(fault) => self.array(fault),
            Error::Band(text) => self.band(text),
            Error::Class(text) => self.class(text),
            Error::Parameter { name, value, range } => self.parameter(name, value, range),
            Error::Foreign { option, choice } => self.foreign(option, choice),
            Error::Target { number, class } => self.target(*number, class_of(class)),
            Error::Permutation(reason) => self.permutation(reason),
            Error::UnknownModel { id, known } => self.unknown_model(id, known),
            Error::Manifest(reason) => self.manifest(reason),
            Error::Weights { model, reason } => self.weights(model, reason),
            Error::PackedFile { name, reason } => self.packed_file(name, reason),
            Error::Checkpoint { path, reason } => self.checkpoint(path, reason),
            Error::Architecture(text) => self.architecture(text),
            Error::File { path, reason } => self.file(path, reason),
            Error::Download { url, reason } => self.download(url, reason),
            Error::DataSet { path, reason } => self.data_set(path, reason),
            Error::Scores(reason) => self.scores(reason),
            Error::Profile(reason) => self.profile(reason),
            Error::Claims(reason) => self.claims(reason),
            Error::OtherRun { path, difference } => self.other_run(path, difference),
            Error::Device(reason) => self.device(reason),
            Error::SelfTest { model, device, difference } => self.self_test(model, device, difference),
            Error::NotLoaded(model) => self.not_loaded(model),
            Error::NotFinite(what) => self.not_finite(*what),
            Error::Computation(reason) => self.computation(reason),
            Error::Silent => self.silent().into(),
            Error::Cancelled => self.cancelled().into(),
            Error::Protocol(reason) => self.protocol(reason),
            // Of a later version of the crate.
            other => other.to_string(),
        }
    }

    /// What is remarkable about a file, as a clause.
    pub fn remark(&self, remark: Remark) -> &'static str {
        match remark {
            Remark::CutOff => self.cut_off(),
            Remark::Damaged => self.damaged(),
            Remark::Checksum => self.checksum(),
            Remark::Moving => self.moving(),
            Remark::ReadByBrowser => self.read_by_browser(),
            Remark::Drawing => self.drawing(),
            Remark::Leaves => self.leaves(),
        }
    }

    /// What a decoder or a browser says, and what is known of a file that is no network: in English, unless it is told anyway.
    pub fn details(&self, error: &Error) -> Option<String> {
        let has_more = matches!(
            error,
            Error::Undecodable(_)
                | Error::Array(_)
                | Error::Weights { .. }
                | Error::PackedFile { .. }
                | Error::Checkpoint { .. }
                | Error::Download { .. }
        );
        Some(error.to_string()).filter(|english| has_more && *english != self.of(error))
    }
}

/// The name of a class in the page's language.
fn class_of(name: &str) -> &str {
    name.parse().map_or(name, |class| words().classes.name(class))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attack::{form::AttackForm, kind::AttackKind},
        language::{self, Language},
    };
    use freqscope_core::error::{
        array::{RangeCure, ShapeCure},
        unfit::Fault,
    };
    use std::collections::BTreeSet;

    fn examples() -> Vec<Error> {
        let text = || "x.y".to_owned();
        let unfit = || Unfit::new(Fault::Shapes, "“stem.weight” is missing");
        vec![
            Error::Undrawable,
            Error::CutOff,
            Error::Damaged,
            Error::EmptyFile,
            Error::FileTooLarge { mib: 3, max_mib: 3 },
            Error::UnsupportedFormat(Format::Heic),
            Error::Undecodable(text()),
            Error::BrokenPicture(Format::WebP),
            Error::NoPixels { width: 0, height: 3 },
            Error::ImageTooLarge { width: 3, height: 3, max_megapixels: 3 },
            Error::Array(ArrayFault::Empty),
            Error::Band(text()),
            Error::Class(text()),
            Error::Parameter { name: text(), value: text(), range: text() },
            Error::Foreign { option: text(), choice: text() },
            Error::Target { number: 3, class: "cat".into() },
            Error::Permutation(text()),
            Error::UnknownModel { id: text(), known: text() },
            Error::Manifest(text()),
            Error::Weights { model: text(), reason: unfit() },
            Error::PackedFile { name: text(), reason: unfit() },
            Error::Checkpoint { path: text(), reason: unfit() },
            Error::Architecture(text()),
            Error::File { path: text(), reason: text() },
            Error::Download { url: text(), reason: DownloadFault::Status(404) },
            Error::DataSet { path: text(), reason: text() },
            Error::Scores(text()),
            Error::Profile(text()),
            Error::Claims(text()),
            Error::OtherRun { path: text(), difference: text() },
            Error::Device(text()),
            Error::SelfTest { model: text(), device: text(), difference: text() },
            Error::NotLoaded(text()),
            Error::NotFinite(Quantity::Logit),
            Error::Computation(text()),
            Error::Silent,
            Error::Cancelled,
            Error::Protocol(text()),
        ]
    }

    #[test]
    fn every_error_is_told_in_every_language() {
        let source = include_str!("../../crates/core/src/error/mod.rs");
        assert_eq!(
            examples().len(),
            source.split("/// What a network gives.").next().unwrap_or_default().matches("#[error(").count(),
            "an example of each variant"
        );
        let variants: BTreeSet<_> =
            examples().iter().map(std::mem::discriminant).map(|one| format!("{one:?}")).collect();
        assert_eq!(variants.len(), examples().len());
        // These are what is in them.
        let bare = |error: &Error| matches!(error, Error::File { .. });
        for error in examples() {
            language::speak(Language::English);
            assert_eq!(words().error.of(&error), error.to_string());
            language::speak(Language::German);
            let german = words().error.of(&error);
            assert!(bare(&error) || german != error.to_string(), "{german}");
            assert!(!german.contains(" the ") && !german.contains(" cannot "), "{german}");
        }
    }

    #[test]
    fn what_is_missing_of_a_picture_is_told_in_every_language() {
        let (read, leaves) = (Remark::ReadByBrowser, Remark::Leaves);
        for remark in [Remark::Checksum, Remark::Moving, read, Remark::Drawing, Remark::Damaged, leaves] {
            assert_eq!(words().error.remark(remark), remark.to_string());
        }
        language::speak(Language::German);
        assert!(words().error.of(&Error::CutOff).starts_with("die Datei endet vor ihrem Bild"));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told_in_every_language() {
        for error in files() {
            language::speak(Language::English);
            assert_eq!((words().error.of(&error), words().error.details(&error)), (error.to_string(), None));
            language::speak(Language::German);
            let german = words().error.of(&error);
            assert_eq!(words().error.details(&error), Some(error.to_string()), "what is known stays with it");
            let english = [" the ", " it ", " its ", " is ", " a ", "not "].iter().find(|word| german.contains(**word));
            assert_eq!(english, None, "{german}");
        }
    }

    /// An error for each fault of arrays, networks and downloads.
    fn files() -> Vec<Error> {
        let text = || "x".to_owned();
        let cures = [ShapeCure::One, ShapeCure::Many, ShapeCure::Opaque, ShapeCure::Colour, ShapeCure::Scale];
        let ranges = [RangeCure::Bytes, RangeCure::Normalised];
        let arrays = [
            ArrayFault::Archive,
            ArrayFault::Foreign,
            ArrayFault::Header(text()),
            ArrayFault::Type("|S3".into()),
            ArrayFault::Record("[('a', '<f4')]".into()),
            ArrayFault::CutOff,
            ArrayFault::Axes(vec![2, 3]),
            ArrayFault::Floats,
            ArrayFault::Empty,
            ArrayFault::NoByte(256),
            ArrayFault::ZerosAndOnes,
            ArrayFault::NotFinite("NaN".into()),
            ArrayFault::Several(3),
            ArrayFault::Length(5),
            ArrayFault::Pixel,
            ArrayFault::Unwritten(text()),
        ];
        let shapes = cures.map(|cure| ArrayFault::Shape(vec![32, 32], cure));
        let ranges = ranges.map(|cure| ArrayFault::Range { least: "-2.1".into(), most: "2.6".into(), cure });
        let faults = [
            Fault::Broken,
            Fault::Download,
            Fault::Pointer,
            Fault::NotTensors,
            Fault::Scripted,
            Fault::Framework,
            Fault::Unsupported,
            Fault::Shapes,
            Fault::NotFinite,
            Fault::TooLarge,
            Fault::Classes,
            Fault::Hints,
            Fault::Gone,
            Fault::Packed,
            Fault::Images,
        ];
        let unfit = |fault| Unfit::new(fault, "it begins with “transformer.weight”");
        let networks = faults.into_iter().flat_map(|fault| {
            let (model, name, path) = (text(), text(), text());
            [
                Error::Weights { model, reason: unfit(fault) },
                Error::PackedFile { name, reason: unfit(fault) },
                Error::Checkpoint { path, reason: unfit(fault) },
            ]
        });
        let downloads = [
            DownloadFault::Status(404),
            DownloadFault::WebPage,
            DownloadFault::Empty,
            DownloadFault::Stalled(60),
            DownloadFault::Version,
            DownloadFault::Broken(text()),
            DownloadFault::Network("Failed to fetch".into()),
        ];
        let arrays = arrays.into_iter().chain(shapes).chain(ranges).map(Error::Array);
        let downloads = downloads.map(|reason| Error::Download { url: "models/manifest.json".into(), reason });
        arrays.chain(networks).chain(downloads).collect()
    }

    #[test]
    fn what_is_refused_in_an_attack_is_said_in_german() {
        language::speak(Language::German);
        let mut told = 0;
        for kind in AttackKind::all() {
            for &field in kind.fields() {
                for text in ["-1", "99999999", "viel"] {
                    let form = AttackForm::default().with_kind(kind).with(field, text.into());
                    let Err(error) = form.spec() else { continue };
                    let german = words().error.of(&error);
                    let english = [" a ", " of ", " from ", " norm,", "number", "choose"]
                        .iter()
                        .find(|word| german.contains(**word));
                    assert_eq!(english, None, "{german}");
                    told += 1;
                }
            }
        }
        assert!(told > 40, "{told}");
    }
}
