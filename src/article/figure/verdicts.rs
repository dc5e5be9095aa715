//! All claims with their verdicts, a row each.

use crate::{
    action::Action,
    article::{
        awaiting,
        figure::{multiples::exporting, props::FigureProps},
    },
    claims::verdict_label::VerdictLabel,
    export::Subject,
    platform::stored_result::StoredResult,
    widgets::export_row::ExportRow,
};
use freqscope_core::study::claims::{Claim, Claims};
use yew::prelude::*;

#[component]
pub fn Verdicts(props: &FigureProps) -> Html {
    match props.story.claims.get() {
        Some(claims) => table(claims, &props.on_act),
        None => awaiting::instead(std::slice::from_ref(&props.story.claims), &[StoredResult::Claims], &props.on_act),
    }
}

fn table(claims: &Claims, on_act: &Callback<Action>) -> Html {
    html! {
        <>
        <div class="scroll" tabindex="0" role="region" aria-label="The claims and their verdicts" data-testid="figure-verdicts">
            <table class="verdict-table">
                <thead>
                    <tr><th scope="col">{ "Claim" }</th><th scope="col">{ "In the paper" }</th><th scope="col">{ "Verdict" }</th></tr>
                </thead>
                <tbody>{ for claims.claims.iter().zip(1..).map(row) }</tbody>
            </table>
        </div>
        <ExportRow name="figure-verdicts-export" ready=true on_export={exporting(on_act, Subject::Claims)} />
        </>
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
