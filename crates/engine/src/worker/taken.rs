//! Bytes of the browser's that are taken into the program's memory.

use js_sys::{Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// A copy of bytes that nobody else reads any more: the browser gives up its own at once, and not when it next looks for garbage.
pub fn taken(bytes: &Uint8Array) -> Vec<u8> {
    let copy = bytes.to_vec();
    let buffer: JsValue = bytes.buffer().into();
    // Browsers that lack this keep them a while longer.
    if let Some(transfer) = Reflect::get(&buffer, &"transfer".into()).ok().and_then(|of| of.dyn_into::<Function>().ok())
    {
        let _ = transfer.call1(&buffer, &0.into());
    }
    copy
}
