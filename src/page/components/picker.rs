//! The choice of a picture: samples by class, or a file.

use crate::{
    class::Class,
    page::{action::Source, samples::Sample},
};
use gloo::file::{File, FileList};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Picker`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The samples.
    pub samples: Rc<[Sample]>,
    /// The sample that is shown.
    pub chosen: Option<Sample>,
    /// Receives what the visitor picks.
    pub on_pick: Callback<Source>,
}

/// The choice of a picture.
#[component]
pub fn Picker(props: &Props) -> Html {
    html! {
        <section class="picker" aria-label="Image">
            <div class="samples">{ for Class::ALL.into_iter().map(|class| group(props, class)) }</div>
            <div class="own">
                { file_button(&props.on_pick) }
                <p>
                    { "or drop or paste a PNG or JPEG. Its central square is scaled to 32 × 32 pixels; it never leaves this machine." }
                </p>
            </div>
        </section>
    }
}

fn group(props: &Props, class: Class) -> Html {
    let samples = props.samples.iter().filter(|sample| sample.class == class);
    html! {
        <div class="group" role="group" aria-label={class.name()}>
            <div class="thumbs">{ for samples.map(|sample| thumb(props, sample)) }</div>
            <span class="group-name" aria-hidden="true">{ class.name() }</span>
        </div>
    }
}

fn thumb(props: &Props, sample: &Sample) -> Html {
    let picked = sample.clone();
    let onclick = props.on_pick.reform(move |_: MouseEvent| Source::Sample(picked.clone()));
    let pressed = props.chosen.as_ref() == Some(sample);
    html! {
        <button
            type="button" class="thumb" data-testid="sample" data-file={sample.file.clone()} title={sample.title()}
            aria-label={sample.title()} aria-pressed={pressed.to_string()} {onclick}
        >
            <img src={sample.url()} alt="" width="32" height="32" />
        </button>
    }
}

fn file_button(on_pick: &Callback<Source>) -> Html {
    let on_pick = on_pick.clone();
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let file = input.files().map(FileList::from).and_then(|files| files.first().cloned());
        // Emptied, so that choosing the same file again is a change.
        input.set_value("");
        file.into_iter().for_each(|file: File| on_pick.emit(Source::File(file)));
    };
    html! {
        <label class="button file">
            <input type="file" accept="image/png,image/jpeg" data-testid="file-input" {onchange} />
            <span>{ "Choose an image" }</span>
        </label>
    }
}
