//! Which model is which in a chart of two, and what they do not agree on.

use crate::{
    networks::{results::Attribution, shown_model::ShownModel, side::Side, swatch::Swatch},
    widgets::clicks::first_click,
    words::{Words, words},
};
use freqscope_core::class::Class;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The class of interest.
    pub class: Option<Class>,
    pub models: Vec<ShownModel>,
    /// The visitor asks for a chart that failed or was stopped.
    pub on_retry: Callback<()>,
    /// The visitor wants no chart now.
    pub on_stop: Callback<()>,
}

#[component]
pub fn ChartLegend(props: &Props) -> Html {
    let item = |model: &ShownModel| {
        html! {
            <li data-testid={model.side.testid("of-legend")} data-state={model.attribution.name()}>
                <Swatch side={model.side} />{ &model.name }{ progress(model) }
                if model.side == Side::B { { button(props, &model.attribution) } }
            </li>
        }
    };
    html! {
        <>
            <ul class="legend">{ for props.models.iter().map(item) }</ul>
            <p class="disagreement" data-testid="disagreement" role="status">
                { disagreement(&props.models, props.class).unwrap_or_default() }
            </p>
        </>
    }
}

/// Stops the second model's scores, or asks for them again; those of the first have theirs in the chart itself.
fn button(props: &Props, attribution: &Attribution) -> Html {
    let words = &words().occlusion;
    let (text, act) = match attribution {
        Attribution::Running { .. } => (words.stop(), &props.on_stop),
        Attribution::Failed => (words.try_again(), &props.on_retry),
        Attribution::Stopped => (words.compute(), &props.on_retry),
        Attribution::Waiting | Attribution::Done(_) => return Html::default(),
    };
    html! { <button type="button" class="quiet" onclick={first_click(act, || ())}>{ text }</button> }
}

/// The progress of the second model's scores; that of the first stands in the chart itself.
fn progress(model: &ShownModel) -> Html {
    if model.side == Side::A {
        return Html::default();
    }
    let words = &words().occlusion;
    let text = match model.attribution {
        Attribution::Done(_) => return Html::default(),
        Attribution::Waiting => words.waiting().to_owned(),
        Attribution::Running { total: 0, .. } => words.computing().to_owned(),
        Attribution::Running { done, total, .. } => words.computing_of(done, total),
        Attribution::Failed => words.not_computed().to_owned(),
        Attribution::Stopped => words.stopped().to_owned(),
    };
    html! { <span class="legend-progress">{ text }</span> }
}

/// That a model predicts another class than the one in question.
fn disagreement(models: &[ShownModel], class: Option<Class>) -> Option<String> {
    let Words { occlusion: words, classes, .. } = words();
    let class = class?;
    let other = |model: &ShownModel| {
        let predicted = model.predicted().filter(|&predicted| predicted != class)?;
        Some(words.predicts(&model.name, classes.name(predicted)))
    };
    let others: Vec<String> = models.iter().filter_map(other).collect();
    (!others.is_empty()).then(|| words.both_about(&others.join(words.and()), classes.name(class)))
}
