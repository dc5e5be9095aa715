//! The controls of the energy budget.

use crate::{
    words::words,
    {proposition::budget::EnergyBudget, text::significant},
};
use freqscope_core::spectrum::band::Band;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub budget: EnergyBudget,
    pub on_change: Callback<EnergyBudget>,
}

/// Two sliders and a switch.
#[component]
pub fn PropositionSettings(props: &Props) -> Html {
    let (budget, energy) = (props.budget, props.budget.spec().energy);
    let on_level = number(props, EnergyBudget::with_level);
    let on_band = number(props, |budget, k| {
        let band = u8::try_from(k).ok().and_then(|k| Band::try_from(k).ok());
        EnergyBudget { band: band.unwrap_or(budget.band), ..budget }
    });
    let onchange = props.on_change.reform(move |event: Event| {
        let clip = event.target_unchecked_into::<HtmlInputElement>().checked();
        EnergyBudget { clip, ..budget }
    });
    let spent = words().proposition.spent(&significant(energy, 3), &significant(energy.sqrt(), 3));
    html! {
        <div class="sliders">
            { slider(words().proposition.energy(), "proposition-energy", EnergyBudget::LEVELS, budget.level, spent, on_level) }
            { slider(words().proposition.band(), "proposition-band", [0, 62], u8::from(budget.band) as i8, budget.band.to_string(), on_band) }
            <label class="check">
                <input type="checkbox" data-testid="proposition-clip" checked={budget.clip} {onchange} />
                <span>{ words().proposition.limit() }</span>
            </label>
        </div>
    }
}

/// Reports the settings with one number changed.
fn number(props: &Props, edit: fn(EnergyBudget, i8) -> EnergyBudget) -> Callback<InputEvent> {
    let budget = props.budget;
    props.on_change.reform(move |event: InputEvent| {
        let number = event.target_unchecked_into::<HtmlInputElement>().value().parse();
        number.map_or(budget, |number| edit(budget, number))
    })
}

fn slider(
    name: &'static str,
    testid: &'static str,
    [min, max]: [i8; 2],
    value: i8,
    text: String,
    oninput: Callback<InputEvent>,
) -> Html {
    html! {
        <label class="slider">
            <span>{ name }</span>
            <input
                type="range" min={min.to_string()} max={max.to_string()} step="1" value={value.to_string()}
                aria-valuetext={text.clone()} data-testid={testid} {oninput}
            />
            <output>{ text }</output>
        </label>
    }
}
