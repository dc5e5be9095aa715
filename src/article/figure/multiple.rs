//! One of several small charts: its name, a number, and the chart.

use crate::{
    charts::{
        small_chart::{NamedChart, SmallChart},
        small_scale::SmallScale,
    },
    words::words,
};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub chart: NamedChart,
    /// What it shows, for screen readers: it follows the chart's title.
    pub what: &'static str,
    pub scale: SmallScale,
    /// In place of the chart's note its value is told.
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub testid: AttrValue,
}

#[component]
pub fn Multiple(props: &Props) -> Html {
    let NamedChart { title, tone, note, plotted } = &props.chart;
    let read = |band: Band| {
        let value = plotted.first()?.values.get(band.index())?;
        Some(words().figures.band_value(&band.to_string(), &props.scale.unit.number(*value)))
    };
    let note = props.pointed.and_then(read).unwrap_or_else(|| note.clone());
    html! {
        <div class="multiple" data-testid={&props.testid}>
            <p class="multiple-heading"><b class={tone.class()}>{ title }</b><span>{ note }</span></p>
            <SmallChart
                label={words().figures.chart_label(title, props.what)} plotted={plotted.clone()}
                scale={props.scale.clone()} pointed={props.pointed} on_point={props.on_point.clone()} testid="small-chart"
            />
        </div>
    }
}
