//! What still differs between a picture and one that a network takes for the same (paper, Fig. 3).

use crate::{
    article::{
        awaiting,
        figure::{
            band_figure::BandFigure, band_table::Column, heading::use_switch, multiples::Multiples, props::FigureProps,
        },
        network::Network,
        records::Counterparts,
        story::{Story, network_files},
    },
    charts::{
        small_chart::{Name, NamedChart, Plotted, Shape, Tone},
        small_scale::{SmallScale, Unit},
    },
    export::Subject,
    platform::stored_result::StoredResult,
    text::percent,
    words::words,
};
use std::rc::Rc;
use yew::prelude::*;

/// The ways to draw it: over the start, or as each band's part of the mean |DCT| of the difference.
const UNITS: [Unit; 2] = [Unit::Ratio, Unit::Share];

#[component]
pub fn Differences(props: &FigureProps) -> Html {
    let switch = use_switch("article-differences", [words().figures.over_start(), words().figures.share()]);
    let unit = UNITS[switch.selected];
    match figure(&props.story, unit) {
        None => awaiting::instead(&props.story.counterparts(), &network_files(StoredResult::Inversion), &props.on_act),
        Some(figure) => html! {
            <Multiples
                {figure} {switch} subject={Subject::Differences(unit)} on_act={props.on_act.clone()} testid="figure-differences"
                each="differences-chart"
            />
        },
    }
}

/// None before the stored results of all four networks are there.
pub fn figure(story: &Story, unit: Unit) -> Option<BandFigure> {
    let found = awaiting::all(&story.counterparts())?;
    let title = match unit {
        Unit::Ratio => words().figures.end_over_start(),
        Unit::Share | Unit::Logits => words().figures.share_of_difference(),
    };
    let networks = || Network::ALL.into_iter().zip(&found);
    let starts = found.iter().filter(|_| unit != Unit::Ratio).flat_map(|found| parts(&found.before));
    let scale = SmallScale::covering(unit, found.iter().flat_map(|found| values(unit, found)).chain(starts));
    let column = |(network, found): (Network, &Rc<Counterparts>)| Column {
        title: network.name().into(),
        values: values(unit, found),
    };
    Some(BandFigure {
        title: title.into(),
        what: words().figures.differences_chart(),
        scale,
        charts: networks().map(|(network, found)| chart(unit, network, found)).collect(),
        columns: networks().map(column).collect(),
    })
}

fn values(unit: Unit, found: &Counterparts) -> Vec<f64> {
    if unit == Unit::Ratio { found.ratios() } else { parts(&found.after) }
}

/// A value over the sum of all.
fn parts(values: &[f64]) -> Vec<f64> {
    let all: f64 = values.iter().sum();
    values.iter().map(|value| value / all).collect()
}

fn chart(unit: Unit, network: Network, found: &Counterparts) -> NamedChart {
    let own = Plotted { tone: network.tone(), shape: Shape::Curve, values: values(unit, found), name: None };
    let name = (network == Network::Natural).then(|| Name { text: words().figures.start().into(), band: 9 });
    let start = Plotted { tone: Tone::Reference, shape: Shape::Dashed, values: parts(&found.before), name };
    NamedChart {
        title: network.name().into(),
        tone: network.tone(),
        note: words().figures.in_lowest_third(&percent(found.lowest_after)),
        plotted: [own].into_iter().chain((unit != Unit::Ratio).then_some(start)).collect(),
    }
}
