//! Attacks from the settings to the adversarial image as the picture.

use super::*;
use crate::attack::{
    action::AttackAction,
    attacks::AttackStage,
    form::Scope,
    kind::Field,
    model_attack::{AttackImage, Earlier},
};
use freqscope_core::{
    attack::{
        self, Method,
        goal::Aim,
        method_kind::MethodKind,
        report::{AttackProgress, AttackReport, Outcome},
    },
    image::similarity::Distance,
};

/// The job and the model of the attack among the commands.
pub(super) fn asked(commands: &[Command]) -> Option<(JobId, &str)> {
    commands.iter().find_map(|command| match command {
        Command::Post(Request::Ask { job, model, task: Task::Attack(..) }) => Some((*job, model.as_str())),
        _ => None,
    })
}

/// A page with a cat that is being attacked on model a.
pub(super) fn attacked() -> (State, JobId) {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let commands = state.update(Action::Attack(AttackAction::Run));
    let Some((job, "a")) = asked(&commands) else { panic!("{commands:?}") };
    (state, job)
}

pub(super) fn succeeded() -> AttackReport {
    let (aim, distance) = (Aim::Away(Class::Cat), Distance::default());
    AttackReport {
        outcome: Outcome::Succeeded,
        aim,
        image: image(0.3),
        before: logits(Class::Cat),
        after: logits(Class::Dog),
        distance,
        ssim: 0.9,
        queries: 1,
        iterations: 1,
        losses: vec![1.0],
        moves: Vec::new(),
    }
}

/// The same page when the attack has succeeded.
pub(super) fn done() -> State {
    let (mut state, job) = attacked();
    state.update(event(Event::Answered { job, answer: Answer::Attack(vec![succeeded()]) }));
    state
}

pub(super) fn act(state: &mut State, action: AttackAction) -> Vec<Command> {
    state.update(Action::Attack(action))
}

/// How far the attack on the first model is.
fn stage(state: &State) -> &AttackStage {
    state.stage(Side::A)
}

/// The jobs and the models of all attacks among the commands.
pub(super) fn all_asked(commands: &[Command]) -> Vec<(JobId, &str)> {
    commands.iter().filter_map(|command| asked(std::slice::from_ref(command))).collect()
}

#[test]
fn an_attack_is_posted_with_the_settings_and_the_samples_class() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let form = state.attack_form.clone().with_paper();
    act(&mut state, AttackAction::Change(form));
    let commands = act(&mut state, AttackAction::Run);
    let [Command::Post(Request::Ask { task: Task::Attack(spec, examples), .. })] = &commands[..] else {
        panic!("{commands:?}")
    };
    assert_eq!(spec.method, Method::Fgsm { epsilon: 0.15 });
    let [example] = &examples[..] else { panic!("{examples:?}") };
    assert_eq!((&example.image, example.class), (&image(0.1), Some(Class::Cat)));
}

#[test]
fn settings_without_a_meaning_start_nothing() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let form = state.attack_form.clone().with(Field::Epsilon, "-1".into());
    act(&mut state, AttackAction::Change(form));
    assert_eq!(act(&mut state, AttackAction::Run), []);
    assert_eq!(stage(&state).name(), "idle");
}

#[test]
fn nothing_is_attacked_before_the_network_is_ready() {
    let mut state = new();
    open(&mut state, 0.1);
    assert!(!state.can_attack());
    assert_eq!(act(&mut state, AttackAction::Run), []);
}

#[test]
fn an_attack_is_watched_and_reports() {
    let (mut state, job) = attacked();
    let progress = AttackProgress { done: 3, total: 10, states: Vec::new() };
    state.update(event(Event::Progress { job: JobId(99), progress: JobProgress::Attack(progress.clone()) }));
    assert!(matches!(stage(&state), AttackStage::Running(running) if running.progress.is_none()));
    state.update(event(Event::Progress { job, progress: JobProgress::Attack(progress) }));
    assert!(matches!(stage(&state), AttackStage::Running(running) if running.progress.as_ref().unwrap().done == 3));
    state.update(event(Event::Answered { job, answer: Answer::Attack(vec![succeeded()]) }));
    assert_eq!(stage(&state).finished().unwrap().report.image, image(0.3));
    assert_eq!(stage(&state).status_text(), "FGSM succeeded: the network says “dog” instead of “cat”.");
}

