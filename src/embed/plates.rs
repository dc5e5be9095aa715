//! A picture beside its spectrum, or beside what is left of it without some bands: of figures that are no chart.

use crate::{
    export::{naming, plate::Plate, sheet::Sheet},
    picture::Picture,
    platform::download::{Content, Download, file_name},
    shell::figure::Figure,
    widgets::export_row::Format,
    words::words,
};
use freqscope_core::{
    error::Result, figure::colour::spectrum_rgba, image::png, logits::Logits, occlusion::ablation::Ablation,
};

/// What a network says.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The network's.
    pub name: String,
    /// Of the whole picture, and without the bands.
    pub whole: Logits,
    pub without: Logits,
}

/// The picture and its spectrum, as an SVG file.
///
/// # Errors
/// [`Error::Computation`](freqscope_core::error::Error::Computation), which only a bug can cause.
pub fn spectrum(picture: &Picture) -> Result<Download> {
    let words = &words().embed;
    let plates = [
        plate(words.picture(), picture.image.to_png()?),
        plate(words.spectrum(), png(spectrum_rgba(&picture.spectrum))?),
    ];
    let sheet = Sheet::new(Figure::Spectrum.title(), &[picture.origin.title()]).plates(&plates);
    Ok(file(Figure::Spectrum, picture, "whole", sheet.noted(&[words.spectrum_note().into()])))
}

/// The picture, what is left of it, and what the networks say of both, as an SVG file.
///
/// # Errors
/// [`Error::Computation`](freqscope_core::error::Error::Computation), which only a bug can cause.
pub fn ablation(picture: &Picture, ablation: &Ablation, said: &[Said]) -> Result<Download> {
    let bands = if ablation.bands.is_empty() { "none".into() } else { ablation.bands.to_string() };
    let words = &words().embed;
    let left = if ablation.bands.is_empty() { words.all_bands().into() } else { words.without(&bands) };
    let plates =
        [plate(words.whole_picture(), picture.image.to_png()?), plate(&left, ablation.apply(&picture.image).to_png()?)];
    let line = |said: &Said| words.said(&said.name, said.whole.class(), said.without.class());
    let notes = said.iter().map(line).chain([words.replaced_by(&naming::baseline_words(ablation.baseline))]);
    let sheet = Sheet::new(Figure::Ablation.title(), &[picture.origin.title()]).plates(&plates);
    Ok(file(Figure::Ablation, picture, &bands, sheet.noted(&notes.collect::<Vec<_>>())))
}

fn plate(name: &str, png: Vec<u8>) -> Plate {
    Plate { name: name.into(), png, lines: Vec::new() }
}

fn file(figure: Figure, picture: &Picture, bands: &str, svg: String) -> Download {
    let name = file_name(&[figure.name(), &naming::picture(picture), bands], Format::Svg.extension());
    Download { name, media: Format::Svg.media(), content: Content::Text(svg) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::occlusion::scored::tests::picture;
    use freqscope_core::spectrum::band::Bands;

    #[test]
    fn a_picture_is_drawn_beside_its_spectrum_and_without_its_bands() {
        let text = |download: Download| match download.content {
            Content::Text(svg) => (download.name, svg),
            other => panic!("{other:?}"),
        };
        let picture = picture();
        let (name, svg) = text(spectrum(&picture).unwrap());
        assert!(name.starts_with("freqscope-spectrum-") && name.ends_with("-whole.svg"), "{name}");
        assert_eq!(svg.matches("data:image/png").count(), 2);
        let taken = Ablation { bands: "16-62".parse::<Bands>().unwrap(), ..Ablation::default() };
        let mut without = Logits([0.0; 10]);
        without.0[8] = 1.0;
        let said = Said { name: "Net <1>".into(), whole: Logits([0.0; 10]), without };
        let (name, svg) = text(ablation(&picture, &taken, &[said]).unwrap());
        assert!(name.ends_with("-16-62.svg"), "{name}");
        assert!(
            svg.contains("Without bands 16-62") && svg.contains("Net &lt;1&gt;: airplane; without these bands ship."),
            "{svg}"
        );
    }
}
