//! A slider over the bands.

use freqscope_core::spectrum::band::Band;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    pub value: Band,
    /// What the value means, for screen readers.
    pub meaning: AttrValue,
    pub testid: AttrValue,
    pub on_choose: Callback<Band>,
}

#[component]
pub fn BandSlider(props: &Props) -> Html {
    let oninput = props.on_choose.reform(|event: InputEvent| {
        let value = event.target_unchecked_into::<HtmlInputElement>().value();
        value.parse().unwrap_or(Band::LOWEST)
    });
    html! {
        <label class="band-slider">
            <span>{ &props.label }</span>
            <input
                type="range" min={Band::LOWEST.to_string()} max={Band::HIGHEST.to_string()} value={props.value.to_string()}
                aria-valuetext={&props.meaning} data-testid={&props.testid} {oninput}
            />
        </label>
    }
}
