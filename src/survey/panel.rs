//! The paper's Fig. 1: mean Occluded Frequency over the samples, beside the stored curve of test images.

use crate::survey::{
    SurveyProgress, SurveyView,
    action::SurveyAction,
    controls::SurveyControls,
    curve::Curve,
    curve_chart::{CurveChart, sign},
    table::SurveyTable,
};
use crate::{
    widgets::export_row::{ExportRow, Format},
    words::words,
};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub view: SurveyView,
    pub progress: SurveyProgress,
    pub curves: Vec<Curve>,
    /// Why a stored curve is not drawn.
    pub notes: Vec<String>,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
    pub on_act: Callback<SurveyAction>,
    pub on_export: Callback<Format>,
}

#[component]
pub fn SurveyPanel(props: &Props) -> Html {
    html! {
        <section class="survey" aria-labelledby="survey-title" data-testid="survey">
            <header>
                <h2 id="survey-title">{ words().survey.heading() }</h2>
                <p class="reading" translate="yes">{ words().survey.intro() }</p>
            </header>
            <SurveyControls view={props.view} progress={props.progress.clone()} on_act={props.on_act.clone()} />
            if !props.curves.is_empty() { { chart(props) } }
            { for props.notes.iter().map(|note| html! { <p class="meaning" data-testid="survey-note">{ note }</p> }) }
            <p class="meaning">{ words().survey.interval_meaning() }</p>
        </section>
    }
}

fn chart(props: &Props) -> Html {
    html! {
        <div class="chart">
            <ul class="legend">{ for props.curves.iter().map(entry) }</ul>
            <p class="readout" data-testid="survey-readout">{ readout(props) }</p>
            <p class="axis-title">{ words().survey.axis() }</p>
            <CurveChart curves={props.curves.clone()} pointed={props.pointed} on_point={props.on_point.clone()} />
            <SurveyTable curves={props.curves.clone()} />
            <ExportRow name="survey-export" ready=true on_export={props.on_export.clone()} />
        </div>
    }
}

fn entry(curve: &Curve) -> Html {
    html! { <li>{ sign(curve) }<span>{ curve.title() }</span></li> }
}

fn readout(props: &Props) -> String {
    let Some(band) = props.pointed else { return words().survey.point_at_band().into() };
    let several = props.curves.iter().any(|curve| curve.side != props.curves[0].side);
    let one = |curve: &Curve| {
        let text = curve.text_at(band)?;
        Some(if several { format!("{}: {text}", curve.name) } else { text })
    };
    let all: Vec<String> = props.curves.iter().filter_map(one).collect();
    let read = if all.is_empty() { words().survey.not_drawn().into() } else { all.join(" · ") };
    words().survey.band_read(&band.to_string(), &read)
}
