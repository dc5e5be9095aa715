//! What the page remembers between visits, in the browser's local storage: the choice of a device, and how fast each is.
//!
//! gloo's storage panics where the browser forbids storage, as it does in some frames; here nothing is remembered then.

use freqscope_core::device::{DeviceChoice, times::Measurement};
use serde::{Serialize, de::DeserializeOwned};
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

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
