//! What the targets of fuzz/ can reach of the page, in a build with `--cfg fuzzing` alone: the rest of the library is nobody's.

use crate::{
    action::Action,
    article::network::Network,
    charts::small_scale::Unit,
    export::Subject,
    link::law,
    platform::{stored_result::StoredResult, trial::Trial, worker::WorkerMessage},
    state::State,
    widgets::export_row::Format,
};
use freqscope_core::{
    attack::method_kind::MethodKind, device::DeviceChoice, model::ModelCard, protocol::Event, spectrum::basis::Basis,
};

/// What is exported of stored results alone.
const SUBJECTS: [Subject; 13] = [
    Subject::AttackShares(Unit::Share),
    Subject::AttackShares(Unit::Ratio),
    Subject::MeanScores(Unit::Share),
    Subject::MeanScores(Unit::Logits),
    Subject::Accuracies,
    Subject::Differences(Unit::Ratio),
    Subject::Claims,
    Subject::Survey,
    Subject::NoiseMaps,
    Subject::Filters,
    Subject::Agreement,
    Subject::Corruptions,
    Subject::ArticleFilters,
];

/// Reads what follows the `#` of an address.
///
/// # Panics
/// Where it is no state and no notice, or the state does not come back from its own hash.
pub fn link(hash: &str) {
    law::assert_holds(hash);
}

/// Takes in a file as each of the stored results that the page fetches, and makes all that is told, drawn and exported of them.
///
/// `cards`: the networks that ship.
pub fn stored(cards: &[ModelCard], file: &[u8]) {
    let mut state = State::new(String::new(), DeviceChoice::Auto, Trial::new(String::new(), String::new(), None));
    state.update(Action::WorkerMessage(WorkerMessage::Event(Event::Models(cards.to_vec()))));
    for result in results() {
        state.update(Action::ResultFetched(result, Ok(file.to_vec())));
    }
    drop((state.story(), state.screen_networks(), state.curves(), state.curve_notes()));
    for subject in SUBJECTS {
        [Format::Svg, Format::Csv].map(|format| state.update(Action::Export(subject.in_format(format))));
    }
}

fn results() -> [StoredResult; 8] {
    let model = || Network::Natural.id().to_owned();
    [
        StoredResult::Claims,
        StoredResult::Profile(model()),
        StoredResult::Samples(model()),
        StoredResult::Attack(model(), MethodKind::Fgsm),
        StoredResult::Inversion(model()),
        StoredResult::HeatMap(model(), Basis::Fourier),
        StoredResult::Filter(model()),
        StoredResult::Agreement,
    ]
}
