//! One band of the chart in words.

use crate::{
    class::Class,
    frequency::Band,
    page::{
        results::Attribution,
        text::{plain, signed},
    },
    protocol::OcclusionReport,
};
use yew::prelude::*;

/// Properties of [`Readout`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The band that the visitor points at.
    pub band: Option<Band>,
    /// The class of interest.
    pub class: Option<Class>,
    /// The chart's data.
    pub attribution: Attribution,
}

/// One band of the chart in words, or how to get there.
#[component]
pub fn Readout(props: &Props) -> Html {
    let words = match (props.band, props.class, &props.attribution) {
        (Some(band), Some(class), Attribution::Done(report)) => read(band, class, report),
        (Some(band), ..) => html! { <><strong>{ format!("Band {band}") }</strong>{ " has no score yet." }</> },
        (None, ..) => html! { "Point at a bar to read it; click it to see the image without that band." },
    };
    html! { <p class="readout" data-testid="of-readout">{ words }</p> }
}

fn read(band: Band, class: Class, report: &OcclusionReport) -> Html {
    let without = report.ablated[band.index()];
    let (before, after) = (report.clean.of(class), without.of(class));
    let verdict = match (report.clean.class(), without.class()) {
        (whole, same) if whole == same => format!("still {same}"),
        (_, other) => format!("prediction becomes {other}"),
    };
    html! {
        <>
            <strong>{ format!("Band {band}") }</strong>
            { format!(" · score {}", signed(before - after, 2)) }
            { format!(" · logit of {class} {} → {}", plain(before, 2), plain(after, 2)) }
            { " · " }{ verdict }
        </>
    }
}
