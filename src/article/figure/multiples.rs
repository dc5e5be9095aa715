//! Small charts beside each other, one for each network or attack, with a heading, a table of their numbers, and their files.

use crate::{
    action::Action,
    article::figure::{
        band_figure::BandFigure,
        band_table::BandTable,
        heading::{FigureHeading, Switch},
        multiple::Multiple,
    },
    charts::small_chart::NamedChart,
    export::Subject,
    widgets::export_row::{ExportRow, Format},
};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub figure: BandFigure,
    pub switch: Switch,
    /// What its files are made of.
    pub subject: Subject,
    pub on_act: Callback<Action>,
    /// Of the figure.
    pub testid: &'static str,
    /// Of each chart.
    pub each: &'static str,
    /// Stands above the charts.
    #[prop_or_default]
    pub children: Html,
}

/// The band that is pointed at in one of the charts is told in all of them.
#[component]
pub fn Multiples(props: &Props) -> Html {
    let pointed = use_state(|| None::<Band>);
    let BandFigure { title, what, scale, charts, columns } = &props.figure;
    let on_point = {
        let pointed = pointed.clone();
        Callback::from(move |band| pointed.set(band))
    };
    let chart = |chart: &NamedChart| {
        html! {
            <Multiple
                chart={chart.clone()} what={*what} scale={scale.clone()} pointed={*pointed} on_point={on_point.clone()}
                testid={props.each}
            />
        }
    };
    html! {
        <figure data-testid={props.testid}>
            <FigureHeading title={title.clone()} switch={props.switch.clone()} />
            { props.children.clone() }
            <div class="multiples">{ for charts.iter().map(chart) }</div>
            <BandTable label={title.clone()} columns={columns.clone()} unit={scale.unit} />
            <ExportRow name={format!("{}-export", props.testid)} ready=true on_export={exporting(&props.on_act, props.subject)} />
        </figure>
    }
}

/// Saves a figure in the format that is chosen.
pub fn exporting(on_act: &Callback<Action>, subject: Subject) -> Callback<Format> {
    on_act.reform(move |format| Action::Export(subject.in_format(format)))
}
