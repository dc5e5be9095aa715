//! The drawing of the chart: ticks, 63 signed bars, and for a second model a line on the same axis.
//!
//! Across it uses percentages and down pixels, so that bars fill any width while text keeps its size.

use crate::{
    charts::{
        band_axis::{HEIGHT, height, ticks},
        drag::toggled,
        pointing::unfocusing,
        roving,
    },
    networks::{results::Attribution, shown_model::ShownModel},
    occlusion::{chart_bar::ChartBar, chart_steps::ChartSteps},
    text::share,
    words::{Words, words},
};
use freqscope_core::{
    class::Class,
    figure::axis::Axis,
    spectrum::band::{Band, Bands},
};
use web_sys::Element;
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
}

#[component]
pub fn ChartDrawing(props: &Props) -> Html {
    let svg = use_node_ref();
    let active = use_state(|| Band::of(0, 0));
    let mut all = props.models.iter().map(|model| model.scores(props.class));
    let (scores, others) = (all.next().flatten(), all.next().flatten());
    let axis = axis(&scores, &others);
    let bar = |band: Band| {
        let score = scores.as_ref().map(|scores| scores[band.index()]);
        let other = others.as_ref().map(|scores| scores[band.index()]);
        html! {
            <ChartBar
                key={band.index()} {band} {score} {other} zero={height(&axis, 0.0)}
                tip={height(&axis, f64::from(score.unwrap_or_default()))}
                selected={props.bands.contains(band)} pointed={props.pointed == Some(band)} reachable={*active == band}
                on_focus={on_focus(props, &active, band)} on_toggle={on_toggle(props, band)} on_key={on_key(props, &svg, band)}
            />
        }
    };
    let onfocusout = unfocusing(&props.on_point, props.pointed, *active);
    html! {
        <svg
            ref={svg.clone()} class={classes!("drawing", (props.models.len() > 1).then_some("compared"))} width="100%" height={HEIGHT.to_string()} role="group"
            aria-label={label(props)} data-testid="of-chart" data-state={attribution(props).name()}
            data-class={props.class.map(Class::name)} onpointerleave={props.on_point.reform(|_: PointerEvent| None)}
            {onfocusout}
        >
            { ticks(&axis, scores.is_some() || others.is_some()) }
            { for Band::all().map(bar) }
            if let Some(others) = &others {
                <ChartSteps tips={others.iter().map(|&score| height(&axis, f64::from(score))).collect::<Vec<_>>()} />
            }
            { progress(attribution(props), height(&axis, 0.0)) }
        </svg>
    }
}

/// One axis for both models.
fn axis(scores: &Option<Vec<f32>>, others: &Option<Vec<f32>>) -> Axis {
    match (scores, others) {
        (None, None) => Axis::within([-2.0, 4.0], 3),
        _ => Axis::covering(scores.iter().chain(others).flatten().copied(), 5),
    }
}

/// Of the first model.
fn attribution(props: &Props) -> &Attribution {
    props.models.first().map_or(&Attribution::Waiting, |model| &model.attribution)
}

fn label(props: &Props) -> String {
    let Words { occlusion: words, classes, .. } = words();
    words.chart(props.class.map_or(words.predicted_class(), |class| classes.name(class)))
}

/// A progress bar along zero.
fn progress(attribution: &Attribution, zero: f64) -> Html {
    let &Attribution::Running { done, total, .. } = attribution else { return Html::default() };
    let width = share(f64::from(done) / f64::from(total.max(1)));
    html! { <rect class="progress" x="0" y={format!("{:.1}", zero - 1.0)} height="2" {width} /> }
}

fn on_focus(props: &Props, active: &UseStateHandle<Band>, band: Band) -> Callback<()> {
    let (on_point, active) = (props.on_point.clone(), active.clone());
    Callback::from(move |()| {
        // Hovering points as well, but only the focus moves what Tab reaches.
        active.set(band);
        on_point.emit(Some(band));
    })
}

fn on_toggle(props: &Props, band: Band) -> Callback<()> {
    let (bands, on_select) = (props.bands, props.on_select.clone());
    Callback::from(move |()| on_select.emit(toggled(bands, band)))
}

/// Moves with the arrows, clears with Escape.
fn on_key(props: &Props, svg: &NodeRef, band: Band) -> Callback<KeyboardEvent> {
    let (svg, on_select) = (svg.clone(), props.on_select.clone());
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            on_select.emit(Bands::EMPTY);
        }
        let Some(next) = roving::step(&event.key(), band) else { return };
        event.prevent_default();
        svg.cast::<Element>().iter().for_each(|svg| roving::focus(svg, next));
    })
}
