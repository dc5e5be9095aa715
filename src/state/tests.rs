//! The whole state, driven by actions; each test answers in the place of the engine.

use super::*;
use crate::networks::models::LoadState;
use freqscope_core::{
    device::{
        DeviceKind, DeviceReport,
        reason::{NoGpu, Reason},
    },
    error::{
        download::DownloadFault,
        unfit::{Fault, Unfit},
    },
    image::Image,
    logits::Logits,
    model::{self, Hints, ModelCard, Training},
    occlusion::ablation::Fill,
    protocol::VisitorFile,
    spectrum::cutoff::Cutoff,
};

mod attacks;
mod embedding;
mod exporting;
mod history;
mod inverting;
mod linking;
mod live_maps;
mod low_pass;
mod own;
mod probing;
mod series;
mod stored_results;
mod surveying;
mod teaching;
mod threading;
mod transfer;
mod trying;
mod visits;

fn sample(class: Class) -> Sample {
    Sample { file: format!("{class}-1.png"), class, index: 1 }
}

fn image(value: f32) -> Image {
    Image::from_fn(|c, y, x| value + (c + y * x) as f32 / 4000.0)
}

fn card(id: &str) -> ModelCard {
    let source =
        model::ModelSource::Shipped { training: Training::Natural, accuracy: Some(0.93), robustness: Vec::new() };
    let (architecture, sha256) = ("resnet18".into(), format!("hash of {id}"));
    ModelCard { id: id.into(), name: id.into(), architecture, bytes: 100, sha256, source }
}

fn file() -> VisitorFile {
    VisitorFile::Url("blob:1".into())
}

/// The card that the engine makes for a file of the visitor's.
fn own(name: &str) -> ModelCard {
    ModelCard {
        id: format!("visitor:{name}"),
        name: name.into(),
        source: model::ModelSource::Visitor { file: String::new() },
        ..card("")
    }
}

fn logits(top: Class) -> Logits {
    let mut logits = Logits([0.0; 10]);
    logits.0[top.index()] = 5.0;
    logits
}

fn report(top: Class) -> OcclusionReport {
    let (clean, ablated) = (logits(top), vec![logits(Class::Frog); Band::COUNT]);
    OcclusionReport { class: top, clean, ablated, scores: vec![5.0; Band::COUNT], milliseconds: 1.0 }
}

fn event(event: Event) -> Action {
    Action::WorkerMessage(WorkerMessage::Event(event))
}

fn new() -> State {
    let trial = Trial::new("browser".into(), "release".into(), None);
    State::new("https://example.test/models/".into(), DeviceChoice::Auto, trial)
}

fn loaded(model: &str) -> Action {
    event(Event::Loaded { model: model.into() })
}

fn load(model: &str) -> Command {
    Command::Post(Request::Load { model: model.into() })
}

fn show(side: Side, model: &str) -> Action {
    Action::ShowModel(side, model.into())
}

/// A page whose line takes nothing away, and which computes nothing that nobody has asked for.
fn quiet() -> State {
    let mut state = new();
    state.settings.view.cutoff = Cutoff::WHOLE;
    state.sweep = Sweep::Stopped;
    state
}

/// A page whose engine is ready and whose picture has just been asked about.
fn ready() -> (State, Vec<Command>) {
    ready_in(quiet())
}

/// The same of a page that has just been opened.
fn ready_in(mut state: State) -> (State, Vec<Command>) {
    open(&mut state, 0.1);
    state.update(event(Event::Alive));
    state.update(event(Event::Models(vec![card("a"), card("b")])));
    let commands = state.update(loaded("a"));
    (state, commands)
}

/// A page with a and b side by side, both of which have answered: a sees a cat, b a dog.
fn compared() -> State {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    assert_eq!(state.update(show(Side::B, "b")), [load("b")]);
    let commands = state.update(loaded("b"));
    finish_as(&mut state, &commands, Class::Dog);
    state
}

/// The ids of the models on show.
fn shown(state: &State) -> Vec<String> {
    Side::ALL.into_iter().filter_map(|side| state.id(side)).collect()
}

