//! The choice of the two networks on show.

use crate::{
    networks::side::Side,
    widgets::choice::{Choice, ChoiceOption},
    words::words,
};
use freqscope_core::model::ModelCard;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub models: Rc<[ModelCard]>,
    /// Ids of those on show, in the order of [`Side::ALL`].
    pub shown: Vec<Option<String>>,
    pub on_show: Callback<(Side, String)>,
    pub on_stop_comparing: Callback<()>,
}

#[component]
pub fn PairPicker(props: &Props) -> Html {
    html! {
        <div class="pair-picker">
            { for Side::ALL.map(|side| choice(props, side)) }
        </div>
    }
}

/// The second side can be empty: that is its first option.
fn choice(props: &Props, side: Side) -> Html {
    let (label, empty) = match side {
        Side::A => (words().networks.first(), None),
        Side::B => (words().networks.second(), Some(ChoiceOption::new("none", words().networks.none()))),
    };
    let first = usize::from(empty.is_some());
    let models = props.models.iter().map(|card| ChoiceOption::new(card.id.clone(), card.name.clone()));
    let options: Vec<ChoiceOption> = empty.into_iter().chain(models).collect();
    let shown = props.shown.get(side as usize).cloned().flatten();
    let place = shown.and_then(|id| props.models.iter().position(|card| card.id == id));
    let (models, on_show, on_stop) = (props.models.clone(), props.on_show.clone(), props.on_stop_comparing.clone());
    let on_choose = Callback::from(move |i: usize| match i.checked_sub(first).and_then(|i| models.get(i)) {
        Some(card) => on_show.emit((side, card.id.clone())),
        None => on_stop.emit(()),
    });
    html! {
        <Choice {label} testid={side.testid("network")} {options} selected={place.map_or(0, |i| i + first)} {on_choose} />
    }
}
