//! A picture from the camera: www/camera.js, which is loaded when it is wanted.

use crate::words::words;
use gloo::{events::EventListener, file::File, utils::document};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;
use yew::prelude::*;

/// Relative to the page.
const SCRIPT: &str = "camera.js";

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub on_file: Callback<File>,
}

#[component]
pub fn Camera(props: &Props) -> Html {
    let place = use_node_ref();
    let onclick = {
        let (place, on_file) = (place.clone(), props.on_file.clone());
        move |_: MouseEvent| {
            let (place, on_file) = (place.clone(), on_file.clone());
            spawn_local(async move {
                let Some(place) = place.cast::<Element>() else { return };
                if open(&place, on_file).await.is_err() {
                    place.set_text_content(Some(words().picture.camera_missing()));
                }
            });
        }
    };
    html! {
        <div class="own">
            <button type="button" class="button" data-testid="camera" {onclick}>{ words().picture.use_camera() }</button>
            <div ref={place} class="camera" role="status"></div>
        </div>
    }
}

async fn open(place: &Element, on_file: Callback<File>) -> Result<(), JsValue> {
    let camera = || Reflect::get(&js_sys::global(), &"camera".into());
    if camera()?.is_undefined() {
        load().await?;
    }
    let give = Closure::once_into_js(move |file: web_sys::File| on_file.emit(file.into()));
    camera()?.dyn_into::<Function>()?.call2(&JsValue::NULL, place, &give)?;
    Ok(())
}

async fn load() -> Result<(), JsValue> {
    let script = document().create_element("script")?;
    script.set_attribute("src", SCRIPT)?;
    let [loaded, failed] = ["load", "error"].map(|name| {
        Promise::new(&mut |resolve, _| {
            let call = move |_: &Event| drop(resolve.call1(&JsValue::NULL, &JsValue::from(name == "load")));
            EventListener::once(&script, name, call).forget();
        })
    });
    document().head().ok_or(JsValue::NULL)?.append_child(&script)?;
    let loaded = JsFuture::from(Promise::race(&js_sys::Array::of2(&loaded, &failed))).await?;
    if loaded.is_truthy() { Ok(()) } else { Err(JsValue::NULL) }
}