fn results(state: &State) -> &Results {
    state.results(Side::A).unwrap()
}

/// The logits of the first model without the selected bands.
fn after(state: &State) -> Option<Logits> {
    results(state).after(&state.settings.ablation)
}

fn open(state: &mut State, value: f32) -> Vec<Command> {
    let commands = state.update(Action::PickPicture(PictureSource::Sample(sample(Class::Cat))));
    let [Command::ReadPicture(pick, _)] = commands[..] else { panic!("{commands:?}") };
    state.update(Action::PictureRead(pick, Ok(FileContent::Image(image(value)))))
}

/// The ids of the Classify and of the Occluded Frequency among the commands.
fn jobs(commands: &[Command]) -> (Option<JobId>, Option<JobId>) {
    let classify = commands.iter().find_map(|command| match command {
        Command::Post(Request::Ask { job, task: Task::Classify(_), .. }) => Some(*job),
        _ => None,
    });
    let occlude = commands.iter().find_map(|command| match command {
        Command::Post(Request::Ask { job, task: Task::OccludedFrequency(_), .. }) => Some(*job),
        _ => None,
    });
    (classify, occlude)
}

fn finish(state: &mut State, commands: &[Command]) -> Vec<Command> {
    finish_as(state, commands, Class::Cat)
}

/// Returns what the chart makes the page do.
fn finish_as(state: &mut State, commands: &[Command], class: Class) -> Vec<Command> {
    let (Some(classify), Some(occlude)) = jobs(commands) else { panic!("{commands:?}") };
    state.update(event(Event::Answered { job: classify, answer: Answer::Logits(vec![logits(class)]) }));
    state.update(event(Event::Answered { job: occlude, answer: Answer::Occlusion(report(class)) }))
}

#[test]
fn the_engine_is_started_once_and_asked_when_it_is_ready() {
    let mut state = new();
    assert_eq!(open(&mut state, 0.1), []);
    let start = Request::Start {
        device: DeviceChoice::Auto,
        trust: GpuTrust::Full,
        models: "https://example.test/models/".into(),
    };
    assert_eq!(state.update(event(Event::Alive)), [start, Request::LookForGpu].map(Command::Post));
    assert_eq!(state.update(event(Event::Alive)), []);
    assert_eq!(state.update(event(Event::Models(vec![card("a"), card("b")]))), [load("a")]);
    let commands = state.update(loaded("a"));
    assert!(matches!(jobs(&commands), (Some(_), Some(_))));
    finish(&mut state, &commands);
    assert_eq!(state.class(), Some(Class::Cat));
    assert!(results(&state).report().is_some());
    assert_eq!(state.update(Action::Tick), []);
}

#[test]
fn a_new_picture_cancels_the_old_ones_jobs_and_drops_their_answers() {
    let (mut state, first) = ready();
    let (Some(classify), Some(occlude)) = jobs(&first) else { panic!("{first:?}") };
    let second = open(&mut state, 0.5);
    assert!(second.contains(&cancel(classify)) && second.contains(&cancel(occlude)));
    state.update(event(Event::Answered { job: occlude, answer: Answer::Occlusion(report(Class::Dog)) }));
    state.update(event(Event::Answered { job: classify, answer: Answer::Logits(vec![logits(Class::Dog)]) }));
    assert_eq!(results(&state).clean(), None);
    finish(&mut state, &second);
    assert_eq!(state.class(), Some(Class::Cat));
}

#[test]
fn a_broken_file_leaves_the_picture_and_its_results() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let picture = state.picture.clone();
    let commands = state.update(Action::PickPicture(PictureSource::Sample(sample(Class::Ship))));
    let [Command::ReadPicture(pick, _)] = commands[..] else { panic!("{commands:?}") };
    assert_eq!(state.update(Action::PictureRead(pick, Err(Error::EmptyFile))), []);
    assert_eq!(state.picture, picture);
    assert!(results(&state).report().is_some());
    assert_eq!(state.notices.shown()[0].text, "“ship-1.png”: the file is empty: choose a PNG or JPEG image.");
    assert_eq!(state.sample(), Some(&sample(Class::Cat)));
}

