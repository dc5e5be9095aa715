//! What stays between visits: the choice of a device and how fast each is, in the browser's local storage, and the release
//! itself, which www/stay.js keeps.
//!
//! gloo's storage panics where the browser forbids storage, as it does in some frames; here nothing is remembered then.

use freqscope_core::device::{DeviceChoice, times::Measurement};
use js_sys::{Function, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

const DEVICE: &str = "freqscope.device";
const TIMES: &str = "freqscope.times";

pub fn device() -> DeviceChoice {
    get(DEVICE).unwrap_or_default()
}

pub fn remember_device(device: DeviceChoice) {
    set(DEVICE, &device);
}

/// None where nothing was measured, or by another program.
pub fn times() -> Option<Measurement> {
    get(TIMES)
}

pub fn remember_times(times: &Measurement) {
    set(TIMES, times);
}

fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    let stored = storage()?.get_item(key).ok().flatten()?;
    serde_json::from_str(&stored).ok()
}

/// A full or forbidden storage only means that the next visit begins anew.
fn set(key: &str, value: &impl Serialize) {
    if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(value)) {
        let _ = storage.set_item(key, &json);
    }
}

/// Removes the release that the browser keeps; nothing happens where it keeps none. See www/stay.js.
pub fn forget_release() {
    let forget = Reflect::get(&js_sys::global(), &"forgetRelease".into()).and_then(JsCast::dyn_into::<Function>);
    if let Ok(forget) = forget {
        let _ = forget.call0(&JsValue::UNDEFINED);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
