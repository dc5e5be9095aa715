//! Files for the visitor.

use super::*;
use crate::occlusion::export::Export;

#[test]
fn there_is_no_file_before_there_are_scores() {
    let (mut state, commands) = ready();
    assert_eq!(state.update(Action::Export(Export::Figure)), []);
    assert_eq!(state.update(Action::Export(Export::Scores)), []);
    finish(&mut state, &commands);
    let commands = state.update(Action::Export(Export::Figure));
    let [Command::SaveFile(figure)] = &commands[..] else { panic!("{commands:?}") };
    assert_eq!((figure.name.as_str(), figure.media), ("freqscope-fig4-a-cat-1-cat.svg", "image/svg+xml"));
    assert!(figure.text.contains("data-model=\"a\""));
}

#[test]
fn the_table_has_every_model_on_show() {
    let mut state = compared();
    let commands = state.update(Action::Export(Export::Scores));
    let [Command::SaveFile(table)] = &commands[..] else { panic!("{commands:?}") };
    assert_eq!(table.name, "freqscope-scores-a-b-cat-1.csv");
    assert_eq!(table.text.lines().filter(|line| line.starts_with("b,cat,")).count(), Band::COUNT);
}
