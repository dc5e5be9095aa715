//! Heat maps that grow on the page.

use super::*;
use crate::{
    attack::action::AttackAction,
    export::{Export, Subject},
    platform::download::Content,
    probes::live::{LiveChoice, LivePhase, Pictures, action::LiveAction},
    widgets::export_row::Format,
};
use freqscope_core::study::heat_map::HeatMapStudy;

/// Two networks side by side, and two samples.
fn measurable() -> State {
    let mut state = compared();
    state.update(Action::SamplesListed(Ok(vec![sample(Class::Cat), Sample { index: 2, ..sample(Class::Dog) }])));
    state
}

fn act(state: &mut State, action: LiveAction) -> Vec<Command> {
    state.update(Action::LiveMaps(action))
}

/// The commands after all samples that are asked for have been read.
fn with_pictures(state: &mut State, mut commands: Vec<Command>) -> Vec<Command> {
    while let [.., Command::ReadSample(sample)] = &commands[..] {
        let read = state.update(Action::SampleRead(sample.clone(), Ok(image(0.3))));
        commands.pop();
        commands.extend(read);
    }
    commands
}

/// Jobs, networks, and how many answers each takes.
fn asked(commands: &[Command]) -> Vec<(JobId, String, usize)> {
    let one = |command: &Command| match command {
        Command::Post(Request::Ask { job, model, task: Task::Classify(images) }) => {
            Some((*job, model.clone(), images.len()))
        }
        Command::Post(Request::Ask { job, model, task: Task::Perturbed(study, _, waves) }) => {
            assert_eq!((study.norm, study.clip, study.seed), (HeatMapStudy::NORM, false, 0));
            Some((*job, model.clone(), waves.len()))
        }
        _ => None,
    };
    commands.iter().filter_map(one).collect()
}

/// The engine says that every image is a cat. Answers to the end, and returns how many questions there were.
fn answer_all(state: &mut State, commands: Vec<Command>) -> usize {
    let (mut open, mut count) = (commands, 0);
    loop {
        let commands = with_pictures(state, std::mem::take(&mut open));
        let questions = asked(&commands);
        if questions.is_empty() {
            return count;
        }
        for (job, _, answers) in questions {
            count += 1;
            let answer = Answer::Logits(vec![logits(Class::Cat); answers]);
            open.extend(state.update(event(Event::Answered { job, answer })));
        }
    }
}

#[test]
fn both_networks_are_asked_row_by_row_until_the_maps_are_whole() {
    let mut state = measurable();
    assert!(state.live_progress().ready && state.live_networks().iter().all(|one| one.rates.is_none()));
    let commands = act(&mut state, LiveAction::Start);
    let commands = with_pictures(&mut state, commands);
    let networks: Vec<String> = asked(&commands).into_iter().map(|(_, model, _)| model).collect();
    assert_eq!(networks, ["a", "b"], "a question for each network at once");
    assert_eq!(answer_all(&mut state, commands), 2 * 2 * 18);
    let progress = state.live_progress();
    assert_eq!((progress.phase, progress.done, progress.total), (LivePhase::Idle, 72, 72));
    for network in state.live_networks() {
        let rates = network.rates.unwrap();
        assert_eq!((rates.n, rates.rows, rates.clean), (2, [17, 17], Some(1)), "the dog is called a cat");
        assert!(rates.map().iter().flatten().all(|rate| *rate == Some(0.5)));
    }
    let export = Action::Export(Export { subject: Subject::LiveMaps, format: Format::Csv });
    let commands = state.update(export);
    let [Command::SaveFile(download)] = commands.as_slice() else { panic!("{commands:?}") };
    let Content::Text(table) = &download.content else { panic!("{download:?}") };
    assert_eq!(table.lines().count(), 1 + 2 * 1024);
    assert!(table.contains("a,fourier,16,16,1,2,0.5,"), "{}", &table[..300]);
}

#[test]
fn the_visitors_questions_come_first() {
    let mut state = measurable();
    let commands = act(&mut state, LiveAction::Start);
    let open: Vec<JobId> = asked(&with_pictures(&mut state, commands)).into_iter().map(|(job, ..)| job).collect();
    let commands = state.update(Action::Attack(AttackAction::Run));
    let cancelled: Vec<Command> = open.iter().copied().map(cancel).collect();
    assert!(cancelled.iter().all(|one| commands.contains(one)), "{commands:?}");
    assert!(state.live_progress().waiting);
    let late = Answer::Logits(vec![logits(Class::Cat)]);
    state.update(event(Event::Answered { job: open[0], answer: late }));
    assert_eq!(state.live_progress().done, 0, "a late answer is dropped");
}

#[test]
fn a_stop_keeps_what_is_there_and_another_choice_goes_on_with_it() {
    let mut state = measurable();
    let commands = act(&mut state, LiveAction::Start);
    let commands = with_pictures(&mut state, commands);
    let (job, _, _) = asked(&commands)[0].clone();
    let answer = Answer::Logits(vec![logits(Class::Cat)]);
    state.update(event(Event::Answered { job, answer }));
    assert!(
        act(&mut state, LiveAction::Stop)
            .iter()
            .all(|command| matches!(command, Command::Post(Request::Cancel { .. })))
    );
    assert_eq!((state.update(Action::Tick), state.live_progress().done), (vec![], 1));
    let choice = LiveChoice { pictures: Pictures::All, ..LiveChoice::default() };
    act(&mut state, LiveAction::Choose(choice));
    assert_eq!(state.live_progress().done, 1);
    act(&mut state, LiveAction::Clear);
    assert_eq!((state.live_progress().done, state.live_progress().choice), (0, choice));
}

#[test]
fn a_question_that_fails_ends_it_with_its_reason() {
    let mut state = measurable();
    let commands = act(&mut state, LiveAction::Start);
    let (job, ..) = asked(&with_pictures(&mut state, commands))[0].clone();
    let error = Error::Computation("out of memory".into());
    state.update(event(Event::Failed { job, error }));
    assert!(matches!(state.live_progress().phase, LivePhase::Failed(why) if why.contains("out of memory")));
}
