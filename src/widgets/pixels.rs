//! A grid of RGBA pixels, drawn sharp at any size.

use gloo::utils::document;
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

/// The canvas is drawn on while the page is, so that it never shows other pixels than its label and what stands around it: yew
/// puts effects off as long as something else changes.
#[component]
pub fn Pixels(props: &Props) -> Html {
    let canvas =
        use_memo((), |()| document().create_element("canvas").map(JsCast::unchecked_into::<HtmlCanvasElement>));
    let Ok(canvas) = canvas.as_ref() else { return Html::default() };
    // A canvas without a context, or a wrong length, leaves the picture empty; nothing else depends on it.
    let _ = describe(canvas, props).and_then(|()| draw(canvas, &props.rgba, props.width));
    Html::VRef(canvas.clone().into())
}

fn describe(canvas: &HtmlCanvasElement, props: &Props) -> Result<(), JsValue> {
    let attributes = [("class", "pixels"), ("role", "img"), ("aria-label", props.label.as_str())];
    let testid = props.testid.iter().map(|testid| ("data-testid", testid.as_str()));
    attributes.into_iter().chain(testid).try_for_each(|(name, value)| canvas.set_attribute(name, value))
}

fn draw(canvas: &HtmlCanvasElement, rgba: &[u8], width: u32) -> Result<(), JsValue> {
    let height = rgba.len() as u32 / 4 / width.max(1);
    // To set a size clears the canvas.
    if [canvas.width(), canvas.height()] != [width, height] {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    let data = ImageData::new_with_u8_clamped_array(Clamped(rgba), width)?;
    context.put_image_data(&data, 0.0, 0.0)
}
