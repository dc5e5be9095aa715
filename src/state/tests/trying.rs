//! A GPU is tried beside the CPU, and the slower of the two loses.

use super::*;
use freqscope_core::device::GpuOffer;

fn trial(event: Event) -> Action {
    Action::TrialMessage(WorkerMessage::Event(event))
}

fn crash() -> Action {
    trial(Event::Crashed { message: "panicked at src/stream.rs:12".into() })
}

fn offer() -> Action {
    event(Event::Offer(GpuOffer::Adapter("apple m2".into())))
}

fn device(kind: DeviceKind, name: &str, reason: Reason) -> Event {
    Event::Device(DeviceReport { kind, name: name.into(), reason, notice: false })
}

/// A page whose CPU has taken 180 ms for its first chart.
fn charted() -> State {
    let (mut state, commands) = ready();
    state.update(event(device(DeviceKind::Cpu, "CPU", Reason::AtOnce)));
    let (Some(classify), Some(occlude)) = jobs(&commands) else { panic!("{commands:?}") };
    state.update(event(Event::Answered { job: classify, answer: Answer::Logits(vec![logits(Class::Cat)]) }));
    state.update(event(Event::Answered { job: occlude, answer: chart(180.0) }));
    state
}

fn chart(milliseconds: f64) -> Answer {
    Answer::Occlusion(OcclusionReport { milliseconds, ..report(Class::Cat) })
}

/// Opens the GPU, and loads the first network on it. What the page does then.
fn opened(state: &mut State) -> Vec<Command> {
    let started = state.update(trial(Event::Alive));
    assert!(matches!(started[..], [Command::PostToTrial(Request::Start { device: DeviceChoice::Gpu, .. })]));
    state.update(trial(device(DeviceKind::Gpu, "WebGPU · apple m2", Reason::ByHand)));
    let load = Command::PostToTrial(Request::Load { model: "a".into() });
    assert_eq!(state.update(trial(Event::Models(Vec::new()))), [load]);
    state.update(trial(Event::Loaded { model: "a".into() }))
}

/// Answers the trial's questions with charts that take so many milliseconds each. What the page does after the last.
fn answered(state: &mut State, mut commands: Vec<Command>, charts: &[f64]) -> Vec<Command> {
    for &milliseconds in charts {
        let [Command::PostToTrial(Request::Ask { job, .. })] = commands[..] else { panic!("{commands:?}") };
        commands = state.update(trial(Event::Answered { job, answer: chart(milliseconds) }));
    }
    commands
}

fn badge(state: &State) -> (DeviceKind, String) {
    let device = state.connection.device.as_ref().unwrap();
    (device.kind, device.reason.to_string())
}

#[test]
fn a_faster_gpu_takes_over_and_computes_nothing_anew() {
    let mut state = charted();
    assert_eq!(state.update(offer()), [Command::StartTrial]);
    assert_eq!(badge(&state), (DeviceKind::Cpu, "the GPU (apple m2) is opened and timed beside it".into()));
    let asked = opened(&mut state);
    let commands = answered(&mut state, asked, &[900.0, 15.0, 14.0, 20.0]);
    assert!(matches!(commands[..], [Command::RememberTimes(_), Command::AdoptTrial]), "{commands:?}");
    assert_eq!(badge(&state), (DeviceKind::Gpu, "WebGPU · apple m2: 14 ms a chart; CPU: 180 ms".into()));
    assert!(results(&state).report().is_some() && state.models.is_ready("a"));
    assert_eq!(state.update(show(Side::B, "b")), [load("b")], "the GPU has not been given it");
}

#[test]
fn a_slower_gpu_goes() {
    let mut state = charted();
    state.update(offer());
    let asked = opened(&mut state);
    let commands = answered(&mut state, asked, &[900.0, 250.0, 240.0, 260.0]);
    assert!(matches!(commands[..], [Command::RememberTimes(_), Command::EndTrial]), "{commands:?}");
    assert_eq!(badge(&state), (DeviceKind::Cpu, "WebGPU · apple m2: 240 ms a chart; CPU: 180 ms".into()));
    assert_eq!(state.update(Action::Tick), []);
}

