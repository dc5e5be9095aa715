//! The Occluded Frequency chart (paper, eq. 7 and Fig. 4) with everything that belongs to it.

use crate::{
    charts::band_axis::band_axis,
    networks::{results::Attribution, shown_model::ShownModel},
    occlusion::{
        band_strip::BandStrip, chart_drawing::ChartDrawing, chart_legend::ChartLegend, chart_table::ChartTable,
        readout::Readout,
    },
    widgets::{
        clicks::first_click,
        export_row::{ExportRow, Format},
        focus::move_focus_then,
    },
    words::{Words, words},
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
    /// The visitor asks for a chart that failed or was stopped.
    pub on_retry: Callback<()>,
    /// The visitor wants no chart now.
    pub on_stop: Callback<()>,
    pub on_export: Callback<Format>,
}

/// The chart: read-out, bars, the row of bands under them, and the table behind.
#[component]
pub fn OcclusionChart(props: &Props) -> Html {
    let class_name = quoted(props.class);
    let attribution = props.models.first().map(|model| &model.attribution).unwrap_or(&Attribution::Waiting);
    let compared = props.models.len() > 1;
    let ready = props.class.is_some() && props.models.iter().any(|model| model.report().is_some());
    let title = use_node_ref();
    let on_retry = move_focus_then(&title, props.on_retry.clone());
    let on_stop = move_focus_then(&title, props.on_stop.clone());
    html! {
        <div class={classes!("chart", compared.then_some("compared"))}>
            if compared {
                <ChartLegend
                    class={props.class} models={props.models.clone()} on_retry={on_retry.clone()} on_stop={on_stop.clone()}
                />
            }
            <Readout band={props.pointed} class={props.class} models={props.models.clone()} />
            <p ref={title.clone()} class="axis-title" tabindex="-1">
                { words().occlusion.score_axis(&class_name) }
            </p>
            if props.models.iter().any(|model| model.scores(props.class).is_some_and(|scores| all_zero(&scores))) {
                <p class="meaning" data-testid="of-zeros">{ words().occlusion.all_zero() }</p>
            }
            <div class="plot">
                <ChartDrawing
                    class={props.class} models={props.models.clone()} bands={props.bands}
                    pointed={props.pointed} on_point={props.on_point.clone()} on_select={props.on_select.clone()}
                />
                { overlay(attribution, &on_retry, &on_stop) }
                <BandStrip
                    bands={props.bands} pointed={props.pointed}
                    on_select={props.on_select.clone()} on_point={props.on_point.clone()}
                />
                { band_axis() }
            </div>
            <ChartTable class={props.class} models={props.models.clone()} />
            <ExportRow name="scores-export" {ready} on_export={props.on_export.clone()} />
        </div>
    }
}

/// A class within a sentence.
pub fn quoted(class: Option<Class>) -> String {
    let Words { occlusion: words, classes, .. } = words();
    class.map_or(words.the_class().to_owned(), |class| words.quoted(classes.name(class)))
}

/// A chart may then have no bars to see.
fn all_zero(scores: &[f32]) -> bool {
    scores.iter().all(|score| score.abs() < 1e-6)
}

/// What stands in the chart while it has no bars.
fn overlay(attribution: &Attribution, on_retry: &Callback<()>, on_stop: &Callback<()>) -> Html {
    let Some(text) = attribution.text() else { return Html::default() };
    let (retry, stop) = (first_click(on_retry, || ()), first_click(on_stop, || ()));
    html! {
        <div class="overlay">
            <p>{ text }</p>
            { match attribution {
                Attribution::Running { .. } => html! {
                    <button type="button" class="button" data-testid="of-stop" onclick={stop}>{ words().occlusion.stop() }</button>
                },
                Attribution::Failed => html! { <button type="button" class="button" onclick={retry}>{ words().occlusion.try_again() }</button> },
                Attribution::Stopped => html! {
                    <button type="button" class="button" data-testid="of-compute" onclick={retry}>{ words().occlusion.compute() }</button>
                },
                Attribution::Waiting | Attribution::Done(_) => Html::default(),
            } }
        </div>
    }
}
