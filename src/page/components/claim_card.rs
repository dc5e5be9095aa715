//! One claim of the paper with what was measured.

use crate::{
    claims::{Claim, Reading, Verdict},
    page::{
        axis::Axis,
        components::IntervalRow,
        text::{share, tick as tick_text},
    },
};
use yew::prelude::*;

/// Properties of [`ClaimCard`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The claim.
    pub claim: Claim,
}

/// The claim, its verdict, and every reading on one axis.
#[component]
pub fn ClaimCard(props: &Props) -> Html {
    let claim = &props.claim;
    let numbers: Vec<f32> = claim.readings.iter().flat_map(Reading::numbers).map(|number| number as f32).collect();
    let axis = Axis::covering(numbers.iter().copied(), 4);
    let title = format!("claim-{}", claim.id);
    html! {
        <article class="claim" aria-labelledby={title.clone()} data-testid="claim" data-id={claim.id.clone()}>
            <header>
                <p class={classes!("claim-verdict", class(claim.verdict))} data-testid="claim-verdict">
                    <span aria-hidden="true">{ sign(claim.verdict) }</span>{ claim.verdict.name() }
                </p>
                <h3 id={title}>{ &claim.claim }</h3>
            </header>
            <p class="meaning">{ format!("{}. Tested by: {}", claim.place.trim_end_matches('.'), claim.test) }</p>
            if !numbers.is_empty() {
                <ul class="readings">
                    { for claim.readings.iter().map(|reading| html! { <IntervalRow reading={reading.clone()} axis={axis.clone()} /> }) }
                    { ticks(&axis) }
                </ul>
            }
            <p class="because">{ &claim.because }</p>
        </article>
    }
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::HoldsInPart => "in-part",
        Verdict::DoesNotHold => "fails",
        Verdict::Undecided | Verdict::NotMeasured => "open",
    }
}

fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "●",
        Verdict::HoldsInPart => "◐",
        Verdict::DoesNotHold => "○",
        Verdict::Undecided => "?",
        Verdict::NotMeasured => "–",
    }
}

/// The axis under the last reading.
fn ticks(axis: &Axis) -> Html {
    let number = |&value: &f64| {
        html! {
            <text x={share(axis.position(value))} y="12" text-anchor="middle">{ tick_text(value, axis.decimals()) }</text>
        }
    };
    html! {
        <li class="reading-row" aria-hidden="true">
            <svg class="interval-axis" width="100%" height="16">{ for axis.ticks.iter().map(number) }</svg>
        </li>
    }
}
