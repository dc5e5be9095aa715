//! The paper's Fig. 4: the image without each of the three lowest bands, and without the three of the highest score.

use crate::{
    occlusion::{
        example_figure::{SHOWN, highest, lowest},
        export::Export,
    },
    picture::Picture,
    text::{percent, signed},
    widgets::pixels::Pixels,
};
use freqscope_core::{
    class::Class,
    image::Image,
    occlusion::{
        OcclusionReport,
        ablation::{Ablation, Baseline},
    },
    spectrum::band::{Band, Bands},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub picture: Option<Rc<Picture>>,
    pub report: Option<Rc<OcclusionReport>>,
    /// Whether a second model is on show, which this is not about.
    pub compared: bool,
    /// The class of interest.
    pub class: Option<Class>,
    pub baseline: Baseline,
    /// The selected bands.
    pub bands: Bands,
    pub on_select: Callback<Bands>,
    pub on_export: Callback<Export>,
}

#[component]
pub fn Extremes(props: &Props) -> Html {
    let scores = props.report.as_ref().zip(props.class).map(|(report, class)| report.scores_for(class));
    let lowest = lowest().map(Some);
    let highest = scores.as_deref().map_or(vec![None; SHOWN], |scores| highest(scores).map(Some).to_vec());
    let class_name = props.class.map_or("the class".to_owned(), |class| format!("“{class}”"));
    html! {
        <section class="extremes" aria-labelledby="extremes-title">
            <h2 id="extremes-title">{ "Lowest frequencies, highest scores" }</h2>
            <p class="reading">
                { "As in the paper’s Fig. 4: the image without each of its three lowest bands, and without each of the three \
                   bands with the highest score." }
                if props.compared { { " Scores and predictions are those of A." } }
            </p>
            <div class="extremes-rows">
                { row(props, &scores, "The three lowest bands".into(), None, &lowest) }
                { row(props, &scores, format!("The three highest scores for {class_name}"), Some("top-band"), &highest) }
            </div>
            { exports(props) }
        </section>
    }
}

fn exports(props: &Props) -> Html {
    let ready = props.picture.is_some() && props.report.is_some() && props.class.is_some();
    let button = |export: Export, testid: &'static str, text: &'static str| {
        let onclick = props.on_export.reform(move |_: MouseEvent| export);
        html! { <button type="button" class="button" data-testid={testid} disabled={!ready} {onclick}>{ text }</button> }
    };
    html! {
        <div class="buttons exports">
            { button(Export::Figure, "export-figure", "Download Fig. 4 as SVG") }
            { button(Export::Scores, "export-scores", "Download all scores as CSV") }
        </div>
    }
}

fn row(
    props: &Props,
    scores: &Option<Vec<f32>>,
    title: String,
    testid: Option<&'static str>,
    bands: &[Option<Band>],
) -> Html {
    html! {
        <div class="extremes-row" role="group" aria-label={title.clone()}>
            <h3>{ title }</h3>
            <div class="extremes-images">
                { for bands.iter().map(|&band| match band {
                    Some(band) => card(props, scores, testid, band),
                    None => html! { <div class="card empty"><div class="frame"></div></div> },
                }) }
            </div>
        </div>
    }
}

fn card(props: &Props, scores: &Option<Vec<f32>>, testid: Option<&'static str>, band: Band) -> Html {
    let ablation = Ablation { bands: band.into(), baseline: props.baseline };
    let ablated = props.picture.as_ref().map(|picture| ablation.apply(&picture.image));
    let score = scores.as_ref().map(|scores| format!("score {}", signed(scores[band.index()], 2)));
    let logits = props.report.as_ref().map(|report| report.ablated[band.index()]);
    let verdict = logits.map(|logits| {
        let class = logits.class();
        format!("{class}, {}", percent(f64::from(logits.probability(class))))
    });
    html! {
        <button
            type="button" class="card" data-testid={testid} data-band={band.to_string()}
            aria-pressed={(props.bands == band.into()).to_string()}
            onclick={props.on_select.reform(move |_: MouseEvent| band.into())}
        >
            <div class="frame">
                if let Some(image) = ablated {
                    <Pixels rgba={image.to_rgba8()} width={Image::SIDE as u32} label={format!("The image without band {band}")} />
                }
            </div>
            <span class="card-title">{ format!("Without band {band}") }</span>
            <span>{ score.unwrap_or_default() }</span>
            <span>{ verdict.unwrap_or_default() }</span>
        </button>
    }
}
