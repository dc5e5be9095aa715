//! Fig. 1 over the samples.

use super::*;
use crate::{attack::action::AttackAction, platform::stored_result::StoredResult, survey::action::SurveyAction};

/// A page that has answered about its picture, with two samples.
fn surveyable() -> State {
    let (mut state, commands) = ready();
    finish(&mut state, &commands);
    state.update(Action::SamplesListed(Ok(vec![sample(Class::Cat), Sample { index: 2, ..sample(Class::Dog) }])));
    state
}

fn act(state: &mut State, action: SurveyAction) -> Vec<Command> {
    state.update(Action::Survey(action))
}

/// The survey's job after its sample has been read.
fn scoring(state: &mut State, commands: &[Command]) -> JobId {
    let [.., Command::ReadSample(sample)] = commands else { panic!("{commands:?}") };
    let commands = state.update(Action::SampleRead(sample.clone(), Ok(image(0.3))));
    jobs(&commands).1.unwrap()
}

fn answer(state: &mut State, job: JobId) -> Vec<Command> {
    state.update(event(Event::Answered { job, answer: Answer::Occlusion(report(Class::Cat)) }))
}

#[test]
fn every_sample_is_measured_and_the_stored_curve_fetched_once() {
    let mut state = surveyable();
    let commands = act(&mut state, SurveyAction::Start);
    assert_eq!(commands[0], Command::FetchResult(StoredResult::Profile("a".into())));
    let first = scoring(&mut state, &commands);
    let commands = answer(&mut state, first);
    assert_eq!((state.survey_progress().done, state.curves()[0].n), (1, 1));
    let second = scoring(&mut state, &commands);
    assert_eq!(answer(&mut state, second), []);
    assert_eq!((state.survey_progress().done, state.curves()[0].n), (2, 2));
    assert_eq!(state.curves()[0].points.len(), 62, "band 0 is hidden");
    assert_eq!(act(&mut state, SurveyAction::Start), [], "nothing is left to do");
    act(&mut state, SurveyAction::Clear);
    assert!(state.curves().is_empty());
}

#[test]
fn the_visitors_questions_come_first() {
    let mut state = surveyable();
    let commands = act(&mut state, SurveyAction::Start);
    let job = scoring(&mut state, &commands);
    let commands = state.update(Action::Attack(AttackAction::Run));
    assert_eq!(commands[1..], [cancel(job)], "the attack is asked for before the survey steps back");
    let Command::Post(Request::Ask { job: attack, task: Task::Attack(..), .. }) = commands[0] else {
        panic!("{commands:?}")
    };
    assert!(state.survey_progress().waiting);
    assert_eq!(answer(&mut state, job), [], "a late answer is dropped");
    assert_eq!(state.survey_progress().done, 0);
    let commands = state.update(event(Event::Failed { job: attack, error: Error::Cancelled }));
    assert!(jobs(&commands).1.is_some(), "and goes on when they are answered: {commands:?}");
}

#[test]
fn a_stop_keeps_what_is_there_and_a_crash_only_delays() {
    let mut state = surveyable();
    let commands = act(&mut state, SurveyAction::Start);
    let job = scoring(&mut state, &commands);
    assert_eq!(act(&mut state, SurveyAction::Stop), [cancel(job)]);
    assert_eq!(state.update(Action::Tick), []);
    act(&mut state, SurveyAction::Start);
    state.update(event(Event::Crashed { message: "trap".into() }));
    assert!(state.survey_progress().waiting);
    state.update(event(Event::Alive));
    state.update(event(Event::Models(vec![card("a"), card("b")])));
    let commands = state.update(loaded("a"));
    assert!(jobs(&commands).1.is_some());
}

#[test]
fn a_stored_curve_that_failed_to_arrive_is_fetched_again_when_it_is_wanted_again() {
    let mut state = surveyable();
    let fetch = [Command::FetchResult(StoredResult::Profile("a".into()))];
    let error = Error::Download { url: "a.json".into(), reason: DownloadFault::Network("offline".into()) };
    let lost = || Action::ResultFetched(StoredResult::Profile("a".into()), Err(error.clone()));
    assert_eq!(act(&mut state, SurveyAction::ShowStored), fetch);
    assert_eq!(act(&mut state, SurveyAction::ShowStored), [], "it is on its way");
    assert_eq!(state.update(lost()), [], "not by itself");
    assert_eq!(act(&mut state, SurveyAction::ShowStored), fetch);
    assert!(state.curve_notes().is_empty());
    state.update(lost());
    assert_eq!(act(&mut state, SurveyAction::Start)[0], fetch[0]);
}

#[test]
fn a_missing_or_foreign_curve_is_told_in_words() {
    let mut state = surveyable();
    act(&mut state, SurveyAction::ShowStored);
    state.update(Action::ResultFetched(StoredResult::Profile("a".into()), Ok(b"<!doctype html>".to_vec())));
    assert!(state.curve_notes()[0].starts_with("There is no stored curve of a. The means cannot be used"));
    assert!(state.curves().is_empty());
}
