//! Representation inversion.

use super::*;
use crate::inversion::{action::InversionAction, inversions::InversionStage};
use freqscope_core::{
    inversion::{InversionReport, Iterate},
    progress::Progress,
};

/// A page with two models side by side, and samples to begin at.
fn invertible() -> State {
    let mut state = compared();
    state.update(Action::SamplesListed(Ok(vec![sample(Class::Cat), Sample { index: 2, ..sample(Class::Dog) }])));
    state
}

fn act(state: &mut State, action: InversionAction) -> Vec<Command> {
    state.update(Action::Invert(action))
}

/// Starts both inversions and returns their jobs.
fn run(state: &mut State) -> [JobId; 2] {
    let commands = act(state, InversionAction::Run);
    let [Command::ReadSample(start)] = &commands[..] else { panic!("{commands:?}") };
    assert_eq!(start.class, Class::Dog, "another class than the picture's");
    let commands = state.update(Action::SampleRead(start.clone(), Ok(image(0.7))));
    let job = |command: &Command| match command {
        Command::Post(Request::Ask { job, task: Task::Invert(_, endpoints), .. }) => {
            assert_eq!(endpoints.start, image(0.7));
            *job
        }
        other => panic!("{other:?}"),
    };
    [job(&commands[0]), job(&commands[1])]
}

fn stages(state: &State) -> Vec<&'static str> {
    state.model_inversions().iter().map(|one| one.stage.name()).collect()
}

#[test]
fn both_models_are_inverted_and_watched() {
    let mut state = invertible();
    let [first, second] = run(&mut state);
    assert!(state.is_inverting());
    let states = vec![Iterate { index: 0, image: image(0.6), loss: 0.5 }];
    state.update(event(Event::Progress {
        job: first,
        progress: JobProgress::Inversion(Progress { done: 3, total: 100, states }),
    }));
    let InversionStage::Shown(shown) = &state.model_inversions()[0].stage else { panic!("nothing is shown") };
    assert_eq!((shown.done, &shown.losses[..], &*shown.image), (3, &[0.5][..], &image(0.6)));
    let report = InversionReport { image: image(0.2), loss: 0.1, losses: vec![1.0, 0.5] };
    state.update(event(Event::Answered { job: first, answer: Answer::Inversion(report.clone()) }));
    assert_eq!(stages(&state), ["done", "running"]);
    state.update(event(Event::Failed { job: second, error: Error::Computation("lost".into()) }));
    assert_eq!(stages(&state), ["done", "failed"]);
    let InversionStage::Shown(shown) = &state.model_inversions()[0].stage else { panic!("nothing is shown") };
    assert_eq!(shown.losses, [1.0, 0.5, 0.1]);
    state.update(event(Event::Answered { job: first, answer: Answer::Inversion(report) }));
    assert_eq!(stages(&state), ["done", "failed"], "late answers change nothing");
}

#[test]
fn a_stop_keeps_how_far_it_is_and_another_picture_stops_it() {
    let mut state = invertible();
    let [first, second] = run(&mut state);
    assert_eq!(act(&mut state, InversionAction::Cancel), [cancel(first), cancel(second)]);
    assert_eq!(stages(&state), ["stopped", "stopped"]);
    let commands = act(&mut state, InversionAction::Run);
    assert_eq!(commands.len(), 2, "the start is known by now");
    let commands = open(&mut state, 0.4);
    let cancelled = commands.iter().filter(|command| matches!(command, Command::Post(Request::Cancel { .. }))).count();
    assert_eq!((cancelled, stages(&state)), (2, vec!["stopped", "stopped"]));
}
