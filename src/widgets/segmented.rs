//! A few options side by side, of which one is chosen: radio buttons drawn as one control.

use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub legend: AttrValue,
    /// Unique on the page.
    pub name: AttrValue,
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
