//! Links to the sections of the page.

use crate::shell::section::Section;
use yew::prelude::*;

#[component]
pub fn Contents() -> Html {
    let item =
        |section: Section| html! { <li><a href={format!("#{}", section.heading())}>{ section.title() }</a></li> };
    html! {
        <nav class="contents" aria-label="On this page" data-testid="contents">
            <ul>{ for Section::ALL.map(item) }</ul>
        </nav>
    }
}
