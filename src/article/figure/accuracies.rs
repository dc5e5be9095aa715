//! How often four networks are right, also under the same two attacks.

use crate::{
    article::{
        figure::{multiples::exporting, props::FigureProps},
        glossary::Word,
        network::Network,
    },
    export::Subject,
    networks::model_summary::{THREATS, radius, robustness},
    text::percent,
    widgets::export_row::{ExportRow, Format},
    words::words,
};
use freqscope_core::{
    attack::threat::ThreatModel,
    model::{ModelCard, ModelSource},
};
use yew::prelude::*;

/// Nothing before the list of models is there.
#[component]
pub fn Accuracies(props: &FigureProps) -> Html {
    let rows = || Network::ALL.into_iter().filter_map(|network| Some((network, props.story.card(network)?)));
    if rows().next().is_none() {
        return html! { <p class="small">{ words().figures.networks_awaited() }</p> };
    }
    html! {
        <>
        <div class="scroll" tabindex="0" role="region" aria-label={words().figures.accuracies_label()}>
            <table class="accuracies" data-testid="accuracies">
                <caption>{ words().figures.accuracies(Word::Pgd20.term()) }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ words().figures.network() }</th>
                        <th scope="col">{ words().figures.clean() }</th>
                        { for THREATS.iter().map(|threat| html! { <th scope="col">{ radius(threat) }</th> }) }
                    </tr>
                </thead>
                <tbody>{ for rows().map(|(network, card)| row(network, card)) }</tbody>
            </table>
        </div>
        <ExportRow
            name="accuracies-export" formats={&Format::NUMBERS[..]} ready=true
            on_export={exporting(&props.on_act, Subject::Accuracies)}
        />
        </>
    }
}

fn row(network: Network, card: &ModelCard) -> Html {
    let cell = |threat: ThreatModel| {
        let measured = robustness(card, &threat);
        html! { <td title={measured.map(|one| words().figures.test_images(&one.images.to_string()))}>{ text(measured.map(|one| one.accuracy)) }</td> }
    };
    html! {
        <tr>
            <th scope="row" class={network.tone().class()}>
                <a href={format!("models.html#{}", network.id())}>{ network.name() }</a>
            </th>
            <td>{ text(clean(card)) }</td>
            { for THREATS.map(cell) }
        </tr>
    }
}

fn text(share: Option<f64>) -> String {
    share.map_or(words().figures.not_measured().into(), percent)
}

pub fn clean(card: &ModelCard) -> Option<f64> {
    if let ModelSource::Shipped { accuracy, .. } = card.source { accuracy } else { None }
}

/// Under the first of [`THREATS`].
pub fn attacked(card: &ModelCard) -> Option<f64> {
    robustness(card, &THREATS[0]).map(|one| one.accuracy)
}
