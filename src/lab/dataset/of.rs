//! `lab dataset of`

use super::{
    checkpoint::Checkpoint,
    progress,
    shard::Shard,
    test_set::{TestSet, TestSetArguments},
};
use crate::{
    engine::Engine,
    error::{Error, Result},
    estimator::Estimator,
    lab::{
        Options,
        input::{self, Weights},
        merge,
        occluded_frequency::{BaselineArguments, PartitionArgument},
        print,
    },
    profile::{Interest, Question, Scores},
};
use clap::ValueEnum;
use pollster::block_on;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    time::Instant,
};

/// The only version of the files of scores.
const FORMAT: &str = "freqscope-scores/2";

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
    /// How the spectrum is cut into bands
    #[arg(long, value_enum, default_value_t)]
    bands: PartitionArgument,
    /// Which scores are computed
    #[arg(long, value_enum, default_value_t)]
    estimator: EstimatorArgument,
    /// Images with exact scores for the control variate, drawn by --seed: a twentieth of all
    #[arg(long, value_name = "M")]
    subsample: Option<usize>,
    /// Compute only the images i, i + n, i + 2n, … (i from 0 to n − 1); F then holds their scores, for `lab merge`
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Where to write the means; the scores of each image are kept beside it, in F.scores
    #[arg(long, value_name = "F")]
    out: PathBuf,
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

/// The first line of a file of scores.
#[derive(Debug, Serialize, Deserialize)]
pub struct Header {
    format: String,
    shard: Shard,
    /// What the scores answer.
    pub question: Question,
}

/// Attributes every image of the test set, or of one shard of it.
pub fn run(options: &Options, arguments: &Arguments) -> Result<()> {
    let weights = Weights::read(options, &arguments.model)?;
    let test_set = TestSet::open(&arguments.test_set)?;
    let header = arguments.header(options, &weights, &test_set)?;
    let path = arguments.scores();
    let (checkpoint, done) = Checkpoint::open(&path, &header)?;
    let missing = header.missing(&path, &done)?;
    compute(options, &header.question, weights, &test_set, missing, checkpoint)?;
    match arguments.shard {
        None => merge::write(options, &arguments.out, &[path]),
        Some(shard) => {
            let (out, images) = (path.display().to_string(), header.images().len());
            let report = json!({ "out": out, "shard": shard.to_string(), "images": images });
            print(options, &report, || format!("{out}: shard {shard}, {images} images; `lab merge` joins the shards"))
        }
    }
}

/// Appends the scores of the `missing` images to the checkpoint.
fn compute(
    options: &Options,
    question: &Question,
    weights: Weights,
    test_set: &TestSet,
    missing: Missing,
    mut checkpoint: Checkpoint,
) -> Result<()> {
    if missing.positions.is_empty() {
        return checkpoint.sync();
    }
    let model = weights.name().to_owned();
    let mut engine = block_on(weights.load(options))?;
    input::note_device(&engine);
    let (bar, start) = (progress::bar(missing.done, missing.done + missing.positions.len()), Instant::now());
    let exact = question.estimator.exact(question.data.images);
    for &position in &missing.positions {
        let is_exact = exact.contains(&position);
        checkpoint.append(&block_on(attribute(&mut engine, &model, question, test_set, position, is_exact))?)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let (images, seconds) = (missing.positions.len(), start.elapsed().as_secs_f64());
    eprintln!("lab: {images} images in {seconds:.1} s, {:.2} images per second", images as f64 / seconds);
    checkpoint.sync()
}

/// The scores that the estimator takes of an image, which is in the subsample or not.
///
/// Images are computed one by one, so that the answer does not depend on who stood beside whom.
async fn attribute(
    engine: &mut Engine,
    model: &str,
    question: &Question,
    test_set: &TestSet,
    position: usize,
    exact: bool,
) -> Result<Scores> {
    let missing = || Error::Computation(format!("there is no image {position}"));
    let (image, label) = test_set.get(position).ok_or_else(missing)?;
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
    let class = spec.class.or(report.as_ref().map(|report| report.class)).ok_or_else(missing)?;
    let (scores, first_order) = (report.map(|report| report.scores), first_order.map(|found| found.scores));
    Ok(Scores { image: position, label, class, scores, first_order })
}

impl Arguments {
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

    fn header(&self, options: &Options, weights: &Weights, test_set: &TestSet) -> Result<Header> {
        let (baseline, images) = (self.baseline.baseline(options.seed), test_set.identity.images);
        let estimator = self.estimator(images, options.seed)?;
        estimator.check(images, baseline)?;
        let question = Question {
            version: env!("CARGO_PKG_VERSION").into(),
            model: weights.identity(),
            data: test_set.identity.clone(),
            interest: self.interest.into(),
            baseline,
            partition: self.bands.into(),
            estimator,
        };
        Ok(Header { format: FORMAT.into(), shard: self.shard.unwrap_or(Shard::WHOLE), question })
    }

    /// The file of the scores.
    fn scores(&self) -> PathBuf {
        match self.shard {
            Some(_) => self.out.clone(),
            None => {
                let mut name = self.out.clone().into_os_string();
                name.push(".scores");
                name.into()
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

/// What is left to do.
struct Missing {
    /// Images that are done.
    done: usize,
    /// Positions of the others.
    positions: Vec<usize>,
}

impl Header {
    /// Whether this version reads the file.
    pub fn is_known(&self) -> bool {
        self.format == FORMAT
    }

    /// The positions of the images of the shard.
    fn images(&self) -> Vec<usize> {
        self.shard.positions(self.question.data.images).collect()
    }

    /// The images of the shard behind those that are `done`, which are its first ones.
    fn missing(&self, path: &Path, done: &[Scores]) -> Result<Missing> {
        let mut positions = self.images();
        if done.len() > positions.len() || done.iter().zip(&positions).any(|(done, &position)| done.image != position) {
            let reason = "its images are not in their order: remove the file and run again".into();
            return Err(Error::File { path: path.display().to_string(), reason });
        }
        positions.drain(..done.len());
        Ok(Missing { done: done.len(), positions })
    }
}
