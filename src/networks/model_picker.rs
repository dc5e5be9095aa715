//! The choice of models: the list, the visitor's own, and what is stored on this machine.

use crate::{
    networks::{
        model_row::ModelRow,
        own_model::{OwnModel, OwnModelAction, OwnModelNotes},
        side::Side,
    },
    text::size,
    widgets::file_button::FileButton,
    words::words,
};
use freqscope_core::model::ModelCard;
use gloo::file::File;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub models: Rc<[ModelCard]>,
    /// Ids of the models whose weights are stored on this machine.
    pub stored: Vec<String>,
    /// Ids of those whose weights are being stored; none where none can be.
    pub keeping: Option<Vec<String>>,
    /// Ids of those on show, in the order of [`Side::ALL`].
    pub shown: Vec<Option<String>>,
    /// Name of a file that the engine is reading.
    pub opening: Option<String>,
    /// Those of them that are the visitor's.
    pub own: Vec<OwnModel>,
    pub on_show: Callback<(Side, String)>,
    pub on_stop_comparing: Callback<()>,
    pub on_load: Callback<File>,
    pub on_keep: Callback<String>,
    pub on_own: Callback<OwnModelAction>,
    pub on_forget: Callback<()>,
}

/// The choice of models, folded away until it is wanted.
#[component]
pub fn ModelPicker(props: &Props) -> Html {
    let choice = props.models.len() > 1;
    let row = |card: &ModelCard| {
        let (id, asked, kept) = (card.id.clone(), card.id.clone(), card.id.clone());
        let side = Side::ALL.into_iter().zip(&props.shown).find(|(_, shown)| shown.as_ref() == Some(&id));
        html! {
            <ModelRow
                key={id.as_str()} card={card.clone()} {choice} stored={props.stored.contains(&id)}
                keeping={props.keeping.as_ref().map(|keeping| keeping.contains(&id))} on_keep={props.on_keep.reform(move |()| kept.clone())}
                side={side.map(|(side, _)| side)} on_stop_comparing={props.on_stop_comparing.clone()}
                on_show={props.on_show.reform(move |side| (side, asked.clone()))}
            />
        }
    };
    html! {
        <>
            <p class="opening" role="status">
                { props.opening.as_ref().map(|name| words().networks.opening(name)).unwrap_or_default() }
            </p>
            <details id="models-list" class="model-picker" data-testid="model-picker">
                <summary>
                    { if choice { words().networks.choose_or_open() } else { words().networks.more_or_open() } }
                </summary>
                <ul class="model-list">{ for props.models.iter().map(row) }</ul>
                { for props.own.iter().map(|model| html! {
                    <OwnModelNotes key={model.card.id.clone()} model={model.clone()} on_act={props.on_own.clone()} />
                }) }
                { own(props, choice) }
                { storage(props) }
            </details>
        </>
    }
}

fn own(props: &Props, choice: bool) -> Html {
    let then = if choice { "" } else { words().networks.then_compare() };
    html! {
        <div class="own">
            <FileButton
                label={words().networks.open_own()} accept=".safetensors,.pt,.pth,.ckpt,.npz,.pkl,.tar" testid="model-input"
                on_file={props.on_load.clone()}
            />
            <p>
                { words().networks.open_own_help() }{ then }
            </p>
        </div>
    }
}

fn storage(props: &Props) -> Html {
    let stored = props.models.iter().filter(|card| props.stored.contains(&card.id));
    let bytes: u64 = stored.map(|card| card.bytes).sum();
    if bytes == 0 {
        return Html::default();
    }
    html! {
        <div class="own">
            <button
                type="button" class="button" data-testid="forget-stored"
                onclick={props.on_forget.reform(|_: MouseEvent| ())}
            >{ words().networks.clear_stored() }</button>
            <p>{ words().networks.stored_bytes(&size(bytes)) }</p>
        </div>
    }
}
