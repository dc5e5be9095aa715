//! A network of the visitor's own: what is known of it, its name, and whether this browser keeps it.

use crate::{networks::packing_notes::PackingNotes, text::size, words::words};
use freqscope_core::model::{ModelCard, ModelSource, Packing};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What the visitor does with one, by its id.
#[derive(Debug, Clone, PartialEq)]
pub enum OwnModelAction {
    /// For later visits.
    Keep(String),
    Forget(String),
    Rename(String, String),
    /// Says anew how it normalises pixels.
    Correct(String),
}

/// What is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnModel {
    pub card: ModelCard,
    /// How its checkpoint was read; none of packed weights.
    pub packing: Option<Packing>,
    /// Whether this browser keeps it.
    pub kept: bool,
    /// Whether the visitor can say anew how it normalises pixels.
    pub correctable: bool,
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub model: OwnModel,
    pub on_act: Callback<OwnModelAction>,
}

#[component]
pub fn OwnModelNotes(props: &Props) -> Html {
    let OwnModel { card, packing, kept, correctable } = &props.model;
    let act = |action: fn(String) -> OwnModelAction| {
        let id = card.id.clone();
        props.on_act.reform(move |_: MouseEvent| action(id.clone()))
    };
    let keep = if *kept { act(OwnModelAction::Forget) } else { act(OwnModelAction::Keep) };
    html! {
        <section class="own-model" data-testid="own-model" data-model={card.id.clone()} aria-label={card.name.clone()}>
            <Name card={card.clone()} on_act={props.on_act.clone()} />
            <p class="small">{ origin(card) }</p>
            if let Some(packing) = packing {
                <PackingNotes name={card.name.clone()} packing={packing.clone()} />
            }
            <label class="line">
                <input type="checkbox" checked={*kept} onclick={keep} data-testid="own-keep" />
                { words().networks.keep_own(&size(card.bytes)) }
            </label>
            if *correctable {
                <button type="button" class="quiet" data-testid="own-correct" onclick={act(OwnModelAction::Correct)}>
                    { words().networks.correct_pixels() }
                </button>
            }
        </section>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct NameProps {
    card: ModelCard,
    on_act: Callback<OwnModelAction>,
}

/// What is typed stays while the page is drawn again, as it is with each step of a computation.
#[component]
fn Name(props: &NameProps) -> Html {
    let draft = use_state_eq(|| props.card.name.clone());
    {
        let draft = draft.clone();
        use_effect_with(props.card.name.clone(), move |name| draft.set(name.clone()));
    }
    let oninput = {
        let draft = draft.clone();
        move |event: InputEvent| draft.set(event.target_unchecked_into::<HtmlInputElement>().value())
    };
    let id = props.card.id.clone();
    let onchange = props.on_act.reform(move |event: Event| {
        let name = event.target_unchecked_into::<HtmlInputElement>().value();
        OwnModelAction::Rename(id.clone(), name)
    });
    html! {
        <label class="line">{ words().networks.your_network() }
            <input type="text" maxlength="60" value={(*draft).clone()} {oninput} {onchange} data-testid="own-name" />
        </label>
    }
}

/// By the first digits of its hash a link knows it.
fn origin(card: &ModelCard) -> String {
    let ModelSource::Visitor { file } = &card.source else { return String::new() };
    words().networks.own_origin(&card.architecture.to_string(), file, &format!("{:.16}", card.sha256))
}
