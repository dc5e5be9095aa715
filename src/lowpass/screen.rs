//! The first screen.

use crate::{
    lowpass::{
        answer::AnswerView,
        evidence::Evidence,
        names::Name,
        network::ScreenNetwork,
        view::{LowPassAction, LowPassView, Sweep},
        wording::{self, Part, Said},
    },
    networks::side::Side,
    picture::Picture,
    widgets::{export_row::Format, pixels::Pixels, properties::use_properties},
    words::words,
};
use freqscope_core::{
    class::Class,
    image::Image,
    occlusion::ablation::{Ablation, Baseline},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// None before it has been read.
    pub picture: Option<Rc<Picture>>,
    /// One or two; none before there is a list of models.
    pub networks: Vec<ScreenNetwork>,
    /// The class of interest, once it is known.
    pub class: Option<Class>,
    /// What replaces the bands that are taken away.
    pub baseline: Baseline,
    pub view: LowPassView,
    pub sweep: Sweep,
    /// Ids of what opens over the page to choose a picture and networks.
    pub choices: [&'static str; 2],
    /// Of what chooses another square of the picture, where there is a choice.
    pub cutter: Option<&'static str>,
    pub on_act: Callback<LowPassAction>,
    pub on_restart: Callback<()>,
    pub on_retry: Callback<()>,
    pub on_export: Callback<Format>,
}

#[component]
pub fn LowPassScreen(props: &Props) -> Html {
    let node = use_node_ref();
    let cutoff = props.view.cutoff;
    use_properties(node.clone(), vec![("--k", cutoff.kept().to_string())]);
    let said: Vec<Said> = props.networks.iter().map(|network| Said::of(network, cutoff)).collect();
    let sentence = wording::sentence(cutoff, &said);
    let compared = props.networks.len() != 1;
    let long = props.networks.iter().any(|network| matches!(network.name, Name::Own(_)));
    html! {
        <section ref={node} class={classes!("screen", compared.then_some("compared"), long.then_some("long"))} aria-labelledby="title" data-testid="screen">
            <h1 id="title" translate="yes">{ words().lowpass.title() }</h1>
            <p class="lead">{ if compared { words().lowpass.lead() } else { words().lowpass.lead_of_one() } }</p>
            <div class="screen-top">
                { seen(props) }
                <div class="says">
                    <p class="saying" data-testid="sentence">{ anew(&sentence) }</p>
                    <div class="answers">{ for props.networks.iter().map(|network| answer(props, network)) }</div>
                    { about(props) }
                </div>
            </div>
            <Evidence
                networks={props.networks.clone()} class={props.class} view={props.view} sweep={props.sweep}
                sentence={wording::plain(&sentence)} on_act={props.on_act.clone()} on_retry={props.on_retry.clone()}
                on_export={props.on_export.clone()}
            />
        </section>
    }
}

/// Parts that are drawn anew when one of them changes: none moves to make room for another.
fn anew(parts: &[Part]) -> Html {
    html! { <span key={wording::plain(parts)}>{ for parts.iter().map(part) }</span> }
}

fn part(part: &Part) -> Html {
    match part {
        Part::Text(text) => html! { { text } },
        Part::Network(side, name) => html! { <span class={side.class()}>{ name }</span> },
        Part::Class(side, class) => html! { <b class={side.map(Side::class)}>{ class }</b> },
    }
}

/// The picture at the cut-off.
fn seen(props: &Props) -> Html {
    let cutoff = props.view.cutoff;
    let ablation = Ablation { bands: cutoff.removed(), baseline: props.baseline };
    let pixels = |picture: &Rc<Picture>| {
        let rgba = ablation.apply(&picture.image).to_rgba8();
        let label = wording::picture(&picture.origin.title(), cutoff);
        html! { <Pixels {rgba} width={Image::SIDE as u32} {label} testid="seen" /> }
    };
    html! { <div class="seen">{ for props.picture.iter().map(pixels) }</div> }
}

fn answer(props: &Props, network: &ScreenNetwork) -> Html {
    html! {
        <AnswerView
            key={network.side.letter()} network={network.clone()} cutoff={props.view.cutoff}
            on_restart={props.on_restart.clone()}
        />
    }
}

/// What the networks say of the whole picture, and the way to other pictures and networks.
fn about(props: &Props) -> Html {
    let whole = |network: &ScreenNetwork| {
        let logits = network.whole()?;
        Some((network.side, logits.class(), f64::from(logits.probability(logits.class()))))
    };
    let whole: Vec<(Side, Class, f64)> = props.networks.iter().filter_map(whole).collect();
    let [pictures, networks] = props.choices;
    html! {
        <div class="about">
            <p>
                { for props.picture.iter().map(thumbnail) }
                <span class="whole" data-testid="whole">{ anew(&wording::whole(&whole)) }</span>
                <button type="button" class="quiet" data-testid="another-picture" popovertarget={pictures}>{ words().lowpass.another_picture() }</button>
                { for props.cutter.map(|cutter| html! {
                    <button type="button" class="quiet" data-testid="another-square" popovertarget={cutter}>{ words().lowpass.another_square() }</button>
                }) }
            </p>
            <button type="button" class="quiet" data-testid="other-networks" popovertarget={networks}>{ words().lowpass.other_networks() }</button>
        </div>
    }
}

fn thumbnail(picture: &Rc<Picture>) -> Html {
    html! { <Pixels rgba={picture.image.to_rgba8()} width={Image::SIDE as u32} label={picture.origin.title()} testid="whole-picture" /> }
}
