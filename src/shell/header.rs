//! The page's head: its name, where its parts are, and what stands at the right.

use crate::{shell::section::Section, words::words};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The button that copies the link, the colours, the device.
    pub children: Html,
}

#[component]
pub fn Header(props: &Props) -> Html {
    let part = |section: Section| html! { <a href={format!("#{}", section.heading())}>{ section.title() }</a> };
    html! {
        <header class="head">
            <p class="wordmark">{ mark() }{ "freqscope" }</p>
            <nav aria-label={words().shell.parts_of_page()}>{ for [Section::Article, Section::Instruments, Section::Lessons].map(part) }</nav>
            { props.children.clone() }
        </header>
    }
}

/// Four bars of rising frequency, as in the icon: the coarse ones blue, the fine ones rust.
pub fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
            <rect class="coarse" x="0" y="2" width="5" height="12" />
            <rect class="coarse" x="7" y="2" width="3" height="12" />
            <rect class="fine" x="12" y="2" width="1.5" height="12" />
            <rect class="fine" x="15" y="2" width="1" height="12" />
        </svg>
    }
}
