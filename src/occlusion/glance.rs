//! Cause and effect in one line: the picture without the selected bands, and what the networks say of it.

use crate::{
    networks::shown_model::ShownModel, picture::Picture, text::percent, widgets::pixels::Pixels, words::words,
};
use freqscope_core::{image::Image, logits::Logits, occlusion::ablation::Ablation, spectrum::band::Band};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub picture: Option<Rc<Picture>>,
    pub ablation: Ablation,
    pub models: Vec<ShownModel>,
}

/// It stays at the foot of narrow windows, in which chart and answers are far apart; screen readers have the table of answers.
#[component]
pub fn Glance(props: &Props) -> Html {
    let ablated = use_memo((props.picture.clone(), props.ablation), |(picture, ablation)| {
        picture.as_ref().map(|picture| ablation.apply(&picture.image))
    });
    html! {
        <div class="glance" aria-hidden="true" data-testid="glance">
            if let Some(image) = ablated.as_ref() {
                <Pixels rgba={image.to_rgba8()} width={Image::SIDE as u32} label="" />
            }
            <p>
                <span class="bands-title">{ title(&props.ablation) }</span>
                { for props.models.iter().map(|model| answer(model, props.ablation.bands.is_empty())) }
            </p>
        </div>
    }
}

fn title(ablation: &Ablation) -> String {
    match ablation.bands.len() {
        0 => words().occlusion.all_bands().into(),
        1 => words().picture.without_one(&ablation.bands.to_string()),
        Band::COUNT => words().picture.without_any().into(),
        _ => words().picture.without_several(&ablation.bands.to_string()),
    }
}

/// The class that a network names, and how sure it is.
fn answer(model: &ShownModel, whole: bool) -> Html {
    let says = if whole { model.clean } else { model.after.filter(|_| !model.stale) };
    let text = |logits: Logits| {
        let class = logits.class();
        format!("{} {}", words().classes.name(class), percent(f64::from(logits.probability(class))))
    };
    html! { <b class={model.side.class()} title={model.name.clone()}>{ says.map_or("…".into(), text) }</b> }
}
