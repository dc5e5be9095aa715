//! `lab report`

mod bars;
mod pixels;
mod section;

use super::{
    Options, file,
    images::{self, ImageSource, Images},
    input::{self, Loaded},
    output::{Kind, Place, ROOM},
    print,
    provenance::{Answer, Provenance},
    to_json,
};
use bars::Bars;
use freqscope_core::{
    attack::{AttackSpec, Example, Misclassified, goal::Goal, method_kind::MethodKind, report::AttackReport},
    change::rct::{Form, ImagePair, Map},
    class::Class,
    error::{Error, Result},
    figure::{curves::Figure, heatmap::Heatmaps, svg::Element},
    image::Image,
    occlusion::{OcclusionReport, OcclusionSpec, ablation::Baseline},
    spectrum::{band::Bands, dct::Spectrum, partition::Partition},
    statistics::INTERVALS,
    study::{
        attack::AttackChanges,
        data::ModelFile,
        document::{self, Document},
        inversion::InversionChanges,
        occlusion::Profile,
    },
    text::{percent, significant},
};
use pollster::block_on;
use section::{Section, document as html};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The attacks that are shown, with their defaults.
const ATTACKS: [MethodKind; 3] = [MethodKind::Fgsm, MethodKind::PgdLinf, MethodKind::PgdL2];
/// How many classes of a prediction are named.
const NAMED: usize = 3;

/// Arguments of `lab report`.
#[derive(Debug, clap::Args)]
pub struct ReportArguments {
    /// Image: a PNG, JPEG or .npy file that holds one
    #[arg(long, value_name = "F")]
    image: PathBuf,
    /// Models, separated by commas: ids that `lab models` lists, or paths of packed weights
    #[arg(long, value_name = "M", value_delimiter = ',', required = true)]
    models: Vec<String>,
    /// Results of `lab dataset of`, `rct` or `invert` to show as well, separated by commas
    #[arg(long, value_name = "F.json", value_delimiter = ',')]
    results: Vec<PathBuf>,
    /// Where to write the page, which needs no other file
    #[arg(long, value_name = "F.html")]
    out: PathBuf,
}

/// What was written.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Written<'a> {
    #[serde(flatten)]
    source: &'a ImageSource,
    out: String,
    models: Vec<ModelFile>,
    results: Vec<String>,
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
    let images = images::read_all(&arguments.image)?.in_range()?;
    let image = single(&images, &arguments.image)?;
    let place = Place::new(options, &arguments.out, Kind::Page)?.apart_from(&arguments.results)?;
    let place = images.spared_by(place)?.with_room(ROOM)?;
    let results = arguments.results.iter().map(|path| result(path)).collect::<Result<Vec<_>>>()?;
    let attacks: Vec<AttackSpec> = ATTACKS.map(|method| spec(method, options.seed)).into();
    let (mut sections, mut files) = (vec![picture(image)?], Vec::new());
    for model in &arguments.models {
        let mut network = Loaded::new(options, model)?;
        input::note_device(&network.engine);
        sections.extend(about(&mut network, image, &attacks)?);
        files.push(network.file);
    }
    sections.extend(results);
    let (out, results) = (arguments.out.display().to_string(), names(&arguments.results));
    let answer = Written { source: &images.sources[0], out, models: files, results };
    let parameters = Parameters { attacks, baseline: Baseline::default() };
    let provenance = Provenance::new("freqscope-lab-report/1", options, parameters);
    let written = Answer::new(&answer, &provenance);
    place.write(html(&images.sources[0].to_string(), &sections, &to_json(&written)?).as_bytes())?;
    print(options, &written, || {
        format!("{}: {} models, {} results", answer.out, answer.models.len(), answer.results.len())
    })
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
    let section = Section::new("The picture").image("as the networks see it, 32 × 32 pixels", image.to_png()?);
    let caption = "its spectrum: |DCT| of each coefficient, logarithmic, coarse at the top left";
    Ok(section.image(caption, pixels::map(&Spectrum::of(image).magnitude())?))
}

