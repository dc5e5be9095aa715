//! What the instruments are about: one picture, one class and one or two networks for all of them.

use crate::{networks::shown_model::ShownModel, picture::Picture, widgets::pixels::Pixels, words::words};
use freqscope_core::{class::Class, image::Image};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// None before it has been read.
    pub picture: Option<Rc<Picture>>,
    /// One or two; none before the list of networks is there.
    pub models: Vec<ShownModel>,
    /// The class of interest, once it is known.
    pub class: Option<Class>,
    /// The choice of the class.
    pub children: Html,
}

/// The ids of the popovers that the page opens from here and from the first screen.
pub const PICTURES: &str = "pictures";
pub const NETWORKS: &str = "networks";
pub const CUTTER: &str = "cutter";

#[component]
pub fn SubjectBar(props: &Props) -> Html {
    let words = &words().shell;
    let title = props.picture.as_ref().map_or_else(|| "…".into(), |picture| picture.origin.title());
    html! {
        <div class="subject" role="group" aria-label={words.subject()} data-testid="subject">
            <div>
                if let Some(picture) = &props.picture {
                    <Pixels rgba={picture.image.to_rgba8()} width={Image::SIDE as u32} label={words.the_picture()} />
                }
                <span>{ words.picture() }</span><b>{ title }</b>
                <button type="button" class="quiet" popovertarget={PICTURES} aria-label={words.change_picture()}>{ words.change() }</button>
            </div>
            <div>
                <span>{ if props.models.len() > 1 { words.networks() } else { words.network() } }</span>
                { for props.models.iter().map(name) }
                <button type="button" class="quiet" popovertarget={NETWORKS} aria-label={words.change_networks()}>{ words.change() }</button>
            </div>
            <div>{ props.children.clone() }</div>
        </div>
    }
}

fn name(model: &ShownModel) -> Html {
    html! { <b class={model.side.class()}>{ &model.name }</b> }
}
