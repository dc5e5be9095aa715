//! The visitor's own pictures and networks.

use super::*;
use crate::{link::LinkedPicture, networks::own_model::OwnModelAction, platform::file_input::FileInput};

fn texts(state: &State) -> Vec<&str> {
    state.notices.shown().iter().map(|notice| notice.text.as_str()).collect()
}

#[test]
fn what_is_no_file_is_refused_in_words_and_the_picture_stays() {
    let (mut state, _) = ready();
    let before = state.picture.clone();
    state.update(Action::TakeInput(FileInput::Refused("“a” is text".into())));
    assert_eq!((texts(&state), state.picture.clone()), (vec!["“a” is text."], before));
}

#[test]
fn a_drawing_is_a_picture_and_goes_into_the_link() {
    let (mut state, _) = ready();
    let drawn = image(0.2).rounded();
    let commands = state.update(Action::Draw(drawn.clone()));
    assert!(jobs(&commands).1.is_some(), "it is asked about");
    assert_eq!(state.picture.as_ref().map(|picture| picture.origin.clone()), Some(Origin::Drawn));
    assert_eq!(state.link().picture, LinkedPicture::Pixels(drawn));
    assert!(state.uncut().is_none());
}

#[test]
fn an_array_beyond_the_range_of_pixels_is_shown_and_told_of() {
    let (mut state, _) = ready();
    state.tell_range("good.npy", &image(0.2));
    assert_eq!(texts(&state), [""; 0]);
    state.tell_range("x.npy", &Image::from_fn(|_, _, x| x as f32 / 16.0 - 1.0));
    let told = texts(&state)[0];
    assert!(told.contains("“x.npy”: values leave [0, 1]") && told.contains("is it normalised?"), "{told}");
}

/// A page with a network of the visitor's that was opened just now.
fn with_own() -> State {
    let (mut state, _) = ready();
    state.update(Action::ModelRead("own".into(), Ok(file())));
    state.update(event(Event::Models(vec![card("a"), card("b"), own("own")])));
    state.update(loaded("visitor:own"));
    state
}

#[test]
fn a_browser_that_keeps_nothing_is_told_of() {
    let mut state = with_own();
    let keep = || Action::OwnModel(OwnModelAction::Keep("visitor:own".into()));
    assert_eq!(state.update(keep()), [Command::Post(Request::Keep { model: "visitor:own".into() })]);
    state.update(event(Event::Stored(vec!["visitor:own".into()])));
    assert!(state.own_models()[0].kept);
    assert_eq!(texts(&state), [""; 0]);
    state.update(keep());
    state.update(event(Event::Stored(Vec::new())));
    assert!(texts(&state)[0].contains("keeps nothing"), "{:?}", texts(&state));
}

#[test]
fn a_name_is_neither_empty_nor_endless() {
    let mut state = with_own();
    let mut rename =
        |name: &str| state.update(Action::OwnModel(OwnModelAction::Rename("visitor:own".into(), name.into())));
    assert_eq!(rename("  "), []);
    let renamed = Command::Post(Request::Rename { model: "visitor:own".into(), name: "ä".repeat(60) });
    assert_eq!(rename(&format!(" {}", "ä".repeat(99))), [renamed]);
}

#[test]
fn a_kept_network_is_loaded_like_one_that_ships() {
    let mut state = quiet();
    open(&mut state, 0.1);
    state.update(event(Event::Alive));
    state.update(event(Event::Models(vec![card("a"), own("kept")])));
    state.update(loaded("a"));
    assert!(state.update(show(Side::A, "visitor:kept")).contains(&load("visitor:kept")));
    state.update(Action::ModelRead("other".into(), Ok(file())));
    state.update(loaded("visitor:kept"));
    assert_eq!(state.models.opening(), Some("other"), "the file beside it is still being read");
    assert_eq!(shown(&state)[0], "visitor:kept");
}
