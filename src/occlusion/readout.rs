//! One band of the chart as text, or how to choose one.

use crate::{
    networks::{shown_model::ShownModel, swatch::Swatch},
    text::{plain, signed},
    words::{Words, words},
};
use freqscope_core::{class::Class, occlusion::OcclusionReport, spectrum::band::Band};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub band: Option<Band>,
    /// The class of interest.
    pub class: Option<Class>,
    pub models: Vec<ShownModel>,
}

#[component]
pub fn Readout(props: &Props) -> Html {
    let text = match (props.band, largest(props)) {
        (Some(band), _) => read(props, band),
        (None, Some(band)) => {
            html! { <><span class="label">{ words().occlusion.largest_score() }</span>{ read(props, band) }</> }
        }
        (None, None) => html! { words().occlusion.point_at_bar() },
    };
    html! { <p class="readout" data-testid="of-readout">{ text }</p> }
}

/// The band of the largest score of the first model, which is read where nothing is pointed at.
fn largest(props: &Props) -> Option<Band> {
    let scores = props.models.first()?.scores(props.class)?;
    Band::all().max_by(|a, b| scores[a.index()].abs().total_cmp(&scores[b.index()].abs()))
}

fn read(props: &Props, band: Band) -> Html {
    let compared = props.models.len() > 1;
    let part = |model: &ShownModel| {
        let text = props.class.zip(model.report()).map(|(class, report)| describe(band, class, report));
        html! {
            <span class="readout-part">
                if compared { <Swatch side={model.side} /><span class={model.side.class()}>{ &model.name }</span> }
                { " · " }
                { text.unwrap_or_else(|| words().occlusion.no_score_yet().into()) }
            </span>
        }
    };
    html! { <><strong>{ words().occlusion.band_head(band.index()) }</strong>{ for props.models.iter().map(part) }</> }
}

fn describe(band: Band, class: Class, report: &OcclusionReport) -> String {
    let Words { occlusion: words, classes, .. } = words();
    let without = report.ablated[band.index()];
    let (before, after) = (report.clean.of(class), without.of(class));
    let verdict = match (report.clean.class(), without.class()) {
        (whole, same) if whole == same => words.still(classes.name(same)),
        (_, other) => words.becomes(classes.name(other)),
    };
    let (score, before, after) = (signed(before - after, 2), plain(before, 2), plain(after, 2));
    words.readout(&score, classes.name(class), &before, &after, &verdict)
}
