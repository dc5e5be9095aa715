//! Selecting bands by writing them, and by three common ranges.

use crate::words::words;
use freqscope_core::{
    error::Error,
    spectrum::band::{Band, Bands},
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The selected bands.
    pub bands: Bands,
    pub on_select: Callback<Bands>,
}

/// Ranges by name; the edges are ours, the paper draws none.
const RANGES: [(usize, usize); 3] = [(0, 15), (16, 31), (32, 62)];

/// A text field for bands, and buttons. Clear stays enabled when it has done its work, or it would lose the focus.
#[component]
pub fn BandTools(props: &Props) -> Html {
    let draft = use_state(|| None::<String>);
    let parsed = draft.as_ref().map(|text| text.parse::<Bands>());
    // A draft stays as it was typed while it is wrong or means the selection; any other change outdates it.
    let fresh = match &parsed {
        Some(Ok(bands)) => *bands == props.bands,
        Some(Err(_)) => true,
        None => false,
    };
    let value = draft.as_ref().filter(|_| fresh).cloned().unwrap_or_else(|| props.bands.to_string());
    let error = parsed.and_then(Result::err);
    let oninput = {
        let (draft, on_select) = (draft.clone(), props.on_select.clone());
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            text.parse().into_iter().for_each(|bands| on_select.emit(bands));
            draft.set(Some(text));
        }
    };
    let forget = Callback::from(move |()| draft.set(None));
    let words = &words().occlusion;
    let names = [words.low(), words.middle(), words.high()];
    html! {
        <div class="band-tools">
            <label class="field">
                <span>{ words.bands() }</span>
                <input
                    type="text" data-testid="bands-input" inputmode="text" autocomplete="off" spellcheck="false"
                    placeholder={words.bands_example()} {value} {oninput} onblur={forget.reform(|_: FocusEvent| ())}
                    aria-invalid={error.is_some().to_string()} aria-describedby="bands-error"
                />
            </label>
            <div class="buttons">
                <button
                    type="button" class="button" data-testid="bands-clear"
                    aria-disabled={props.bands.is_empty().to_string()}
                    onclick={select(props, &forget, Bands::EMPTY)}
                >{ words.clear() }</button>
                { for RANGES.into_iter().zip(names).map(|(range, name)| preset(props, &forget, name, range)) }
            </div>
            { complaint(error) }
        </div>
    }
}

fn preset(props: &Props, forget: &Callback<()>, name: &str, (first, last): (usize, usize)) -> Html {
    let bands: Bands = Band::all().skip(first).take(last - first + 1).collect();
    let pressed = props.bands == bands;
    html! {
        <button type="button" class="button" aria-pressed={pressed.to_string()} onclick={select(props, forget, bands)}>
            { name }<span class="range">{ format!(" {first}–{last}") }</span>
        </button>
    }
}

fn select(props: &Props, forget: &Callback<()>, bands: Bands) -> Callback<MouseEvent> {
    let (on_select, forget) = (props.on_select.clone(), forget.clone());
    Callback::from(move |_| {
        forget.emit(());
        on_select.emit(bands);
    })
}

fn complaint(error: Option<Error>) -> Html {
    let text = error.map(|error| crate::words::told(&error)).unwrap_or_default();
    html! { <p id="bands-error" class="complaint" role="status">{ text }</p> }
}
