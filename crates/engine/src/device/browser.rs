//! What has to be asked of the browser before burn may be: cubecl panics where an adapter lacks a feature.

use super::{is_software, patience::at_most};
use freqscope_core::device::{DeviceChoice, reason::NoGpu};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Scope;
    #[wasm_bindgen(method, getter, js_name = isSecureContext)]
    fn is_secure_context(this: &Scope) -> bool;
    #[wasm_bindgen(method, getter)]
    fn navigator(this: &Scope) -> Navigator;

    type Navigator;
    #[wasm_bindgen(method, getter)]
    fn gpu(this: &Navigator) -> Option<Gpu>;

    type Gpu;
    #[wasm_bindgen(method, catch, js_name = requestAdapter)]
    async fn request_adapter(this: &Gpu) -> Result<JsValue, JsValue>;

    type Adapter;
    #[wasm_bindgen(method, getter)]
    fn features(this: &Adapter) -> js_sys::Set;
    #[wasm_bindgen(method, getter)]
    fn info(this: &Adapter) -> Option<Info>;

    type Info;
    #[wasm_bindgen(method, getter)]
    fn vendor(this: &Info) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn architecture(this: &Info) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = isFallbackAdapter)]
    fn is_fallback(this: &Info) -> Option<bool>;
}

/// The one feature without which cubecl panics in a browser.
const NEEDED: &str = "timestamp-query";
/// Seconds in which the browser has to name an adapter: its process for GPUs may have to start first.
const SECONDS: u32 = 4;

/// The name of the adapter that burn may open.
pub async fn adapter(choice: DeviceChoice) -> Result<String, NoGpu> {
    let scope: Scope = js_sys::global().unchecked_into();
    if !scope.is_secure_context() {
        return Err(NoGpu::Insecure);
    }
    let gpu = scope.navigator().gpu().ok_or(NoGpu::NoWebGpu)?;
    let answer = at_most(SECONDS, gpu.request_adapter()).await;
    let answer = answer.ok_or(NoGpu::Unanswered)?;
    let adapter = answer.map_err(|_| NoGpu::LookFailed)?;
    if adapter.is_null() || adapter.is_undefined() {
        return Err(NoGpu::NoAdapter);
    }
    let adapter: Adapter = adapter.unchecked_into();
    if !adapter.features().has(&NEEDED.into()) {
        return Err(NoGpu::Lacks(NEEDED.into()));
    }
    let info = adapter.info();
    match choice == DeviceChoice::Auto && info.as_ref().is_some_and(emulated) {
        true => Err(NoGpu::Software),
        false => Ok(info.as_ref().map(name).unwrap_or_default()),
    }
}

fn emulated(info: &Info) -> bool {
    info.is_fallback() == Some(true) || is_software(&name(info))
}

/// `apple m2`, as far as the browser tells.
fn name(info: &Info) -> String {
    let words = [info.vendor(), info.architecture()].map(Option::unwrap_or_default);
    words.join(" ").trim().to_owned()
}
