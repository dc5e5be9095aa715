//! Light or dark, and the choice of it.

use crate::{
    widgets::choice::{Choice, ChoiceOption},
    words::words,
};
use yew::prelude::*;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the visitor's system wants it.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Its value in a link and in the document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// As the page writes it.
    fn title(self) -> &'static str {
        match self {
            Self::Auto => words().shell.as_system(),
            Self::Light => words().shell.light(),
            Self::Dark => words().shell.dark(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub theme: Theme,
    pub on_choose: Callback<Theme>,
}

#[component]
pub fn ThemeChoice(props: &Props) -> Html {
    let options: Vec<ChoiceOption> =
        Theme::ALL.into_iter().map(|theme| ChoiceOption::new(theme.name(), theme.title())).collect();
    let selected = Theme::ALL.into_iter().position(|theme| theme == props.theme).unwrap_or_default();
    let on_choose = props.on_choose.reform(|i: usize| Theme::ALL[i]);
    html! { <div class="theme"><Choice label={words().shell.colours()} testid="theme" {options} {selected} {on_choose} /></div> }
}
