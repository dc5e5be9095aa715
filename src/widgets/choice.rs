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
    let (element, selected) = (select.clone(), props.selected as i32);
    use_effect(move || {
        let element = element.cast::<HtmlSelectElement>();
        element
            .filter(|element| element.selected_index() != selected)
            .iter()
            .for_each(|element| element.set_selected_index(selected));
    });
    let (on_choose, redraw) = (props.on_choose.clone(), use_force_update());
    let onchange = move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        on_choose.emit(usize::try_from(index).unwrap_or_default());
        // Where something else undoes the choice before it is drawn, nothing but this list has changed.
        redraw.force_update();
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
