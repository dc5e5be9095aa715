//! Noise along waves and filters of the networks on show.

use super::*;
use crate::{
    export::{Export, Subject},
    platform::{download::Content, stored_result::StoredResult},
    probes::{
        BASES,
        tests::{map, served},
    },
    widgets::export_row::Format,
};

const NATURAL: &str = "resnet18-natural";

/// The three files of a network.
fn files(model: &str) -> [StoredResult; 3] {
    let [fourier, dct] = BASES.map(|basis| StoredResult::HeatMap(model.into(), basis));
    [fourier, dct, StoredResult::Filter(model.into())]
}

/// They arrive: those of the natural network, as if they were of this one.
fn fetched(state: &mut State, model: &str) {
    let named = |model: &str| format!("\"id\":\"{model}\"");
    for file in files(model) {
        let natural = match &file {
            StoredResult::HeatMap(_, basis) => map(NATURAL, *basis),
            _ => served(&StoredResult::Filter(NATURAL.into())),
        };
        let json = String::from_utf8(natural).unwrap().replace(&named(NATURAL), &named(model));
        state.update(Action::ResultFetched(file, Ok(json.into_bytes())));
    }
}

fn exported(state: &mut State, subject: Subject, format: Format) -> Option<String> {
    let commands = state.update(Action::Export(Export { subject, format }));
    let [Command::SaveFile(download)] = commands.as_slice() else { return None };
    let Content::Text(text) = &download.content else { panic!("{download:?}") };
    Some(text.clone())
}

#[test]
fn stored_results_are_fetched_once_and_only_with_their_instrument() {
    let mut state = compared();
    assert_eq!(state.update(Action::OpenInstrument(Instrument::Survey)), []);
    let wanted = ["a", "b"].into_iter().flat_map(files).chain([StoredResult::Agreement]);
    let wanted: Vec<Command> = wanted.map(Command::FetchResult).collect();
    assert_eq!(state.update(Action::OpenInstrument(Instrument::Probes)), wanted);
    assert_eq!(state.update(Action::Tick), [], "they are on their way");
    fetched(&mut state, "a");
    state.update(Action::ResultFetched(StoredResult::Filter("b".into()), Err(Error::EmptyFile)));
    assert_eq!(state.update(Action::Tick), [], "what failed waits for the visitor");
    let [first, second] = state.probed().try_into().unwrap();
    assert!(first.stored.maps.iter().all(|map| map.get().is_some()) && first.stored.failed("a").is_none());
    assert_eq!(second.stored.failed("b").unwrap().0, [StoredResult::Filter("b".into())]);
    let again = state.update(Action::ShowStored(StoredResult::Filter("b".into())));
    assert_eq!(again, [Command::FetchResult(StoredResult::Filter("b".into()))]);
}

#[test]
fn maps_and_curves_of_all_networks_on_show_are_saved() {
    let mut state = compared();
    assert_eq!(exported(&mut state, Subject::NoiseMaps, Format::Csv), None, "nothing is there yet");
    assert_eq!(exported(&mut state, Subject::Filters, Format::Svg), None);
    state.update(Action::OpenInstrument(Instrument::Probes));
    ["a", "b"].into_iter().for_each(|model| fetched(&mut state, model));
    let table = exported(&mut state, Subject::NoiseMaps, Format::Csv).unwrap();
    assert_eq!(table.lines().count(), 1 + 2 * 2 * 1024);
    assert!(table.lines().filter(|line| line.starts_with("b,dct,")).all(|line| line.contains(",hash of b,")));
    let table = exported(&mut state, Subject::Filters, Format::Csv).unwrap();
    assert_eq!(table.lines().count(), 1 + 2 * 2 * Band::COUNT);
    let drawing = exported(&mut state, Subject::NoiseMaps, Format::Svg).unwrap();
    assert!(drawing.contains(">a, n = ") && drawing.contains(">b, n = ") && drawing.contains(">DCT basis<"));
    let drawing = exported(&mut state, Subject::Filters, Format::Svg).unwrap();
    assert_eq!(drawing.matches("<polyline").count(), 4, "two networks behind two kinds of filters");
}
