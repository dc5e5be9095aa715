//! `lab dataset of`

use super::{
    run::{self, Inquiry, Output},
    test_set::{TestSet, TestSetArguments},
};
use crate::{
    document,
    engine::Engine,
    error::Result,
    frequency::Band,
    lab::{Options, input::Weights, occluded_frequency::BaselineArguments},
    profile::{BandMeans, DataSet, Interest, Profile, Question, Scores},
    protocol::OcclusionSpec,
    statistics::Z_95,
};
use clap::ValueEnum;
use pollster::block_on;
use std::iter::once;

/// Arguments of `lab dataset of`.
///
/// A run that was stopped goes on when the same command is given again.
#[derive(Debug, clap::Args)]
pub struct Arguments {
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
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum InterestArgument {
    /// The class that the model predicts
    Predicted,
    /// The label, right or wrong
    Label,
}

impl Inquiry for Question {
    const FORMAT: &'static str = "freqscope-scores/1";
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
        let BandMeans { n, mean, standard_error } = &profile.all;
        let row = |band: Band| {
            let [mean, error] = [mean, standard_error].map(|values| values[band.index()].unwrap_or(f64::NAN));
            format!("{band:>4}  {mean:>+8.4} ± {:.4}", Z_95 * error)
        };
        let header = format!("{} over {n} images\nband  mean score", profile.question.model.id);
        once(header).chain(Band::all().map(row)).collect::<Vec<_>>().join("\n")
    }
}

/// Attributes every image of the test set, or of one shard of it.
pub fn run(options: &Options, arguments: &Arguments) -> Result<()> {
    let weights = Weights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let question = arguments.question(options, &weights, &test_set);
    run::run(options, &arguments.output, question, weights, |engine, model, question, position| {
        attribute(engine, model, question, &test_set, position)
    })
}

fn attribute(
    engine: &mut Engine,
    model: &str,
    question: &Question,
    test_set: &TestSet,
    position: usize,
) -> Result<Scores> {
    let (image, label) = test_set.get(position)?;
    let class = match question.interest {
        Interest::Predicted => None,
        Interest::Label => Some(label),
    };
    let spec = OcclusionSpec { image, class, baseline: question.baseline.for_image(position) };
    let report = block_on(engine.occluded_frequency(model, &spec, async |_| Ok(())))?;
    Ok(Scores { image: position, label, class: report.class, scores: report.scores })
}

impl Arguments {
    fn question(&self, options: &Options, weights: &Weights, test_set: &TestSet) -> Question {
        Question {
            version: env!("CARGO_PKG_VERSION").into(),
            model: weights.identity(),
            data: test_set.identity.clone(),
            interest: self.interest.into(),
            baseline: self.baseline.baseline(options.seed),
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
