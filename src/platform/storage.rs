//! What stays between visits: the choice of a device, how fast each is and the answers to lessons, in the browser's local
//! storage, and the release itself, which www/stay.js keeps.
//!
//! gloo's storage panics where the browser forbids storage, as it does in some frames; here nothing is remembered then.

use crate::words::words;
use freqscope_core::device::{DeviceChoice, times::Measurement};
use js_sys::{Function, Promise, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Storage;

const DEVICE: &str = "freqscope.device";
const TIMES: &str = "freqscope.times";
const ANSWERS: &str = "freqscope.answers";

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

/// The answers to lessons; those of nobody where nothing is remembered.
pub fn answers<T: DeserializeOwned + Default>() -> T {
    get(ANSWERS).unwrap_or_default()
}

pub fn remember_answers(answers: &impl Serialize) {
    set(ANSWERS, answers);
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

/// Keeps a file for a visit without a network, under its URL; `sha256` is that of its content.
///
/// # Errors
/// Why it is not kept, in a clause.
pub async fn keep(url: &str, sha256: &str) -> Result<(), String> {
    let refused = || words().notices.no_files_kept().to_owned();
    let promise = keeper().ok_or_else(refused)?.call2(&JsValue::UNDEFINED, &url.into(), &sha256.into());
    let answer =
        JsFuture::from(promise.map_err(|_| refused())?.unchecked_into::<Promise>()).await.map_err(|_| refused())?;
    answer.as_string().map_or(Ok(()), Err)
}

/// Whether files can be kept: not over plain http, nor in the release that is one file.
pub fn keeps() -> bool {
    keeper().is_some()
}

/// See www/stay.js.
fn keeper() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"keepWeights".into()).and_then(JsCast::dyn_into).ok()
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
