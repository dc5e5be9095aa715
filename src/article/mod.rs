//! The article: the paper's argument in short sections, each with a live figure.

use crate::shell::section::Section;
use yew::prelude::*;

#[component]
pub fn ArticleView() -> Html {
    html! {
        <section class="article" aria-labelledby={Section::Article.heading()}>
            <h2 id={Section::Article.heading()}>{ "What a network looks at" }</h2>
        </section>
    }
}