/// What one network makes of the image.
fn about(network: &mut Loaded, image: &Image, attacks: &[AttackSpec]) -> Result<Vec<Section>> {
    let (baseline, partition) = (Baseline::default(), Partition::Diagonal);
    let spec = OcclusionSpec { image: image.clone(), class: None, baseline, partition };
    let report = block_on(network.engine.occluded_frequency(&network.name, &spec, async |_| Ok(())))?;
    let id = &network.file.id;
    let mut section = Section::new(id).says(&prediction(&report));
    let bars = Bars { values: &report.scores, label: "score (logits)" };
    section = section.figure(&format!("Occluded Frequency for {}: 63 bands", report.class), &bars.to_svg());
    let mut sections = vec![section];
    for attack in attacks {
        let examples = [Example { image: image.clone(), class: None }];
        let reports = block_on(network.engine.attack(&network.name, attack, &examples, async |_| Ok(())))?;
        for report in &reports {
            sections.push(attacked(&format!("{id}: {}", attack.method.kind().name()), image, report)?);
        }
    }
    Ok(sections)
}

fn prediction(report: &OcclusionReport) -> String {
    let mut classes = Class::ALL;
    classes.sort_by(|&a, &b| report.clean.of(b).total_cmp(&report.clean.of(a)));
    let words = classes[..NAMED].iter().map(|&class| {
        let (share, logit) =
            (percent(report.clean.probability(class).into(), 1), significant(report.clean.of(class).into(), 4));
        format!("{class} {share} (logit {logit})")
    });
    words.collect::<Vec<_>>().join(", ")
}

fn attacked(title: &str, image: &Image, report: &AttackReport) -> Result<Section> {
    let (before, after) = (report.before.class(), report.after.class());
    let [l2, linf, ssim] = [report.distance.l2, report.distance.linf, report.ssim].map(|value| significant(value, 4));
    let outcome = format!("{before} → {after}, ℓ2 {l2}, ℓ∞ {linf}, SSIM {ssim}, {} queries", report.queries);
    let section = Section::new(title).says(&outcome).image("x′", report.image.to_png()?);
    if report.distance.linf == 0.0 {
        return Ok(section);
    }
    let map = Map::of(Form::Absolute, &[ImagePair { clean: image, adversarial: &report.image }]);
    let values: Vec<f32> = map.rows().flatten().map(|&value| value as f32).collect();
    let profile: Vec<f32> = map.profile().into_iter().map(|value| value as f32).collect();
    let bars = Bars { values: &profile, label: "mean |ΔDCT|" };
    let section = section.image("|DCT(x′) − DCT(x)| of each coefficient, logarithmic", pixels::map(&values)?);
    Ok(section.figure("its mean over each band", &bars.to_svg()))
}

/// A result over a data set.
fn result(path: &Path) -> Result<Section> {
    let file = file::read(path)?;
    let format = document::format(&file)?;
    let is = |formats: &[&str]| formats.contains(&format.as_str());
    let (said, svg) = if is(AttackChanges::FORMATS) {
        let changes: [AttackChanges; 1] = [document::parse(&file)?];
        (changes[0].to_string(), Heatmaps::of_attacks(&changes).to_svg())
    } else if is(InversionChanges::FORMATS) {
        let changes: [InversionChanges; 1] = [document::parse(&file)?];
        (changes[0].to_string(), Heatmaps::of_inversions(&changes).to_svg())
    } else {
        let profile = Profile::parse(&file)?;
        let figure = Figure { profiles: std::slice::from_ref(&profile), groups: &[None], bands: Bands::ALL };
        let first = profile.to_string().lines().next().unwrap_or_default().to_owned();
        (format!("{first}\n{INTERVALS}"), figure.to_svg())
    };
    Ok(Section::new(&path.display().to_string()).says(&said).figure("", &svg))
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
