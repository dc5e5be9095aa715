//! The protocol for programs that no Rust wrote: the same requests and events as JSON texts, with names that stay and with the
//! defaults of everything that is left out. www/embed/freqscope.js speaks it.

use freqscope_core::{
    attack::{
        AttackSpec, Example, Method, Misclassified,
        cw::Cw,
        goal::Goal,
        pgd::{Pgd, Start},
        report::{AttackReport, Outcome},
        simba::{Basis, Order as Visits, Simba},
        threat::ThreatModel,
    },
    class::Class,
    device::{DeviceChoice, GpuTrust},
    error::{Error, Result},
    image::{Image, similarity::Distance},
    inversion::{Endpoints, InversionSpec},
    logits::Logits,
    model::{Hints, ModelCard},
    occlusion::{
        OcclusionSpec,
        ablation::{Ablation, Baseline, Fill, Zero},
    },
    protocol::{Answer, Event, JobId, JobProgress, Request, Task, VisitorFile},
    spectrum::{band::Bands, partition::Partition},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a script asks for.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
enum Order {
    Start {
        device: DeviceChoice,
        models: String,
    },
    Load {
        model: String,
    },
    Unload {
        model: String,
    },
    Open {
        name: String,
        url: String,
    },
    Cancel {
        job: u32,
    },
    Threads {
        count: u32,
    },
    Classify {
        job: u32,
        model: String,
        images: Vec<Image>,
    },
    Occlude {
        job: u32,
        model: String,
        image: Image,
        class: Option<Class>,
        #[serde(default)]
        baseline: ScriptBaseline,
    },
    Ablate {
        job: u32,
        images: Vec<Image>,
        bands: String,
        #[serde(default)]
        baseline: ScriptBaseline,
    },
    Attack {
        job: u32,
        model: String,
        image: Image,
        label: Option<Class>,
        options: AttackOptions,
    },
    Invert {
        job: u32,
        model: String,
        start: Image,
        target: Image,
        steps: Option<u32>,
        step_size: Option<f64>,
    },
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ScriptBaseline {
    fill: ScriptFill,
    seed: u64,
    zero: Zero,
    clip: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ScriptFill {
    #[default]
    Zero,
    Mean,
    Noise,
}

impl From<ScriptBaseline> for Baseline {
    fn from(ScriptBaseline { fill, seed, zero, clip }: ScriptBaseline) -> Self {
        let fill = match fill {
            ScriptFill::Zero => Fill::Zero,
            ScriptFill::Mean => Fill::Mean,
            ScriptFill::Noise => Fill::Noise { seed },
        };
        Self { fill, zero, clip }
    }
}

#[derive(Debug, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case", deny_unknown_fields)]
enum ScriptMethod {
    Fgsm { epsilon: Option<f64> },
    PgdLinf { epsilon: Option<f64>, alpha: Option<f64>, steps: Option<u32>, start: Option<Start> },
    PgdL2 { epsilon: Option<f64>, alpha: Option<f64>, steps: Option<u32>, start: Option<Start> },
    Cw { epsilon: Option<f64>, kappa: Option<f64>, iterations: Option<u32>, searches: Option<u32>, rate: Option<f64> },
    SimbaPixel { epsilon: Option<f64>, freq_dims: Option<u8> },
    SimbaDct { epsilon: Option<f64>, freq_dims: Option<u8> },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttackOptions {
    method: ScriptMethod,
    target: Option<Class>,
    #[serde(default)]
    seed: u64,
}

impl From<ScriptMethod> for Method {
    fn from(method: ScriptMethod) -> Self {
        match method {
            ScriptMethod::Fgsm { epsilon } => Self::Fgsm { epsilon: epsilon.unwrap_or(Pgd::LINF.threat.epsilon) },
            ScriptMethod::PgdLinf { epsilon, alpha, steps, start } => pgd(Pgd::LINF, epsilon, alpha, steps, start),
            ScriptMethod::PgdL2 { epsilon, alpha, steps, start } => pgd(Pgd::L2, epsilon, alpha, steps, start),
            ScriptMethod::Cw { epsilon, kappa, iterations, searches, rate } => {
                let default = Cw::default();
                Self::Cw(Cw {
                    kappa: kappa.unwrap_or(default.kappa),
                    iterations: iterations.unwrap_or(default.iterations),
                    searches: searches.unwrap_or(default.searches),
                    rate: rate.unwrap_or(default.rate),
                    bound: epsilon,
                })
            }
            ScriptMethod::SimbaPixel { epsilon, freq_dims } => simba(Basis::Pixel, epsilon, freq_dims),
            ScriptMethod::SimbaDct { epsilon, freq_dims } => simba(Basis::Dct, epsilon, freq_dims),
        }
    }
}

fn pgd(default: Pgd, epsilon: Option<f64>, alpha: Option<f64>, steps: Option<u32>, start: Option<Start>) -> Method {
    let usual = default.threat;
    Method::Pgd(Pgd {
        threat: ThreatModel { epsilon: epsilon.unwrap_or(usual.epsilon), ..usual },
        alpha: alpha.unwrap_or(default.alpha),
        steps: steps.unwrap_or(default.steps),
        start: start.unwrap_or(default.start),
    })
}

fn simba(basis: Basis, epsilon: Option<f64>, freq_dims: Option<u8>) -> Method {
    let default = Simba::default();
    let order = freq_dims.map_or(default.order, |freq_dims| Visits::Random { freq_dims });
    Method::Simba(Simba { epsilon: epsilon.unwrap_or(default.epsilon), basis, order })
}

/// What comes of an order.
#[derive(Debug, PartialEq)]
pub enum Ordered {
    /// The service answers it.
    Request(Request),
    /// It is answered already, with this text.
    Answer(String),
}

/// Reads an order.
///
/// # Errors
/// [`Error::Protocol`] when the text is none.
pub fn read(text: &str) -> Result<Ordered> {
    let order = serde_json::from_str(text).map_err(|error| Error::Protocol(error.to_string()))?;
    let ask = |job, model, task| Request::Ask { job: JobId(job), model, task };
    Ok(Ordered::Request(match order {
        Order::Start { device, models } => Request::Start { device, trust: GpuTrust::Full, models },
        Order::Load { model } => Request::Load { model },
        Order::Unload { model } => Request::Unload { model },
        Order::Open { name, url } => Request::Open { name, file: VisitorFile::Url(url), hints: Hints::default() },
        Order::Cancel { job } => Request::Cancel { job: JobId(job) },
        Order::Threads { count } => Request::Threads { count },
        Order::Classify { job, model, images } => ask(job, model, Task::Classify(images)),
        Order::Occlude { job, model, image, class, baseline } => {
            let (baseline, partition) = (baseline.into(), Partition::Diagonal);
            ask(job, model, Task::OccludedFrequency(OcclusionSpec { image, class, baseline, partition }))
        }
        Order::Attack { job, model, image, label, options } => {
            let goal = options.target.map_or(Goal::Untargeted, Goal::Targeted);
            let (method, seed) = (options.method.into(), options.seed);
            let spec = AttackSpec { method, goal, seed, misclassified: Misclassified::LeaveAlone };
            ask(job, model, Task::Attack(spec, Example { image, class: label }))
        }
        Order::Invert { job, model, start, target, steps, step_size } => {
            let default = InversionSpec::default();
            let steps = steps.unwrap_or(default.steps);
            let spec = InversionSpec { steps, step_size: step_size.unwrap_or(default.step_size) };
            ask(job, model, Task::Invert(spec, Endpoints { start, target }))
        }
        Order::Ablate { job, images, bands, baseline } => {
            return Ok(Ordered::Answer(ablated(job, images, &bands, baseline.into())));
        }
    }))
}

/// It needs no network.
fn ablated(job: u32, images: Vec<Image>, bands: &str, baseline: Baseline) -> String {
    let told = match bands.parse::<Bands>() {
        Err(error) => Told::failed(JobId(job), &error),
        Ok(bands) => {
            let ablation = Ablation { bands, baseline };
            Told::Answer { job, answer: Told::images(images.iter().map(|image| ablation.apply(image)).collect()) }
        }
    };
    told.text()
}

/// What a script is told.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Told {
    Alive,
    Device { kind: String, name: String, reason: String },
    Models { models: Vec<ModelCard> },
    Loading { model: String, done: u64, total: u64 },
    Loaded { model: String },
    Unavailable { model: Option<String>, code: String, message: String },
    Progress { job: u32, progress: Value },
    Answer { job: u32, answer: Value },
    Failed { job: u32, code: String, message: String },
    Crashed { message: String },
    Threads { count: u32 },
}

/// As an attack is told.
#[derive(Debug, Serialize)]
struct Attacked {
    outcome: Outcome,
    image: Image,
    before: Logits,
    after: Logits,
    distance: Distance,
    ssim: f64,
    queries: u32,
    iterations: u32,
}

impl Told {
    fn failed(job: JobId, error: &Error) -> Self {
        Self::Failed { job: job.0, code: code(error), message: error.to_string() }
    }

    fn images(images: Vec<Image>) -> Value {
        value(&images)
    }

    /// Every value here can be written.
    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What a script is told of an event; none of what it cannot have asked for.
pub fn write(event: Event) -> Option<String> {
    let told = match event {
        Event::Alive => Told::Alive,
        Event::Device(report) => {
            let kind = format!("{:?}", report.kind).to_lowercase();
            Told::Device { kind, name: report.name, reason: report.reason.to_string() }
        }
        Event::Models(models) => Told::Models { models },
        Event::Loading { model, done, total } => Told::Loading { model, done, total },
        Event::Loaded { model } => Told::Loaded { model },
        Event::Unavailable { model, error } => {
            Told::Unavailable { model, code: code(&error), message: error.to_string() }
        }
        Event::Unsaid { name, .. } => Told::Unavailable {
            message: format!(
                "“{name}” leaves open how its pixels are scaled: pack it with `lab pack`, which can be told"
            ),
            model: Some(name),
            code: "unsaid".into(),
        },
        Event::Progress { job, progress } => Told::Progress { job: job.0, progress: progressed(progress) },
        Event::Answered { job, answer } => Told::Answer { job: job.0, answer: answered(answer) },
        Event::Failed { job, error } => Told::failed(job, &error),
        Event::Crashed { message } => Told::Crashed { message },
        Event::Threads(count) => Told::Threads { count },
        Event::Stored(_) | Event::Packed { .. } | Event::Offer(_) => return None,
    };
    Some(told.text())
}

fn progressed(progress: JobProgress) -> Value {
    match progress {
        JobProgress::Occlusion { done, total } => serde_json::json!({ "done": done, "total": total }),
        JobProgress::Attack(progress) => {
            let state = progress.states.first();
            serde_json::json!({
                "done": progress.done, "total": progress.total, "loss": state.map(|state| state.loss),
                "image": state.map(|state| &state.image), "logits": state.map(|state| state.logits),
            })
        }
        JobProgress::Inversion(progress) => {
            let state = progress.states.first();
            serde_json::json!({
                "done": progress.done, "total": progress.total, "loss": state.map(|state| state.loss),
                "image": state.map(|state| &state.image),
            })
        }
    }
}

fn answered(answer: Answer) -> Value {
    match answer {
        Answer::Logits(logits) => value(&logits),
        Answer::Occlusion(report) => serde_json::json!({
            "class": report.class, "logits": report.clean, "ablated": report.ablated, "scores": report.scores,
            "milliseconds": report.milliseconds,
        }),
        Answer::Attack(AttackReport { outcome, image, before, after, distance, ssim, queries, iterations, .. }) => {
            value(&Attacked { outcome, image, before, after, distance, ssim, queries, iterations })
        }
        Answer::Inversion(report) => {
            serde_json::json!({ "image": report.image, "loss": report.loss, "losses": report.losses })
        }
    }
}

fn value(what: &impl Serialize) -> Value {
    serde_json::to_value(what).unwrap_or_default()
}

/// The name of a kind of error, as `unknown-model`.
fn code(error: &Error) -> String {
    let name = match value(error) {
        Value::String(name) => name,
        Value::Object(fields) => fields.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    let dashed = |(i, letter): (usize, char)| {
        let dash = (i > 0 && letter.is_ascii_uppercase()).then_some('-');
        dash.into_iter().chain([letter.to_ascii_lowercase()])
    };
    name.chars().enumerate().flat_map(dashed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::attack::{method_kind::MethodKind, threat::Norm};

    fn pixels() -> String {
        serde_json::to_string(&vec![0.5; Image::LEN]).unwrap()
    }

    fn attack(options: &str) -> Result<AttackSpec> {
        let text = format!(r#"{{"do":"attack","job":1,"model":"a","image":{},"options":{options}}}"#, pixels());
        match read(&text)? {
            Ordered::Request(Request::Ask { task: Task::Attack(spec, _), .. }) => Ok(spec),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        for (name, kind) in [
            ("fgsm", MethodKind::Fgsm),
            ("pgd-linf", MethodKind::PgdLinf),
            ("pgd-l2", MethodKind::PgdL2),
            ("cw", MethodKind::Cw),
            ("simba-pixel", MethodKind::Simba),
        ] {
            let spec = attack(&format!(r#"{{"method":{{"method":"{name}"}}}}"#)).unwrap();
            assert_eq!((spec.method, spec.goal, spec.seed), (kind.default_method(), Goal::Untargeted, 0), "{name}");
        }
        let spec = attack(r#"{"method":{"method":"pgd-l2","epsilon":0.25},"target":"frog","seed":7}"#).unwrap();
        let threat = ThreatModel { norm: Norm::L2, epsilon: 0.25 };
        assert_eq!(spec.method, Method::Pgd(Pgd { threat, ..Pgd::L2 }));
        assert_eq!((spec.goal, spec.seed), (Goal::Targeted(Class::Frog), 7));
    }

    #[test]
    fn what_has_no_meaning_is_refused() {
        for text in [
            "",
            "{}",
            r#"{"do":"dance"}"#,
            r#"{"do":"load"}"#,
            r#"{"do":"classify","job":1,"model":"a","images":[[1]]}"#,
        ] {
            assert!(matches!(read(text), Err(Error::Protocol(_))), "{text}");
        }
        assert!(attack(r#"{"method":{"method":"fgsm","steps":3}}"#).is_err(), "FGSM has no steps");
    }

    #[test]
    fn bands_are_taken_out_at_once() {
        let order = |bands| format!(r#"{{"do":"ablate","job":3,"images":[{}],"bands":"{bands}"}}"#, pixels());
        let Ok(Ordered::Answer(text)) = read(&order("0")) else { panic!("no answer") };
        let told: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&told["type"], &told["job"]), (&"answer".into(), &3.into()));
        let black = told["answer"][0].as_array().unwrap();
        assert!(black.len() == Image::LEN && black.iter().all(|value| value.as_f64().unwrap().abs() < 1e-6));
        let Ok(Ordered::Answer(text)) = read(&order("99")) else { panic!("no answer") };
        assert!(text.starts_with(r#"{"type":"failed","job":3,"code":"band","message":"“99” names no band"#), "{text}");
    }

    #[test]
    fn errors_have_a_code_and_a_sentence() {
        let event = Event::Failed { job: JobId(2), error: Error::Cancelled };
        assert!(write(event).unwrap().starts_with(r#"{"type":"failed","job":2,"code":"cancelled","message":""#));
        let error = Error::Parameter { name: "steps".into(), value: "0".into(), range: "1".into() };
        assert_eq!(code(&error), "parameter");
    }
}
