//! A figure of core's on the page, which gives it its own colours.

use freqscope_core::figure::svg::{self, Drawing};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// An SVG document, as [`document`] makes it.
    pub svg: AttrValue,
    /// What it shows, for screen readers.
    pub label: AttrValue,
    pub testid: AttrValue,
}

/// The drawing as wide as there is room for, up to its own size.
#[component]
pub fn Drawn(props: &Props) -> Html {
    html! {
        <div class="drawn" role="img" aria-label={&props.label} data-testid={&props.testid}>
            { Html::from_html_unchecked(props.svg.clone()) }
        </div>
    }
}

/// A drawing of this size, in SVG units, with letters of this size. Its texts are escaped.
pub fn document(drawing: &Drawing, [width, height]: [f64; 2], font_size: f64) -> AttrValue {
    let root = svg::root([width, height], font_size).with("width", width).with("height", height);
    svg::document(root, drawing).into()
}
