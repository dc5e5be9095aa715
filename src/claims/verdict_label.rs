//! A verdict as text with a sign.

use crate::words::words;
use freqscope_core::study::claims::Verdict;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub verdict: Verdict,
}

/// The sign is hidden from screen readers, to which the text says it all.
#[component]
pub fn VerdictLabel(props: &Props) -> Html {
    let (class, sign) = look(props.verdict);
    html! {
        <span class={classes!("claim-verdict", class)} data-testid="claim-verdict">
            <span aria-hidden="true">{ sign }</span>{ words().claims.verdict(props.verdict) }
        </span>
    }
}

fn look(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Holds => ("holds", "●"),
        Verdict::HoldsInPart => ("in-part", "◐"),
        Verdict::DoesNotHold => ("fails", "○"),
        Verdict::Undecided => ("open", "?"),
        Verdict::NotMeasured => ("open", "–"),
    }
}
