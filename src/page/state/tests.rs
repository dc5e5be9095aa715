//! The page's decisions, with the engine played by hand.

use super::*;
use crate::{
    ablation::Fill,
    protocol::{DeviceKind, DeviceReport, OcclusionReport},
};

fn sample(class: Class) -> Sample {
    Sample { file: format!("{class}-1.png"), class, index: 1 }
}

fn image(value: f32) -> Image {
    Image::from_fn(|c, y, x| value + (c + y * x) as f32 / 4000.0)
}

fn card(id: &str) -> ModelCard {
    let (id, name) = (id.to_owned(), id.to_owned());
    ModelCard { id, name, architecture: "resnet18".into(), bytes: 100, accuracy: 0.93, robust_accuracy: None }
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
    Action::Word(Word::Event(event))
}

/// A page whose engine is ready and whose picture has just been asked about.
fn ready() -> (State, Vec<Command>) {
    let mut state = State::new("https://example.test/models/".into());
    open(&mut state, 0.1);
    state.update(event(Event::Alive));
    state.update(event(Event::Models(vec![card("a"), card("b")])));
    let commands = state.update(event(Event::Loaded { model: "a".into() }));
    (state, commands)
}

fn open(state: &mut State, value: f32) -> Vec<Command> {
    let commands = state.update(Action::Pick(Source::Sample(sample(Class::Cat))));
    let [Command::Open(pick, _)] = commands[..] else { panic!("{commands:?}") };
    state.update(Action::Opened(pick, Ok(image(value))))
}

/// The ids of the Classify and of the Occluded Frequency among the commands.
fn jobs(commands: &[Command]) -> (Option<JobId>, Option<JobId>) {
    let classify = commands.iter().find_map(|command| match command {
        Command::Post(Request::Classify { job, .. }) => Some(*job),
        _ => None,
    });
    let occlude = commands.iter().find_map(|command| match command {
        Command::Post(Request::OccludedFrequency { job, .. }) => Some(*job),
        _ => None,
    });
    (classify, occlude)
}

fn finish(state: &mut State, commands: &[Command]) {
    let (Some(classify), Some(occlude)) = jobs(commands) else { panic!("{commands:?}") };
    state.update(event(Event::Classified { job: classify, logits: vec![logits(Class::Cat)] }));
    state.update(event(Event::Attributed { job: occlude, report: report(Class::Cat) }));
}

#[test]
fn the_engine_is_started_once_and_asked_when_it_is_ready() {
    let mut state = State::new("https://example.test/models/".into());
    assert_eq!(open(&mut state, 0.1), []);
    let start = Request::Start { device: DeviceChoice::Auto, models: "https://example.test/models/".into() };
    assert_eq!(state.update(event(Event::Alive)), [Command::Post(start)]);
    assert_eq!(state.update(event(Event::Alive)), []);
    let load = Request::Load { model: "a".into() };
    assert_eq!(state.update(event(Event::Models(vec![card("a"), card("b")]))), [Command::Post(load)]);
    let commands = state.update(event(Event::Loaded { model: "a".into() }));
    assert!(matches!(jobs(&commands), (Some(_), Some(_))));
    finish(&mut state, &commands);
    assert_eq!(state.class(), Some(Class::Cat));
    assert!(state.results.report().is_some());
    assert_eq!(state.update(Action::Tick), []);
}

#[test]
fn a_new_picture_cancels_the_old_ones_jobs_and_drops_their_answers() {
    let (mut state, first) = ready();
    let (Some(classify), Some(occlude)) = jobs(&first) else { panic!("{first:?}") };
    let second = open(&mut state, 0.5);
    assert!(second.contains(&cancel(classify)) && second.contains(&cancel(occlude)));
    state.update(event(Event::Attributed { job: occlude, report: report(Class::Dog) }));
    state.update(event(Event::Classified { job: classify, logits: vec![logits(Class::Dog)] }));
    assert_eq!(state.results.clean(), None);
    finish(&mut state, &second);
    assert_eq!(state.class(), Some(Class::Cat));
}

#[test]
fn a_broken_file_leaves_the_picture_and_its_results() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let picture = state.picture.clone();
    let commands = state.update(Action::Pick(Source::Sample(sample(Class::Ship))));
    let [Command::Open(pick, _)] = commands[..] else { panic!("{commands:?}") };
    assert_eq!(state.update(Action::Opened(pick, Err(Error::EmptyFile))), []);
    assert_eq!(state.picture, picture);
    assert!(state.results.report().is_some());
    assert_eq!(state.notices.shown()[0].text, "The file is empty: choose a PNG or JPEG image.");
    assert_eq!(state.sample(), Some(&sample(Class::Cat)));
}

#[test]
fn the_newest_pick_wins() {
    let mut state = State::new(String::new());
    state.update(Action::Pick(Source::Sample(sample(Class::Cat))));
    state.update(Action::Pick(Source::Sample(sample(Class::Ship))));
    state.update(Action::Opened(PickId(2), Ok(image(0.2))));
    state.update(Action::Opened(PickId(1), Ok(image(0.1))));
    assert_eq!(state.sample(), Some(&sample(Class::Ship)));
}

