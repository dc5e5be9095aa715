//! The page's head.

use crate::shell::contents::Contents;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What stands at the right: the button that copies the link, the theme, the device.
    pub children: Html,
}

#[component]
pub fn Header(props: &Props) -> Html {
    html! {
        <header class="head">
            <div class="title">
                <p class="wordmark">{ mark() }{ "freqscope" }</p>
                <h1>{ "Which spatial frequencies does a network rely on?" }</h1>
                <p class="lead">
                    { "Take a band of frequencies out of an image and watch the prediction move. \
                       Everything is computed on this machine." }
                </p>
                <Contents />
            </div>
            <div class="head-tools">{ props.children.clone() }</div>
        </header>
    }
}

/// Four bars of rising frequency, as in the icon.
fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
            <rect x="0" y="2" width="5" height="12" />
            <rect x="7" y="2" width="3" height="12" />
            <rect x="12" y="2" width="1.5" height="12" />
            <rect x="15" y="2" width="1" height="12" />
        </svg>
    }
}