#[test]
fn the_newest_pick_wins() {
    let mut state = new();
    state.update(Action::PickPicture(PictureSource::Sample(sample(Class::Cat))));
    state.update(Action::PickPicture(PictureSource::Sample(sample(Class::Ship))));
    state.update(Action::PictureRead(PickId(2), Ok(FileContent::Image(image(0.2)))));
    state.update(Action::PictureRead(PickId(1), Ok(FileContent::Image(image(0.1)))));
    assert_eq!(state.sample(), Some(&sample(Class::Ship)));
}

#[test]
fn one_selection_is_on_its_way_and_the_newest_follows() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let select = |bands: &str| Action::SelectBands(bands.parse().unwrap());
    let (job, none) = jobs(&state.update(select("0-3")));
    assert_eq!(none, None);
    assert_eq!(state.update(select("0-4")), []);
    assert_eq!(state.update(select("0-5")), []);
    let answer = Event::Answered { job: job.unwrap(), answer: Answer::Logits(vec![logits(Class::Dog)]) };
    let commands = state.update(event(answer));
    assert_eq!(after(&state), None);
    let (Some(job), None) = jobs(&commands) else { panic!("{commands:?}") };
    assert_eq!(state.update(event(Event::Answered { job, answer: Answer::Logits(vec![logits(Class::Ship)]) })), []);
    assert_eq!(after(&state), Some(logits(Class::Ship)));
}

#[test]
fn a_single_band_is_read_off_the_chart() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    assert_eq!(state.update(Action::SelectBands("7".parse().unwrap())), []);
    assert_eq!(after(&state), Some(logits(Class::Frog)));
}

#[test]
fn another_class_needs_no_engine_and_another_baseline_does() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    assert_eq!(state.update(Action::ChooseClass(Some(Class::Frog))), []);
    assert_eq!(results(&state).report().unwrap().scores_for(Class::Frog), vec![-5.0; Band::COUNT]);
    let baseline = Baseline { fill: Fill::Mean, ..Baseline::default() };
    let (None, Some(old)) = jobs(&state.update(Action::SetBaseline(baseline))) else { panic!() };
    let commands = state.update(Action::SetBaseline(Baseline::default()));
    assert!(commands.contains(&cancel(old)) && jobs(&commands).1.is_some());
}

#[test]
fn a_crash_restarts_the_engine_and_asks_again() {
    let (mut state, _) = ready();
    state.update(Action::SelectBands("1-2".parse().unwrap()));
    let crash = event(Event::Crashed { message: "index out of bounds".into() });
    assert_eq!(state.update(crash), [Command::StartEngine]);
    let notice = state.notices.shown()[0].clone();
    assert_eq!(notice.text, "The engine failed and was restarted.");
    assert_eq!(notice.details.as_deref(), Some("index out of bounds"));
    let copied = state.update(Action::CopyReport(notice.id));
    let Some(Command::CopyReport(_, report)) = copied.first() else { panic!("{copied:?}") };
    assert!(report.contains("index out of bounds") && report.contains("Device: "), "{report}");
    assert!(state.picture.is_some() && state.settings.ablation.bands.len() == 2);
    state.update(event(Event::Alive));
    state.update(event(Event::Models(vec![card("a")])));
    let commands = state.update(loaded("a"));
    assert!(matches!(jobs(&commands), (Some(_), Some(_))));
}

#[test]
fn a_silent_engine_is_restarted_and_a_third_failure_ends_it() {
    let (mut state, _) = ready();
    let commands: Vec<Command> = (0..60).flat_map(|_| state.update(Action::Tick)).collect();
    assert_eq!(commands, [Command::StartEngine]);
    assert_eq!(state.notices.shown()[0].text, "The engine stopped answering and was restarted.");
    state.update(event(Event::Alive));
    assert_eq!(state.update(Action::WorkerMessage(WorkerMessage::Failed("trap".into()))), [Command::StartEngine]);
    state.update(event(Event::Alive));
    assert_eq!(state.update(Action::WorkerMessage(WorkerMessage::Failed("trap".into()))), [Command::EndEngine]);
    assert_eq!(state.connection.phase, EnginePhase::Failed);
    let remember = Command::RememberDevice(DeviceChoice::Cpu);
    assert_eq!(state.update(Action::ChooseDevice(DeviceChoice::Cpu)), [Command::StartEngine, remember]);
}

