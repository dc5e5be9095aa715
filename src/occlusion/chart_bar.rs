//! One bar of the chart.

use crate::{
    text::{share, signed},
    words::words,
};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub band: Band,
    /// Its score, once it is known.
    pub score: Option<f32>,
    /// Its score for the second model, if there is one.
    pub other: Option<f32>,
    /// Pixels from the top to zero.
    pub zero: f64,
    /// Pixels from the top to the score.
    pub tip: f64,
    pub selected: bool,
    pub pointed: bool,
    /// Whether Tab reaches it; the arrow keys reach the others.
    pub reachable: bool,
    /// The visitor points at it or focuses it.
    pub on_focus: Callback<()>,
    pub on_toggle: Callback<()>,
    /// Keys other than Enter and Space.
    pub on_key: Callback<KeyboardEvent>,
}

/// Share of its slot that a bar fills.
const FILLED: f64 = 0.72;
/// Height in pixels of a bar that would be invisible, and of one without a score.
const LEAST: f64 = 1.5;

/// One bar: a slot that takes the pointer over the full height, and the score's rectangle.
#[component]
pub fn ChartBar(props: &Props) -> Html {
    let slot = 1.0 / Band::COUNT as f64;
    let left = props.band.index() as f64 * slot;
    let tall = (props.tip - props.zero).abs().max(LEAST);
    let top = if props.tip < props.zero { props.zero - tall } else { props.zero };
    let on_key = props.on_key.clone();
    let toggle = props.on_toggle.clone();
    let onkeydown = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" | " " => {
            event.prevent_default();
            toggle.emit(());
        }
        _ => on_key.emit(event),
    };
    html! {
        <g
            class={class(props)} role="button" tabindex={if props.reachable { "0" } else { "-1" }}
            data-testid="of-bar" data-band={props.band.to_string()} data-score={props.score.map(|score| score.to_string())}
            data-score-b={props.other.map(|score| score.to_string())}
            aria-pressed={props.selected.to_string()} aria-label={label(props)} {onkeydown}
            onclick={props.on_toggle.reform(|_: MouseEvent| ())} onfocus={props.on_focus.reform(|_: FocusEvent| ())}
            onpointerenter={props.on_focus.reform(|_: PointerEvent| ())}
        >
            <rect class="slot" x={share(left)} y="0" width={share(slot)} height="100%" />
            <rect
                class="value" x={share(left + slot * (1.0 - FILLED) / 2.0)} y={format!("{top:.2}")}
                width={share(slot * FILLED)} height={format!("{tall:.2}")}
            />
        </g>
    }
}

fn class(props: &Props) -> Classes {
    let sign = match props.score {
        None => "unknown",
        Some(score) if score < 0.0 => "negative",
        Some(_) => "positive",
    };
    classes!("bar", sign, props.selected.then_some("selected"), props.pointed.then_some("pointed"))
}

fn label(props: &Props) -> String {
    let (band, words) = (props.band.index(), &words().occlusion);
    match (props.score, props.other) {
        (Some(score), None) => words.bar(band, &signed(score, 2)),
        (Some(score), Some(other)) => words.bar_of_two(band, &signed(score, 2), &signed(other, 2)),
        (None, Some(other)) => words.bar_of_second(band, &signed(other, 2)),
        (None, None) => words.bar_unknown(band),
    }
}
