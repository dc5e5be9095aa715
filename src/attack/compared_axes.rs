//! The axes that charts of attacks beside each other share.

use crate::{
    attack::run::FinishedAttack,
    charts::{loss_curve, measure::Measure},
};
use freqscope_core::{change::rct::ImagePair, figure::axis::Axis};

/// Steps of the axis of a profile.
const STEPS: usize = 5;

#[derive(Debug, Clone, PartialEq)]
pub struct ComparedAxes {
    /// Of the change of each band.
    pub profile: Axis,
    pub loss: Axis,
}

impl ComparedAxes {
    /// Those that hold all of the runs, whose change is measured in one way.
    pub fn of(runs: &[FinishedAttack], measure: Measure) -> Self {
        let losses = runs.iter().flat_map(|run| run.report.losses.iter().copied());
        let profiles = runs.iter().filter_map(|run| profile(run, measure)).flatten();
        Self { profile: Axis::covering(profiles.map(|value| value as f32), STEPS), loss: loss_curve::axis(losses) }
    }
}

/// The change of each band; none where the image did not change.
fn profile(run: &FinishedAttack, measure: Measure) -> Option<Vec<f64>> {
    let pair = ImagePair { clean: &run.setup.picture.image, adversarial: &run.report.image };
    measure.map(&pair).filter(|_| run.has_change()).map(|map| measure.profile(&map))
}
