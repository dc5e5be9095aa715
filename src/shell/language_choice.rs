//! The choice of the page's language.

use crate::{
    language::{self, Language},
    widgets::choice::{Choice, ChoiceOption},
    words::words,
};
use yew::prelude::*;

/// Of the list in the document: it is drawn anew by each choice, and then gets the focus again.
pub const TESTID: &str = "language";

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub on_choose: Callback<Language>,
}

#[component]
pub fn LanguageChoice(props: &Props) -> Html {
    let options: Vec<ChoiceOption> =
        Language::ALL.into_iter().map(|language| ChoiceOption::new(language.tag(), language.own_name())).collect();
    let selected = Language::ALL.into_iter().position(|language| language == language::current()).unwrap_or_default();
    let on_choose = props.on_choose.reform(|i: usize| Language::ALL[i]);
    html! { <div class="theme"><Choice label={words().shell.language()} testid={TESTID} {options} {selected} {on_choose} /></div> }
}
