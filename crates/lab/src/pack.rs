//! `lab pack`

use super::{
    Options,
    checkpoint::{find, refused},
    file::{self, has_extension},
    images,
    output::{Kind, Place, ROOM},
    print,
    provenance::{Answer, Provenance},
    reading::{self, Limit},
    samples,
};
use freqscope_core::{
    error::{Error, Result},
    image::{Image, npy},
    logits::Logits,
    model::{Hints, Normalisation},
};
use freqscope_engine::model::comparison::{Comparison, largest_difference, logits};
use freqscope_weights::{
    geometry::Architecture,
    manifest::sha256,
    pack::{folded::Folded, pack},
    packed::Packed,
    source::WeightSource,
};
use pollster::block_on;
use serde::Serialize;
use std::{
    iter::once,
    path::{Path, PathBuf},
};

/// Arguments of `lab pack`.
#[derive(Debug, clap::Args)]
pub struct PackArguments {
    /// Checkpoint of the network: .pt, .pth, .ckpt, .safetensors or .npz; no code in it is run
    checkpoint: PathBuf,
    /// What its architecture must be, which is recognised: resnet18, 34, 50, 101 or 152, or vgg11, 13, 16 or 19
    #[arg(long, value_name = "A")]
    arch: Option<Architecture>,
    /// Which of several networks in one file: what all names of its tensors begin with, such as state_dict or ema
    #[arg(long, value_name = "K")]
    key: Option<String>,
    /// Where to write the packed weights
    #[arg(long, value_name = "F.safetensors")]
    out: PathBuf,
    /// What the network subtracts from pixels in [0, 1], where the checkpoint does not say it
    #[arg(long, value_name = "R,G,B", value_parser = colour, allow_hyphen_values = true, requires = "std")]
    mean: Option<[f32; Image::CHANNELS]>,
    /// What it then divides by
    #[arg(long, value_name = "R,G,B", value_parser = deviation, allow_hyphen_values = true, requires = "mean")]
    std: Option<[f32; Image::CHANNELS]>,
    /// Logits that your own code gives for --image, [N, 10]: .npy or JSON; nothing is written where they are others
    #[arg(long, value_name = "F", requires = "image")]
    check: Option<PathBuf>,
    /// Images for --check, on which the effect of 8-bit weights is measured too; without it the samples of the page
    #[arg(long, value_name = "F")]
    image: Option<PathBuf>,
}

/// What was said of the checkpoint.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameters {
    architecture: Option<&'static str>,
    key: Option<String>,
    mean: Option<[f32; Image::CHANNELS]>,
    std: Option<[f32; Image::CHANNELS]>,
}

/// What was packed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Report {
    checkpoint: String,
    out: String,
    architecture: &'static str,
    layout: String,
    /// What all names of its tensors begin with.
    key: String,
    widths: Vec<usize>,
    blocks: Vec<usize>,
    mean: [f32; Image::CHANNELS],
    std: [f32; Image::CHANNELS],
    normalisation: Origin,
    /// What was taken for granted, because weights do not say it.
    assumptions: Vec<String>,
    rounding: Rounding,
    check: Option<Check>,
    bytes: usize,
    sha256: String,
}

/// Who says how pixels are normalised.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum Origin {
    Checkpoint,
    Options,
}

/// What 8-bit weights cost.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Rounding {
    /// Images on which it was measured.
    images: usize,
    /// The largest change of a logit.
    largest_change: f32,
    /// Images whose class changes.
    changed_classes: usize,
}

/// That the network gives the logits of its owner's code.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Check {
    images: usize,
    largest_difference: f32,
}

/// Packs the checkpoint.
pub fn run(options: &Options, arguments: &PackArguments) -> Result<()> {
    arguments.files().for_each(|path| file::note_read(path));
    let place = Place::new(options, &arguments.out, Kind::Weights)?.with_room(ROOM)?;
    let hints = arguments.hints()?;
    let folded = find(&arguments.checkpoint, arguments.arch, &hints)?;
    let file = pack(&folded).map_err(|invalid| refused(&arguments.checkpoint, invalid))?;
    let report = Report::new(arguments, &folded, &file)?;
    place.write(&file)?;
    let PackArguments { arch, key, mean, std, .. } = arguments;
    let architecture = arch.map(Architecture::name);
    let parameters = Parameters { architecture, key: key.clone(), mean: *mean, std: *std };
    let provenance = Provenance::new("freqscope-lab-pack/2", options, parameters);
    print(options, &Answer::new(&report, &provenance), || report.text())
}

impl PackArguments {
    /// What is read, of which most is opened only where it is needed.
    fn files(&self) -> impl Iterator<Item = &PathBuf> {
        once(&self.checkpoint).chain(&self.check).chain(&self.image)
    }

    fn hints(&self) -> Result<Hints> {
        let normalisation = self.mean.zip(self.std).map(|(mean, std)| Normalisation::new(mean, std));
        let of_options = |reason| Error::File { path: "--mean and --std".into(), reason };
        let normalisation = normalisation.transpose().map_err(of_options)?;
        Ok(Hints { key: self.key.clone(), normalisation })
    }

    fn images(&self) -> Result<Vec<Image>> {
        match &self.image {
            Some(path) => Ok(images::read_complete(path)?.all.into_vec()),
            None => samples::images(),
        }
    }

