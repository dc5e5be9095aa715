//! A few options side by side, of which one is chosen: radio buttons drawn as one control.

use yew::prelude::*;

/// Properties of [`Segmented`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What is chosen.
    pub legend: AttrValue,
    /// A name that no other control of the page has.
    pub name: AttrValue,
    /// The options.
    pub options: Vec<AttrValue>,
    /// Position of the chosen option.
    pub selected: usize,
    /// What the chosen option means.
    pub meaning: AttrValue,
    /// Whether the choice makes no difference now.
    #[prop_or_default]
    pub disabled: bool,
    /// Receives the position that the visitor chooses.
    pub on_choose: Callback<usize>,
}

/// A few options side by side, of which one is chosen.
#[component]
pub fn Segmented(props: &Props) -> Html {
    let option = |(i, text): (usize, &AttrValue)| {
        let onchange = props.on_choose.reform(move |_: Event| i);
        html! {
            <label>
                <input type="radio" name={&props.name} checked={i == props.selected} {onchange} />
                <span>{ text }</span>
            </label>
        }
    };
    html! {
        <fieldset class="segmented" disabled={props.disabled}>
            <legend>{ &props.legend }</legend>
            <div class="segments">{ for props.options.iter().enumerate().map(option) }</div>
            <p class="meaning">{ &props.meaning }</p>
        </fieldset>
    }
}
