//! The title of a figure, with a switch where it can be drawn in two ways.

use crate::{widgets::segmented::Segmented, words::words};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq)]
pub struct Switch {
    /// Unique on the page.
    pub name: &'static str,
    pub options: [&'static str; 2],
    pub selected: usize,
    pub on_choose: Callback<usize>,
}

/// A switch that stands at its first option at first.
#[hook]
pub fn use_switch(name: &'static str, options: [&'static str; 2]) -> Switch {
    let selected = use_state(|| 0);
    let on_choose = {
        let selected = selected.clone();
        Callback::from(move |i| selected.set(i))
    };
    Switch { name, options, selected: *selected, on_choose }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    #[prop_or_default]
    pub switch: Option<Switch>,
}

#[component]
pub fn FigureHeading(props: &Props) -> Html {
    let switch = |switch: &Switch| {
        let options: Vec<AttrValue> = switch.options.map(AttrValue::from).to_vec();
        html! {
            <Segmented
                legend={words().figures.show()} name={switch.name} {options} selected={switch.selected} meaning=""
                on_choose={switch.on_choose.clone()}
            />
        }
    };
    html! {
        <div class="figure-heading">
            <h4>{ &props.title }</h4>
            { for props.switch.as_ref().map(switch) }
        </div>
    }
}
