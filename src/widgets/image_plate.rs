//! A small image with a title and a note.

use crate::widgets::pixels::Pixels;
use freqscope_core::image::Image;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub image: Image,
    pub title: AttrValue,
    pub note: AttrValue,
    pub testid: AttrValue,
}

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
