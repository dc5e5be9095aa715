//! The attacks of the session, shown again.

use super::{
    attacks::{act, asked, attacked, done, succeeded},
    *,
};
use crate::attack::{action::AttackAction, history::AttackHistory, kind::Field};
use freqscope_core::attack::method_kind::MethodKind;

fn newest(state: &State) -> JobId {
    state.history()[0].job
}

#[test]
fn what_ends_is_listed_newest_first_and_what_is_cancelled_is_not() {
    let mut state = done();
    let first = newest(&state);
    act(&mut state, AttackAction::Run);
    act(&mut state, AttackAction::Cancel);
    assert_eq!(state.history().len(), 1);
    let commands = act(&mut state, AttackAction::Run);
    let (job, _) = asked(&commands).unwrap();
    state.update(event(Event::Answered { job, answer: Answer::Attack(vec![succeeded()]) }));
    assert_eq!(state.history().iter().map(|run| run.job).collect::<Vec<_>>(), [job, first]);
    assert_eq!(state.history()[0].outcome(), "succeeded: cat → dog");
}

#[test]
fn a_run_comes_back_with_its_settings_and_its_picture() {
    let mut state = done();
    let (job, picture, form) = (newest(&state), state.picture.clone(), state.attack_form.clone());
    open(&mut state, 0.6);
    let other = state.attack_form.clone().with_kind(MethodKind::Cw).with(Field::Kappa, "3".into());
    act(&mut state, AttackAction::Change(other));
    let commands = act(&mut state, AttackAction::Restore(job));
    assert!(matches!(jobs(&commands), (Some(_), Some(_))), "the model is asked about the picture that came back");
    assert_eq!((&state.picture, &state.attack_form), (&picture, &form));
    assert_eq!(state.stage(Side::A).finished().unwrap().job, job);
    assert_eq!(state.history().len(), 1, "nothing was run");
}

#[test]
fn a_run_on_another_model_brings_that_model_back() {
    let mut state = done();
    let job = newest(&state);
    state.update(show(Side::A, "b"));
    state.update(loaded("b"));
    assert_eq!(state.stage(Side::A).name(), "idle");
    act(&mut state, AttackAction::Restore(job));
    assert_eq!((shown(&state), state.stage(Side::A).name()), (vec!["a".to_owned()], "done"));
}

#[test]
fn nothing_is_opened_over_an_attack_at_work() {
    let mut state = done();
    let job = newest(&state);
    act(&mut state, AttackAction::Run);
    assert_eq!(act(&mut state, AttackAction::Restore(job)), []);
    assert_eq!(state.stage(Side::A).name(), "running");
    assert_eq!(act(&mut attacked().0, AttackAction::Restore(JobId(99))), []);
}

#[test]
fn the_oldest_run_goes_when_there_are_too_many() {
    let mut state = done();
    let first = newest(&state);
    for _ in 0..AttackHistory::MOST {
        let commands = act(&mut state, AttackAction::Run);
        let (job, _) = asked(&commands).unwrap();
        state.update(event(Event::Answered { job, answer: Answer::Attack(vec![succeeded()]) }));
    }
    assert_eq!(state.history().len(), AttackHistory::MOST);
    assert!(state.history().iter().all(|run| run.job != first));
}