#[test]
fn what_was_not_reached_is_said_too() {
    let text = |outcome, aim| {
        let (mut state, job) = attacked();
        let report = AttackReport { outcome, aim, ..succeeded() };
        state.update(event(Event::Answered { job, answer: Answer::Attack(vec![report]) }));
        stage(&state).status_text()
    };
    assert_eq!(text(Outcome::Resisted, Aim::Away(Class::Dog)), "The network resisted FGSM: it still says “dog”.");
    let target = text(Outcome::Resisted, Aim::Toward(Class::Ship));
    assert_eq!(target, "The network resisted FGSM: it says “dog”, not “ship”.");
    assert!(text(Outcome::Misclassified, Aim::Away(Class::Ship)).contains("left alone: it says “cat”"));
}

#[test]
fn an_engine_that_goes_on_with_a_cancelled_attack_is_replaced() {
    let (mut state, job) = attacked();
    let news = |state: &mut State| {
        let progress = JobProgress::Attack(AttackProgress { done: 1, total: 9, states: Vec::new() });
        state.update(event(Event::Progress { job, progress }))
    };
    act(&mut state, AttackAction::Cancel);
    assert_eq!(news(&mut state), []);
    (0..3).for_each(|_| drop(state.update(Action::Tick)));
    assert_eq!(news(&mut state), [], "that of the batch that was on the way");
    assert_eq!(news(&mut state), [Command::StartEngine]);
    assert!(state.notices.shown().is_empty());
    state.update(event(Event::Alive));
    assert_eq!(news(&mut state), []);
}

#[test]
fn a_cancelled_attack_leaves_no_result() {
    let (mut state, job) = attacked();
    assert_eq!(act(&mut state, AttackAction::Cancel), [cancel(job)]);
    assert_eq!(stage(&state).name(), "idle");
    state.update(event(Event::Failed { job, error: Error::Cancelled }));
    state.update(event(Event::Answered { job, answer: Answer::Attack(vec![succeeded()]) }));
    assert_eq!(stage(&state).name(), "idle");
    assert!(state.notices.shown().is_empty());
}

#[test]
fn a_cancelled_attack_says_so_and_what_was_shown_before_comes_back() {
    let (mut state, _) = attacked();
    act(&mut state, AttackAction::Cancel);
    assert_eq!((stage(&state), stage(&state).status_text().as_str()), (&AttackStage::Cancelled, "Cancelled."));
    assert!(state.link().runs.is_empty());
    let mut state = done();
    let before = stage(&state).clone();
    act(&mut state, AttackAction::Run);
    assert_eq!(stage(&state).name(), "running");
    act(&mut state, AttackAction::Cancel);
    assert_eq!(stage(&state), &before);
    act(&mut state, AttackAction::Run);
    open(&mut state, 0.5);
    act(&mut state, AttackAction::Run);
    act(&mut state, AttackAction::Cancel);
    assert_eq!(stage(&state), &AttackStage::Cancelled, "what was shown was of another picture");
}

#[test]
fn where_no_attack_is_shown_it_is_said_what_the_session_has() {
    let earlier = |state: &State| state.model_attacks()[0].earlier;
    let (state, _) = attacked();
    assert_eq!(earlier(&state), Earlier::Nothing);
    let mut state = done();
    assert_eq!(earlier(&state), Earlier::Here);
    open(&mut state, 0.5);
    assert_eq!(earlier(&state), Earlier::Elsewhere);
    open(&mut state, 0.1);
    assert_eq!((stage(&state), earlier(&state)), (&AttackStage::Idle, Earlier::Here));
}

#[test]
fn an_attack_that_fails_says_why_in_its_own_place() {
    let (mut state, job) = attacked();
    let error = Error::Target { number: 1, class: "cat".into() };
    state.update(event(Event::Failed { job, error }));
    assert!(matches!(stage(&state), AttackStage::Failed(text) if text.starts_with("Image 1 is a “cat” already")));
    assert!(state.notices.shown().is_empty());
}

#[test]
fn a_new_picture_cancels_the_attack_and_forgets_its_result() {
    let (mut state, job) = attacked();
    assert!(open(&mut state, 0.5).contains(&cancel(job)));
    assert_eq!(stage(&state).name(), "idle");
    let mut state = done();
    open(&mut state, 0.5);
    assert_eq!(stage(&state).name(), "idle");
}

#[test]
fn another_model_cancels_the_attack_and_results_stay_with_their_models() {
    let (mut state, job) = attacked();
    assert!(state.update(show(Side::A, "b")).contains(&cancel(job)));
    let mut state = done();
    state.update(show(Side::A, "b"));
    assert_eq!(stage(&state).name(), "idle");
    state.update(show(Side::A, "a"));
    assert_eq!(stage(&state).name(), "done");
}

#[test]
fn a_crash_ends_the_attack_and_keeps_the_settings() {
    let (mut state, _) = attacked();
    let form = state.attack_form.clone().with_kind(MethodKind::Cw);
    act(&mut state, AttackAction::Change(form.clone()));
    state.update(event(Event::Crashed { message: "lost".into() }));
    assert!(matches!(stage(&state), AttackStage::Failed(text) if text.contains("settings are kept")));
    assert_eq!(state.attack_form, form);
    assert!(!state.can_attack());
}

