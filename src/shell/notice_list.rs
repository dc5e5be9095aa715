//! The notices, each of which can be dismissed.

use crate::{
    shell::notice::{Notice, NoticeId, Severity},
    widgets::focus::move_focus_then,
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub notices: Vec<Notice>,
    pub on_dismiss: Callback<NoticeId>,
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
                <p>{ &notice.text }</p>
                <button type="button" class="quiet" {onclick}>{ "Dismiss" }</button>
            </div>
        }
    };
    html! {
        <div ref={region.clone()} class="notices" role="alert" aria-label="Notices" tabindex="-1" data-testid="notices">
            { for props.notices.iter().map(notice) }
        </div>
    }
}
