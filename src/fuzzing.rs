//! What the targets of fuzz/ can reach of the page, in a build with `--cfg fuzzing` alone: the rest of the library is nobody's.

use crate::{
    action::Action,
    article::network::Network,
    link::law,
    platform::{stored_result::StoredResult, trial::Trial},
    state::State,
};
use freqscope_core::{attack::method_kind::MethodKind, device::DeviceChoice, spectrum::basis::Basis};

/// Reads what follows the `#` of an address.
///
/// # Panics
/// Where it is no state and no notice, or the state does not come back from its own hash.
pub fn link(hash: &str) {
    law::assert_holds(hash);
}

/// Takes in a file as each of the stored results that the page fetches, and makes all that is drawn of them.
pub fn stored(file: &[u8]) {
    let mut state = State::new(String::new(), DeviceChoice::Auto, Trial::new(String::new(), String::new(), None));
    let model = || Network::Natural.id().to_owned();
    let results = [
        StoredResult::Claims,
        StoredResult::Profile(model()),
        StoredResult::Samples(model()),
        StoredResult::Attack(model(), MethodKind::Fgsm),
        StoredResult::Inversion(model()),
        StoredResult::HeatMap(model(), Basis::Fourier),
        StoredResult::Filter(model()),
    ];
    for result in results {
        state.update(Action::ResultFetched(result, Ok(file.to_vec())));
    }
    drop((state.story(), state.screen_networks(), state.curves(), state.curve_notes()));
}
