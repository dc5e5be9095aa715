//! The panel of the paper's claims.

use crate::{
    claims::{claim_card::ClaimCard, variants_table::VariantsTable},
    platform::fetched::Fetched,
    widgets::export_row::{ExportRow, Format},
    words::words,
};
use freqscope_core::{
    model::ModelCard,
    study::claims::{Claim, Claims, Verdict},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub claims: Fetched<Claims>,
    /// Of all networks.
    pub models: Rc<[ModelCard]>,
    /// The visitor opens the list, or tries again.
    pub on_open: Callback<()>,
    pub on_export: Callback<Format>,
}

/// The claims are fetched when the visitor opens the list.
#[component]
pub fn ClaimsPanel(props: &Props) -> Html {
    let onclick = props.on_open.reform(|_: MouseEvent| ());
    html! {
        <section class="claims" aria-labelledby="claims-title" data-testid="claims" data-state={props.claims.name()}>
            <h2 id="claims-title">{ words().claims.heading() }</h2>
            <p class="reading" translate="yes">{ words().claims.intro() }</p>
            <details id="claims-list">
                <summary data-testid="claims-open" {onclick}>{ words().claims.open() }</summary>
                <div class="claims-body" aria-live="polite">{ body(props) }</div>
            </details>
        </section>
    }
}

fn body(props: &Props) -> Html {
    match &props.claims {
        Fetched::NotRequested | Fetched::Fetching => {
            html! { <p class="meaning">{ words().claims.awaited() }</p> }
        }
        Fetched::Failed(why) => html! {
            <p class="meaning" data-testid="claims-missing">
                { words().claims.missing() }{ why }
                <button type="button" class="quiet" onclick={props.on_open.reform(|_: MouseEvent| ())}>{ words().claims.try_again() }</button>
            </p>
        },
        Fetched::Ready(claims) if claims.claims.is_empty() => html! {
            <p class="meaning" data-testid="claims-missing">{ words().claims.none() }</p>
        },
        Fetched::Ready(claims) => list(claims, props),
    }
}

fn list(claims: &Claims, props: &Props) -> Html {
    let card = |(claim, number): (&Claim, usize)| {
        html! { <ClaimCard key={claim.id.clone()} {number} claim={claim.clone()} models={props.models.clone()} /> }
    };
    html! {
        <>
            <p data-testid="claims-count">{ count(claims) }</p>
            { for claims.claims.iter().zip(1..).map(card) }
            <VariantsTable claims={claims.clone()} />
            <p class="meaning">
                { words().claims.key() }
                <a href="results/claims.json">{ words().claims.as_json() }</a>{ " · " }<a href="results.html">{ words().claims.report() }</a>
            </p>
            <ExportRow name="claims-export" ready=true on_export={props.on_export.clone()} />
        </>
    }
}

/// How many claims have each verdict, such as `Of 7 claims, 4 hold, 2 hold in part, 1 does not hold`.
pub fn count(claims: &Claims) -> String {
    const ALL: [Verdict; 5] =
        [Verdict::Holds, Verdict::HoldsInPart, Verdict::DoesNotHold, Verdict::Undecided, Verdict::NotMeasured];
    let part = |verdict: Verdict| {
        let number = claims.claims.iter().filter(|claim| claim.verdict == verdict).count();
        (number > 0).then(|| words().claims.counted(verdict, number))
    };
    let parts: Vec<String> = ALL.into_iter().filter_map(part).collect();
    words().claims.count(claims.claims.len(), &parts.join(", "))
}
