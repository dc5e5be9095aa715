//! What still differs between a picture and one that a network takes for the same (paper, Fig. 3).

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
        records::Counterparts,
        story::network_files,
    },
    charts::{
        small_chart::{Name, Plotted, Shape, Tone},
        small_scale::{SmallScale, Unit},
    },
    platform::stored_result::StoredResult,
    text::percent,
};
use freqscope_core::spectrum::band::Band;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    OverStart,
    /// Each band's part of the mean |DCT| of the difference.
    Share,
}

impl View {
    const ALL: [Self; 2] = [Self::OverStart, Self::Share];

    fn unit(self) -> Unit {
        match self {
            Self::OverStart => Unit::Ratio,
            Self::Share => Unit::Share,
        }
    }

    fn values(self, found: &Counterparts) -> Vec<f64> {
        match self {
            Self::OverStart => found.ratios(),
            Self::Share => parts(&found.after),
        }
    }
}

#[component]
pub fn Differences(props: &FigureProps) -> Html {
    let switch = use_switch("article-differences", ["Over the start", "Share"]);
    let (view, (pointed, on_point)) = (View::ALL[switch.selected], use_pointed());
    let fetched = props.story.counterparts();
    let Some(found) = awaiting::all(&fetched) else {
        return awaiting::instead(&fetched, &network_files(StoredResult::Inversion), &props.on_act);
    };
    let title = match view {
        View::OverStart => "What differs at the end over what differed at the start, logarithmic",
        View::Share => "Share of each band in the difference",
    };
    let column = |(network, found): (Network, &Rc<Counterparts>)| Column {
        title: network.name().into(),
        values: view.values(found),
    };
    let columns: Vec<Column> = Network::ALL.into_iter().zip(&found).map(column).collect();
    html! {
        <Multiples {title} {switch} {columns} unit={view.unit()} testid="figure-differences">
            { charts(view, &found, pointed, &on_point) }
        </Multiples>
    }
}

/// A value over the sum of all.
fn parts(values: &[f64]) -> Vec<f64> {
    let all: f64 = values.iter().sum();
    values.iter().map(|value| value / all).collect()
}

fn charts(view: View, found: &[Rc<Counterparts>], pointed: Option<Band>, on_point: &Callback<Option<Band>>) -> Html {
    let starts = found.iter().filter(|_| view == View::Share).flat_map(|found| parts(&found.before));
    let scale = SmallScale::covering(view.unit(), found.iter().flat_map(|found| view.values(found)).chain(starts));
    let chart = |(network, found): (Network, &Rc<Counterparts>)| {
        let mut plotted =
            vec![Plotted { tone: network.tone(), shape: Shape::Curve, values: view.values(found), name: None }];
        if view == View::Share {
            let name = (network == Network::Natural).then(|| Name { text: "start".into(), band: 9 });
            plotted.push(Plotted { tone: Tone::Reference, shape: Shape::Dashed, values: parts(&found.before), name });
        }
        html! {
            <Multiple
                title={network.name()} tone={network.tone()}
                note={format!("{} in the lowest third", percent(found.lowest_after))}
                label={format!("{}: what differs in each band; the table below has the numbers", network.name())} {plotted}
                scale={scale.clone()} {pointed} on_point={on_point.clone()} testid="differences-chart"
            />
        }
    };
    Network::ALL.into_iter().zip(found).map(chart).collect()
}
