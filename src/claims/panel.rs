//! The panel of the paper's claims.

use crate::{
    claims::{claim_card::ClaimCard, variants_table::VariantsTable},
    platform::fetched::Fetched,
    widgets::export_row::{ExportRow, Format},
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
            <h2 id="claims-title">{ "The claims in full" }</h2>
            <p class="reading" translate="yes">
                { "What the paper claims, what was measured with the networks of this page to test it, and a verdict. The \
                   numbers were computed beforehand and come with the page." }
            </p>
            <details id="claims-list">
                <summary data-testid="claims-open" {onclick}>{ "Show the claims and the measurements" }</summary>
                <div class="claims-body" aria-live="polite">{ body(props) }</div>
            </details>
        </section>
    }
}

fn body(props: &Props) -> Html {
    match &props.claims {
        Fetched::NotRequested | Fetched::Fetching => {
            html! { <p class="meaning">{ "The measurements are being fetched." }</p> }
        }
        Fetched::Failed(why) => html! {
            <p class="meaning" data-testid="claims-missing">
                { "No measurements can be shown. " }{ why }
                <button type="button" class="quiet" onclick={props.on_open.reform(|_: MouseEvent| ())}>{ "Try again" }</button>
            </p>
        },
        Fetched::Ready(claims) if claims.claims.is_empty() => html! {
            <p class="meaning" data-testid="claims-missing">{ "No claim has been tested yet." }</p>
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
                { "A dot is the measured number, the line its 95 % interval, the dashed line what it must clear. " }
                <a href="results/claims.json">{ "All numbers as JSON" }</a>{ " · " }<a href="results.html">{ "The full report" }</a>
            </p>
            <ExportRow name="claims-export" ready=true on_export={props.on_export.clone()} />
        </>
    }
}

/// How many claims have each verdict, such as `Of 7 claims, 4 hold, 2 hold in part, 1 does not hold`.
pub fn count(claims: &Claims) -> String {
    const ALL: [(Verdict, &str, &str); 5] = [
        (Verdict::Holds, "holds", "hold"),
        (Verdict::HoldsInPart, "holds in part", "hold in part"),
        (Verdict::DoesNotHold, "does not hold", "do not hold"),
        (Verdict::Undecided, "is undecided", "are undecided"),
        (Verdict::NotMeasured, "is not measured", "are not measured"),
    ];
    let part = |(verdict, one, many): (Verdict, &str, &str)| {
        let number = claims.claims.iter().filter(|claim| claim.verdict == verdict).count();
        (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
    };
    let parts: Vec<String> = ALL.into_iter().filter_map(part).collect();
    format!("Of {} claims, {}.", claims.claims.len(), parts.join(", "))
}
