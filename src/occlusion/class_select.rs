//! The choice of the class of interest.

use crate::{
    widgets::choice::{Choice, ChoiceOption},
    words::{Words, words},
};
use freqscope_core::class::Class;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// None is the predicted class.
    pub chosen: Option<Class>,
    /// None before it is known.
    pub predicted: Option<Class>,
    pub on_choose: Callback<Option<Class>>,
}

/// The choice of the class of interest: the predicted class, and then all ten.
#[component]
pub fn ClassSelect(props: &Props) -> Html {
    let Words { occlusion: words, classes, .. } = words();
    let predicted =
        props.predicted.map_or(words.predicted().to_owned(), |class| words.predicted_is(classes.name(class)));
    let all = Class::ALL.iter().map(|&class| ChoiceOption::new(class.name(), classes.name(class)));
    let options: Vec<ChoiceOption> = std::iter::once(ChoiceOption::new("predicted", predicted)).chain(all).collect();
    let selected = props.chosen.map_or(0, |class| class.index() + 1);
    let on_choose = props.on_choose.reform(|i: usize| i.checked_sub(1).map(|i| Class::ALL[i]));
    html! { <Choice label={words.class_of_interest()} testid="class-select" {options} {selected} {on_choose} /> }
}
