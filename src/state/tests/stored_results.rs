//! Stored results that are fetched on request.

use super::*;
use crate::platform::stored_result::StoredResult;

#[test]
fn claims_are_fetched_once_and_again_after_a_failure() {
    let mut state = new();
    let fetch = [Command::FetchResult(StoredResult::Claims)];
    assert_eq!(state.update(Action::ShowStored(StoredResult::Claims)), fetch);
    assert_eq!(state.update(Action::ShowStored(StoredResult::Claims)), []);
    state.update(Action::ResultFetched(StoredResult::Claims, Ok(b"<!doctype html>".to_vec())));
    assert_eq!(state.claims.name(), "missing");
    assert_eq!(state.update(Action::ShowStored(StoredResult::Claims)), fetch);
    let file = br#"{"format": "freqscope-claims/2", "claims": [], "figure1_readings": []}"#;
    state.update(Action::ResultFetched(StoredResult::Claims, Ok(file.to_vec())));
    assert!(state.claims.get().is_some_and(|claims| claims.claims.is_empty()));
    assert_eq!(state.update(Action::ShowStored(StoredResult::Claims)), []);
    assert!(state.notices.shown().is_empty(), "told in its own section");
}
