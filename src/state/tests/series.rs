//! Four attacks one after the other.

use super::{
    attacks::{act, asked, done, succeeded},
    *,
};
use crate::{
    attack::{
        action::AttackAction,
        kind::{AttackKind, Field},
        series::{KINDS, Series},
    },
    link::run::Run,
};
use freqscope_core::attack::method_kind::MethodKind;

/// A page on which the first of the four attacks runs.
fn comparing() -> (State, JobId) {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let commands = act(&mut state, AttackAction::Compare);
    let Some((job, "a")) = asked(&commands) else { panic!("{commands:?}") };
    (state, job)
}

fn end(state: &mut State, job: JobId) -> Option<JobId> {
    let commands = state.update(event(Event::Answered { job, answer: Answer::Attack(vec![succeeded()]) }));
    asked(&commands).map(|(job, _)| job)
}

/// How far each of the four is.
fn stages(state: &State) -> Vec<&'static str> {
    state.series().unwrap().entries().iter().map(|entry| entry.stage.name()).collect()
}

#[test]
fn each_attack_follows_the_one_before_with_its_own_numbers() {
    let (mut state, mut job) = comparing();
    assert_eq!(stages(&state), ["running", "waiting", "waiting", "waiting"]);
    assert_eq!(state.series().unwrap().status_text(), "0 of 4 attacks have ended.");
    for _ in 1..KINDS.len() {
        job = end(&mut state, job).unwrap();
        assert!(state.is_attacking());
    }
    assert_eq!(end(&mut state, job), None);
    assert_eq!(stages(&state), ["done"; 4]);
    assert_eq!(state.series().unwrap().status_text(), "All 4 attacks have ended.");
    assert_eq!(state.series().unwrap().done().map(|run| run.kind()).collect::<Vec<_>>(), KINDS.map(AttackKind::from));
    assert_eq!(state.history().len(), 4);
}

#[test]
fn as_many_run_at_once_as_there_are_threads() {
    let (mut state, first) = comparing();
    let commands = state.update(event(Event::Threads(3)));
    let jobs: Vec<JobId> =
        commands.iter().filter_map(|one| asked(std::slice::from_ref(one))).map(|(job, _)| job).collect();
    assert_eq!(stages(&state), ["running", "running", "running", "waiting"]);
    let fourth = end(&mut state, jobs[0]).unwrap();
    assert_eq!(stages(&state), ["running", "done", "running", "running"]);
    assert_eq!((end(&mut state, fourth), end(&mut state, first)), (None, None));
    assert!(state.is_attacking());
    assert_eq!(act(&mut state, AttackAction::Cancel), [cancel(jobs[1])]);
    assert_eq!(stages(&state), ["done", "done", "stopped", "done"]);
    assert!(!state.is_attacking());
}

#[test]
fn a_cancel_stops_the_rest_and_keeps_what_has_ended() {
    let (mut state, job) = comparing();
    let second = end(&mut state, job).unwrap();
    assert_eq!(act(&mut state, AttackAction::Cancel), [cancel(second)]);
    assert_eq!(stages(&state), ["done", "stopped", "stopped", "stopped"]);
    assert_eq!(state.series().unwrap().status_text(), "1 of 4 attacks ran to their end.");
    assert_eq!(end(&mut state, second), None, "a late answer starts nothing");
    assert!(!state.is_attacking());
}

#[test]
fn a_cancelled_comparison_is_in_no_link_and_gives_back_what_it_took_the_place_of() {
    let mut state = done();
    let shown = state.stage(Side::A).clone();
    let (job, _) = asked(&act(&mut state, AttackAction::Compare)).unwrap();
    assert!(state.link().runs.contains(&Run::Comparison));
    end(&mut state, job).unwrap();
    act(&mut state, AttackAction::Cancel);
    assert_eq!(state.link().runs, [Run::Attack].into());
    assert_eq!(state.stage(Side::A), &shown);
    assert!(state.series().is_some(), "what has ended is still to be read");
}

#[test]
fn an_attack_that_fails_does_not_stop_the_others_and_a_crash_does() {
    let (mut state, job) = comparing();
    let error = Error::Target { number: 1, class: "cat".into() };
    let commands = state.update(event(Event::Failed { job, error }));
    assert!(asked(&commands).is_some());
    assert_eq!(stages(&state), ["failed", "running", "waiting", "waiting"]);
    state.update(event(Event::Crashed { message: "lost".into() }));
    assert_eq!(stages(&state), ["failed", "stopped", "stopped", "stopped"]);
}

#[test]
fn one_attack_without_meaning_stops_all_before_the_first() {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    let form =
        state.attack_form.clone().with_kind(MethodKind::Cw).with(Field::Rate, "0".into()).with_kind(MethodKind::Fgsm);
    act(&mut state, AttackAction::Change(form.clone()));
    assert_eq!(act(&mut state, AttackAction::Compare), []);
    assert!(Series::complaint(&form).unwrap().contains("CW: rate is 0"));
    assert_eq!(asked(&act(&mut state, AttackAction::Run)).map(|(_, model)| model), Some("a"), "FGSM itself can run");
}

#[test]
fn a_row_opens_its_result_and_another_picture_puts_the_table_away() {
    let (mut state, mut job) = comparing();
    let first = job;
    while let Some(next) = end(&mut state, job) {
        job = next;
    }
    assert_eq!(state.stage(Side::A).finished().unwrap().kind(), AttackKind::from(MethodKind::Simba));
    act(&mut state, AttackAction::Restore(first));
    assert_eq!(state.stage(Side::A).finished().unwrap().kind(), AttackKind::from(MethodKind::Fgsm));
    act(&mut state, AttackAction::Adopt(Side::A));
    act(&mut state, AttackAction::Restore(job));
    assert!(state.series().is_some(), "it is about the picture that came back");
    open(&mut state, 0.7);
    assert!(state.series().is_none());
}

#[test]
fn a_single_attack_takes_the_place_of_the_four() {
    let (mut state, job) = comparing();
    let commands = act(&mut state, AttackAction::Run);
    assert!(commands.contains(&cancel(job)) && asked(&commands).is_some());
    assert_eq!(stages(&state), ["stopped"; 4]);
    assert!(done().series().is_none());
}
