//! Adversarial images on the other models.

use super::{
    attacks::{act, asked, succeeded},
    *,
};
use crate::attack::{
    action::AttackAction,
    transfer::{TransferAnswer, TransferRow},
};
use freqscope_core::{attack::report::AttackReport, image::similarity::Distance};

fn changed() -> AttackReport {
    AttackReport { distance: Distance { l0: 1, ..Distance::default() }, ..succeeded() }
}

/// A page with a and b side by side, and what it asks when an attack on a has ended.
fn transferred(report: AttackReport) -> (State, Vec<Command>) {
    let mut state = compared();
    let commands = act(&mut state, AttackAction::Run);
    let (job, _) = asked(&commands).unwrap();
    let commands = state.update(event(Event::Answered { job, answer: Answer::Attack(report) }));
    (state, commands)
}

fn rows(state: &State) -> Vec<TransferRow> {
    state.model_attacks()[0].transfer.clone()
}

fn question(commands: &[Command]) -> (JobId, &str, &[Image]) {
    match commands {
        [Command::Post(Request::Ask { job, model, task: Task::Classify(images) })] => (*job, model, images),
        _ => panic!("{commands:?}"),
    }
}

#[test]
fn every_other_model_that_is_ready_is_asked_once_about_both_images() {
    let (mut state, commands) = transferred(changed());
    let (job, model, images) = question(&commands);
    assert_eq!((model, images), ("b", &[image(0.1), image(0.3)][..]));
    let known = |class| Some(TransferAnswer::Known { before: logits(Class::Cat), after: logits(class) });
    assert_eq!((rows(&state)[0].attacked, rows(&state)[0].answer), (true, known(Class::Dog)));
    assert_eq!(rows(&state)[1].answer, Some(TransferAnswer::Asked(job)));
    assert_eq!(state.update(Action::Tick), []);
    let answer = Event::Answered { job, answer: Answer::Logits(vec![logits(Class::Cat), logits(Class::Frog)]) };
    assert_eq!(state.update(event(answer)), []);
    assert_eq!(rows(&state)[1].answer, known(Class::Frog));
}

#[test]
fn an_image_that_did_not_change_is_not_asked_about() {
    assert_eq!(transferred(succeeded()).1, []);
}

#[test]
fn a_crash_asks_again_and_a_failure_does_not() {
    let (mut state, commands) = transferred(changed());
    let (job, ..) = question(&commands);
    assert_eq!(state.update(event(Event::Failed { job, error: Error::Computation("lost".into()) })), []);
    assert_eq!(rows(&state)[1].answer, Some(TransferAnswer::Failed));
    assert_eq!(state.update(Action::Tick), []);
    assert!(state.notices.shown().is_empty(), "the table says it");
    state.update(event(Event::Crashed { message: "trap".into() }));
    state.update(event(Event::Alive));
    state.update(event(Event::Models(vec![card("a"), card("b")])));
    state.update(loaded("a"));
    assert_eq!(question(&state.update(loaded("b"))).1, "b");
}

#[test]
fn a_model_that_comes_later_is_asked_then() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let commands = act(&mut state, AttackAction::Run);
    let (job, _) = asked(&commands).unwrap();
    assert_eq!(state.update(event(Event::Answered { job, answer: Answer::Attack(changed()) })), []);
    assert_eq!(rows(&state).len(), 1);
    state.update(show(Side::B, "b"));
    let commands = state.update(loaded("b"));
    let about = |command: &Command| matches!(command, Command::Post(Request::Ask { task: Task::Classify(images), .. }) if images.len() == 2);
    assert_eq!(commands.iter().filter(|command| about(command)).count(), 1);
}
