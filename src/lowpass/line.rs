//! The line that takes the fine frequencies out: what it keeps and takes of the evidence, and the slider that moves it.

use crate::{
    lowpass::{chart::Bars, names::Name, shares::kept, wording},
    widgets::properties::use_properties,
    words::words,
};
use freqscope_core::spectrum::{band::Band, cutoff::Cutoff};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TagProps {
    pub bars: Vec<Bars>,
    pub cutoff: Cutoff,
}

/// A small table at the line, a row a network: kept at its left, taken away at its right. The style leaves out a side that has no
/// room.
#[component]
pub fn LineTag(props: &TagProps) -> Html {
    let shares = props.bars.iter().map(|bars| (bars, kept(&bars.scores, props.cutoff)));
    let rows: Vec<(&Bars, u32)> = shares.filter_map(|(bars, kept)| Some((bars, kept?))).collect();
    html! {
        <div class="cut" data-testid="cut">
            if !rows.is_empty() {
                <div class="tag kept">
                    <p class="small">{ words().lowpass.kept() }</p>
                    { for rows.iter().map(|(bars, kept)| part(bars, *kept, "kept")) }
                </div>
                <div class="tag taken">
                    <p class="small">{ words().lowpass.taken() }</p>
                    { for rows.iter().map(|(bars, kept)| part(bars, 100 - kept, "taken")) }
                </div>
            }
        </div>
    }
}

fn part(bars: &Bars, share: u32, name: &str) -> Html {
    html! {
        <p class={bars.side.class()} data-testid={bars.side.testid(name)} data-percent={share.to_string()}>
            { wording::percent(share) }<span>{ of(&bars.name) }</span>
        </p>
    }
}

fn of(name: &Name) -> String {
    wording::of_network(name)
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SliderProps {
    pub cutoff: Cutoff,
    /// What the position means.
    pub sentence: AttrValue,
    pub on_cut: Callback<Cutoff>,
}

#[component]
pub fn CutoffSlider(props: &SliderProps) -> Html {
    let on_cut = props.on_cut.clone();
    let oninput = move |event: InputEvent| {
        let value = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
        on_cut.emit(Cutoff::nearest(value.max(0.0) as usize));
    };
    html! {
        <input
            class="cutoff" type="range" min="1" max={Band::COUNT.to_string()} step="1" data-testid="cutoff"
            value={props.cutoff.kept().to_string()} aria-label={words().lowpass.slider()} aria-valuetext={&props.sentence} {oninput}
        />
    }
}

/// The names of the axis under the slider.
#[component]
pub fn LineScale() -> Html {
    html! {
        <div class="line-scale" aria-hidden="true">
            <span class="end">{ words().charts.coarse() }</span>
            { for (10..=50).step_by(10).map(|k| html! { <Tick {k} /> }) }
            <span class="end">{ words().charts.fine() }<span class="wide">{ words().lowpass.finest() }</span></span>
        </div>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct TickProps {
    k: usize,
}

/// A band's number, in its middle.
#[component]
fn Tick(props: &TickProps) -> Html {
    let node = use_node_ref();
    use_properties(node.clone(), vec![("--band", props.k.to_string())]);
    html! { <span ref={node} class={classes!("tick", (props.k == 50).then_some("roomy"))}>{ props.k }</span> }
}
