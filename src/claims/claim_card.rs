//! One claim of the paper with what was measured.

use crate::{
    claims::{interval_row::IntervalRow, verdict_label::VerdictLabel},
    text::share,
};
use freqscope_core::{
    figure::axis::Axis,
    study::claims::{Claim, Reading, Unit},
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Its number, from 1.
    pub number: usize,
    pub claim: Claim,
}

/// The claim, its verdict, and every reading on one axis.
#[component]
pub fn ClaimCard(props: &Props) -> Html {
    let claim = &props.claim;
    let numbers: Vec<f32> = claim.readings.iter().flat_map(Reading::numbers).map(|number| number as f32).collect();
    let axis = Axis::covering(numbers.iter().copied(), 4);
    let title = format!("claim-{}", claim.id);
    let row =
        |reading: &Reading| html! { <IntervalRow reading={reading.clone()} unit={claim.unit} axis={axis.clone()} /> };
    html! {
        <article class="claim" aria-labelledby={title.clone()} data-testid="claim" data-id={claim.id.clone()}>
            <header>
                <p><VerdictLabel verdict={claim.verdict} /></p>
                <h3 id={title}>{ format!("{}. {}", props.number, claim.claim) }</h3>
            </header>
            <p class="meaning">{ format!("{}. Tested by: {}", claim.place.trim_end_matches('.'), claim.test) }</p>
            if !numbers.is_empty() {
                <ul class="readings">
                    { for claim.readings.iter().map(row) }
                    { ticks(&axis, claim.unit) }
                </ul>
            }
            <p class="because">
                { &claim.because }{ " " }<a href={format!("results.html#claim-{}", props.number)}>{ "Numbers as a table" }</a>
            </p>
        </article>
    }
}

fn ticks(axis: &Axis, unit: Unit) -> Html {
    let (axis, sign) = match unit {
        Unit::Share => (axis.percent(), " %"),
        Unit::Ratio => (axis.clone(), ""),
    };
    let number = |&tick: &f64| {
        html! { <text x={share(axis.position(tick))} y="12" text-anchor="middle">{ axis.label(tick) + sign }</text> }
    };
    html! {
        <li class="reading-row" aria-hidden="true">
            <svg class="interval-axis" width="100%" height="16">{ for axis.ticks.iter().map(number) }</svg>
        </li>
    }
}
