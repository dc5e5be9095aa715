//! One of several small charts: its name, a number, and the chart.

use crate::charts::{
    small_chart::{Plotted, SmallChart, Tone},
    small_scale::SmallScale,
};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    pub tone: Tone,
    /// The number that the chart is about, while nobody points at a band.
    pub note: AttrValue,
    /// What is drawn, for screen readers.
    pub label: AttrValue,
    /// What is read comes first.
    pub plotted: Vec<Plotted>,
    pub scale: SmallScale,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub testid: AttrValue,
}

/// The band that is pointed at in any of several charts.
#[hook]
pub fn use_pointed() -> (Option<Band>, Callback<Option<Band>>) {
    let pointed = use_state(|| None);
    let on_point = {
        let pointed = pointed.clone();
        Callback::from(move |band| pointed.set(band))
    };
    (*pointed, on_point)
}

#[component]
pub fn Multiple(props: &Props) -> Html {
    let read = |band: Band| {
        let value = props.plotted.first()?.values.get(band.index())?;
        Some(format!("band {band}: {}", props.scale.unit.number(*value)))
    };
    let note = props.pointed.and_then(read).map_or(props.note.clone(), AttrValue::from);
    html! {
        <div class="multiple" data-testid={&props.testid}>
            <p class="multiple-heading"><b class={props.tone.class()}>{ &props.title }</b><span>{ note }</span></p>
            <SmallChart
                label={&props.label} plotted={props.plotted.clone()} scale={props.scale.clone()} pointed={props.pointed}
                on_point={props.on_point.clone()} testid="small-chart"
            />
        </div>
    }
}
