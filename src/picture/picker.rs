//! The choice of a picture: samples by class, or a file.

use crate::{
    picture::{pick::PictureSource, samples::Sample},
    widgets::file_button::FileButton,
};
use freqscope_core::class::Class;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub samples: Rc<[Sample]>,
    /// The one on show.
    pub chosen: Option<Sample>,
    pub on_pick: Callback<PictureSource>,
}

#[component]
pub fn PicturePicker(props: &Props) -> Html {
    html! {
        <section class="picker" aria-label="Image">
            <div class="samples">{ for Class::ALL.into_iter().map(|class| group(props, class)) }</div>
            <div class="own">
                <FileButton
                    label="Choose an image" accept="image/png,image/jpeg" testid="file-input"
                    on_file={props.on_pick.reform(PictureSource::File)}
                />
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
    let onclick = props.on_pick.reform(move |_: MouseEvent| PictureSource::Sample(picked.clone()));
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
