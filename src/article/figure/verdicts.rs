//! All claims with their verdicts, a row each.

use crate::{
    article::{awaiting, figure::props::FigureProps},
    claims::verdict_label::VerdictLabel,
    platform::stored_result::StoredResult,
};
use freqscope_core::study::claims::{Claim, Claims};
use yew::prelude::*;

#[component]
pub fn Verdicts(props: &FigureProps) -> Html {
    match props.story.claims.get() {
        Some(claims) => table(claims),
        None => awaiting::instead(std::slice::from_ref(&props.story.claims), &[StoredResult::Claims], &props.on_act),
    }
}

fn table(claims: &Claims) -> Html {
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label="The claims and their verdicts" data-testid="figure-verdicts">
            <table class="verdict-table">
                <thead>
                    <tr><th scope="col">{ "Claim" }</th><th scope="col">{ "In the paper" }</th><th scope="col">{ "Verdict" }</th></tr>
                </thead>
                <tbody>{ for claims.claims.iter().zip(1..).map(row) }</tbody>
            </table>
        </div>
    }
}

fn row((claim, number): (&Claim, usize)) -> Html {
    html! {
        <tr data-testid="verdict-row">
            <th scope="row">
                <a href={format!("results.html#claim-{number}")}>{ format!("{number}.") }</a>{ format!(" {}", claim.claim) }
            </th>
            <td>{ &claim.place }</td>
            <td><VerdictLabel verdict={claim.verdict} /></td>
        </tr>
    }
}
