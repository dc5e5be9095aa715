//! Where the four attacks land, beside white noise (paper, Fig. 2).

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
        number::{span, upper_thirds},
        records::AttackShares,
        story::attack_files,
    },
    charts::{
        small_chart::{Name, Plotted, Shape, Tone},
        small_scale::{SmallScale, Unit},
    },
    text::percent,
};
use freqscope_core::spectrum::{band::Band, frequency_range::FrequencyRange};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Share,
    OverNoise,
}

#[component]
pub fn AttackSharesFigure(props: &FigureProps) -> Html {
    let switch = use_switch("article-attacks", ["Share", "Over noise"]);
    let (view, (pointed, on_point)) = (View::ALL[switch.selected], use_pointed());
    let fetched = props.story.attacks();
    let Some(attacks) = awaiting::all(&fetched) else {
        return awaiting::instead(&fetched, &attack_files(), &props.on_act);
    };
    let title = match view {
        View::Share => "Share of the change in each band",
        View::OverNoise => "The change over white noise, logarithmic",
    };
    let scale = view.scale(&attacks);
    let chart = |(i, attack): (usize, &Rc<AttackShares>)| multiple(view, i, attack, &scale, pointed, &on_point);
    html! {
        <Multiples {title} {switch} columns={view.columns(&attacks)} unit={view.unit()} testid="figure-attacks">
            { for attacks.iter().enumerate().map(chart) }
        </Multiples>
    }
}

impl View {
    const ALL: [Self; 2] = [Self::Share, Self::OverNoise];

    fn what(self) -> &'static str {
        match self {
            Self::Share => "share of the change",
            Self::OverNoise => "change over that of white noise",
        }
    }

    fn unit(self) -> Unit {
        match self {
            Self::Share => Unit::Share,
            Self::OverNoise => Unit::Ratio,
        }
    }

    /// One for all four.
    fn scale(self, attacks: &[Rc<AttackShares>]) -> SmallScale {
        let values = |attack: &Rc<AttackShares>| match self {
            Self::Share => [attack.attack.clone(), attack.noise.clone()].concat(),
            Self::OverNoise => attack.ratios(),
        };
        SmallScale::covering(self.unit(), attacks.iter().flat_map(values))
    }

    fn columns(self, attacks: &[Rc<AttackShares>]) -> Vec<Column> {
        let column = |attack: &Rc<AttackShares>| {
            let values = match self {
                Self::Share => attack.attack.clone(),
                Self::OverNoise => attack.ratios(),
            };
            Column { title: attack.method.kind().name().into(), values }
        };
        let noise = attacks.first().filter(|_| self == Self::Share);
        let noise = noise.map(|attack| Column { title: "white noise".into(), values: attack.noise.clone() });
        attacks.iter().map(column).chain(noise).collect()
    }
}

fn multiple(
    view: View,
    i: usize,
    attack: &AttackShares,
    scale: &SmallScale,
    pointed: Option<Band>,
    on_point: &Callback<Option<Band>>,
) -> Html {
    let name = |text: &'static str, band| (i == 0).then(|| Name { text: text.into(), band });
    let curve = |tone, shape, values, name| Plotted { tone, shape, values, name };
    let plotted = match view {
        View::Share => vec![
            curve(Tone::First, Shape::Curve, attack.attack.clone(), name("attack", 54)),
            curve(Tone::Reference, Shape::Dashed, attack.noise.clone(), name("white noise", 20)),
        ],
        View::OverNoise => vec![curve(Tone::First, Shape::Curve, attack.ratios(), None)],
    };
    let method = attack.method.kind().name();
    html! {
        <Multiple
            title={method} tone={Tone::First} note={note(view, attack)}
            label={format!("{method}: {} in each band, beside white noise; the table below has the numbers", view.what())}
            {plotted} scale={scale.clone()} {pointed} on_point={on_point.clone()} testid="attack-chart"
        />
    }
}

/// The share of the upper two thirds of the bands.
pub fn fine_share(attack: &AttackShares) -> f64 {
    [FrequencyRange::Middle, FrequencyRange::Highest].map(|range| range.sum(&attack.attack)).iter().sum()
}

fn note(view: View, attack: &AttackShares) -> String {
    match view {
        View::Share => format!("{} in {}", percent(fine_share(attack)), span(upper_thirds())),
        View::OverNoise => {
            let times = |range: FrequencyRange| Unit::Ratio.number(attack.ratio(range));
            format!("{} coarse, {} fine", times(FrequencyRange::Lowest), times(FrequencyRange::Highest))
        }
    }
}
