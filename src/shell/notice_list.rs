//! The notices, each of which can be dismissed.

use crate::{
    shell::{
        copy_link::Copied,
        notice::{Notice, NoticeId, Severity},
    },
    widgets::focus::move_focus_then,
    words::words,
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub notices: Vec<Notice>,
    pub on_dismiss: Callback<NoticeId>,
    /// The visitor wants a notice's details for a report.
    pub on_copy: Callback<NoticeId>,
}

/// The region is always there: screen readers only announce changes of regions that they know.
#[component]
pub fn NoticeList(props: &Props) -> Html {
    let region = use_node_ref();
    let on_dismiss = move_focus_then(&region, props.on_dismiss.clone());
    let notice = |notice: &Notice| {
        let id = notice.id;
        let onclick = on_dismiss.reform(move |_: MouseEvent| id);
        let class = match notice.severity {
            Severity::Information => "information",
            Severity::Problem => "problem",
        };
        html! {
            <div key={id.0} class={classes!("notice", class)} data-testid="notice">
                <div>
                    <p>{ &notice.text }</p>
                    { for notice.details.iter().map(details) }
                </div>
                { copy(notice, &props.on_copy) }
                <button type="button" class="quiet" {onclick}>{ words().shell.dismiss() }</button>
            </div>
        }
    };
    html! {
        <div ref={region.clone()} class="notices" role="alert" aria-label={words().shell.notices()} tabindex="-1" data-testid="notices">
            { for props.notices.iter().map(notice) }
        </div>
    }
}

/// Folded away: nobody needs it to use the page.
fn details(text: &String) -> Html {
    html! {
        <details>
            <summary>{ words().shell.details() }</summary>
            <pre>{ text }</pre>
        </details>
    }
}

fn copy(notice: &Notice, on_copy: &Callback<NoticeId>) -> Html {
    let id = notice.id;
    let word = match notice.copied {
        None => words().shell.copy_details(),
        Some(Copied::Done) => words().shell.copied(),
        Some(Copied::Refused) => words().shell.not_copied(),
    };
    html! {
        <button type="button" class="quiet" data-testid="copy-details" onclick={on_copy.reform(move |_: MouseEvent| id)}>
            { word }
        </button>
    }
}
