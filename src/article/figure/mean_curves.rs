//! Mean scores of four networks over the test images (paper, Fig. 1).

use crate::{
    article::{
        awaiting,
        figure::{
            band_figure::BandFigure, band_table::Column, heading::use_switch, multiples::Multiples, props::FigureProps,
        },
        network::Network,
        number::largest_but_lowest,
        records::MeanScores,
        story::{Story, network_files},
    },
    charts::{
        small_chart::{Name, NamedChart, Plotted, Shape, Tone},
        small_scale::{SmallScale, Unit},
    },
    export::Subject,
    platform::stored_result::StoredResult,
    words::words,
};
use yew::prelude::*;

/// The ways to draw it.
const UNITS: [Unit; 2] = [Unit::Share, Unit::Logits];

#[component]
pub fn MeanCurves(props: &FigureProps) -> Html {
    let switch = use_switch("article-means", [words().figures.share(), words().figures.logits()]);
    let unit = UNITS[switch.selected];
    match figure(&props.story, unit) {
        None => awaiting::instead(&props.story.profiles, &network_files(StoredResult::Profile), &props.on_act),
        Some(figure) => html! {
            <Multiples
                {figure} {switch} subject={Subject::MeanScores(unit)} on_act={props.on_act.clone()} testid="figure-means"
                each="means-chart"
            />
        },
    }
}

/// Of all four networks.
pub fn all_means(story: &Story) -> Option<Vec<MeanScores>> {
    awaiting::all(&story.profiles)?.iter().map(|profile| MeanScores::of(profile)).collect()
}

/// None before the stored results of all four networks are there. One scale, that of bands 1 to 62; the natural network’s curve
/// is in every chart.
pub fn figure(story: &Story, unit: Unit) -> Option<BandFigure> {
    let means = all_means(story)?;
    let all: Vec<Vec<f64>> = means.iter().map(|means| values(unit, means)).collect();
    let largest = all.iter().map(|values| largest_but_lowest(values)).fold(0.0, f64::max);
    let scale = SmallScale::covering(unit, all.iter().flatten().copied().filter(|value| value.abs() <= largest));
    let title = match unit {
        Unit::Logits => words().figures.mean_scores(),
        Unit::Share | Unit::Ratio => words().figures.share_of_scores(),
    };
    let networks = || Network::ALL.into_iter().zip(&all);
    let natural = all.first().cloned().unwrap_or_default();
    let charts = networks().map(|(network, own)| chart(unit, network, own, &natural)).collect();
    let columns =
        networks().map(|(network, own)| Column { title: network.name().into(), values: own.clone() }).collect();
    Some(BandFigure { title: title.into(), what: words().figures.means_chart(), scale, charts, columns })
}

fn values(unit: Unit, means: &MeanScores) -> Vec<f64> {
    if unit == Unit::Logits { means.mean.clone() } else { means.shares() }
}

fn chart(unit: Unit, network: Network, own: &[f64], natural: &[f64]) -> NamedChart {
    let lowest = own.first().copied().unwrap_or_default();
    let name = (network == Network::L2Quarter).then(|| Name { text: words().figures.natural().into(), band: 36 });
    let own = Plotted { tone: network.tone(), shape: Shape::Curve, values: own.to_vec(), name: None };
    let beside = Plotted { tone: Tone::First, shape: Shape::Dashed, values: natural.to_vec(), name };
    NamedChart {
        title: network.name().into(),
        tone: network.tone(),
        note: words().figures.band_zero_beyond(&unit.number(lowest)),
        plotted: [own].into_iter().chain((network != Network::Natural).then_some(beside)).collect(),
    }
}
