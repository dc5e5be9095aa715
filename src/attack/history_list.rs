//! The attacks of this session, each of which can be shown again.

use crate::{
    attack::{history::AttackHistory, run::FinishedAttack},
    widgets::pixels::Pixels,
    words::words,
};
use freqscope_core::{image::Image, protocol::JobId};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The newest first.
    pub runs: Vec<FinishedAttack>,
    /// Those whose results are on show.
    pub shown: Vec<JobId>,
    /// Whether a result can be opened: not while an attack is running.
    pub idle: bool,
    pub on_open: Callback<JobId>,
}

/// A list that can be opened. Its entries are buttons: Enter shows the result, and the focus stays.
#[component]
pub fn AttackHistoryList(props: &Props) -> Html {
    html! {
        <details class="attack-history" data-testid="attack-history">
            <summary>{ words().attack.history(props.runs.len()) }</summary>
            if props.runs.is_empty() {
                <p class="meaning" data-testid="history-empty">{ words().attack.history_empty() }</p>
            } else {
                <p class="meaning">{ words().attack.history_meaning(AttackHistory::MOST) }</p>
                <ol class="scroll" aria-label={words().attack.history_label()}>
                    { for props.runs.iter().map(|run| entry(props, run)) }
                </ol>
            }
        </details>
    }
}

fn entry(props: &Props, run: &FinishedAttack) -> Html {
    let job = run.job;
    let picture = run.setup.picture.origin.title();
    let onclick = props.on_open.reform(move |_: MouseEvent| job);
    html! {
        <li key={job.0}>
            <button
                type="button" class="run" data-testid="history-run" aria-pressed={props.shown.contains(&job).to_string()}
                disabled={!props.idle} {onclick}
            >
                <span class="run-image" aria-hidden="true">
                    <Pixels
                        rgba={run.report.image.to_rgba8()} width={Image::SIDE as u32} label={picture.clone()}
                    />
                </span>
                <span>
                    <strong>{ run.setup.form.title() }</strong>
                    { format!(" · {} · {picture} · {}", run.setup.name, run.outcome()) }
                </span>
            </button>
        </li>
    }
}
