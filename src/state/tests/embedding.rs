//! One figure in a page of somebody else's.

use super::*;
use crate::{
    embed::report::Numbers,
    link::action::LinkAction,
    shell::{figure::Figure, section::Section},
};

fn embedded(hash: &str) -> State {
    let mut state = new().embedded();
    state.update(Action::Link(LinkAction::Open(hash.into())));
    state
}

fn starts(commands: &[Command]) -> bool {
    commands.contains(&Command::StartEngine)
}

#[test]
fn the_engine_starts_when_the_figure_is_seen_and_rests_when_it_is_not() {
    let mut state = embedded("v1/view=occlusion");
    assert_eq!(state.figure(), Some(Figure::Occlusion));
    assert!(!starts(&state.update(Action::Tick)));
    assert!(starts(&state.update(Action::Seen(true))));
    assert!(state.update(Action::Tick).is_empty());
    state.update(Action::Seen(false));
    assert!((0..4).all(|_| state.update(Action::Tick).is_empty()), "who only scrolls past comes back");
    assert_eq!(state.update(Action::Tick), [Command::EndEngine]);
    assert_eq!(state.connection.phase, EnginePhase::Resting);
    assert!((0..100).all(|_| state.update(Action::Tick).is_empty()), "what rests is not missed");
    assert!(starts(&state.update(Action::Seen(true))));
}

#[test]
fn a_figure_without_networks_needs_no_engine() {
    for view in ["spectrum", "survey", "proposition"] {
        let mut state = embedded(&format!("v1/view={view}"));
        assert!(!starts(&state.update(Action::Seen(true))), "{view}");
        let commands = state.update(Action::Link(LinkAction::Open("v1/view=attack".into())));
        assert!(starts(&commands), "another figure does");
    }
}

#[test]
fn the_curves_of_many_images_are_fetched_once_they_are_seen() {
    let mut state = embedded("v1/view=survey");
    let fetches = |commands: Vec<Command>| {
        commands.into_iter().filter(|command| matches!(command, Command::FetchResult(_))).count()
    };
    assert_eq!(fetches(state.update(Action::Tick)), 0);
    assert_eq!(fetches(state.update(Action::Seen(true))), 4);
    assert_eq!(fetches(state.update(Action::Tick)), 0);
}

#[test]
fn a_figures_link_opens_its_section_where_everything_is_shown() {
    let mut state = new();
    let commands = state.update(Action::Link(LinkAction::Open("v1/view=attack".into())));
    assert_eq!((commands, state.figure()), (vec![Command::ShowSection(Section::Attack)], None));
    assert_eq!(state.link().hash(), "v1/at=attack");
    assert_eq!(embedded("v1/view=attack").link().hash(), "v1/view=attack");
}

#[test]
fn numbers_are_told_when_all_of_them_are_there() {
    let mut state = new();
    open(&mut state, 0.1);
    assert_eq!(state.figure_report(), None, "the page itself tells nobody");
    let mut state = state.embedded();
    state.update(Action::Link(LinkAction::Open("v1/view=spectrum".into())));
    let report = state.figure_report().unwrap();
    let Numbers::Energy { energy } = report.numbers else { panic!("{report:?}") };
    let all: f32 = state.picture.as_ref().unwrap().image.pixels().iter().map(|value| value * value).sum();
    assert!((energy.iter().sum::<f32>() / all - 1.0).abs() < 1e-3, "Parseval");
    state.update(Action::Link(LinkAction::Open("v1/view=attack".into())));
    assert_eq!(state.figure_report(), None, "nothing was attacked");
}
