//! The rest of this program, which is not needed until the first chart is there: see `xtask/src/split` and www/rest.js.

use std::{future::Future, pin::Pin};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Whether this visit needs the rest before anything is drawn.
    #[wasm_bindgen(js_namespace = rest, js_name = isWanted)]
    pub fn is_wanted() -> bool;

    #[wasm_bindgen(js_namespace = rest, catch)]
    async fn join(first: &JsValue) -> Result<JsValue, JsValue>;
}

#[cfg(target_arch = "wasm32")]
mod at_once {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = rest, js_name = joinAtOnce)]
        fn join_at_once(first: &JsValue);
    }

    /// Called by what stands in place of a function of the rest, while that is not there.
    #[wasm_bindgen]
    pub fn load_rest() {
        join_at_once(&wasm_bindgen::exports());
    }
}

/// Fetches the rest.
///
/// # Errors
/// A sentence that says why it cannot be had.
pub async fn fetched() -> Result<(), String> {
    join(&wasm_bindgen::exports()).await.map(drop).map_err(|reason| super::worker::describe(&reason))
}

/// Does something of which the code is in the rest, with all that nothing else needs. While the rest is not there, it is fetched and
/// waited for: nothing that the first chart needs may be done so.
#[inline(never)]
pub fn late<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// The same of what is awaited.
pub async fn late_future<F: Future + 'static>(work: impl FnOnce() -> F) -> F::Output {
    late(|| -> Pin<Box<dyn Future<Output = F::Output>>> { Box::pin(work()) }).await
}
