//! Where the four attacks land, beside white noise (paper, Fig. 2).

use crate::{
    article::{
        awaiting,
        figure::{
            band_figure::BandFigure, band_table::Column, heading::use_switch, multiples::Multiples, props::FigureProps,
        },
        number::{span, upper_thirds},
        records::AttackShares,
        story::{Story, attack_files},
    },
    charts::{
        small_chart::{Name, NamedChart, Plotted, Shape, Tone},
        small_scale::{SmallScale, Unit},
    },
    export::Subject,
    text::percent,
    words::{article::Case, words},
};
use freqscope_core::spectrum::frequency_range::FrequencyRange;
use std::rc::Rc;
use yew::prelude::*;

/// The ways to draw it: as shares, or over white noise.
const UNITS: [Unit; 2] = [Unit::Share, Unit::Ratio];

#[component]
pub fn AttackSharesFigure(props: &FigureProps) -> Html {
    let switch = use_switch("article-attacks", [words().figures.share(), words().figures.over_noise()]);
    let unit = UNITS[switch.selected];
    match figure(&props.story, unit) {
        None => awaiting::instead(&props.story.attacks(), &attack_files(), &props.on_act),
        Some(figure) => html! {
            <Multiples
                {figure} {switch} subject={Subject::AttackShares(unit)} on_act={props.on_act.clone()} testid="figure-attacks"
                each="attack-chart"
            />
        },
    }
}

/// None before all four stored results are there.
pub fn figure(story: &Story, unit: Unit) -> Option<BandFigure> {
    let attacks = awaiting::all(&story.attacks())?;
    let (title, what) = match unit {
        Unit::Ratio => (words().figures.change_over_noise(), words().figures.change_over_noise_chart()),
        Unit::Share | Unit::Logits => (words().figures.share_of_change(), words().figures.share_of_change_chart()),
    };
    let charts = attacks.iter().enumerate().map(|(i, attack)| chart(unit, i, attack)).collect();
    Some(BandFigure {
        title: title.into(),
        what,
        scale: scale(unit, &attacks),
        charts,
        columns: columns(unit, &attacks),
    })
}

fn values(unit: Unit, attack: &AttackShares) -> Vec<f64> {
    if unit == Unit::Ratio { attack.ratios() } else { attack.attack.clone() }
}

/// One for all four.
fn scale(unit: Unit, attacks: &[Rc<AttackShares>]) -> SmallScale {
    let noise = attacks.iter().filter(|_| unit != Unit::Ratio).flat_map(|attack| attack.noise.clone());
    SmallScale::covering(unit, attacks.iter().flat_map(|attack| values(unit, attack)).chain(noise))
}

fn columns(unit: Unit, attacks: &[Rc<AttackShares>]) -> Vec<Column> {
    let column =
        |attack: &Rc<AttackShares>| Column { title: attack.method.kind().name().into(), values: values(unit, attack) };
    let noise = attacks.first().filter(|_| unit != Unit::Ratio);
    let noise =
        noise.map(|attack| Column { title: words().figures.white_noise().into(), values: attack.noise.clone() });
    attacks.iter().map(column).chain(noise).collect()
}

fn chart(unit: Unit, i: usize, attack: &AttackShares) -> NamedChart {
    let name = |text: &'static str, band| (i == 0).then(|| Name { text: text.into(), band });
    let curve = |tone, shape, values, name| Plotted { tone, shape, values, name };
    let plotted = match unit {
        Unit::Ratio => vec![curve(Tone::First, Shape::Curve, attack.ratios(), None)],
        Unit::Share | Unit::Logits => vec![
            curve(Tone::First, Shape::Curve, attack.attack.clone(), name(words().figures.attack(), 46)),
            curve(Tone::Reference, Shape::Dashed, attack.noise.clone(), name(words().figures.white_noise(), 20)),
        ],
    };
    let title = attack.method.kind().name().to_owned();
    NamedChart { title, tone: Tone::First, note: note(unit, attack), plotted }
}

/// The share of the upper two thirds of the bands.
pub fn fine_share(attack: &AttackShares) -> f64 {
    [FrequencyRange::Middle, FrequencyRange::Highest].map(|range| range.sum(&attack.attack)).iter().sum()
}

fn note(unit: Unit, attack: &AttackShares) -> String {
    match unit {
        Unit::Share | Unit::Logits => format!("{} {}", percent(fine_share(attack)), span(Case::In, upper_thirds())),
        Unit::Ratio => {
            let times = |range: FrequencyRange| Unit::Ratio.number(attack.ratio(range));
            words().figures.coarse_and_fine(&times(FrequencyRange::Lowest), &times(FrequencyRange::Highest))
        }
    }
}
