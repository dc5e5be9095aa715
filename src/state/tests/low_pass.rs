//! The first screen: what it asks for, and when.

use super::*;
use crate::{
    lowpass::{network::Scores, view::LowPassAction},
    networks::second,
    platform::stored_result::StoredResult,
};

/// A page of one or two networks, with the line where it is at first.
fn opened(models: &[&str]) -> (State, Vec<Command>) {
    opened_in(new(), models)
}

fn opened_in(mut state: State, models: &[&str]) -> (State, Vec<Command>) {
    open(&mut state, 0.1);
    state.update(event(Event::Alive));
    state.update(event(Event::Models(models.iter().map(|id| card(id)).collect())));
    let commands = state.update(loaded("a"));
    (state, commands)
}

/// The jobs that classify, with how many images.
fn classified(commands: &[Command]) -> Vec<(JobId, usize)> {
    let classify = |command: &Command| match command {
        Command::Post(Request::Ask { job, task: Task::Classify(images), .. }) => Some((*job, images.len())),
        _ => None,
    };
    commands.iter().filter_map(classify).collect()
}

fn answer(state: &mut State, (job, images): (JobId, usize), class: Class) -> Vec<Command> {
    state.update(event(Event::Answered { job, answer: Answer::Logits(vec![logits(class); images]) }))
}

fn cut(state: &mut State, k: usize) -> Vec<Command> {
    state.update(Action::LowPass(LowPassAction::Cut(Cutoff::nearest(k))))
}

/// Answers all that is asked about after the first questions; for how many images.
fn sweep(state: &mut State, commands: &[Command]) -> usize {
    let mut next = classified(&finish(state, commands));
    let mut images = 0;
    while let [job] = next[..] {
        images += job.1;
        next = classified(&answer(state, job, Class::Frog));
    }
    images
}

fn said(state: &State) -> Option<Class> {
    state.screen_networks()[0].answer(state.settings.view.cutoff).map(|logits| logits.class())
}

#[test]
fn the_line_is_asked_about_at_once_and_all_its_places_when_nothing_else_is_to_do() {
    let (mut state, commands) = opened(&["a"]);
    let asked = classified(&commands);
    assert_eq!(asked.iter().map(|(_, images)| *images).collect::<Vec<_>>(), [1, 1], "the whole picture and the line");
    assert_eq!(answer(&mut state, asked[1], Class::Dog), [], "the chart comes first");
    assert_eq!(said(&state), Some(Class::Dog));
    assert_eq!(sweep(&mut state, &commands), 61);
    assert!(
        state.claims.is_asked() && state.story().attacks().iter().all(Fetched::is_asked),
        "the article's results come ahead"
    );
    assert!(state.screen_networks()[0].answers.iter().all(Option::is_some));
    assert_eq!(cut(&mut state, 40), [], "it is known by now");
}

#[test]
fn a_figure_in_a_page_of_somebody_elses_fetches_no_article() {
    let mut state = new().embedded();
    state.update(Action::Seen(true));
    let (mut state, commands) = opened_in(state, &["a"]);
    answer(&mut state, classified(&commands)[1], Class::Dog);
    assert_eq!(sweep(&mut state, &commands), 61);
    assert!(!state.claims.is_asked() && !state.story().attacks().iter().any(Fetched::is_asked));
}

#[test]
fn a_stopped_sweep_asks_about_the_line_only() {
    let (mut state, commands) = opened(&["a"]);
    state.update(Action::LowPass(LowPassAction::SetSweep(Sweep::Stopped)));
    answer(&mut state, classified(&commands)[1], Class::Dog);
    assert_eq!(classified(&finish(&mut state, &commands)), []);
    assert!(!state.claims.is_asked(), "nothing is fetched before it is near");
    let asked = classified(&cut(&mut state, 40));
    assert_eq!((asked.len(), asked[0].1, said(&state)), (1, 1, None));
    answer(&mut state, asked[0], Class::Ship);
    assert_eq!(said(&state), Some(Class::Ship));
    assert_eq!(classified(&state.update(Action::LowPass(LowPassAction::SetSweep(Sweep::Going))))[0].1, 8);
}

#[test]
fn another_baseline_and_another_picture_are_asked_about_anew() {
    let (mut state, commands) = opened(&["a"]);
    answer(&mut state, classified(&commands)[1], Class::Dog);
    let baseline = Baseline { fill: Fill::Mean, ..Baseline::default() };
    assert_eq!(classified(&state.update(Action::SetBaseline(baseline))).len(), 1);
    assert_eq!(said(&state), None);
    assert!(!classified(&open(&mut state, 0.5)).is_empty());
}

#[test]
fn the_second_network_is_drawn_from_what_is_stored_until_it_answers() {
    let (mut state, commands) = opened(&["a", second::DEFAULT]);
    let stored = format!(
        r#"{{"format":"freqscope-sample-scores/1","samples":{{"cat-1":{{"class":"cat","logits":{:?},"scores":{:?}}}}}}}"#,
        [1.0; 10],
        [0.5; Band::COUNT]
    );
    let file = Ok(stored.into_bytes());
    state.update(Action::ResultFetched(StoredResult::Samples(second::DEFAULT.into()), file));
    assert_eq!(state.screen_networks()[1].scores, Scores::Awaited, "the class is not known");
    finish(&mut state, &commands);
    let network = &state.screen_networks()[1];
    assert!(matches!(network.scores, Scores::Stored(_)) && network.whole() == Some(Logits([1.0; 10])));
    state.update(Action::ChooseClass(Some(Class::Dog)));
    assert_eq!(state.screen_networks()[1].scores, Scores::Awaited, "another class is not stored");
    state.update(Action::ChooseClass(None));
    let commands = state.update(loaded(second::DEFAULT));
    finish(&mut state, &commands);
    assert!(matches!(state.screen_networks()[1].scores, Scores::Computed(_)));
}
