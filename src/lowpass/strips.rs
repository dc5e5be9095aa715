//! Each network's answer at every cut-off, as a strip under the chart.

use crate::{
    lowpass::{
        network::ScreenNetwork,
        stretches::{Stretch, stretches},
        view::Sweep,
        wording,
    },
    widgets::{clicks::first_click, properties::use_properties},
    words::words,
};
use freqscope_core::class::Class;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub networks: Vec<ScreenNetwork>,
    pub sweep: Sweep,
    pub on_sweep: Callback<Sweep>,
}

#[component]
pub fn Strips(props: &Props) -> Html {
    let progress = progress(&props.networks);
    let (known, all) = progress;
    html! {
        <div class="strips" data-testid="strips" data-known={known.to_string()} data-all={all.to_string()}>
            <p class="small">
                <span>{ if props.networks.len() > 1 { words().lowpass.their_answer() } else { words().lowpass.its_answer() } }{ for count(progress) }</span>{ control(props, progress) }
            </p>
            { for props.networks.iter().map(strip) }
            <div class="cut over"></div>
            <div class="cut"></div>
        </div>
    }
}

/// How many answers are known, of how many.
fn progress(networks: &[ScreenNetwork]) -> (usize, usize) {
    let answers = || networks.iter().flat_map(|network| network.answers.iter());
    (answers().flatten().count(), answers().count())
}

/// Left out where there is no room for it.
fn count((known, all): (usize, usize)) -> Option<Html> {
    (known < all).then(|| html! { <span class="count">{ words().lowpass.count(known, all) }</span> })
}

fn control(props: &Props, (known, all): (usize, usize)) -> Html {
    let ready = props.networks.iter().any(|network| network.loading.state() == "ready");
    let (word, next) = match props.sweep {
        Sweep::Going => (words().lowpass.stop(), Sweep::Stopped),
        Sweep::Stopped => (words().lowpass.go_on(), Sweep::Going),
    };
    if known == all || !ready {
        return Html::default();
    }
    let onclick = first_click(&props.on_sweep, move || next);
    html! { <button type="button" class="quiet" data-testid="sweep" {onclick}>{ word }</button> }
}

fn strip(network: &ScreenNetwork) -> Html {
    let (all, home) = (stretches(&network.answers), network.whole().map(|logits| logits.class()));
    let name = wording::strip_name(&network.name, network.card.as_ref());
    let piece = |stretch: &Stretch| {
        let same = stretch.class.is_some() && stretch.class == home;
        let name = (Some(stretch) == widest(&all)).then(|| AttrValue::from(name.clone()));
        // One that changes its place is another one: it does not move.
        let [from, to] = stretch.edges();
        html! { <Piece key={128 * from + to} stretch={*stretch} {same} {name} /> }
    };
    html! {
        <div
            class={classes!("answer-strip", network.side.class())} role="img" aria-label={wording::strip(&name, &all)}
            data-testid={network.side.testid("strip")}
        >{ for all.iter().map(piece) }</div>
    }
}

/// The last of equals.
fn widest(all: &[Stretch]) -> Option<&Stretch> {
    all.iter().max_by_key(|stretch| stretch.edges()[1] - stretch.edges()[0])
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct PieceProps {
    stretch: Stretch,
    /// Whether the answer is that to the whole picture.
    same: bool,
    /// The name of the network, in the widest piece.
    name: Option<AttrValue>,
}

/// Words that have no room are left out by the style, not cut.
#[component]
fn Piece(props: &PieceProps) -> Html {
    let node = use_node_ref();
    let [from, to] = props.stretch.edges();
    use_properties(node.clone(), vec![("--from", (from + 1).to_string()), ("--to", (to + 1).to_string())]);
    let class = props.stretch.class;
    let name_of_class = class.map(|class| words().classes.name(class));
    html! {
        <span
            ref={node} class={classes!("piece", props.same.then_some("same"), class.is_none().then_some("unknown"))}
            title={name_of_class} data-class={class.map(Class::name)} data-from={props.stretch.from.kept().to_string()}
        >
            <b>{ name_of_class.unwrap_or_default() }</b>
            if let Some(name) = &props.name { <em>{ name }</em> }
        </span>
    }
}
