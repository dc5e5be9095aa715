//! Any visit: whatever the visitor does, and in whatever order engine and server answer or fail, the page does not panic, waits
//! for nothing that will never come, and shows only what the networks on show say of the picture on show.

use super::*;
use crate::link::tests::config;
use outside::{Luck, Outside};
use proptest::{collection::vec, prelude::*};

mod outside;
mod seen;
mod visitor;

/// Each visit takes a part of a second; `PROPTEST_CASES=10000` asks for more.
const CASES: u32 = 64;
/// What happens in a visit, at most.
const STEPS: usize = 120;
/// Letters of a step that are told.
const LONGEST: usize = 160;

/// What happens next.
#[derive(Debug)]
enum Step {
    Visitor(Box<Action>),
    /// The engine does one of the things that it has been asked for.
    Compute(usize, Luck),
    /// The page hears what the engine has said first.
    Hear,
    /// A file arrives, or does not.
    Fetch(usize, Luck),
    /// The same of the worker in which a GPU is tried.
    Try(Luck),
    HearTrial,
    Crash,
    Seconds(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let luck = || prop_oneof![12 => Just(Luck::Good), 1 => Just(Luck::Bad), 1 => Just(Luck::Slow)];
    prop_oneof![
        10 => visitor::action().prop_map(|action| Step::Visitor(Box::new(action))),
        8 => (any::<usize>(), luck()).prop_map(|(which, luck)| Step::Compute(which, luck)),
        12 => Just(()).prop_map(|()| Step::Hear),
        4 => (any::<usize>(), luck()).prop_map(|(which, luck)| Step::Fetch(which, luck)),
        2 => luck().prop_map(Step::Try),
        2 => Just(()).prop_map(|()| Step::HearTrial),
        1 => Just(()).prop_map(|()| Step::Crash),
        1 => (1..90_u8).prop_map(Step::Seconds),
    ]
}

/// Actions of the page that follow from a step.
fn actions(step: Step, outside: &mut Outside) -> Vec<Action> {
    match step {
        Step::Visitor(action) => vec![*action],
        Step::Compute(which, luck) => {
            outside.engine.compute(which, luck);
            Vec::new()
        }
        Step::Hear => outside.engine.said.pop_front().map(event).into_iter().collect(),
        Step::Fetch(which, luck) => outside.fetch(which, luck).into_iter().collect(),
        Step::Try(luck) => {
            outside.trial.compute(0, luck);
            Vec::new()
        }
        Step::HearTrial => {
            let said = outside.trial.said.pop_front();
            said.map(|event| Action::TrialMessage(WorkerMessage::Event(event))).into_iter().collect()
        }
        Step::Crash if outside.engine.is_running() => vec![event(outside.engine.crash())],
        Step::Crash => Vec::new(),
        Step::Seconds(count) => (0..count).map(|_| Action::Tick).collect(),
    }
}

fn visit(mut state: State, steps: Vec<Step>) {
    let mut outside = Outside::default();
    outside.engine.start();
    let mut told: Vec<String> = Vec::new();
    for step in steps {
        told.push(format!("{step:?}").chars().take(LONGEST).collect());
        for action in actions(step, &mut outside) {
            let commands = state.update(action);
            outside.take(commands);
            seen::check(&state, &outside, &told);
        }
    }
    seen::check_link(&state);
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..config() })]

    #[test]
    fn no_visit_shows_what_belongs_to_another_picture(steps in vec(step(), 1..STEPS)) {
        visit(new().in_language(Language::English), steps);
    }

    #[test]
    fn no_visit_to_a_figure_in_another_page_does(steps in vec(step(), 1..STEPS)) {
        visit(new().in_language(Language::English).embedded(), steps);
    }
}
