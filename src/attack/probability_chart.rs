//! The probabilities of the leading classes over the steps of an attack.

use crate::{
    attack::probability_history::{ProbabilityHistory, StepLogits},
    text::{percent, share},
    words::words,
};
use freqscope_core::class::Class;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub history: ProbabilityHistory,
    /// The class that the attack started from, once it is known.
    pub class: Option<Class>,
    /// The class that it aims at, if it aims at one.
    pub target: Option<Class>,
    pub testid: AttrValue,
}

/// Width and height of the drawing's own units; it fills whatever room it gets.
const SIZE: (f64, f64) = (300.0, 100.0);

/// A line for each class, told apart by colour and dashes, and a legend with the newest numbers; nothing before the first.
#[component]
pub fn ProbabilityChart(props: &Props) -> Html {
    let matter: Vec<Class> = props.class.into_iter().chain(props.target).collect();
    let classes = props.history.followed(&matter);
    let [first, .., last] = props.history.steps() else { return Html::default() };
    let steps = (first.step, last.step);
    html! {
        <figure class="probability-chart" data-testid={&props.testid} data-readings={props.history.steps().len().to_string()}>
            <svg
                viewBox={format!("0 0 {} {}", SIZE.0, SIZE.1)} preserveAspectRatio="none" role="img"
                aria-label={label(props, &classes, steps)}
            >
                { for [0.0, 0.5, 1.0].map(grid) }
                { for classes.iter().enumerate().map(|(i, &class)| line(i, class, props.history.steps())) }
            </svg>
            <ul>{ for classes.iter().enumerate().map(|(i, &class)| entry(props, i, class)) }</ul>
            <figcaption>{ words().attack.probabilities(steps.0, steps.1) }</figcaption>
        </figure>
    }
}

fn label(props: &Props, classes: &[Class], (first, last): (u32, u32)) -> String {
    let now: Vec<String> =
        classes.iter().map(|&class| format!("{} {}", words().classes.name(class), now(props, class))).collect();
    words().attack.probabilities_label(first, last, &now.join(", "))
}

fn now(props: &Props, class: Class) -> String {
    props.history.now(class).map(|probability| percent(f64::from(probability))).unwrap_or_default()
}

fn grid(probability: f64) -> Html {
    let y = share(1.0 - probability);
    html! { <line class="grid" x1="0" x2="100%" y1={y.clone()} y2={y} /> }
}

fn line(i: usize, class: Class, steps: &[StepLogits]) -> Html {
    let start = steps.first().map_or(0, |step| step.step);
    let width = steps.last().map_or(1, |step| step.step.saturating_sub(start)).max(1);
    let point = |step: &StepLogits| {
        let across = f64::from(step.step.saturating_sub(start)) / f64::from(width);
        let up = f64::from(step.logits.probability(class));
        format!("{:.1},{:.1} ", SIZE.0 * across, SIZE.1 * (1.0 - up))
    };
    html! { <polyline class={format!("probability-{i}")} points={steps.iter().map(point).collect::<String>()} /> }
}

fn entry(props: &Props, i: usize, class: Class) -> Html {
    let role = match class {
        class if Some(class) == props.target => words().attack.is_target(),
        class if Some(class) == props.class => words().attack.was_first(),
        _ => "",
    };
    html! {
        <li data-class={class.name()}>
            <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
                <polyline class={format!("probability-{i}")} points="0,4 24,4" />
            </svg>
            { format!("{}{role} {}", words().classes.name(class), now(props, class)) }
        </li>
    }
}
