//! How often a network is right about images with each of CIFAR-10-C's [corruptions](crate::corruption).

use crate::{
    class::Class,
    corruption::{Corruption, Corruptor, Severity},
    error::Result,
    image::Image,
    statistics::{INTERVALS, Proportion, check_length},
    study::{
        ImageRecord, ImageStudy, Question, Study,
        document::Document,
        flags::{self, Flags},
    },
};
use serde::{Deserialize, Serialize};
use std::{fmt, iter::once};

/// Corruptions at every severity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CorruptionStudy {
    /// Which.
    pub corruptions: Vec<Corruption>,
    /// SHA-256 of the pictures of frost; none without.
    pub frost_sha256: Option<String>,
    /// Seed of what is drawn; see [`crate::random`].
    pub seed: u64,
}

/// What was found out about one image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorruptionRecord {
    /// Position of the image in the data set, from 0.
    pub image: usize,
    /// Its true class.
    pub label: Class,
    /// Whether the network is right about the image as it is.
    pub clean: bool,
    /// Whether it is right about each corruption at each severity, the severities of a corruption one after the other.
    pub right: Flags,
}

/// How many images the network is right about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CorruptionCounts {
    /// What was asked.
    pub question: Question<CorruptionStudy>,
    /// As they are.
    pub clean: usize,
    /// With each corruption.
    pub corruptions: Vec<SeverityCounts>,
}

/// How many images with one corruption the network is right about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeverityCounts {
    /// Which.
    pub corruption: Corruption,
    /// At each severity, 1 to 5.
    pub right: Vec<usize>,
}

impl CorruptionStudy {
    /// All that the corruptor has.
    pub fn of(corruptor: &Corruptor) -> Self {
        let frost_sha256 = corruptor.frost.as_ref().map(|frost| frost.sha256().to_owned());
        Self { corruptions: corruptor.corruptions(), frost_sha256, seed: corruptor.seed }
    }

    /// The image with each corruption at each severity, in the order of [`CorruptionRecord::right`].
    pub fn corrupted<'a>(&'a self, corruptor: &'a Corruptor, image: &'a Image) -> impl Iterator<Item = Image> + 'a {
        let each = |&corruption| Severity::all().map(move |severity| (corruption, severity));
        self.corruptions.iter().flat_map(each).map(|(one, severity)| corruptor.corrupt(image, one, severity))
    }

    fn count(&self) -> usize {
        self.corruptions.len() * Severity::COUNT
    }
}

impl ImageStudy for CorruptionStudy {
    const RECORDS: &'static str = "freqscope-corruption-records/1";
    const UNCHECKED_RECORDS: &'static [&'static str] = &[];
    type Record = CorruptionRecord;
}

impl Study for CorruptionStudy {
    type Summary = CorruptionCounts;

    fn summarise(question: Question<Self>, records: &[CorruptionRecord]) -> Result<CorruptionCounts> {
        CorruptionCounts::of(question, records)
    }
}

impl Document for CorruptionCounts {
    const FORMATS: &'static [&'static str] = &["freqscope-corruption/1"];

    fn check(&self) -> Result<(), String> {
        let counts = self.corruptions.iter();
        counts.map(|one| &one.right).try_for_each(|right| check_length("corruption", right, Severity::COUNT))
    }
}

impl ImageRecord for CorruptionRecord {
    fn image(&self) -> usize {
        self.image
    }
}

/// The accuracy under each corruption, over all severities, and at the severest with its interval.
impl fmt::Display for CorruptionCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (id, images) = (&self.question.model.id, self.question.data.images);
        let share = |right: usize| Proportion::of(right, images).percent(1);
        let row = |one: &SeverityCounts| {
            let mean = 100.0 * one.right.iter().map(|&right| right as f64).sum::<f64>()
                / (images as f64 * one.right.len() as f64);
            let last = one.right.last().copied().unwrap_or_default();
            format!("{:<18}  {mean:>6.1} %  {}", one.corruption.name(), share(last))
        };
        let header = format!(
            "{id} over {images} images: clean {}\ncorruption          mean      at severity 5",
            share(self.clean)
        );
        let rows = once(header).chain(self.corruptions.iter().map(row)).chain([INTERVALS.to_owned()]);
        f.write_str(&rows.collect::<Vec<_>>().join("\n"))
    }
}

impl CorruptionCounts {
    /// The counts over `records`, which are sorted by image.
    ///
    /// # Errors
    /// [`crate::error::Error::Scores`] unless every image of the question is there exactly once, with all corruptions.
    pub fn of(question: Question<CorruptionStudy>, records: &[CorruptionRecord]) -> Result<Self> {
        question.data.check(records.iter().map(|record| record.image))?;
        let count = question.study.count();
        flags::check(count, records.iter().map(|record| (record.image, &record.right)))?;
        let counts = Flags::counts(count, records.iter().map(|record| &record.right));
        let parts = question.study.corruptions.iter().zip(counts.chunks(Severity::COUNT));
        Ok(Self {
            clean: records.iter().filter(|record| record.clean).count(),
            corruptions: parts
                .map(|(&corruption, right)| SeverityCounts { corruption, right: right.to_vec() })
                .collect(),
            question,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{self, document};

    #[test]
    fn every_corruption_has_its_counts() {
        let study = CorruptionStudy::of(&Corruptor::default());
        assert_eq!((study.count(), study.frost_sha256.clone()), (70, None));
        // Right up to the severity that is the image's number, but for the last corruption.
        let right = |image: usize| (0..70).map(|i| i % 5 < image && i < 65).collect::<Flags>();
        let record = |image| CorruptionRecord { image, label: Class::Cat, clean: image > 0, right: right(image) };
        let counts = CorruptionCounts::of(study::tests::question(3, study), &[0, 1, 2].map(record)).unwrap();
        assert_eq!((counts.clean, counts.corruptions.len()), (2, 14));
        assert_eq!(counts.corruptions[0].right, [2, 1, 0, 0, 0]);
        assert_eq!(
            (counts.corruptions[13].corruption, counts.corruptions[13].right.clone()),
            (Corruption::JpegCompression, vec![0; 5])
        );
        assert!(counts.to_string().contains("gaussian noise        20.0 %  0.0 % (0.0 to 56.1 %)"), "{counts}");
        let json = document::to_json(&counts).unwrap();
        let mut read = document::parse::<CorruptionCounts>(json.as_bytes()).unwrap();
        assert!(read == counts);
        read.corruptions[3].right.truncate(2);
        let refusal = document::parse::<CorruptionCounts>(document::to_json(&read).unwrap().as_bytes()).unwrap_err();
        assert!(refusal.to_string().contains("its corruption has 2 values, not 5"), "{refusal}");
    }

    #[test]
    fn images_are_corrupted_in_the_order_of_the_record() {
        let image = Image::from_fn(|_, y, x| ((y + x) % 7) as f32 / 7.0).rounded();
        let corruptor = Corruptor::default();
        let study = CorruptionStudy::of(&corruptor);
        let all: Vec<Image> = study.corrupted(&corruptor, &image).collect();
        let severity = Severity::try_from(2).unwrap();
        assert!(all.len() == 70 && all[66] == corruptor.corrupt(&image, Corruption::JpegCompression, severity));
    }
}
