//! What files are called: by the picture, the networks and what was set.

use crate::{
    picture::{Origin, Picture},
    words::words,
};
use freqscope_core::occlusion::ablation::{Baseline, Fill, Zero};

/// What replaces a removed band, as file names have it, such as `zero-in-pixels` or `noise-seed-0-clipped`.
pub fn baseline(baseline: Baseline) -> String {
    let fill = match (baseline.fill, baseline.zero) {
        (Fill::Zero, Zero::Pixels) => "zero-in-pixels".into(),
        (Fill::Zero, Zero::Normalised) => "zero-in-normalised".into(),
        (Fill::Mean, _) => "training-mean".into(),
        (Fill::Noise { seed }, _) => format!("noise-seed-{seed}"),
    };
    if baseline.clip { fill + "-clipped" } else { fill }
}

/// What a removed band is replaced by, as figures say it.
pub fn baseline_words(baseline: Baseline) -> String {
    let words = &words().export;
    let fill = match (baseline.fill, baseline.zero) {
        (Fill::Zero, Zero::Pixels) => words.zeros_in_pixels().into(),
        (Fill::Zero, Zero::Normalised) => words.zeros_normalised().into(),
        (Fill::Mean, _) => words.training_mean().into(),
        (Fill::Noise { seed }, _) => words.noise(seed),
    };
    let clip = if baseline.clip { words.clipped() } else { words.drawn_clipped() };
    fill + clip
}

/// The picture's file without its ending; of an image that an attack made, that of the image before, and that it was changed.
pub fn picture(picture: &Picture) -> String {
    let file = picture.origin.file();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let changed = matches!(picture.origin, Origin::Adversarial(_));
    if changed { format!("{stem}-adversarial") } else { stem.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_baseline_is_in_the_name() {
        let all = [
            (Baseline::default(), "zero-in-pixels"),
            (Baseline { zero: Zero::Normalised, clip: true, ..Baseline::default() }, "zero-in-normalised-clipped"),
            (Baseline { fill: Fill::Mean, ..Baseline::default() }, "training-mean"),
            (Baseline { fill: Fill::Noise { seed: 3 }, ..Baseline::default() }, "noise-seed-3"),
        ];
        all.into_iter().for_each(|(one, name)| assert_eq!(baseline(one), name));
    }
}
