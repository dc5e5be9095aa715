//! How high the page's content is, whenever that changes.

use gloo::utils::{body, window};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use yew::Callback;

/// Dropping it ends the watch.
pub struct Watch {
    observer: JsValue,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = call(&self.observer, "disconnect", &JsValue::UNDEFINED);
    }
}

/// Reports the height in CSS pixels: at once, and when it changes. None where the browser cannot tell.
pub fn watch(on: Callback<f64>) -> Option<Watch> {
    let callback = Closure::<dyn FnMut()>::new(move || on.emit(body().get_bounding_client_rect().height().ceil()));
    let constructor: Function = Reflect::get(&window(), &"ResizeObserver".into()).ok()?.dyn_into().ok()?;
    let observer = Reflect::construct(&constructor, &Array::of1(callback.as_ref())).ok()?;
    call(&observer, "observe", &body()).ok()?;
    Some(Watch { observer, _callback: callback })
}

fn call(observer: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(observer, &method.into())?.dyn_into::<Function>()?.call1(observer, argument)
}
