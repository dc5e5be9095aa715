//! What stands around a figure in a page of somebody else's: under it its name, what it shows, and the way to all of it.

use crate::{
    shell::{figure::Figure, header::mark},
    words::words,
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub figure: Figure,
    /// What is shown, in a few words.
    pub about: String,
    /// The address of the same on the whole page.
    pub href: String,
    pub children: Html,
}

#[component]
pub fn Frame(props: &Props) -> Html {
    html! {
        <main class="page embed" aria-label={props.figure.title()} data-testid="embed" data-view={props.figure.name()}>
            { props.children.clone() }
            <p class="embed-foot">
                <span class="wordmark">{ mark() }{ "freqscope" }</span>
                <span data-testid="embed-about">{ &props.about }</span>
                <a href={props.href.clone()} target="_blank" rel="noopener" data-testid="embed-open">{ words().embed.open_whole() }</a>
            </p>
        </main>
    }
}