#[test]
fn one_selection_is_on_its_way_and_the_newest_follows() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let select = |bands: &str| Action::Select(bands.parse().unwrap());
    let (job, none) = jobs(&state.update(select("0-3")));
    assert_eq!(none, None);
    assert_eq!(state.update(select("0-4")), []);
    assert_eq!(state.update(select("0-5")), []);
    let answer = Event::Classified { job: job.unwrap(), logits: vec![logits(Class::Dog)] };
    let commands = state.update(event(answer));
    assert_eq!(state.after(), None);
    let (Some(job), None) = jobs(&commands) else { panic!("{commands:?}") };
    assert_eq!(state.update(event(Event::Classified { job, logits: vec![logits(Class::Ship)] })), []);
    assert_eq!(state.after(), Some(logits(Class::Ship)));
}

#[test]
fn a_single_band_is_read_off_the_chart() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    assert_eq!(state.update(Action::Select("7".parse().unwrap())), []);
    assert_eq!(state.after(), Some(logits(Class::Frog)));
}

#[test]
fn another_class_needs_no_engine_and_another_baseline_does() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    assert_eq!(state.update(Action::Explain(Some(Class::Frog))), []);
    assert_eq!(state.results.report().unwrap().scores_for(Class::Frog), vec![-5.0; Band::COUNT]);
    let baseline = Baseline { fill: Fill::Mean, ..Baseline::default() };
    let (None, Some(old)) = jobs(&state.update(Action::Replace(baseline))) else { panic!() };
    let commands = state.update(Action::Replace(Baseline::default()));
    assert!(commands.contains(&cancel(old)) && jobs(&commands).1.is_some());
}

#[test]
fn a_crash_restarts_the_engine_and_asks_again() {
    let (mut state, _) = ready();
    state.update(Action::Select("1-2".parse().unwrap()));
    let crash = event(Event::Crashed { message: "index out of bounds".into() });
    assert_eq!(state.update(crash), [Command::StartEngine]);
    assert_eq!(state.notices.shown()[0].text, "The engine failed (index out of bounds) and was restarted.");
    assert!(state.picture.is_some() && state.settings.ablation.bands.len() == 2);
    state.update(event(Event::Alive));
    state.update(event(Event::Models(vec![card("a")])));
    let commands = state.update(event(Event::Loaded { model: "a".into() }));
    assert!(matches!(jobs(&commands), (Some(_), Some(_))));
}

#[test]
fn a_silent_engine_is_restarted_and_a_third_failure_ends_it() {
    let (mut state, _) = ready();
    let commands: Vec<Command> = (0..60).flat_map(|_| state.update(Action::Tick)).collect();
    assert_eq!(commands, [Command::StartEngine]);
    assert_eq!(state.notices.shown()[0].text, "The engine stopped answering and was restarted.");
    state.update(event(Event::Alive));
    assert_eq!(state.update(Action::Word(Word::Failed("trap".into()))), [Command::StartEngine]);
    state.update(event(Event::Alive));
    assert_eq!(state.update(Action::Word(Word::Failed("trap".into()))), [Command::EndEngine]);
    assert_eq!(state.connection.phase, Phase::Failed);
    assert_eq!(state.update(Action::Device(DeviceChoice::Cpu)), [Command::StartEngine]);
}

#[test]
fn an_engine_that_never_ran_is_not_restarted() {
    let mut state = State::new(String::new());
    assert_eq!(state.update(Action::Word(Word::Failed("404".into()))), [Command::EndEngine]);
    assert_eq!(state.connection.phase, Phase::Failed);
}

#[test]
fn a_model_that_cannot_be_had_leaves_the_old_one() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let load = Command::Post(Request::Load { model: "b".into() });
    assert_eq!(state.update(Action::Load("b".into())), [load]);
    let error = Error::Weights { model: "b".into(), reason: "truncated".into() };
    assert_eq!(state.update(event(Event::Unavailable { model: Some("b".into()), error })), []);
    assert!(state.connection.is_ready() && state.results.report().is_some());
    assert_eq!(state.model().map(|card| card.id.as_str()), Some("a"));
}

#[test]
fn another_model_answers_anew() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    state.update(Action::Load("b".into()));
    let commands = state.update(event(Event::Loaded { model: "b".into() }));
    assert!(matches!(jobs(&commands), (Some(_), Some(_))));
    assert_eq!(state.results.report(), None);
}

#[test]
fn a_failed_job_is_told_and_not_repeated_until_asked() {
    let (mut state, commands) = ready();
    let (Some(classify), Some(occlude)) = jobs(&commands) else { panic!("{commands:?}") };
    let error = || Error::Computation("lost".into());
    assert_eq!(state.update(event(Event::Failed { job: classify, error: error() })), []);
    assert_eq!(state.update(event(Event::Failed { job: occlude, error: error() })), []);
    assert_eq!(*state.results.attribution(), Attribution::Failed);
    assert_eq!(state.notices.shown().len(), 1);
    assert!(matches!(jobs(&state.update(Action::Retry)), (Some(_), Some(_))));
}

#[test]
fn a_device_worth_noticing_is_noticed() {
    let (mut state, _) = ready();
    let (name, reason) = ("CPU".into(), "this browser has no WebGPU".into());
    state.update(event(Event::Device(DeviceReport { kind: DeviceKind::Cpu, name, reason, notice: true })));
    assert_eq!(state.notices.shown()[0].text, "This browser has no WebGPU.");
    assert_eq!(state.notices.shown()[0].severity, Severity::Information);
}
