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
        return html! { <p class="small">{ "The list of networks is on its way." }</p> };
    }
    html! {
        <>
        <div class="scroll" tabindex="0" role="region" aria-label="How often the networks are right">
            <table class="accuracies" data-testid="accuracies">
                <caption>
                    { "Right answers, all networks under the same attacks (" }{ Word::Pgd20.term() }{ "):" }
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{ "Network" }</th>
                        <th scope="col">{ "Clean" }</th>
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
        html! { <td title={measured.map(|one| format!("{} test images", one.images))}>{ text(measured.map(|one| one.accuracy)) }</td> }
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
    share.map_or("not measured".into(), percent)
}

pub fn clean(card: &ModelCard) -> Option<f64> {
    if let ModelSource::Shipped { accuracy, .. } = card.source { accuracy } else { None }
}

/// Under the first of [`THREATS`].
pub fn attacked(card: &ModelCard) -> Option<f64> {
    robustness(card, &THREATS[0]).map(|one| one.accuracy)
}