    /// Compares the network's logits with those of `--check`.
    fn check(&self, ours: &[Logits]) -> Result<Option<Check>> {
        let Some(path) = &self.check else { return Ok(None) };
        let fail = |reason: String| Error::File { path: path.display().to_string(), reason };
        let theirs = read_logits(path)?;
        if theirs.len() != ours.len() {
            return Err(fail(format!("it holds logits of {} images, and --image {} images", theirs.len(), ours.len())));
        }
        let Comparison { images, largest_difference, same_class, agrees } = Comparison::new(ours, &theirs);
        match agrees {
            true => Ok(Some(Check { images, largest_difference })),
            false => Err(fail(format!(
                "its logits are others than those of the checkpoint's network, by up to {largest_difference:.3}, and {same_class} of {images} classes are the same: one of the assumptions does not hold, or its code normalises pixels otherwise; nothing was written"
            ))),
        }
    }
}

/// Logits `[N, 10]`, as an array of NumPy's or as lists in JSON.
fn read_logits(path: &Path) -> Result<Vec<Logits>> {
    let fail = |reason: String| Error::File { path: path.display().to_string(), reason };
    if !has_extension(path, "npy") {
        let bytes = reading::read(path, Limit::DOCUMENT)?;
        return serde_json::from_slice(&bytes)
            .map_err(|error| fail(format!("it is no list of lists of ten logits: {error}")));
    }
    let (_, values) = npy::read_array(&reading::read(path, Limit::ARRAY)?)?;
    Logits::from_flat(&values).map_err(|error| fail(error.to_string()))
}

impl Report {
    fn new(arguments: &PackArguments, folded: &Folded, file: &[u8]) -> Result<Self> {
        let header = folded.header();
        let images = arguments.images()?;
        let exact = block_on(logits(folded, &images))?;
        let check = arguments.check(&exact)?;
        Ok(Self {
            checkpoint: arguments.checkpoint.display().to_string(),
            out: arguments.out.display().to_string(),
            architecture: header.geometry.architecture().name(),
            layout: folded.layout().to_string(),
            key: folded.key().to_owned(),
            widths: header.geometry.widths().to_vec(),
            blocks: header.geometry.blocks().to_vec(),
            mean: header.normalisation.mean,
            std: header.normalisation.std,
            normalisation: if folded.normalisation_is_stored() { Origin::Checkpoint } else { Origin::Options },
            assumptions: folded.assumptions(),
            rounding: Rounding::new(arguments, file, &images, &exact)?,
            check,
            bytes: file.len(),
            sha256: sha256(file),
        })
    }

    fn text(&self) -> String {
        let Self { out, architecture, layout, widths, mean, std, bytes, rounding, .. } = self;
        let says = match self.normalisation {
            Origin::Checkpoint => "as the checkpoint says",
            Origin::Options => "as the options say",
        };
        let mut lines = vec![
            format!("{out}: {architecture} of widths {widths:?} from the {layout} layout, {bytes} bytes"),
            format!("Pixels: minus {mean:?}, divided by {std:?}, {says}."),
            format!(
                "8-bit weights change a logit by at most {:.3} and {} of {} classes, {}.",
                rounding.largest_change,
                rounding.changed_classes,
                rounding.images,
                if rounding.images == 1 { "on one image" } else { "on these images" }
            ),
        ];
        lines.push(match &self.check {
            Some(check) => {
                format!("Your logits of {} images agree, to within {:e}.", check.images, check.largest_difference)
            }
            None => "Weights do not say the following, which was taken for granted; --check compares logits of your own code:".into(),
        });
        if self.check.is_none() {
            lines.extend(self.assumptions.iter().map(|assumption| format!("  {assumption}")));
        }
        lines.join("\n")
    }
}

impl Rounding {
    fn new(arguments: &PackArguments, file: &[u8], images: &[Image], exact: &[Logits]) -> Result<Self> {
        let packed = Packed::open(file.to_vec()).map_err(|invalid| refused(&arguments.checkpoint, invalid))?;
        let rounded = block_on(logits(&packed, images))?;
        let changed = rounded.iter().zip(exact).filter(|(a, b)| a.class() != b.class()).count();
        Ok(Self { images: images.len(), largest_change: largest_difference(&rounded, exact), changed_classes: changed })
    }
}

/// Three numbers, one for each colour channel.
fn colour(text: &str) -> Result<[f32; Image::CHANNELS], String> {
    three(text, f32::is_finite).ok_or_else(|| "choose three numbers, such as 0.4914,0.4822,0.4465".into())
}

/// Three numbers that can be divided by.
fn deviation(text: &str) -> Result<[f32; Image::CHANNELS], String> {
    let is_positive = |value: f32| value.is_finite() && value > 0.0;
    three(text, is_positive).ok_or_else(|| "choose three numbers above 0, such as 0.247,0.2435,0.2616".into())
}

fn three(text: &str, is_fit: impl Fn(f32) -> bool) -> Option<[f32; Image::CHANNELS]> {
    let fit = |number: &str| number.trim().parse().ok().filter(|&value| is_fit(value));
    text.split(',').map(fit).collect::<Option<Vec<f32>>>()?.try_into().ok()
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema::<Report>()
}
