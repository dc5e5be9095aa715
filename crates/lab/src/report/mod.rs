//! `lab report`

mod network;
mod plot;
mod result;
mod section;

use super::{
    Options,
    images::{self, ImageSource, Images},
    input::{self, ModelWeights},
    output::{Kind, Place, ROOM},
    print, program,
    provenance::{Answer, Provenance},
    to_json,
};
use freqscope_core::{
    attack::{AttackSpec, Misclassified, goal::Goal, method_kind::MethodKind},
    device::DeviceKind,
    error::{Error, Result},
    figure::{colour::spectrum_rgba, svg::Element},
    image::{Image, png},
    occlusion::ablation::Baseline,
    spectrum::dct::Spectrum,
    study::data::ModelFile,
    text::counted,
};
use network::Answers;
use pollster::block_on;
use section::{Section, document as html};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The attacks that are shown, with their defaults.
const ATTACKS: [MethodKind; 3] = [MethodKind::Fgsm, MethodKind::PgdLinf, MethodKind::PgdL2];

/// Arguments of `lab report`.
#[derive(Debug, clap::Args)]
pub struct ReportArguments {
    /// Image: a PNG, JPEG or .npy file that holds one
    #[arg(long, value_name = "F")]
    image: PathBuf,
    /// Models, separated by commas: ids that `lab models` lists, or paths of packed weights. The folder of the models is that of
    /// FREQSCOPE_MODELS here, or models in this one or beside the program
    #[arg(long, value_name = "M", value_delimiter = ',', required = true)]
    models: Vec<PathBuf>,
    /// Results of `lab dataset` to show as well, separated by commas
    #[arg(long, value_name = "F.json", value_delimiter = ',')]
    results: Vec<PathBuf>,
    /// Where to write the page, which needs no other file
    #[arg(long, value_name = "F.html")]
    out: PathBuf,
}

/// What is shown, wherever the page is written.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Shown<'a> {
    #[serde(flatten)]
    source: &'a ImageSource,
    models: Vec<ModelFile>,
    results: Vec<String>,
}

/// What was written.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Written<'a> {
    #[serde(flatten)]
    shown: &'a Shown<'a>,
    out: String,
}

/// What was shown.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameters {
    attacks: Vec<AttackSpec>,
    baseline: Baseline,
}

/// Writes the page.
pub fn run(options: &Options, arguments: &ReportArguments) -> Result<()> {
    // Of a report, `--models` names networks; the folder is the one that is found without it.
    let options = &Options { models: None, ..options.clone() };
    let images = images::read_all_in_range(&arguments.image)?;
    let image = single(&images, &arguments.image)?;
    let results = arguments.results.iter().map(|path| result::section(path)).collect::<Result<Vec<_>>>()?;
    let weights = arguments.models.iter().map(|model| ModelWeights::read(options, &model.display().to_string()));
    let weights = weights.collect::<Result<Vec<_>>>()?;
    let place = Place::new(options, &arguments.out, Kind::Page)?.with_room(ROOM)?;
    let attacks: Vec<AttackSpec> = ATTACKS.map(|method| spec(method, options.seed)).into();
    let (device, all) = ask(options, weights, image, &attacks)?;
    let mut sections = vec![picture(image)?];
    let axis = network::axis(&all);
    for answers in &all {
        sections.extend(answers.sections(image, &axis)?);
    }
    sections.extend(results);
    let models = all.into_iter().map(|answers| answers.file).collect();
    let shown = Shown { source: &images.sources[0], models, results: names(&arguments.results) };
    let parameters = Parameters { attacks, baseline: Baseline::default() };
    let provenance = Provenance::new("freqscope-lab-report/1", options, parameters).on(device);
    let title = format!("What networks see in {}", images.sources[0]);
    let json = to_json(&Answer::new(&shown, &provenance))?;
    place.write(html(&title, &sections, [&computed(options, device, &shown), &json]).as_bytes())?;
    let (shown, out) = (&shown, arguments.out.display().to_string());
    let written = Written { shown, out };
    print(options, &Answer::new(&written, &provenance), || {
        format!("{}: {}, {}", written.out, counted(shown.models.len(), "model"), counted(shown.results.len(), "result"))
    })
}

/// The answers of all networks, one after the other on one device, and which that is.
fn ask(
    options: &Options,
    weights: Vec<ModelWeights>,
    image: &Image,
    attacks: &[AttackSpec],
) -> Result<(DeviceKind, Vec<Answers>)> {
    let (mut engine, mut all) = (input::start(options)?, Vec::new());
    for weights in weights {
        let (name, file) = (weights.name().to_owned(), weights.identity());
        block_on(weights.place(&mut engine))?;
        if engine.device_changed() || all.is_empty() {
            input::note_device(&engine);
        }
        all.push(Answers::of(&mut engine, (&name, file), image, attacks)?);
        engine.unload(&name);
    }
    Ok((engine.device().kind, all))
}

fn names(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| path.display().to_string()).collect()
}

fn single<'a>(images: &'a Images, path: &Path) -> Result<&'a Image> {
    let reason = || format!("it holds {} images, and a report is about one: name one", images.as_slice().len());
    match images.as_slice() {
        [image] => Ok(image),
        _ => Err(Error::File { path: path.display().to_string(), reason: reason() }),
    }
}

fn spec(method: MethodKind, seed: u64) -> AttackSpec {
    let (method, misclassified) = (method.default_method(), Misclassified::Attack);
    AttackSpec { method, goal: Goal::Untargeted, seed, misclassified }
}

/// The image and its spectrum.
fn picture(image: &Image) -> Result<Section> {
    let section = Section::new("The picture").image("as the networks see it, 32 × 32 pixels", &image.to_png()?);
    let caption = "its spectrum: |DCT| of each coefficient, logarithmic from 0.001 to 10, coarse at the top left";
    Ok(section.image(caption, &png(spectrum_rgba(&Spectrum::of(image)))?))
}

/// What computed the page, in words.
fn computed(options: &Options, device: DeviceKind, shown: &Shown) -> String {
    let (program, models) = (program::of(device), &shown.models);
    let commit = program.commit.unwrap_or_default();
    let device = if device == DeviceKind::Gpu { "a GPU" } else { "the CPU" };
    let weights: String = models.iter().map(|file| format!("\n{}: weights {}", file.id, file.sha256)).collect();
    format!("lab {} of commit {commit}, on {device}, with seed {}.{weights}", program.version, options.seed)
}

/// An element of HTML.
const fn element(name: &'static str) -> Element {
    Element::new(name)
}

/// The JSON form of the answer.
#[cfg(test)]
pub fn schema() -> schemars::Schema {
    Provenance::<Parameters>::schema::<Written>()
}
