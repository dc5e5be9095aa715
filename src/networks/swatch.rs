//! A sample of how charts draw a model.

use crate::networks::side::Side;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub side: Side,
}

/// A filled bar or a stepped line in the model's colour, which stands before its name.
#[component]
pub fn Swatch(props: &Props) -> Html {
    let sign = match props.side {
        Side::A => html! { <rect x="1" y="2" width="14" height="10" /> },
        Side::B => html! { <path d="M1 11H6V3H11V8H15" /> },
    };
    let class = format!("swatch side-{}", props.side.letter().to_lowercase());
    html! {
        <span {class}>
            <svg width="16" height="14" viewBox="0 0 16 14" aria-hidden="true">{ sign }</svg>
        </span>
    }
}
