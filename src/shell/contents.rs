//! Links to the sections of the page.

use yew::prelude::*;

/// The id of each section's heading, and a short name for it.
const SECTIONS: [(&str, &str); 8] = [
    ("hero-title", "Bands"),
    ("extremes-title", "Fig. 4"),
    ("attack-title", "Attacks"),
    ("inversion-title", "Inversion"),
    ("survey-title", "Fig. 1"),
    ("proposition-title", "Proposition 1"),
    ("claims-title", "Does it hold?"),
    ("method-title", "Method"),
];

#[component]
pub fn Contents() -> Html {
    let item = |(id, name): (&str, &str)| html! { <li><a href={format!("#{id}")}>{ name }</a></li> };
    html! {
        <nav class="contents" aria-label="On this page" data-testid="contents">
            <ul>{ for SECTIONS.map(item) }</ul>
        </nav>
    }
}
