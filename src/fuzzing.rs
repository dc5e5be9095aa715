//! What the targets of fuzz/ can reach of the page, in tests and in a build with `--cfg fuzzing` alone: the rest of the library is nobody's.

use crate::{
    action::Action,
    article::{network::Network, story},
    charts::small_scale::Unit,
    export::Subject,
    link::law,
    platform::{stored_result::StoredResult, trial::Trial, worker::WorkerMessage},
    state::State,
    widgets::export_row::Format,
};
use freqscope_core::{device::DeviceChoice, model::ModelCard, protocol::Event, spectrum::basis::Basis};

/// As a drawing and as numbers.
const FORMATS: [Format; 2] = [Format::Svg, Format::Csv];

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

/// Takes in a file as each of the stored results that the page fetches, and makes all that is told, drawn and exported of them: so many
/// files.
///
/// `cards`: the networks that ship.
pub fn stored(cards: &[ModelCard], file: &[u8]) -> usize {
    let mut state = State::new(String::new(), DeviceChoice::Auto, Trial::new(String::new(), String::new(), None));
    state.update(Action::WorkerMessage(WorkerMessage::Event(Event::Models(cards.to_vec()))));
    for result in results() {
        let file = renamed(file, &result);
        state.update(Action::ResultFetched(result, Ok(file)));
    }
    drop((state.story(), state.screen_networks(), state.curves(), state.curve_notes()));
    let exports = SUBJECTS.into_iter().flat_map(|subject| FORMATS.map(|format| subject.in_format(format)));
    exports.filter(|export| !state.update(Action::Export(*export)).is_empty()).count()
}

/// As if the file were of the network of which the result is, not of the natural one: the article wants one of each network.
fn renamed(file: &[u8], result: &StoredResult) -> Vec<u8> {
    let natural = Network::Natural.id();
    match result {
        StoredResult::Profile(model) | StoredResult::Inversion(model) | StoredResult::Filter(model)
            if model != natural =>
        {
            String::from_utf8_lossy(file).replace(natural, model).into_bytes()
        }
        _ => file.to_vec(),
    }
}

fn results() -> Vec<StoredResult> {
    let model = || Network::Natural.id().to_owned();
    let others =
        [StoredResult::Samples(model()), StoredResult::HeatMap(model(), Basis::Fourier), StoredResult::Agreement];
    story::files().into_iter().chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::model::{ModelSource, Training};
    use std::{fs, path::Path};

    fn card(network: Network) -> ModelCard {
        let source = ModelSource::Shipped { training: Training::Natural, accuracy: None, robustness: Vec::new() };
        let (id, name, architecture) = (network.id().into(), network.name().into(), "resnet18".into());
        ModelCard { id, name, architecture, bytes: 1, sha256: String::new(), source }
    }

    #[test]
    fn files_are_made_of_every_kind_of_result_that_is_served() {
        let cards = Network::ALL.map(card);
        let none = stored(&cards, b"{}");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/results");
        for name in [
            "agreement",
            "claims",
            "of-resnet18-natural",
            "rct-resnet18-natural-fgsm",
            "invert-resnet18-natural",
            "filter-resnet18-natural",
            "heatmap-resnet18-natural",
        ] {
            let file = fs::read(folder.join(name).with_extension("json")).unwrap();
            assert!(stored(&cards, &file) > none, "{name}");
        }
    }
}
