//! One claim of the paper with what was measured.

use crate::{
    claims::{interval_row::IntervalRow, verdict_label::VerdictLabel},
    text::{local, share},
    words::words,
};
use freqscope_core::{
    figure::axis::Axis,
    model::ModelCard,
    study::claims::{Claim, Reading, Unit},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Its number, from 1.
    pub number: usize,
    pub claim: Claim,
    /// Of all networks: readings are told by their names.
    pub models: Rc<[ModelCard]>,
}

/// The claim, its verdict, and every reading on one axis.
#[component]
pub fn ClaimCard(props: &Props) -> Html {
    let claim = &props.claim;
    let numbers = claim.readings.iter().flat_map(Reading::numbers).chain(claim.threshold);
    let numbers: Vec<f32> = numbers.map(|number| number as f32).collect();
    let axis = Axis::covering(numbers.iter().copied(), 4);
    let title = format!("claim-{}", claim.id);
    let place = words().claims.stored(claim.place.trim_end_matches('.'));
    let row = |reading: &Reading| {
        let name = with_names(&words().claims.reading(&reading.name), &props.models);
        html! {
            <IntervalRow
                {name} reading={reading.clone()} unit={claim.unit} axis={axis.clone()} threshold={claim.threshold}
            />
        }
    };
    html! {
        <article class="claim" aria-labelledby={title.clone()} data-testid="claim" data-id={claim.id.clone()}>
            <header>
                <p><VerdictLabel verdict={claim.verdict} /></p>
                <h3 id={title}>{ format!("{}. {}", props.number, words().claims.stored(&claim.claim)) }</h3>
            </header>
            <p class="meaning">{ words().claims.tested_by(&place, &words().claims.stored(&claim.test)) }</p>
            if !claim.readings.is_empty() {
                <ul class="readings">
                    { for claim.readings.iter().map(row) }
                    { ticks(&axis, claim.unit) }
                </ul>
            }
            <p class="because">
                { words().claims.stored(&claim.because) }{ " " }<a href={format!("results.html#claim-{}", props.number)}>{ words().claims.as_table() }</a>
            </p>
        </article>
    }
}

/// A text in which networks have their names instead of their ids.
pub fn with_names(text: &str, models: &[ModelCard]) -> String {
    // The longest first: an id may begin another.
    let mut models: Vec<&ModelCard> = models.iter().collect();
    models.sort_by_key(|card| std::cmp::Reverse(card.id.len()));
    models.into_iter().fold(text.to_owned(), |text, card| text.replace(&card.id, &card.name))
}

fn ticks(axis: &Axis, unit: Unit) -> Html {
    let (axis, sign) = match unit {
        Unit::Share => (axis.percent(), " %"),
        Unit::Ratio => (axis.clone(), ""),
    };
    let number = |&tick: &f64| {
        html! { <text x={share(axis.position(tick))} y="12" text-anchor="middle">{ local(axis.label(tick)) + sign }</text> }
    };
    html! {
        <li class="reading-row" aria-hidden="true">
            <svg class="interval-axis" width="100%" height="16">{ for axis.ticks.iter().map(number) }</svg>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::model::ModelSource;

    #[test]
    fn networks_are_called_by_their_names() {
        let card = |id: &str, name: &str| {
            let (architecture, sha256, source) =
                (String::new(), String::new(), ModelSource::Visitor { file: String::new() });
            ModelCard { id: id.into(), name: name.into(), architecture, bytes: 0, sha256, source }
        };
        let models = [card("net-l2-0", "Net, ℓ2 0"), card("net-l2-05", "Net, ℓ2 0.5")];
        assert_eq!(with_names("CW on net-l2-05, over white noise", &models), "CW on Net, ℓ2 0.5, over white noise");
        assert_eq!(with_names("band 0", &models), "band 0");
    }
}
