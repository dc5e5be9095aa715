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
    words::words,
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
        <div class="scroll" tabindex="0" role="region" aria-label={words().figures.verdicts_label()} data-testid="figure-verdicts">
            <table class="verdict-table">
                <thead>
                    <tr><th scope="col">{ words().figures.claim() }</th><th scope="col">{ words().figures.in_the_paper() }</th><th scope="col">{ words().figures.verdict() }</th></tr>
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
                <a href={format!("results.html#claim-{number}")}>{ format!("{number}.") }</a>{ format!(" {}", words().claims.stored(&claim.claim)) }
            </th>
            <td>{ words().claims.stored(&claim.place) }</td>
            <td><VerdictLabel verdict={claim.verdict} /></td>
        </tr>
    }
}
