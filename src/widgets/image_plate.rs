//! A small image with a title and a note.

use crate::widgets::pixels::Pixels;
use freqscope_core::image::Image;
use yew::prelude::*;

/// Properties of [`ImagePlate`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The image.
    pub image: Image,
    /// What it is.
    pub title: AttrValue,
    /// What there is to say about it.
    pub note: AttrValue,
    /// Name for tests.
    pub testid: AttrValue,
}

/// The image, its title and the note.
#[component]
pub fn ImagePlate(props: &Props) -> Html {
    html! {
        <figure>
            <div class="frame">
                <Pixels
                    rgba={props.image.to_rgba8()} width={Image::SIDE as u32} label={&props.title} testid={&props.testid}
                />
            </div>
            <figcaption><strong>{ &props.title }{ "." }</strong>{ " " }{ &props.note }</figcaption>
        </figure>
    }
}
