//! How much each DCT coefficient changed, as a map.

use crate::{
    charts::{colour_scale::ColourScale, measure::Measure},
    widgets::pixels::Pixels,
    words::words,
};
use freqscope_core::{change::rct::Map, figure::colour::map_rgba, image::Image};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub map: Map,
    pub measure: Measure,
    pub testid: AttrValue,
}

/// The map and its colour scale.
#[component]
pub fn ChangeMap(props: &Props) -> Html {
    let (measure, testid) = (props.measure, &props.testid);
    let rgba = map_rgba(props.map.rows().flatten().map(|&value| value as f32), measure.decades());
    let label = words().charts.change_map();
    html! {
        <figure class="rct">
            <div class="frame"><Pixels {rgba} width={Image::SIDE as u32} {label} {testid} /></div>
            <ColourScale decades={measure.decades()} />
            <figcaption>
                <strong>{ words().charts.each_coefficient() }</strong>
                { words().charts.map_caption(measure.caption()) }
            </figcaption>
        </figure>
    }
}
