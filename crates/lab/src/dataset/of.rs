//! `lab dataset of`

use super::{
    inquiry::Inquiry,
    run::{self, OutputArguments},
    test_set::{TestSet, TestSetArguments},
};
use crate::{
    Options,
    input::ModelWeights,
    occluded_frequency::{BaselineArguments, PartitionArgument},
};
use clap::ValueEnum;
use freqscope_core::{
    error::{Error, Result},
    spectrum::band::Band,
    statistics::Estimate,
    study::{
        data::DataSet,
        document,
        estimator::Estimator,
        occlusion::{BandMeans, Interest, Profile, Question, Scores},
    },
};
use freqscope_engine::engine::Engine;
use pollster::block_on;
use std::iter::once;

/// DatasetOfArguments of `lab dataset of`.
///
/// A run that was stopped goes on when the same command is given again.
#[derive(Debug, clap::Args)]
pub struct DatasetOfArguments {
    /// Model
    #[arg(long, value_name = "M")]
    model: String,
    #[command(flatten)]
    test_set: TestSetArguments,
    /// Class of interest of each image
    #[arg(long, value_enum, default_value_t = InterestArgument::Predicted)]
    interest: InterestArgument,
    #[command(flatten)]
    baseline: BaselineArguments,
    /// How the spectrum is cut into bands
    #[arg(long, value_enum, default_value_t)]
    bands: PartitionArgument,
    /// Which scores are computed
    #[arg(long, value_enum, default_value_t)]
    estimator: EstimatorArgument,
    /// Images with exact scores for the control variate, drawn by --seed: a twentieth of all
    #[arg(long, value_name = "M")]
    subsample: Option<usize>,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum InterestArgument {
    /// The class that the model predicts
    Predicted,
    /// The label, right or wrong
    Label,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, ValueEnum)]
enum EstimatorArgument {
    /// Those of every image: a forward pass for each band
    #[default]
    Exact,
    /// First-order ones of every image from one gradient, and exact ones of a subsample: unbiased
    ControlVariate,
}

impl Inquiry for Question {
    const FORMAT: &'static str = "freqscope-scores/2";
    type Record = Scores;
    type Answer = Profile;

    fn data(&self) -> &DataSet {
        &self.data
    }

    fn position(scores: &Scores) -> usize {
        scores.image
    }

    fn answer(self, scores: &[Scores]) -> Result<Profile> {
        Profile::of(self, scores)
    }

    fn document(profile: &Profile) -> Result<String> {
        document::to_json(profile)
    }

    /// The mean score of each band with its 95 % interval.
    fn table(profile: &Profile) -> String {
        let BandMeans { n, exact, mean, standard_error, low_share, .. } = &profile.all;
        let row = |band: Band| {
            let [mean, standard_error] = [mean, standard_error].map(|values| values[band.index()]);
            let interval = Estimate { mean, standard_error }.plus_minus(*exact, 4);
            format!("{band:>4}  {:>+8.4}{interval}", mean.unwrap_or(f64::NAN))
        };
        let Question { model, partition, .. } = &profile.question;
        let (share, last) = (low_share.percent(*exact, 1), partition.low() - 1);
        let subsample = if exact < n { format!(" over {exact} of them") } else { String::new() };
        let share = format!("{share} of |score| in the low bands, 0–{last}{subsample}");
        let header = format!("{} over {n} images, {share}\nband  mean score", model.id);
        once(header).chain(partition.bands().map(row)).collect::<Vec<_>>().join("\n")
    }
}

/// Attributes every image of the test set, or of one shard of it.
pub fn run(options: &Options, arguments: &DatasetOfArguments) -> Result<()> {
    let weights = ModelWeights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let question = arguments.question(options, &weights, &test_set)?;
    let exact = question.estimator.exact(question.data.images);
    run::run(options, &arguments.output, question, weights, |engine, model, question, positions| {
        let mut ask =
            |&position| block_on(attribute(engine, model, question, &test_set, position, exact.contains(&position)));
        positions.iter().map(&mut ask).collect()
    })
}

/// The scores that the estimator takes of an image; `exact` says whether it takes the exact ones.
async fn attribute(
    engine: &mut Engine,
    model: &str,
    question: &Question,
    test_set: &TestSet,
    position: usize,
    exact: bool,
) -> Result<Scores> {
    let (image, label) = test_set.get(position)?;
    let mut spec = question.spec(position, image, label);
    let first_order = match question.estimator {
        Estimator::Exact => None,
        Estimator::ControlVariate { .. } => Some(engine.first_order(model, &spec).await?),
    };
    // Both kinds of scores are of one class, even where two logits differ by less than their rounding.
    spec.class = spec.class.or(first_order.as_ref().map(|found| found.class));
    let report = match exact {
        true => Some(engine.occluded_frequency(model, &spec, async |_| Ok(())).await?),
        false => None,
    };
    let class = report.as_ref().map(|report| report.class).or(spec.class);
    let class = class.ok_or_else(|| Error::Computation(format!("image {position} has no scores")))?;
    let (scores, first_order) = (report.map(|report| report.scores), first_order.map(|found| found.scores));
    Ok(Scores { image: position, label, class, scores, first_order })
}

impl DatasetOfArguments {
    fn question(&self, options: &Options, weights: &ModelWeights, test_set: &TestSet) -> Result<Question> {
        let (baseline, images) = (self.baseline.baseline(options.seed)?, test_set.identity.images);
        let estimator = self.estimator(images, options.seed)?;
        estimator.check(images, baseline)?;
        Ok(Question {
            version: env!("CARGO_PKG_VERSION").into(),
            model: weights.identity(),
            data: test_set.identity.clone(),
            interest: self.interest.into(),
            baseline,
            partition: self.bands.into(),
            estimator,
        })
    }

    fn estimator(&self, images: usize, seed: u64) -> Result<Estimator> {
        match (self.estimator, self.subsample) {
            (EstimatorArgument::Exact, None) => Ok(Estimator::Exact),
            (EstimatorArgument::Exact, Some(_)) => {
                Err(Error::Foreign { option: "--subsample".into(), choice: "--estimator exact".into() })
            }
            (EstimatorArgument::ControlVariate, subsample) => {
                Ok(Estimator::ControlVariate { subsample: subsample.unwrap_or(images / 20), seed })
            }
        }
    }
}

impl From<InterestArgument> for Interest {
    fn from(argument: InterestArgument) -> Self {
        match argument {
            InterestArgument::Predicted => Self::Predicted,
            InterestArgument::Label => Self::Label,
        }
    }
}
