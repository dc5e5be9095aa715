//! The choice of a picture: samples by class, or a file.

use crate::{
    picture::{
        camera::Camera,
        drawing_board::DrawingBoard,
        own::{OwnPicture, OwnPictures},
        pick::PictureSource,
        samples::Sample,
    },
    widgets::{file_button::FileButton, pixels::Pixels, roving},
    words::words,
};
use freqscope_core::{class::Class, image::Image};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub samples: Rc<[Sample]>,
    /// The one on show.
    pub chosen: Option<Sample>,
    /// The visitor's own.
    pub own: OwnPictures,
    /// Of the picture on show.
    pub image: Option<Image>,
    pub on_pick: Callback<PictureSource>,
    pub on_draw: Callback<Image>,
}

/// The samples are one stop of Tab, at that on show or the first.
#[component]
pub fn PicturePicker(props: &Props) -> Html {
    let row = use_node_ref();
    let ordered: Vec<&Sample> = Class::ALL.iter().flat_map(|class| of_class(props, *class)).collect();
    let stop = ordered.iter().position(|sample| props.chosen.as_ref() == Some(sample)).unwrap_or_default();
    let thumbs = ordered
        .iter()
        .enumerate()
        .map(|(i, sample)| (sample.class, thumb(props, sample, i == stop, on_key(&row, i, ordered.len()))));
    let thumbs: Vec<(Class, Html)> = thumbs.collect();
    html! {
        <section class="picker" aria-label={words().picture.image()}>
            <div ref={row} class="samples">{ for Class::ALL.into_iter().map(|class| group(class, &thumbs)) }</div>
            <div class="own">
                <FileButton
                    label={words().picture.choose()} accept="image/*,.npy" testid="file-input"
                    on_file={props.on_pick.reform(PictureSource::File)}
                />
                <p>
                    { words().picture.choose_help() }
                </p>
            </div>
            { own(props) }
            <Camera on_file={props.on_pick.reform(PictureSource::File)} />
            <details class="draw" data-testid="drawing-board">
                <summary>{ words().picture.draw_one() }</summary>
                <DrawingBoard image={props.image.clone()} on_draw={props.on_draw.clone()} />
            </details>
        </section>
    }
}

/// What the visitor has brought on this visit.
fn own(props: &Props) -> Html {
    let thumb = |picture: &OwnPicture| {
        let (name, file) = (picture.file.name(), picture.file.clone());
        let onclick = props.on_pick.reform(move |_: MouseEvent| PictureSource::File(file.clone()));
        html! {
            <button type="button" class="thumb" data-testid="own-picture" title={name.clone()} {onclick}>
                <Pixels rgba={picture.image.to_rgba8()} width={Image::SIDE as u32} label={name} />
            </button>
        }
    };
    let thumbs = props.own.as_slice();
    if thumbs.is_empty() {
        return Html::default();
    }
    html! {
        <div class="group" role="group" aria-label={words().picture.your_own()}>
            <div class="thumbs">{ for thumbs.iter().map(thumb) }</div>
            <span class="group-name" aria-hidden="true">{ words().picture.own() }</span>
        </div>
    }
}

fn of_class(props: &Props, class: Class) -> impl Iterator<Item = &Sample> {
    props.samples.iter().filter(move |sample| sample.class == class)
}

fn group(class: Class, thumbs: &[(Class, Html)]) -> Html {
    let own = thumbs.iter().filter(|(of, _)| *of == class).map(|(_, thumb)| thumb.clone());
    html! {
        <div class="group" role="group" aria-label={words().classes.name(class)}>
            <div class="thumbs">{ for own }</div>
            <span class="group-name" aria-hidden="true">{ words().classes.name(class) }</span>
        </div>
    }
}

fn on_key(row: &NodeRef, from: usize, count: usize) -> Callback<KeyboardEvent> {
    let row = row.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(next) = roving::step(&event.key(), from, count) else { return };
        event.prevent_default();
        row.cast::<Element>().iter().for_each(|row| roving::focus(row, next));
    })
}

fn thumb(props: &Props, sample: &Sample, reachable: bool, onkeydown: Callback<KeyboardEvent>) -> Html {
    let picked = sample.clone();
    let onclick = props.on_pick.reform(move |_: MouseEvent| PictureSource::Sample(picked.clone()));
    let pressed = props.chosen.as_ref() == Some(sample);
    html! {
        <button
            type="button" class="thumb" data-testid="sample" data-file={sample.file.clone()} title={sample.title()}
            aria-label={sample.title()} aria-pressed={pressed.to_string()}
            tabindex={if reachable { "0" } else { "-1" }} {onclick} {onkeydown}
        >
            <img src={sample.url()} alt="" width="32" height="32" />
        </button>
    }
}