#[test]
fn what_is_known_is_not_measured_again() {
    let mut state = charted();
    state.update(offer());
    let asked = opened(&mut state);
    answered(&mut state, asked, &[900.0, 250.0, 240.0, 260.0]);
    assert_eq!(state.update(offer()), []);
    assert_eq!(badge(&state).1, "WebGPU · apple m2: 240 ms a chart; CPU: 180 ms");
    let other = event(Event::Offer(GpuOffer::Adapter("nvidia ampere".into())));
    assert_eq!(state.update(other), [Command::StartTrial], "another adapter is another matter");
}

#[test]
fn a_known_winner_takes_over_without_a_chart() {
    let mut state = charted();
    state.update(offer());
    let asked = opened(&mut state);
    answered(&mut state, asked, &[900.0, 14.0, 14.0, 14.0]);
    state.connection.device =
        Some(DeviceReport { kind: DeviceKind::Cpu, name: "CPU".into(), reason: Reason::AtOnce, notice: false });
    assert_eq!(state.update(offer()), [Command::StartTrial]);
    assert_eq!(opened(&mut state), [Command::AdoptTrial]);
}

#[test]
fn the_gpu_waits_until_the_visitor_has_the_chart() {
    let (mut state, commands) = ready();
    assert_eq!(state.update(offer()), []);
    assert!(finish(&mut state, &commands).contains(&Command::StartTrial));
}

#[test]
fn a_page_without_a_gpu_says_why() {
    let mut state = charted();
    assert_eq!(state.update(event(Event::Offer(GpuOffer::None(NoGpu::NoWebGpu)))), []);
    assert_eq!(badge(&state), (DeviceKind::Cpu, "no GPU is used because this browser has no WebGPU".into()));
}

#[test]
fn a_trial_that_crashes_is_tried_with_half_a_batch_and_then_not_again() {
    let mut state = charted();
    state.update(offer());
    opened(&mut state);
    assert_eq!(state.update(crash()), [Command::EndTrial, Command::StartTrial]);
    let started = state.update(trial(Event::Alive));
    assert!(matches!(started[..], [Command::PostToTrial(Request::Start { trust: GpuTrust::Half, .. })]));
    assert_eq!(state.update(crash()), [Command::EndTrial]);
    assert_eq!(badge(&state), (DeviceKind::Cpu, "the GPU (apple m2) failed when it was tried".into()));
    assert_eq!(state.notices.shown(), [], "nobody had waited for it");
}

#[test]
fn a_trial_that_stands_still_ends() {
    let mut state = charted();
    state.update(offer());
    // The engine itself is heard of, as it is each second.
    let mut minute = || {
        let second = |_| {
            state.update(event(Event::Alive));
            state.update(Action::Tick)
        };
        (0..60).flat_map(second).collect::<Vec<_>>()
    };
    assert_eq!(minute(), [Command::EndTrial, Command::StartTrial]);
    assert_eq!(minute(), [Command::EndTrial]);
}

#[test]
fn a_gpu_that_crashes_is_restarted_with_half_a_batch_and_then_left() {
    let (mut state, _) = ready();
    state.update(Action::ChooseDevice(DeviceChoice::Gpu));
    let trust = |state: &mut State| match state.update(event(Event::Alive))[..] {
        [Command::Post(Request::Start { trust, .. })] => trust,
        ref other => panic!("{other:?}"),
    };
    for expected in [GpuTrust::Full, GpuTrust::Half] {
        assert_eq!(trust(&mut state), expected);
        state.update(event(device(DeviceKind::Gpu, "WebGPU · apple m2", Reason::ByHand)));
        assert_eq!(state.update(event(Event::Crashed { message: "panicked".into() })), [Command::StartEngine]);
    }
    assert_eq!(trust(&mut state), GpuTrust::None);
    assert_eq!(state.notices.shown(), [], "the engine says why it computes on the CPU");
}

#[test]
fn a_gpu_that_had_won_and_crashes_leaves_the_cpu_and_a_sentence() {
    let mut state = charted();
    state.update(offer());
    let asked = opened(&mut state);
    answered(&mut state, asked, &[900.0, 15.0, 14.0, 20.0]);
    assert_eq!(state.update(event(Event::Crashed { message: "panicked at src".into() })), [Command::StartEngine]);
    let texts: Vec<&str> = state.notices.shown().iter().map(|notice| notice.text.as_str()).collect();
    assert_eq!(texts, ["The GPU (WebGPU · apple m2) failed, so the CPU took over."]);
}
