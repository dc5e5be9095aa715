//! A grid of RGBA pixels, drawn sharp at any size.

use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Rows of RGBA bytes.
    pub rgba: Vec<u8>,
    /// Pixels of a row.
    pub width: u32,
    /// What the pixels show, for screen readers.
    pub label: AttrValue,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

#[component]
pub fn Pixels(props: &Props) -> Html {
    let canvas = use_node_ref();
    use_effect_with((canvas.clone(), props.rgba.clone(), props.width), |(canvas, rgba, width)| {
        if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
            // A canvas without a context, or a wrong length, leaves the picture empty; nothing else depends on it.
            let _ = draw(&canvas, rgba, *width);
        }
    });
    let height = props.rgba.len() as u32 / 4 / props.width.max(1);
    html! {
        <canvas
            ref={canvas} class="pixels" width={props.width.to_string()} height={height.to_string()}
            role="img" aria-label={&props.label} data-testid={props.testid.clone()}
        />
    }
}

fn draw(canvas: &HtmlCanvasElement, rgba: &[u8], width: u32) -> Result<(), JsValue> {
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    let data = ImageData::new_with_u8_clamped_array(Clamped(rgba), width)?;
    context.put_image_data(&data, 0.0, 0.0)
}