#[test]
fn an_engine_that_never_ran_is_not_restarted() {
    let mut state = new();
    assert_eq!(state.update(Action::WorkerMessage(WorkerMessage::Failed("404".into()))), [Command::EndEngine]);
    assert_eq!(state.connection.phase, EnginePhase::Failed);
}

#[test]
fn a_model_that_cannot_be_had_leaves_the_old_one() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    assert_eq!(state.update(show(Side::A, "b")), [load("b")]);
    assert_eq!(
        (state.load(Side::A), results(&state).report()),
        (Some(LoadState::Arriving { done: 0, total: 100 }), None)
    );
    let error = || Error::Weights { model: "b".into(), reason: Unfit::new(Fault::Download, "truncated") };
    assert_eq!(state.update(event(Event::Unavailable { model: Some("b".into()), error: error() })), []);
    assert_eq!((shown(&state), state.load(Side::A)), (vec!["a".to_owned()], Some(LoadState::Ready)));
    assert!(results(&state).report().is_some());
    assert_eq!(state.notices.shown()[0].text, sentence(&error().to_string()));
    assert_eq!(state.update(show(Side::A, "b")), [load("b")], "it can be tried again");
    assert_eq!(state.notices.shown(), []);
}

#[test]
fn another_model_answers_anew_and_the_first_one_remembers() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    state.update(show(Side::A, "b"));
    let commands = state.update(loaded("b"));
    assert!(matches!(jobs(&commands), (Some(_), Some(_))));
    assert_eq!(results(&state).report(), None);
    let back = state.update(show(Side::A, "a"));
    let (Some(classify), Some(occlude)) = jobs(&commands) else { panic!("{commands:?}") };
    assert_eq!(back, [cancel(occlude), cancel(classify)], "nothing is asked twice");
    assert!(results(&state).report().is_some());
}

