//! Mean scores of four networks over the test images (paper, Fig. 1).

use crate::{
    article::{
        awaiting,
        figure::{
            band_table::Column,
            heading::use_switch,
            multiple::{Multiple, use_pointed},
            multiples::Multiples,
            props::FigureProps,
        },
        network::Network,
        number::largest_but_lowest,
        records::MeanScores,
        story::{Story, network_files},
    },
    charts::{
        small_chart::{Name, Plotted, Shape, Tone},
        small_scale::{SmallScale, Unit},
    },
    platform::stored_result::StoredResult,
};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Share,
    Logits,
}

impl View {
    const ALL: [Self; 2] = [Self::Share, Self::Logits];

    fn unit(self) -> Unit {
        match self {
            Self::Share => Unit::Share,
            Self::Logits => Unit::Logits,
        }
    }

    fn values(self, means: &MeanScores) -> Vec<f64> {
        match self {
            Self::Share => means.shares(),
            Self::Logits => means.mean.clone(),
        }
    }
}

#[component]
pub fn MeanCurves(props: &FigureProps) -> Html {
    let switch = use_switch("article-means", ["Share", "Logits"]);
    let (view, (pointed, on_point)) = (View::ALL[switch.selected], use_pointed());
    let Some(means) = all_means(&props.story) else {
        return awaiting::instead(&props.story.profiles, &network_files(StoredResult::Profile), &props.on_act);
    };
    let title = match view {
        View::Share => "Share of each band in the mean scores",
        View::Logits => "Mean score of each band, in logits",
    };
    let column =
        |(network, means): (Network, &MeanScores)| Column { title: network.name().into(), values: view.values(means) };
    let columns: Vec<Column> = Network::ALL.into_iter().zip(&means).map(column).collect();
    html! {
        <Multiples {title} {switch} {columns} unit={view.unit()} testid="figure-means">
            { charts(view, &means, pointed, &on_point) }
        </Multiples>
    }
}

/// Of all four networks.
pub fn all_means(story: &Story) -> Option<Vec<MeanScores>> {
    awaiting::all(&story.profiles)?.iter().map(|profile| MeanScores::of(profile)).collect()
}

/// One scale, that of bands 1 to 62; the natural network’s curve is in every chart.
fn charts(view: View, means: &[MeanScores], pointed: Option<Band>, on_point: &Callback<Option<Band>>) -> Html {
    let largest = means.iter().map(|means| largest_but_lowest(&view.values(means))).fold(0.0, f64::max);
    let all = means.iter().flat_map(|means| view.values(means)).filter(|value| value.abs() <= largest);
    let scale = SmallScale::covering(view.unit(), all);
    let natural = means.first().map(|means| view.values(means)).unwrap_or_default();
    let chart = |(network, means): (Network, &MeanScores)| {
        let own = view.values(means);
        let lowest = own.first().copied().unwrap_or_default();
        let name = (network == Network::L2Quarter).then(|| Name { text: "natural".into(), band: 36 });
        let mut plotted = vec![Plotted { tone: network.tone(), shape: Shape::Curve, values: own, name: None }];
        if network != Network::Natural {
            plotted.push(Plotted { tone: Tone::First, shape: Shape::Dashed, values: natural.clone(), name });
        }
        html! {
            <Multiple
                title={network.name()} tone={network.tone()} note={format!("band 0: {} ↑", view.unit().number(lowest))}
                label={format!("{}: mean score of each band; the table below has the numbers", network.name())} {plotted}
                scale={scale.clone()} {pointed} on_point={on_point.clone()} testid="means-chart"
            />
        }
    };
    Network::ALL.into_iter().zip(means).map(chart).collect()
}
