//! The measures of how an attack changed the spectrum.

use crate::{
    text::{percent, significant},
    words::words,
};
use freqscope_core::change::rct::{Form, ImagePair, Map};

/// A measure of the change of each coefficient and of each band.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Measure {
    /// The relative change with a floor under its denominator.
    #[default]
    Guarded,
    /// The change itself.
    Absolute,
    /// The relative change as in the paper.
    Raw,
    /// The share in the energy of the change.
    Energy,
}

impl Measure {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Guarded, Self::Absolute, Self::Raw, Self::Energy];

    /// As the page writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guarded => words().charts.guarded(),
            Self::Absolute => words().charts.absolute(),
            Self::Raw => words().charts.raw(),
            Self::Energy => words().charts.energy(),
        }
    }

    pub fn meaning(self) -> &'static str {
        match self {
            Self::Guarded => words().charts.guarded_meaning(),
            Self::Absolute => words().charts.absolute_meaning(),
            Self::Raw => words().charts.raw_meaning(),
            Self::Energy => words().charts.energy_meaning(),
        }
    }

    /// Name of a band's value on an axis.
    pub fn title(self) -> &'static str {
        match self {
            Self::Guarded => words().charts.guarded_title(),
            Self::Absolute => words().charts.absolute_title(),
            Self::Raw => words().charts.raw_title(),
            Self::Energy => words().charts.energy_title(),
        }
    }

    /// What the map shows of each coefficient.
    pub fn caption(self) -> &'static str {
        match self {
            Self::Guarded => words().charts.guarded_caption(),
            Self::Absolute => words().charts.absolute_caption(),
            Self::Raw => words().charts.raw_caption(),
            Self::Energy => words().charts.energy_caption(),
        }
    }

    /// Base-10 logarithms of the dark and the light end of the map. Fixed, so that attacks can be compared.
    pub fn decades(self) -> (f32, f32) {
        match self {
            Self::Guarded | Self::Raw => (-3.0, 2.0),
            Self::Absolute => (-4.0, 0.0),
            Self::Energy => (-6.0, -1.0),
        }
    }

    /// The value of each coefficient; none where the images are equal and energy cannot be shared out.
    pub fn map(self, pair: &ImagePair) -> Option<Map> {
        match self {
            Self::Guarded => Some(Map::of(Form::GUARDED, &[*pair])),
            Self::Absolute => Some(Map::of(Form::Absolute, &[*pair])),
            Self::Raw => Some(Map::of(Form::Raw, &[*pair])),
            Self::Energy => Map::energy(pair),
        }
    }

    /// The values of the 63 bands, from the map: their means, and of energy their sums.
    pub fn profile(self, map: &Map) -> Vec<f64> {
        match self {
            Self::Guarded | Self::Absolute | Self::Raw => map.profile(),
            Self::Energy => map.sums(),
        }
    }

    /// A value of a band as the page writes it.
    pub fn number(self, value: f64) -> String {
        match self {
            Self::Guarded | Self::Absolute | Self::Raw => significant(value, 3),
            Self::Energy => percent(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::{image::Image, spectrum::dct::Spectrum};

    #[test]
    fn energy_is_summed_over_a_band_and_changes_are_averaged() {
        let clean = Image::from_fn(|_, _, _| 0.5);
        let mut spectrum = Spectrum::of(&clean);
        (0..3).for_each(|c| spectrum.set(c, 1, 1, 0.3));
        let changed = spectrum.to_image();
        let pair = ImagePair { clean: &clean, adversarial: &changed };
        let band = |measure: Measure| measure.profile(&measure.map(&pair).unwrap())[2];
        assert!((band(Measure::Energy) - 1.0).abs() < 1e-6);
        assert!((band(Measure::Absolute) - 0.1).abs() < 1e-6);
        assert!(band(Measure::Raw) > band(Measure::Guarded));
    }
}
