//! What one network makes of the image.

use super::{plot, section::Section};
use freqscope_core::{
    attack::{
        AttackSpec, Example, Method,
        pgd::Pgd,
        report::{AttackReport, Outcome},
    },
    change::{
        perturbation::{amplified, factor},
        rct::{Form, ImagePair, Map},
    },
    class::Class,
    error::Result,
    figure::{
        axis::Axis,
        band_plot::{BandPlot, FIRST, Layer, Look, SECOND, STEPS},
        colour::map_rgba,
    },
    image::{Image, png},
    logits::Logits,
    occlusion::{OcclusionReport, OcclusionSpec, ablation::Baseline},
    parameter::number_text,
    spectrum::partition::Partition,
    study::data::ModelFile,
    text::{percent, significant},
};
use freqscope_engine::engine::Engine;
use pollster::block_on;
use std::iter::once;

/// How many classes of a prediction are named.
const NAMED: usize = 3;
/// Base-10 logarithms of the dark and the light end of the maps. Fixed, as on the page, so that attacks can be compared.
const DECADES: (f32, f32) = (-4.0, 0.0);

/// The answers of one network.
#[derive(Debug)]
pub struct Answers {
    /// The network.
    pub file: ModelFile,
    occlusion: OcclusionReport,
    /// Each attack with its end.
    attacks: Vec<(AttackSpec, AttackReport)>,
}

impl Answers {
    /// Asks the network that the engine calls by this name.
    pub fn of(
        engine: &mut Engine,
        (name, file): (&str, ModelFile),
        image: &Image,
        attacks: &[AttackSpec],
    ) -> Result<Self> {
        let (baseline, partition) = (Baseline::default(), Partition::Diagonal);
        let spec = OcclusionSpec { image: image.clone(), class: None, baseline, partition };
        let occlusion = block_on(engine.occluded_frequency(name, &spec, async |_| Ok(())))?;
        let mut ended = Vec::new();
        for attack in attacks {
            let examples = [Example { image: image.clone(), class: None }];
            let reports = block_on(engine.attack(name, attack, &examples, async |_| Ok(())))?;
            ended.extend(reports.into_iter().map(|report| (attack.clone(), report)));
        }
        Ok(Self { file, occlusion, attacks: ended })
    }

    /// What is shown of them; `axis` is that of the scores of all networks.
    pub fn sections(&self, image: &Image, axis: &Axis) -> Result<Vec<Section>> {
        let attacks = self.attacks.iter().map(|(spec, report)| self.attacked(spec, image, report));
        once(Ok(self.scores(axis))).chain(attacks).collect()
    }

    /// The prediction, the scores, and how the attacks ended.
    fn scores(&self, axis: &Axis) -> Section {
        let (id, class) = (&self.file.id, self.occlusion.class);
        let values: Vec<f64> = self.occlusion.scores.iter().copied().map(f64::from).collect();
        let title = format!("Score in logits: fall of the logit of “{class}” without band k");
        let plot = BandPlot::new(title, vec![Layer::new("", Look::Bars, FIRST, &values)]).over(axis.clone());
        let caption = format!("Occluded Frequency of “{class}” by {id}; the axis is the same for all networks");
        let rows: Vec<[String; 6]> = self.attacks.iter().map(|(spec, report)| row(spec, report)).collect();
        Section::new(id).says(&prediction(&self.occlusion.clean)).drawing(&caption, &plot::drawn(&plot)).table(
            &format!("Attacks on {id}"),
            ["attack", "outcome", "ℓ2", "ℓ∞", "SSIM", "queries"],
            &rows,
        )
    }

    /// What an attack changed.
    fn attacked(&self, spec: &AttackSpec, image: &Image, report: &AttackReport) -> Result<Section> {
        let (name, id) = (spec.method.kind().name(), &self.file.id);
        let section = Section::new(&format!("{name} on {id}")).says(&prediction(&report.after));
        if report.distance.linf == 0.0 {
            return Ok(section.says("The image stayed as it was."));
        }
        let map = Map::of(Form::Absolute, &[ImagePair { clean: image, adversarial: &report.image }]);
        let plot = BandPlot::new(
            "|DCT(x′) − DCT(x)|, mean over the coefficients of band k",
            vec![Layer::new("", Look::Bars, SECOND, &map.profile())],
        );
        let factor = factor(report.distance.linf);
        let change = amplified(image, &report.image, factor).to_png()?;
        let colours = map_rgba(map.rows().flatten().map(|&value| value as f32), DECADES);
        Ok(section
            .image("x′, the attacked image", &report.image.to_png()?)
            .image(&format!("the change × {factor}; mid-grey is none"), &change)
            .image("|DCT(x′) − DCT(x)|, logarithmic from 0.0001 to 1, coarse at the top left", &png(colours)?)
            .drawing(&format!("What {name} changed in each band"), &plot::drawn(&plot)))
    }
}

/// An axis for the scores of all.
pub fn axis(all: &[Answers]) -> Axis {
    Axis::covering(all.iter().flat_map(|answers| answers.occlusion.scores.iter().copied()), STEPS)
}

/// The classes of the highest logits.
fn prediction(logits: &Logits) -> String {
    let mut classes = Class::ALL;
    classes.sort_by(|&a, &b| logits.of(b).total_cmp(&logits.of(a)));
    let words = classes[..NAMED].iter().map(|&class| {
        let (share, logit) = (percent(logits.probability(class).into(), 1), significant(logits.of(class).into(), 4));
        format!("{class} {share} (logit {logit})")
    });
    format!("It says {}.", words.collect::<Vec<_>>().join(", "))
}

fn row(spec: &AttackSpec, report: &AttackReport) -> [String; 6] {
    let (before, after) = (report.before.class(), report.after.class());
    let outcome = match report.outcome {
        Outcome::Succeeded => format!("{before} → {after}"),
        Outcome::Resisted => format!("resisted: {after}"),
        Outcome::Misclassified => format!("left alone: {before}"),
    };
    let [l2, linf, ssim] = [report.distance.l2, report.distance.linf, report.ssim].map(|value| significant(value, 4));
    [described(&spec.method), outcome, l2, linf, ssim, report.queries.to_string()]
}

/// A method with its radius.
fn described(method: &Method) -> String {
    let name = method.kind().name();
    match method {
        Method::Fgsm { epsilon } => format!("{name}, ε {}", number_text(*epsilon)),
        Method::Pgd(Pgd { threat, steps, .. }) => format!("{name}, ε {}, {steps} steps", number_text(threat.epsilon)),
        Method::Cw(_) | Method::Simba(_) => name.into(),
    }
}
