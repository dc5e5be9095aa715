//! What a section's claims came to.

use crate::{
    words::words,
    {claims::verdict_label::VerdictLabel, platform::fetched::Fetched},
};
use freqscope_core::study::claims::{Claim, Claims};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub claims: Fetched<Claims>,
    /// The ids of the claims.
    pub ids: Vec<&'static str>,
}

/// Nothing before the claims are there.
#[component]
pub fn VerdictLines(props: &Props) -> Html {
    let Some(claims) = props.claims.get() else { return html! {} };
    let numbered = || claims.claims.iter().zip(1..).filter(|(claim, _)| props.ids.contains(&claim.id.as_str()));
    html! {
        <div class="verdict-lines" data-testid="article-verdict">
            <h4>{ words().article.does_it_hold() }</h4>
            <ul>{ for numbered().map(line) }</ul>
        </div>
    }
}

fn line((claim, number): (&Claim, usize)) -> Html {
    html! {
        <li>
            <VerdictLabel verdict={claim.verdict} />
            <span class="verdict-claim">{ words().article.quoted(&words().claims.stored(&claim.claim)) }</span>
            { format!(" {} ", words().claims.stored(&claim.because)) }
            <a href={format!("results.html#claim-{number}")}>{ words().article.claim_in_full(number) }</a>
        </li>
    }
}