#[test]
fn the_adversarial_image_becomes_the_picture_and_the_old_one_comes_back() {
    let mut state = done();
    let clean = state.picture.clone();
    let commands = act(&mut state, AttackAction::Adopt(Side::A));
    assert!(matches!(jobs(&commands), (Some(_), Some(_))), "the models are asked about it");
    assert_eq!(state.picture.as_ref().unwrap().image, image(0.3));
    assert!(state.is_adopted(Side::A) && state.can_return());
    assert_eq!(stage(&state).name(), "done");
    act(&mut state, AttackAction::Return);
    assert_eq!(state.picture, clean);
    assert!(!state.is_adopted(Side::A) && !state.can_return());
}

/// The steps and the classes of a probability history: one iterate is reported, and then so many iterations.
fn told_steps(done: u32, iterations: u32) -> Vec<(u32, Class)> {
    let (mut state, job) = attacked();
    let iterate = attack::report::AttackState {
        index: 0,
        image: image(0.2),
        logits: logits(Class::Frog),
        loss: 1.0,
        margin: -1.0,
        distance: Distance::default(),
        steps: done - 1,
        queries: done,
    };
    let progress = AttackProgress { done, total: 500, states: vec![iterate] };
    state.update(event(Event::Progress { job, progress: JobProgress::Attack(progress) }));
    state.update(event(Event::Answered {
        job,
        answer: Answer::Attack(vec![AttackReport { iterations, ..succeeded() }]),
    }));
    let history = stage(&state).finished().unwrap().history.clone();
    history.steps().iter().map(|step| (step.step, step.logits.class())).collect()
}

#[test]
fn the_history_begins_with_the_picture_and_ends_with_the_adversarial_image() {
    assert_eq!(told_steps(5, 10), [(0, Class::Cat), (4, Class::Frog), (10, Class::Dog)]);
}

#[test]
fn the_history_ends_behind_all_of_its_steps_where_steps_were_skipped() {
    assert_eq!(told_steps(412, 57), [(0, Class::Cat), (411, Class::Frog), (412, Class::Dog)]);
}

#[test]
fn both_models_are_attacked_with_the_same_settings_where_that_is_chosen() {
    let mut state = compared();
    assert_eq!(all_asked(&act(&mut state, AttackAction::Run)).len(), 1, "by itself only the first");
    let form = state.attack_form.clone().with_scope(Scope::Both);
    act(&mut state, AttackAction::Change(form));
    let commands = act(&mut state, AttackAction::Run);
    let [(a, "a"), (b, "b")] = all_asked(&commands)[..] else { panic!("{commands:?}") };
    let sides = |state: &State| state.model_attacks().iter().map(|attack| attack.stage.name()).collect::<Vec<_>>();
    state.update(event(Event::Answered { job: a, answer: Answer::Attack(vec![succeeded()]) }));
    assert_eq!(sides(&state), ["done", "running"]);
    assert!(state.is_attacking());
    assert!(!act(&mut state, AttackAction::Adopt(Side::A)).contains(&cancel(b)), "the other attack goes on");
    state.update(event(Event::Answered { job: b, answer: Answer::Attack(vec![succeeded()]) }));
    assert_eq!(sides(&state), ["done", "done"]);
    assert_eq!(act(&mut state, AttackAction::Cancel), []);
}

#[test]
fn a_cancel_stops_the_attacks_on_both_models() {
    let mut state = compared();
    let form = state.attack_form.clone().with_scope(Scope::Both);
    act(&mut state, AttackAction::Change(form));
    let commands = act(&mut state, AttackAction::Run);
    let stops: Vec<Command> = all_asked(&commands).into_iter().map(|(job, _)| cancel(job)).collect();
    assert_eq!((stops.len(), act(&mut state, AttackAction::Cancel)), (2, stops));
    assert!(!state.is_attacking());
}

#[test]
fn the_scores_beside_the_change_are_of_an_image_of_the_attack() {
    let mut state = done();
    let image = |state: &State| state.model_attacks()[0].scores.as_ref().map(|scores| scores.image);
    assert_eq!(image(&state), Some(AttackImage::Before));
    let commands = act(&mut state, AttackAction::Adopt(Side::A));
    assert_eq!(image(&state), None, "they are not there yet");
    finish_as(&mut state, &commands, Class::Dog);
    assert_eq!(image(&state), Some(AttackImage::After));
    assert_eq!(act(&mut state, AttackAction::Adopt(Side::A)), [], "it is the picture already");
}
