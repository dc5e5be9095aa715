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
    model::{Hints, ModelCard, Normalisation, Questions},
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
        key: Option<String>,
        mean: Option<[f32; Image::CHANNELS]>,
        std: Option<[f32; Image::CHANNELS]>,
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

/// Reads an order. What is wrong with one that names its job, or the file that it opens, is the answer to that.
///
/// # Errors
/// [`Error::Protocol`] when the text is none.
pub fn read(text: &str) -> Result<Ordered> {
    understood(text).or_else(|error| refused(text, &error).map(Ordered::Answer).ok_or(error))
}

fn refused(text: &str, error: &Error) -> Option<String> {
    let order: Value = serde_json::from_str(text).ok()?;
    let (code, message) = (code(error), error.to_string());
    if let Some(job) = order["job"].as_u64() {
        let told = Told::Failed { job: job.try_into().ok()?, code, message };
        return Some(told.text());
    }
    let name = order["name"].as_str().filter(|_| order["do"] == "open")?;
    Some(Told::Unavailable { model: Some(name.into()), code, message }.text())
}

fn understood(text: &str) -> Result<Ordered> {
    let order = serde_json::from_str(text).map_err(|error| Error::Protocol(error.to_string()))?;
    let ask = |job, model, task| Request::Ask { job: JobId(job), model, task };
    Ok(Ordered::Request(match order {
        Order::Start { device, models } => Request::Start { device, trust: GpuTrust::Full, models },
        Order::Load { model } => Request::Load { model },
        Order::Unload { model } => Request::Unload { model },
        Order::Open { name, url, key, mean, std } => {
            let hints = Hints { key, normalisation: normalisation(mean, std)? };
            Request::Open { name, file: VisitorFile::Url(url), hints }
        }
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
            ask(job, model, Task::Attack(spec, vec![Example { image, class: label }]))
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

fn normalisation(mean: Option<[f32; 3]>, std: Option<[f32; 3]>) -> Result<Option<Normalisation>> {
    let Some((mean, std)) = mean.zip(std) else {
        let missing = if mean.is_some() { "std" } else { "mean" };
        return if mean.is_none() && std.is_none() { Ok(None) } else { Err(three(missing, "not given")) };
    };
    Normalisation::new(mean, std).map(Some).map_err(|clause| three("mean or std", &clause))
}

fn three(name: &str, value: &str) -> Error {
    let range = "three numbers, for red, green and blue in [0, 1], and every std above 0";
    Error::Parameter { name: name.into(), value: value.into(), range: range.into() }
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
        Event::Unsaid { name, questions } => {
            Told::Unavailable { message: unsaid(&name, &questions), model: Some(name), code: "unsaid".into() }
        }
        Event::Progress { job, progress } => Told::Progress { job: job.0, progress: progressed(progress) },
        Event::Answered { job, answer } => Told::Answer { job: job.0, answer: answered(answer) },
        Event::Failed { job, error } => Told::failed(job, &error),
        Event::Crashed { message } => Told::Crashed { message },
        Event::Threads(count) => Told::Threads { count },
        Event::Stored(_) | Event::Packed { .. } | Event::Offer(_) => return None,
    };
    Some(told.text())
}

/// What a checkpoint leaves open, and the options that say it.
fn unsaid(name: &str, Questions { keys, normalisation }: &Questions) -> String {
    let keys = (!keys.is_empty()).then(|| format!("which of its networks is meant, in `key`: {}", keys.join(", ")));
    let scale = normalisation.then(|| "how it scales pixels, in `mean` and `std`".to_owned());
    let open: Vec<String> = keys.into_iter().chain(scale).collect();
    format!("“{name}” leaves something open; say {}", open.join("; and "))
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
        // A script asks about one image.
        Answer::Attack(reports) => value(&reports.into_iter().next().map(attacked)),
        Answer::Inversion(report) => {
            serde_json::json!({ "image": report.image, "loss": report.loss, "losses": report.losses })
        }
    }
}

fn attacked(report: AttackReport) -> Attacked {
    let AttackReport { outcome, image, before, after, distance, ssim, queries, iterations, .. } = report;
    Attacked { outcome, image, before, after, distance, ssim, queries, iterations }
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
        for text in ["", "{}", r#"{"do":"dance"}"#, r#"{"do":"load"}"#] {
            assert!(matches!(read(text), Err(Error::Protocol(_))), "{text}");
        }
        let answer = |text: &str| match read(text) {
            Ok(Ordered::Answer(answer)) => answer,
            other => panic!("{other:?}"),
        };
        let told = answer(r#"{"do":"classify","job":1,"model":"a","images":[[1]]}"#);
        assert!(told.starts_with(r#"{"type":"failed","job":1,"code":"protocol""#), "{told}");
        let steps = format!(
            r#"{{"do":"attack","job":4,"model":"a","image":{},"options":{{"method":{{"method":"fgsm","steps":3}}}}}}"#,
            pixels()
        );
        assert!(answer(&steps).starts_with(r#"{"type":"failed","job":4,"#), "FGSM has no steps");
    }

    #[test]
    fn a_checkpoint_is_opened_with_what_is_said_of_it() {
        let order = |more: &str| read(&format!(r#"{{"do":"open","name":"a.pth","url":"blob:1"{more}}}"#));
        let hints = |more: &str| match order(more).unwrap() {
            Ordered::Request(Request::Open { hints, .. }) => hints,
            other => panic!("{other:?}"),
        };
        assert_eq!(hints(""), Hints::default());
        let told = hints(r#","key":"ema","mean":[0.4914,0.4822,0.4465],"std":[0.247,0.2435,0.2616]"#);
        assert_eq!(told, Hints { key: Some("ema".into()), normalisation: Some(Normalisation::CIFAR10) });
        for wrong in
            [r#","mean":[0,0,0]"#, r#","mean":[0,0,0],"std":[0,1,1]"#, r#","mean":[124,116,104],"std":[1,1,1]"#]
        {
            let Ok(Ordered::Answer(told)) = order(wrong) else { panic!("{wrong}") };
            let start = r#"{"type":"unavailable","model":"a.pth","code":"parameter","message":"#;
            assert!(told.starts_with(start), "{told}");
        }
        let Ok(Ordered::Answer(told)) = order(r#","mean":7"#) else { panic!("no answer") };
        assert!(told.contains(r#""code":"protocol""#), "{told}");
        let questions = Questions { keys: vec!["a".into(), "b".into()], normalisation: true };
        let told = write(Event::Unsaid { name: "a.pth".into(), questions }).unwrap();
        assert!(told.contains("in `key`: a, b; and how it scales pixels, in `mean` and `std`"), "{told}");
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
