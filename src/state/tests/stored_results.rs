//! Stored results that are fetched on request.

use super::*;
use crate::{
    article::{network::Network, records::tests::served, story::attack_files},
    platform::stored_result::StoredResult,
};

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

#[test]
fn the_article_tells_what_has_arrived_and_what_has_not() {
    let mut state = new();
    for stored in attack_files() {
        assert_eq!(state.update(Action::ShowStored(stored.clone())), [Command::FetchResult(stored)]);
    }
    let [first, second, ..] = &attack_files()[..] else { panic!("there are four") };
    state.update(Action::ResultFetched(first.clone(), Ok(served(first))));
    state.update(Action::ResultFetched(second.clone(), Ok(b"{}".to_vec())));
    let names: Vec<&str> = state.story().attacks().iter().map(Fetched::name).collect();
    assert_eq!(names, ["here", "missing", "arriving", "arriving"]);
    let natural = StoredResult::Inversion(Network::Natural.id().into());
    state.update(Action::ShowStored(natural.clone()));
    state.update(Action::ResultFetched(natural.clone(), Ok(served(&natural))));
    assert_eq!(state.story().counterparts()[0].get().unwrap().images, 200);
    assert!(state.notices.shown().is_empty(), "told in its own section");
}
