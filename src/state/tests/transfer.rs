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
    let commands = state.update(event(Event::Answered { job, answer: Answer::Attack(vec![report]) }));
    (state, commands)
}

fn rows(state: &State) -> Vec<TransferRow> {
    state.model_attacks()[0].transfer.clone()
}

/// The job that asks the attacked model a, and the question to the other.
fn question(commands: &[Command]) -> (JobId, JobId, &str, &[Image]) {
    match commands {
        [
            Command::Post(Request::Ask { job: own, model: attacked, task: Task::Classify(_) }),
            Command::Post(Request::Ask { job, model, task: Task::Classify(images) }),
        ] if attacked == "a" => (*own, *job, model, images),
        _ => panic!("{commands:?}"),
    }
}

#[test]
fn every_other_model_that_is_ready_is_asked_once_about_both_images() {
    let (mut state, commands) = transferred(changed());
    let (own, job, model, images) = question(&commands);
    assert_eq!((model, images), ("b", &[image(0.1), image(0.3), image(0.3).rounded()][..]));
    let known =
        |class, rounded| Some(TransferAnswer::Known { before: logits(Class::Cat), after: logits(class), rounded });
    assert_eq!((rows(&state)[0].attacked, rows(&state)[0].answer), (true, known(Class::Dog, None)));
    assert_eq!(rows(&state)[1].answer, Some(TransferAnswer::Asked(job)));
    assert_eq!(state.update(Action::Tick), []);
    let answer = |job| Event::Answered {
        job,
        answer: Answer::Logits([Class::Cat, Class::Frog, Class::Ship].map(logits).into()),
    };
    assert_eq!(state.update(event(answer(job))), []);
    assert_eq!(rows(&state)[1].answer, known(Class::Frog, Some(logits(Class::Ship))));
    assert_eq!(state.model_attacks()[0].rounded(), None, "the attacked network has not answered about 8 bits");
    state.update(event(answer(own)));
    assert_eq!(state.model_attacks()[0].rounded(), Some(logits(Class::Ship)));
}

#[test]
fn an_image_that_did_not_change_is_not_asked_about() {
    assert_eq!(transferred(succeeded()).1, []);
}

#[test]
fn a_crash_asks_again_and_a_failure_does_not() {
    let (mut state, commands) = transferred(changed());
    let (_, job, ..) = question(&commands);
    assert_eq!(state.update(event(Event::Failed { job, error: Error::Computation("lost".into()) })), []);
    assert_eq!(rows(&state)[1].answer, Some(TransferAnswer::Failed));
    assert_eq!(state.update(Action::Tick), []);
    assert!(state.notices.shown().is_empty(), "the table says it");
    state.update(event(Event::Crashed { message: "trap".into() }));
    state.update(event(Event::Alive));
    state.update(event(Event::Models(vec![card("a"), card("b")])));
    let commands = state.update(loaded("a"));
    assert!(commands.iter().any(|command| matches!(command, Command::Post(Request::Ask { task: Task::Classify(images), .. }) if images.len() == 3)));
    let commands = state.update(loaded("b"));
    assert!(matches!(&commands[..], [Command::Post(Request::Ask { model, .. })] if model == "b"), "{commands:?}");
}

#[test]
fn a_model_that_comes_later_is_asked_then() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let commands = act(&mut state, AttackAction::Run);
    let (job, _) = asked(&commands).unwrap();
    let own = state.update(event(Event::Answered { job, answer: Answer::Attack(vec![changed()]) }));
    assert_eq!(own.len(), 1, "the attacked network is asked about 8 bits");
    assert_eq!(rows(&state).len(), 1);
    state.update(show(Side::B, "b"));
    let commands = state.update(loaded("b"));
    let about = |command: &Command| matches!(command, Command::Post(Request::Ask { task: Task::Classify(images), .. }) if images.len() == 3);
    assert_eq!(commands.iter().filter(|command| about(command)).count(), 1);
}
