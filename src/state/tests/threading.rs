//! How many threads the engine is asked for, and when.

use super::*;
use crate::{platform::machine::Machine, state::threading::Threads};
use freqscope_core::device::{GpuOffer, reason::Reason};

fn device(kind: DeviceKind) -> Action {
    event(Event::Device(DeviceReport { kind, name: "any".into(), reason: Reason::AtOnce, notice: false }))
}

/// A page on a machine with four cores, whose engine computes on this device; and what the page does once the first chart is
/// there.
fn charted(kind: DeviceKind) -> (State, Vec<Command>) {
    let (mut state, commands) = ready_in(on_cores(quiet(), 4));
    assert!(threads(&commands).is_empty(), "the first chart comes first");
    state.update(device(kind));
    let (Some(classify), Some(occlude)) = jobs(&commands) else { panic!("{commands:?}") };
    let answer = Answer::Logits(vec![logits(Class::Cat)]);
    assert!(threads(&state.update(event(Event::Answered { job: classify, answer }))).is_empty());
    let answer = Answer::Occlusion(report(Class::Cat));
    let commands = state.update(event(Event::Answered { job: occlude, answer }));
    (state, commands)
}

fn on_cores(mut state: State, cores: u32) -> State {
    state.threads = Threads::new(Machine { cores, memory: Some(8.0), forced: None });
    state
}

fn threads(commands: &[Command]) -> Vec<u32> {
    let count = |command: &Command| match command {
        Command::Post(Request::Threads { count }) => Some(*count),
        _ => None,
    };
    commands.iter().filter_map(count).collect()
}

/// What is asked for in so many seconds.
fn wait(state: &mut State, seconds: u32) -> Vec<u32> {
    let tick = |_| {
        let commands = state.update(Action::Tick);
        state.update(event(Event::Alive));
        threads(&commands)
    };
    (0..seconds).flat_map(tick).collect()
}

#[test]
fn threads_are_asked_for_after_the_first_chart_and_given_up_when_nothing_is() {
    let (mut state, commands) = charted(DeviceKind::Cpu);
    assert_eq!(threads(&commands), [3]);
    state.update(event(Event::Threads(3)));
    assert_eq!(state.threads.computing(), 3);
    assert_eq!(wait(&mut state, 58), [0; 0]);
    assert_eq!(wait(&mut state, 5), [1]);
    assert_eq!(threads(&state.update(show(Side::B, "b"))), [3], "the engine is asked something");
}

#[test]
fn a_hidden_page_gives_them_up_sooner() {
    let (mut state, _) = charted(DeviceKind::Cpu);
    state.update(Action::Hidden(true));
    assert_eq!(wait(&mut state, 8), [1]);
}

#[test]
fn a_new_engine_begins_with_one() {
    let (mut state, _) = charted(DeviceKind::Cpu);
    state.update(event(Event::Threads(3)));
    state.update(Action::RestartEngine);
    let commands = state.update(event(Event::Alive));
    assert_eq!((state.threads.computing(), threads(&commands)), (1, Vec::new()));
}

#[test]
fn a_gpu_needs_none_and_its_trial_is_not_disturbed() {
    assert_eq!(threads(&charted(DeviceKind::Gpu).1), [0; 0]);
    let (mut state, commands) = ready_in(on_cores(quiet(), 4));
    state.update(device(DeviceKind::Cpu));
    state.update(event(Event::Offer(GpuOffer::Adapter("apple m2".into()))));
    let (_, Some(occlude)) = jobs(&commands) else { panic!("{commands:?}") };
    let answer = Answer::Occlusion(report(Class::Cat));
    assert_eq!(threads(&state.update(event(Event::Answered { job: occlude, answer }))), [0; 0]);
}
