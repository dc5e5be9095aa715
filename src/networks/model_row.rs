//! One model to choose from.

use crate::{
    networks::{model_summary, side::Side},
    words::words,
};
use freqscope_core::model::{ModelCard, ModelSource};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub card: ModelCard,
    /// Whether its weights are stored on this machine.
    pub stored: bool,
    /// Whether they are being stored; none where they cannot be.
    pub keeping: Option<bool>,
    /// None if it is not on show.
    pub side: Option<Side>,
    /// Whether there is another model, so that there is something to choose.
    pub choice: bool,
    pub on_show: Callback<Side>,
    pub on_keep: Callback<()>,
    pub on_stop_comparing: Callback<()>,
}

/// One model to choose from: what is known of it, and two buttons. No radio buttons: the arrow keys would fetch each
/// model that they pass.
#[component]
pub fn ModelRow(props: &Props) -> Html {
    let card = &props.card;
    html! {
        <li class="model-row" data-testid="model-row" data-model={card.id.clone()}>
            <strong>{ name(card) }</strong>
            <span>{ model_summary::training(card) }</span>
            <span>{ model_summary::clean(card) }</span>
            { for model_summary::THREATS.iter().map(|threat| html! {
                <span>{ model_summary::robust(card, threat).unwrap_or_default() }</span>
            }) }
            <span>
                { model_summary::size(card) }
                if props.stored { <span class="stored" data-testid="stored">{ words().networks.stored_here() }</span> } else { { keep(props) } }
            </span>
            if props.choice { { buttons(props) } }
        </li>
    }
}

/// A shipped model's name leads to its card.
fn name(card: &ModelCard) -> Html {
    match &card.source {
        ModelSource::Shipped { .. } => html! { <a href={format!("models.html#{}", card.id)}>{ &card.name }</a> },
        ModelSource::Visitor { .. } => html! { &card.name },
    }
}

/// The way to store the weights without showing the model.
fn keep(props: &Props) -> Html {
    let shipped = matches!(props.card.source, ModelSource::Shipped { .. });
    let Some(keeping) = props.keeping.filter(|_| shipped) else { return Html::default() };
    let label = words().networks.keep_named(&props.card.name, &model_summary::size(&props.card));
    html! {
        <button
            type="button" class="quiet" data-testid="model-keep" aria-label={label} disabled={keeping}
            onclick={props.on_keep.reform(|_: MouseEvent| ())}
        >{ if keeping { words().networks.being_kept() } else { words().networks.keep() } }</button>
    }
}

fn buttons(props: &Props) -> Html {
    let show = props.on_show.reform(|_: MouseEvent| Side::A);
    let compare = match props.side {
        Some(Side::B) => props.on_stop_comparing.reform(|_: MouseEvent| ()),
        _ => props.on_show.reform(|_: MouseEvent| Side::B),
    };
    let pressed = |side: Side| (props.side == Some(side)).to_string();
    html! {
        <span class="model-choice">
            <button
                type="button" class="button" data-testid="model-show" aria-pressed={pressed(Side::A)} onclick={show}
                aria-label={words().networks.show_named(&props.card.name)}
            >{ words().networks.show() }</button>
            <button
                type="button" class="button" data-testid="model-compare" aria-pressed={pressed(Side::B)}
                onclick={compare} disabled={props.side == Some(Side::A)}
                aria-label={words().networks.compare_named(&props.card.name)}
            >{ words().networks.compare() }</button>
        </span>
    }
}
