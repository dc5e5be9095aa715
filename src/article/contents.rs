//! The contents of the article, which show where one is.

use crate::{shell::section::Section, words::words};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The section that is being read.
    pub reading: Option<Section>,
}

#[component]
pub fn Contents(props: &Props) -> Html {
    let item = |section: Section| {
        let current = (props.reading == Some(section)).then_some("location");
        html! { <li><a href={format!("#{}", section.name())} aria-current={current}>{ section.title() }</a></li> }
    };
    html! {
        <nav class="contents" aria-label={words().article.contents()} data-testid="contents">
            <ol>{ for Section::CHAPTERS.map(item) }</ol>
        </nav>
    }
}
