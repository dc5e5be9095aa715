//! The visitor's settings of Proposition 1: how much energy is spent, and in which band.

use crate::text::significant;
use freqscope_core::{proposition::Budget, spectrum::band::Band};

/// The energy of the change, and the band of which the changed image is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnergyBudget {
    /// Energy in tenths of a decade, within [`EnergyBudget::LEVELS`]: the energy is 10^(level / 10).
    pub level: i8,
    /// Whether the changed image is limited to [0, 1].
    pub clip: bool,
    /// The band whose image is shown.
    pub band: Band,
}

impl Default for EnergyBudget {
    fn default() -> Self {
        Self { level: 10, clip: false, band: Band::LOWEST }
    }
}

impl EnergyBudget {
    /// The least and the greatest level: energies from 0.01 to 100.
    pub const LEVELS: [i8; 2] = [-20, 20];

    /// Limited to [`EnergyBudget::LEVELS`].
    #[must_use]
    pub fn with_level(self, level: i8) -> Self {
        Self { level: level.clamp(Self::LEVELS[0], Self::LEVELS[1]), ..self }
    }

    /// For the computation.
    pub fn spec(self) -> Budget {
        Budget { energy: 10_f64.powf(f64::from(self.level) / 10.0), clip: self.clip }
    }
}

/// A bound as the page writes it: what rounding leaves of 0 is 0.
pub fn number(bound: f64) -> String {
    if bound < 1e-2 { "0".into() } else { significant(bound, 3) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_tenths_of_a_decade() {
        let energy = |level| EnergyBudget::default().with_level(level).spec().energy;
        assert_eq!([energy(-20), energy(0), energy(20), energy(100)], [0.01, 1.0, 100.0, 100.0]);
        assert!((energy(3) - 2.0).abs() < 0.01);
    }
}
