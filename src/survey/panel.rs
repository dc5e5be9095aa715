//! The paper's Fig. 1: mean Occluded Frequency over the samples, beside the stored curve of test images.

use crate::survey::{
    SurveyProgress, SurveyView,
    action::SurveyAction,
    controls::SurveyControls,
    curve::Curve,
    curve_chart::{CurveChart, sign},
    table::SurveyTable,
};
use crate::widgets::export_row::{ExportRow, Format};
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
                <h2 id="survey-title">{ "From one image to many" }</h2>
                <p class="reading" translate="yes">
                    { "The paper’s Fig. 1: the mean score of each band, of the class that the network predicts for each \
                       image. Measured here over the samples of this page, image by image, with removed bands replaced \
                       by zeros." }
                </p>
            </header>
            <SurveyControls view={props.view} progress={props.progress.clone()} on_act={props.on_act.clone()} />
            if !props.curves.is_empty() { { chart(props) } }
            { for props.notes.iter().map(|note| html! { <p class="meaning" data-testid="survey-note">{ note }</p> }) }
            <p class="meaning">
                { "Shaded: 95 % interval of the mean, by Student’s t, as if the images had been drawn at random. The samples \
                   were not: they are the first three test images of each class." }
            </p>
        </section>
    }
}

fn chart(props: &Props) -> Html {
    html! {
        <div class="chart">
            <ul class="legend">{ for props.curves.iter().map(entry) }</ul>
            <p class="readout" data-testid="survey-readout">{ readout(props) }</p>
            <p class="axis-title">{ "Mean score: fall of the logit without band k" }</p>
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
    let Some(band) = props.pointed else { return "Point at a band to read its mean and interval.".into() };
    let several = props.curves.iter().any(|curve| curve.side != props.curves[0].side);
    let one = |curve: &Curve| {
        let text = curve.text_at(band)?;
        Some(if several { format!("{}: {text}", curve.name) } else { text })
    };
    let all: Vec<String> = props.curves.iter().filter_map(one).collect();
    format!("Band {band} · {}", if all.is_empty() { "not drawn".into() } else { all.join(" · ") })
}
