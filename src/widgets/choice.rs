//! A labelled drop-down list.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// One entry of a [`Choice`].
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceOption {
    /// Its stable value in the document.
    pub value: AttrValue,
    /// What the visitor reads.
    pub text: AttrValue,
}

impl ChoiceOption {
    pub fn new(value: impl Into<AttrValue>, text: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), text: text.into() }
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub label: AttrValue,
    pub testid: AttrValue,
    pub options: Vec<ChoiceOption>,
    /// Position of the chosen entry.
    pub selected: usize,
    /// Receives the position that the visitor chooses.
    pub on_choose: Callback<usize>,
}

#[component]
pub fn Choice(props: &Props) -> Html {
    let select = use_node_ref();
    // The `selected` attribute only counts before the visitor's first choice; the property always does.
    use_effect_with((props.selected, props.options.clone(), select.clone()), |(selected, _, select)| {
        if let Some(element) = select.cast::<HtmlSelectElement>() {
            element.set_selected_index(*selected as i32);
        }
    });
    let on_choose = props.on_choose.clone();
    let onchange = move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        on_choose.emit(usize::try_from(index).unwrap_or_default());
    };
    html! {
        <label class="choice">
            <span>{ &props.label }</span>
            <select ref={select} data-testid={&props.testid} {onchange}>
                { for props.options.iter().map(|option| html! { <option value={&option.value}>{ &option.text }</option> }) }
            </select>
        </label>
    }
}