#[test]
fn two_models_answer_side_by_side_about_one_class() {
    let mut state = compared();
    let [a, b] = &state.shown_models()[..] else { panic!() };
    assert_eq!((a.name.as_str(), a.predicted()), ("a", Some(Class::Cat)));
    assert_eq!((b.name.as_str(), b.predicted()), ("b", Some(Class::Dog)));
    assert_eq!(state.class(), Some(Class::Cat), "the first model's");
    assert_eq!(b.scores(state.class()), Some(vec![0.0; Band::COUNT]));
    let posted = state.update(Action::SelectBands("0-3".parse().unwrap()));
    let asked = |command: &Command| match command {
        Command::Post(Request::Ask { model, task: Task::Classify(_), .. }) => model.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(posted.iter().map(asked).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(open(&mut state, 0.7).len(), 2 + 4, "two are cancelled, four are asked");
}

#[test]
fn models_change_places_and_the_second_one_goes() {
    let mut state = compared();
    assert_eq!(state.update(show(Side::A, "b")), []);
    assert_eq!((shown(&state), state.class()), (vec!["b".to_owned(), "a".to_owned()], Some(Class::Dog)));
    assert_eq!(state.update(Action::StopComparing), []);
    assert_eq!(shown(&state), ["b"]);
    assert_eq!(state.update(show(Side::B, "b")), [], "no model is compared with itself");
    assert_eq!(shown(&state), ["b"]);
}

#[test]
fn a_model_that_goes_takes_its_jobs_along() {
    let (mut state, first) = ready();
    finish(&mut state, &first);
    state.update(show(Side::B, "b"));
    let (Some(classify), Some(occlude)) = jobs(&state.update(loaded("b"))) else { panic!() };
    assert_eq!(state.update(Action::StopComparing), [cancel(occlude), cancel(classify)]);
    assert!(matches!(jobs(&state.update(show(Side::B, "b"))), (Some(_), Some(_))));
}

#[test]
fn a_second_model_that_cannot_be_had_goes() {
    let (mut state, _) = ready();
    state.update(show(Side::B, "b"));
    let error = Error::Weights { model: "b".into(), reason: Unfit::new(Fault::Download, "truncated") };
    state.update(event(Event::Unavailable { model: Some("b".into()), error }));
    assert_eq!(shown(&state), ["a"]);
}

#[test]
fn both_models_come_back_after_a_crash() {
    let mut state = compared();
    assert_eq!(state.update(event(Event::Crashed { message: "trap".into() })), [Command::StartEngine]);
    state.update(event(Event::Alive));
    let models = event(Event::Models(vec![card("a"), card("b")]));
    assert_eq!(state.update(models), [load("a"), load("b")]);
    assert!(state.shown_models().iter().all(|model| model.report().is_some()), "answers are kept");
    assert_eq!(jobs(&state.update(loaded("a"))), (None, None));
}

#[test]
fn a_visitors_file_becomes_the_model_on_show() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let given = Request::Open { name: "own.safetensors".into(), file: file(), hints: Hints::default() };
    let model_read = || Action::ModelRead("own.safetensors".into(), Ok(file()));
    assert_eq!(state.update(model_read()), [Command::Post(given.clone())]);
    assert_eq!((state.models.opening(), shown(&state)), (Some("own.safetensors"), vec!["a".to_owned()]));
    let file = own("own.safetensors");
    state.update(event(Event::Models(vec![card("a"), card("b"), file.clone()])));
    assert!(matches!(jobs(&state.update(loaded(&file.id))), (Some(_), Some(_))));
    assert_eq!((state.models.opening(), shown(&state)), (None, vec![file.id.clone()]));

    state.update(Action::RestartEngine);
    state.update(event(Event::Alive));
    let commands = state.update(event(Event::Models(vec![card("a"), card("b")])));
    assert_eq!(commands, [Command::Post(given)], "a new engine is given the file again");
    assert_eq!(state.models.cards().len(), 3);
    state.update(event(Event::Models(vec![card("a"), card("b"), file.clone()])));
    state.update(loaded(&file.id));
    assert_eq!((state.models.cards().len(), shown(&state)), (3, vec![file.id]));
}

#[test]
fn a_dropped_file_is_a_picture_or_a_model() {
    let (mut state, _) = ready();
    let picture = state.picture.clone();
    let commands = state.update(Action::PickPicture(PictureSource::Sample(sample(Class::Ship))));
    let [Command::ReadPicture(pick, _)] = commands[..] else { panic!("{commands:?}") };
    let commands = state.update(Action::PictureRead(pick, Ok(FileContent::Model(file()))));
    assert!(matches!(&commands[..], [Command::Post(Request::Open { file: given, .. })] if given == &file()));
    assert_eq!(state.picture, picture);
}

#[test]
fn a_visitors_file_that_is_no_model_changes_nothing() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    state.update(Action::ModelRead("own".into(), Ok(file())));
    let error = Error::Weights { model: "own".into(), reason: Unfit::new(Fault::Download, "no header") };
    assert_eq!(state.update(event(Event::Unavailable { model: Some("own".into()), error: error.clone() })), []);
    assert_eq!((shown(&state), state.models.opening()), (vec!["a".to_owned()], None));
    assert_eq!(state.notices.shown()[0].text, sentence(&error.to_string()));
    assert_eq!(jobs(&state.update(Action::Tick)), (None, None));
}

#[test]
fn a_file_waits_for_the_engine_and_is_given_up_when_the_engine_dies_of_it() {
    let mut state = new();
    assert_eq!(state.update(Action::ModelRead("own".into(), Ok(file()))), []);
    state.update(event(Event::Alive));
    let commands = state.update(event(Event::Models(vec![card("a")])));
    let given = Command::Post(Request::Open { name: "own".into(), file: file(), hints: Hints::default() });
    assert_eq!(commands, [load("a"), given]);
    state.update(event(Event::Crashed { message: "out of memory".into() }));
    state.update(event(Event::Alive));
    assert_eq!(state.update(event(Event::Models(vec![card("a")]))), [load("a")]);
}

