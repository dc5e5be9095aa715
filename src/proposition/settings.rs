//! What Proposition 1 spends, and in which band the result is looked at.

use crate::{proposition::outlay::Outlay, text::significant};
use freqscope_core::spectrum::band::Band;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`PropositionSettings`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The settings.
    pub outlay: Outlay,
    /// Receives other settings.
    pub on_change: Callback<Outlay>,
}

/// Two sliders and a switch.
#[component]
pub fn PropositionSettings(props: &Props) -> Html {
    let (outlay, energy) = (props.outlay, props.outlay.budget().energy);
    let on_level = number(props, Outlay::with_level);
    let on_band = number(props, |outlay, k| {
        let band = u8::try_from(k).ok().and_then(|k| Band::try_from(k).ok());
        Outlay { band: band.unwrap_or(outlay.band), ..outlay }
    });
    let onchange = props.on_change.reform(move |event: Event| {
        let clip = event.target_unchecked_into::<HtmlInputElement>().checked();
        Outlay { clip, ..outlay }
    });
    let spent = format!("{}, so ‖x′ − x‖₂ = {}", significant(energy, 3), significant(energy.sqrt(), 3));
    html! {
        <div class="sliders">
            { slider("Energy", "proposition-energy", Outlay::LEVELS, outlay.level, spent, on_level) }
            { slider("Band", "proposition-band", [0, 62], u8::from(outlay.band) as i8, outlay.band.to_string(), on_band) }
            <label class="check">
                <input type="checkbox" data-testid="proposition-clip" checked={outlay.clip} {onchange} />
                <span>{ "Limit values to [0, 1]" }</span>
            </label>
        </div>
    }
}

/// Reports the settings with another number in them.
fn number(props: &Props, edit: fn(Outlay, i8) -> Outlay) -> Callback<InputEvent> {
    let outlay = props.outlay;
    props.on_change.reform(move |event: InputEvent| {
        let number = event.target_unchecked_into::<HtmlInputElement>().value().parse();
        number.map_or(outlay, |number| edit(outlay, number))
    })
}

fn slider(
    name: &'static str,
    testid: &'static str,
    [min, max]: [i8; 2],
    value: i8,
    words: String,
    oninput: Callback<InputEvent>,
) -> Html {
    html! {
        <label class="slider">
            <span>{ name }</span>
            <input
                type="range" min={min.to_string()} max={max.to_string()} step="1" value={value.to_string()}
                aria-valuetext={words.clone()} data-testid={testid} {oninput}
            />
            <output>{ words }</output>
        </label>
    }
}
