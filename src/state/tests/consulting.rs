//! Results that come with the page.

use super::*;
use crate::platform::stored::Stored;

#[test]
fn claims_are_fetched_once_and_again_after_a_failure() {
    let mut state = new();
    let fetch = [Command::Fetch(Stored::Claims)];
    assert_eq!(state.update(Action::Consult(Stored::Claims)), fetch);
    assert_eq!(state.update(Action::Consult(Stored::Claims)), []);
    state.update(Action::Fetched(Stored::Claims, Ok(b"<!doctype html>".to_vec())));
    assert_eq!(state.claims.name(), "missing");
    assert_eq!(state.update(Action::Consult(Stored::Claims)), fetch);
    let file = br#"{"format": "freqscope-claims/2", "claims": [], "figure1_readings": []}"#;
    state.update(Action::Fetched(Stored::Claims, Ok(file.to_vec())));
    assert!(state.claims.get().is_some_and(|claims| claims.claims.is_empty()));
    assert_eq!(state.update(Action::Consult(Stored::Claims)), []);
    assert!(state.notices.shown().is_empty(), "told in its own section");
}
