//! The paper's Fig. 4: the image without each of the three lowest bands, and without the three of the highest score.

use crate::{
    networks::{shown_model::ShownModel, swatch::Swatch},
    occlusion::chart::quoted,
    occlusion::example_figure::{SHOWN, highest, lowest},
    picture::Picture,
    text::{percent, signed},
    widgets::{
        export_row::{ExportRow, Format},
        pixels::Pixels,
    },
    words::words,
};
use freqscope_core::{
    class::Class,
    image::Image,
    occlusion::ablation::{Ablation, Baseline},
    spectrum::band::{Band, Bands},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub picture: Option<Rc<Picture>>,
    /// One or two; the bands are those of the highest scores of the first.
    pub models: Vec<ShownModel>,
    /// The class of interest.
    pub class: Option<Class>,
    pub baseline: Baseline,
    /// The selected bands.
    pub bands: Bands,
    pub on_select: Callback<Bands>,
    pub on_export: Callback<Format>,
}

#[component]
pub fn Extremes(props: &Props) -> Html {
    let scores = props.models.first().and_then(|model| model.scores(props.class));
    let lowest = lowest().map(Some);
    let highest = scores.as_deref().map_or(vec![None; SHOWN], |scores| highest(scores).map(Some).to_vec());
    let ready = props.picture.is_some() && scores.is_some();
    let words = &words().occlusion;
    let class_name = quoted(props.class);
    html! {
        <section class="extremes" aria-labelledby="extremes-title">
            <h2 id="extremes-title">{ words.extremes_title() }</h2>
            <p class="reading">
                { words.extremes_help() }
                if props.models.len() > 1 { { words.extremes_of_first() } }
            </p>
            <div class="extremes-rows">
                { row(props, words.three_lowest().into(), None, &lowest) }
                { row(props, words.three_highest(&class_name), Some("top-band"), &highest) }
            </div>
            <ExportRow name="fig4-export" {ready} on_export={props.on_export.clone()} />
        </section>
    }
}

fn row(props: &Props, title: String, testid: Option<&'static str>, bands: &[Option<Band>]) -> Html {
    html! {
        <div class="extremes-row" role="group" aria-label={title.clone()}>
            <h3>{ title }</h3>
            <div class="extremes-images">
                { for bands.iter().map(|&band| match band {
                    Some(band) => card(props, testid, band),
                    None => html! { <div class="card empty"><div class="frame"></div></div> },
                }) }
            </div>
        </div>
    }
}

fn card(props: &Props, testid: Option<&'static str>, band: Band) -> Html {
    let ablation = Ablation { bands: band.into(), baseline: props.baseline };
    let ablated = props.picture.as_ref().map(|picture| ablation.apply(&picture.image));
    html! {
        <button
            type="button" class="card" data-testid={testid} data-band={band.to_string()}
            aria-pressed={(props.bands == band.into()).to_string()}
            onclick={props.on_select.reform(move |_: MouseEvent| band.into())}
        >
            <div class="frame">
                if let Some(image) = ablated {
                    <Pixels rgba={image.to_rgba8()} width={Image::SIDE as u32} label={words().occlusion.image_without(band.index())} />
                }
            </div>
            <span class="card-title">{ words().picture.without_one(&band.to_string()) }</span>
            { for props.models.iter().map(|model| answer(props, model, band)) }
        </button>
    }
}

/// The score that a network gives a band, and what it says without it; nothing before that is known.
fn answer(props: &Props, model: &ShownModel, band: Band) -> Html {
    let Some((scores, report)) = model.scores(props.class).zip(model.report()) else { return Html::default() };
    let logits = report.ablated[band.index()];
    let (class, score) = (logits.class(), signed(scores[band.index()], 2));
    html! {
        <>
            <span>
                if props.models.len() > 1 { <Swatch side={model.side} /> }
                { words().occlusion.score(&score) }
            </span>
            <span>{ format!("{}, {}", words().classes.name(class), percent(f64::from(logits.probability(class)))) }</span>
        </>
    }
}
