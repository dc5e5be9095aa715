//! Numbers that the article's sentences are made of, and how they are written.

use crate::{
    lowpass::wording::probability,
    words::{article::Case, words},
};
use freqscope_core::{
    image::Image,
    logits::Logits,
    occlusion::OcclusionReport,
    spectrum::{
        band::{Band, Bands},
        dct::Spectrum,
        frequency_range::FrequencyRange,
    },
};

/// Bands from one to another, unbroken at the end of a line: `bands 16–62`, `band 62`, `no band`.
pub fn span(case: Case, bands: Bands) -> String {
    let (first, last) = (bands.iter().next(), bands.iter().last());
    match (first, last) {
        (Some(first), Some(last)) if first < last => words().article.bands(case, first, last),
        (Some(only), _) => words().article.band(case, only),
        (None, _) => words().article.no_band(case),
    }
}

/// Those of the middle and the highest third.
pub fn upper_thirds() -> Bands {
    let (first, _) = FrequencyRange::Middle.ends();
    Bands::span(Band::nearest(first), Band::HIGHEST)
}

/// What the bands have of all coefficients.
pub fn coefficients(bands: Bands) -> f64 {
    bands.iter().flat_map(Band::coefficients).count() as f64 / Image::PLANE as f64
}

/// What the bands have of a picture's contrast: of the energy of all bands but band 0. 0 of a picture without contrast.
pub fn contrast(spectrum: &Spectrum, bands: Bands) -> f64 {
    let energy = |bands: Bands| {
        let bands = bands.minus(Band::LOWEST.into());
        let of = |c: usize| f64::from(spectrum.energy(c, bands.iter().flat_map(Band::coefficients)));
        (0..Image::CHANNELS).map(of).sum::<f64>()
    };
    let all = energy(Bands::ALL);
    if all > 0.0 { energy(bands) / all } else { 0.0 }
}

/// The band but band 0 without which the logit falls most.
pub fn strongest(report: &OcclusionReport) -> Band {
    let bands = Band::all().skip(1).zip(report.scores.iter().skip(1));
    bands.max_by(|a, b| a.1.total_cmp(b.1)).map_or(Band::LOWEST, |(band, _)| band)
}

/// In how many bands the network changes its answer when one is missing.
pub fn changes(report: &OcclusionReport) -> usize {
    report.ablated.iter().filter(|logits| logits.class() != report.clean.class()).count()
}

/// In how many bands a score is below 0.
pub fn against(scores: &[f32]) -> usize {
    scores.iter().filter(|score| **score < 0.0).count()
}

/// The largest size of bands 1 to 62 among `scores`.
pub fn largest_but_lowest(scores: &[f64]) -> f64 {
    scores.iter().skip(1).map(|score| score.abs()).fold(0.0, f64::max)
}

/// An answer with its probability, such as `horse, 93.7 %`.
pub fn answer(logits: &Logits) -> String {
    let class = logits.class();
    format!("{}, {}", words().classes.name(class), probability(f64::from(logits.probability(class))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(text: &str) -> Bands {
        text.parse().unwrap()
    }

    #[test]
    fn bands_are_written_in_words() {
        let texts = ["16-62", "62", ""].map(|text| span(Case::Bare, bands(text)));
        assert_eq!(texts, ["bands\u{a0}16\u{2060}–\u{2060}62", "band\u{a0}62", "no band"]);
        assert_eq!(upper_thirds(), bands("21-62"));
    }

    #[test]
    fn most_coefficients_are_fine() {
        // 231 = 21·22/2 coefficients lie in bands 0–20.
        assert!((coefficients(upper_thirds()) - (1024.0 - 231.0) / 1024.0).abs() < 1e-12);
    }

    #[test]
    fn the_contrast_of_a_sample_lies_in_its_coarse_bands() {
        let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/www/samples/horse-13.png")).unwrap();
        let spectrum = Spectrum::of(&Image::decode(&file).unwrap());
        let [coarse, fine] = ["0-15", "16-62"].map(|text| contrast(&spectrum, bands(text)));
        assert!(coarse > 0.85 && (coarse + fine - 1.0).abs() < 1e-6, "{coarse} and {fine}");
        assert_eq!(contrast(&Spectrum::of(&Image::from_fn(|_, _, _| 0.5)), Bands::EMPTY), 0.0);
    }

    #[test]
    fn a_report_is_read_band_by_band() {
        let logits = |cat: f32| Logits([0.0, 0.0, 0.0, cat, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
        let ablated: Vec<Logits> = (0..63).map(|k| logits(if k == 5 { 0.5 } else { 3.0 + k as f32 / 100.0 })).collect();
        let mut report = OcclusionReport {
            class: logits(3.0).class(),
            clean: logits(3.0),
            scores: Vec::new(),
            ablated,
            milliseconds: 0.0,
        };
        report.scores = report.scores_for(report.class);
        assert_eq!((strongest(&report).index(), changes(&report), against(&report.scores)), (5, 1, 61));
        assert_eq!(answer(&logits(30.0)), "cat, >\u{a0}99.9\u{a0}%");
    }
}
