//! The chart with its heading, the line and the strips.

use crate::{
    lowpass::{
        chart::{Bars, LowPassChart},
        dragging::use_dragging,
        line::{CutoffSlider, LineScale, LineTag},
        network::ScreenNetwork,
        strips::Strips,
        view::{LowPassAction, LowPassView, Scale, Sweep},
        wording,
    },
    networks::side::Side,
    widgets::{
        export_row::{ExportRow, Format},
        segmented::Segmented,
        term::Term,
    },
    words::words,
};
use freqscope_core::class::Class;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub networks: Vec<ScreenNetwork>,
    /// The class of interest, once it is known.
    pub class: Option<Class>,
    pub view: LowPassView,
    pub sweep: Sweep,
    /// What the position of the line means.
    pub sentence: AttrValue,
    pub on_act: Callback<LowPassAction>,
    /// The visitor asks again for a chart that failed.
    pub on_retry: Callback<()>,
    pub on_export: Callback<Format>,
}

#[component]
pub fn Evidence(props: &Props) -> Html {
    let bars: Vec<Bars> = props.networks.iter().filter_map(bars).collect();
    let on_cut = props.on_act.reform(LowPassAction::Cut);
    let plot = use_node_ref();
    let dragging = use_dragging(plot.clone(), on_cut.clone());
    html! {
        <figure
            class="evidence" data-testid="evidence" data-class={props.class.map(Class::name)} data-state={state(props, Side::A)}
            data-state-b={state(props, Side::B)}
        >
            { caption(props) }
            <div
                ref={plot} class="plot" onpointerdown={dragging.onpointerdown} onpointermove={dragging.onpointermove}
                onpointerup={dragging.onpointerup} onpointercancel={dragging.onpointercancel}
            >
                <LowPassChart
                    places={props.networks.len()} bars={bars.clone()} class={props.class} scale={props.view.scale}
                />
                <LineTag bars={bars.clone()} cutoff={props.view.cutoff} />
                { overlay(props) }
            </div>
            <CutoffSlider cutoff={props.view.cutoff} sentence={props.sentence.clone()} {on_cut} />
            <LineScale />
            <Strips
                networks={props.networks.clone()} sweep={props.sweep}
                on_sweep={props.on_act.reform(LowPassAction::SetSweep)}
            />
            <ExportRow
                name="evidence-export" ready={!bars.is_empty()} on_export={props.on_export.clone()}
            />
        </figure>
    }
}

/// How far the scores of a network are.
fn state(props: &Props, side: Side) -> Option<&'static str> {
    let network = props.networks.iter().find(|network| network.side == side);
    network.map(|network| network.attribution.name())
}

fn bars(network: &ScreenNetwork) -> Option<Bars> {
    let scores = network.scores.get()?.clone();
    Some(Bars { side: network.side, name: network.name.clone(), scores })
}

fn caption(props: &Props) -> Html {
    let scales = [Scale::Share, Scale::Logits];
    let selected = scales.iter().position(|scale| *scale == props.view.scale).unwrap_or_default();
    let [word, rest] = match props.view.scale {
        Scale::Share => words().lowpass.share_of(),
        Scale::Logits => words().lowpass.logit_of(),
    };
    let on_choose = props.on_act.reform(move |i: usize| LowPassAction::ChooseScale(scales[i]));
    html! {
        <figcaption>
            <h2>
                { wording::evidence(props.class) }{ " " }
                <span class="what">
                    <Term id="share" definition={wording::definition(props.class)}>{ word }</Term>
                    { rest }
                </span>
            </h2>
            <Segmented
                legend={words().lowpass.scale()} name="scale" options={[words().lowpass.scale_share(), words().lowpass.scale_logits()].map(AttrValue::from).to_vec()} {selected} meaning=""
                {on_choose}
            />
        </figcaption>
    }
}

/// What stands in the plot while the first network has no bars.
fn overlay(props: &Props) -> Html {
    let Some(first) = props.networks.first().filter(|first| first.scores.get().is_none()) else {
        return Html::default();
    };
    let failed = first.attribution.is_over();
    if first.loading.state() == "failed" {
        return Html::default();
    }
    let onclick = props.on_retry.reform(|_: MouseEvent| ());
    html! {
        <div class="overlay">
            if let Some(text) = first.attribution.text() { <p>{ text }</p> }
            if failed { <button type="button" class="button" {onclick}>{ words().occlusion.try_again() }</button> }
        </div>
    }
}
