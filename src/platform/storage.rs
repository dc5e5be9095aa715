//! What the page remembers between visits, in the browser's local storage: the choice of a device.
//!
//! gloo's storage panics where the browser forbids storage, as it does in some frames; here nothing is remembered then.

use freqscope_core::device::DeviceChoice;
use web_sys::Storage;

const DEVICE: &str = "freqscope.device";

pub fn device() -> DeviceChoice {
    let stored = storage().and_then(|storage| storage.get_item(DEVICE).ok().flatten());
    stored.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}

pub fn remember_device(device: DeviceChoice) {
    if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(&device)) {
        // A full or forbidden storage only means that the next visit begins with the automatic choice.
        let _ = storage.set_item(DEVICE, &json);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