#[test]
fn without_a_manifest_the_visitors_own_can_be_used() {
    let mut state = new();
    state.update(event(Event::Alive));
    let error = Error::Manifest("truncated".into());
    assert_eq!(state.update(event(Event::Unavailable { model: None, error })), []);
    assert_eq!((shown(&state).len(), state.load(Side::A)), (0, None));
    assert_eq!(state.update(Action::ModelRead("own".into(), Ok(file()))).len(), 1);
    state.update(event(Event::Models(vec![own("own")])));
    state.update(loaded(&own("own").id));
    assert_eq!(shown(&state), [own("own").id]);
}

#[test]
fn stored_weights_are_known_and_forgotten_on_request() {
    let (mut state, _) = ready();
    state.update(event(Event::Stored(vec!["a".into()])));
    assert_eq!(state.models.stored(), ["a"]);
    let forget = [Command::Post(Request::ForgetStored), Command::ForgetRelease];
    assert_eq!(state.update(Action::DeleteStoredWeights), forget);
    state.update(event(Event::Stored(Vec::new())));
    assert!(state.models.stored().is_empty());
}

#[test]
fn weights_are_kept_before_anybody_needs_them_or_it_is_said_why_not() {
    let (mut state, _) = ready();
    let commands = state.update(Action::KeepWeights("b".into()));
    let url = "https://example.test/models/b.safetensors?sha256=hash of b".into();
    assert_eq!(commands, [Command::KeepWeights { model: "b".into(), url, sha256: "hash of b".into() }]);
    assert_eq!(state.models.keeping(), ["b"]);
    state.update(Action::WeightsKept("b".into(), Err("there is no room".into())));
    assert!(state.models.keeping().is_empty() && state.models.stored().is_empty());
    let said = &state.notices.shown()[0].text;
    assert_eq!(said, "“b” is not kept for a visit without a network: there is no room.");
    state.update(Action::KeepWeights("b".into()));
    assert!(state.notices.shown().is_empty(), "it is tried again");
    state.update(Action::WeightsKept("b".into(), Ok(())));
    assert_eq!(state.models.stored(), ["b"]);
}

/// The page makes a model's URL of its id, as the engine does of its file.
#[test]
fn the_file_of_each_shipped_model_has_its_id() {
    let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read("models/manifest.json").unwrap()).unwrap();
    for model in manifest["models"].as_array().unwrap() {
        assert_eq!(model["file"], format!("{}.safetensors", model["id"].as_str().unwrap()));
    }
}

#[test]
fn a_failed_job_is_told_and_not_repeated_until_asked() {
    let (mut state, commands) = ready();
    let (Some(classify), Some(occlude)) = jobs(&commands) else { panic!("{commands:?}") };
    let error = || Error::Computation("lost".into());
    assert_eq!(state.update(event(Event::Failed { job: classify, error: error() })), []);
    assert_eq!(state.update(event(Event::Failed { job: occlude, error: error() })), []);
    assert_eq!(*results(&state).attribution(), Attribution::Failed);
    assert_eq!(state.notices.shown().len(), 1);
    assert!(matches!(jobs(&state.update(Action::RetryFailed)), (Some(_), Some(_))));
}

#[test]
fn a_device_worth_noticing_is_noticed() {
    let (mut state, _) = ready();
    let (name, reason) = ("CPU".into(), Reason::NoGpu(NoGpu::NoWebGpu));
    state.update(event(Event::Device(DeviceReport { kind: DeviceKind::Cpu, name, reason, notice: true })));
    assert_eq!(state.notices.shown()[0].text, "No GPU is used because this browser has no WebGPU.");
    assert_eq!(state.notices.shown()[0].severity, Severity::Information);
}
