//! `lab dataset of`

use super::{
    run::{Asked, OutputArguments, Run},
    test_set::{TestSet, TestSetArguments},
};
use crate::{Options, input::ModelWeights, number::count, occluded_frequency::BaselineArguments, stop};
use freqscope_core::{
    error::{Error, Result},
    spectrum::partition::Partition,
    study::{
        estimator::{Estimator, EstimatorKind},
        occlusion::{Interest, ProfileStudy, Scores},
    },
};
use freqscope_engine::engine::Engine;
use pollster::block_on;

/// Arguments of `lab dataset of`.
#[derive(Debug, clap::Args)]
pub struct DatasetOfArguments {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    #[command(flatten)]
    test_set: TestSetArguments,
    /// Class of interest of each image
    #[arg(long, value_enum, default_value_t)]
    interest: Interest,
    #[command(flatten)]
    baseline: BaselineArguments,
    /// How the spectrum is cut into bands
    #[arg(long, value_enum, default_value_t)]
    bands: Partition,
    /// Which scores are computed
    #[arg(long, value_enum, default_value_t)]
    estimator: EstimatorKind,
    /// Images with exact scores for the control variate, drawn by --seed: a twentieth of all, and at least 2
    #[arg(long, value_name = "M", value_parser = count::<usize>)]
    subsample: Option<usize>,
    #[command(flatten)]
    output: OutputArguments,
}

/// Attributes every image of the test set, or of one shard of it.
pub fn run(options: &Options, arguments: &DatasetOfArguments) -> Result<()> {
    let weights = ModelWeights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let study = arguments.study(options, test_set.identity.images)?;
    let exact = study.estimator.exact(test_set.identity.images);
    let run = Run { weights, data: test_set.identity.clone(), study, keep: None };
    run.run(options, &arguments.output, |engine, model, study, positions| {
        let mut ask =
            |&position| block_on(attribute(engine, model, study, &test_set, position, exact.contains(&position)));
        positions.iter().map(&mut ask).collect()
    })
}

/// The scores that the estimator takes of an image; `exact` says whether it takes the exact ones.
async fn attribute(
    engine: &mut Engine,
    model: &str,
    study: &ProfileStudy,
    test_set: &TestSet,
    position: usize,
    exact: bool,
) -> Result<Asked<Scores>> {
    let (image, label) = test_set.get(position)?;
    let mut spec = study.spec(image, label);
    let first_order = match study.estimator {
        Estimator::Exact => None,
        Estimator::ControlVariate { .. } => Some(engine.first_order(model, &spec).await?),
    };
    // Both kinds of scores are of one class, even where two logits differ by less than their rounding.
    spec.class = spec.class.or(first_order.as_ref().map(|found| found.class));
    let report = match exact {
        true => Some(engine.occluded_frequency(model, &spec, async |_| stop::check()).await?),
        false => None,
    };
    let class = report.as_ref().map(|report| report.class).or(spec.class);
    let class = class.ok_or_else(|| Error::Computation(format!("image {position} has no scores")))?;
    let (scores, first_order) = (report.map(|report| report.scores), first_order.map(|found| found.scores));
    Ok(Scores { image: position, label, class, scores, first_order }.into())
}

impl DatasetOfArguments {
    fn study(&self, options: &Options, images: usize) -> Result<ProfileStudy> {
        let baseline = self.baseline.baseline(options.seed)?;
        let estimator = self.estimator(images, options.seed)?;
        estimator.check(images, baseline)?;
        Ok(ProfileStudy { interest: self.interest, baseline, partition: self.bands, estimator })
    }

    fn estimator(&self, images: usize, seed: u64) -> Result<Estimator> {
        match (self.estimator, self.subsample) {
            (EstimatorKind::Exact, None) => Ok(Estimator::Exact),
            (EstimatorKind::Exact, Some(_)) => {
                Err(Error::Foreign { option: "--subsample".into(), choice: "--estimator exact".into() })
            }
            (EstimatorKind::ControlVariate, subsample) => {
                Ok(Estimator::ControlVariate { subsample: subsample.unwrap_or((images / 20).max(2)), seed })
            }
        }
    }
}
