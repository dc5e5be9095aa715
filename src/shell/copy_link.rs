//! The button that copies the page's address, which holds everything that is seen.

use crate::words::words;
use yew::prelude::*;

/// How copying went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    Done,
    /// The browser forbids it, as it does where a page comes over plain HTTP.
    Refused,
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// None before the visitor copies the link to what is seen now.
    pub copied: Option<Copied>,
    pub on_copy: Callback<()>,
}

/// The word beside the button is always there, if empty: screen readers only announce changes of regions that they know.
#[component]
pub fn CopyLink(props: &Props) -> Html {
    let onclick = props.on_copy.reform(|_: MouseEvent| ());
    let word = match props.copied {
        None => "",
        Some(Copied::Done) => words().shell.link_copied(),
        Some(Copied::Refused) => words().shell.link_not_copied(),
    };
    html! {
        <div class="copy-link">
            <button type="button" class="quiet" data-testid="copy-link" {onclick}>{ words().shell.copy_link() }</button>
            <span class="reason" role="status" data-testid="copied">{ word }</span>
        </div>
    }
}
