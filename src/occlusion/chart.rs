//! The Occluded Frequency chart (paper, eq. 7 and Fig. 4) with everything that belongs to it.

use crate::{
    charts::band_axis::band_axis,
    networks::{results::Attribution, shown_model::ShownModel},
    occlusion::{
        band_strip::BandStrip, chart_drawing::ChartDrawing, chart_legend::ChartLegend, chart_table::ChartTable,
        readout::Readout,
    },
    widgets::focus::move_focus_then,
};
use freqscope_core::{
    class::Class,
    spectrum::band::{Band, Bands},
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The class of interest, once it is known.
    pub class: Option<Class>,
    pub models: Vec<ShownModel>,
    /// The selected bands.
    pub bands: Bands,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub on_select: Callback<Bands>,
    /// The visitor asks again for a chart that failed.
    pub on_retry: Callback<()>,
}

/// The chart: read-out, bars, the row of bands under them, and the table behind.
#[component]
pub fn OcclusionChart(props: &Props) -> Html {
    let class_name = props.class.map_or("the class".to_owned(), |class| format!("“{class}”"));
    let attribution = props.models.first().map(|model| &model.attribution).unwrap_or(&Attribution::Waiting);
    let compared = props.models.len() > 1;
    let title = use_node_ref();
    let on_retry = move_focus_then(&title, props.on_retry.clone());
    html! {
        <div class={classes!("chart", compared.then_some("compared"))}>
            if compared {
                <ChartLegend class={props.class} models={props.models.clone()} on_retry={on_retry.clone()} />
            }
            <Readout band={props.pointed} class={props.class} models={props.models.clone()} />
            <p ref={title.clone()} class="axis-title" tabindex="-1">
                { format!("Score: fall of the logit of {class_name} without band k") }
            </p>
            <div class="plot">
                <ChartDrawing
                    class={props.class} models={props.models.clone()} bands={props.bands}
                    pointed={props.pointed} on_point={props.on_point.clone()} on_select={props.on_select.clone()}
                />
                { overlay(attribution, &on_retry) }
                <BandStrip
                    bands={props.bands} pointed={props.pointed}
                    on_select={props.on_select.clone()} on_point={props.on_point.clone()}
                />
                { band_axis() }
            </div>
            <ChartTable class={props.class} models={props.models.clone()} />
        </div>
    }
}

/// What stands in the chart while it has no bars.
fn overlay(attribution: &Attribution, on_retry: &Callback<()>) -> Html {
    let Some(text) = attribution.text() else { return Html::default() };
    let retry = on_retry.reform(|_: MouseEvent| ());
    html! {
        <div class="overlay">
            <p>{ text }</p>
            if *attribution == Attribution::Failed {
                <button type="button" class="button" onclick={retry}>{ "Try again" }</button>
            }
        </div>
    }
}
