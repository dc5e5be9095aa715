//! The panel of noise along waves and of filters.

use crate::{
    export::Subject,
    networks::shown_model::ShownModel,
    picture::Picture,
    platform::stored_result::StoredResult,
    probes::{
        Probed,
        agreement::{Compared, corruptions::CorruptionSection, tools::AgreementSection},
        filter_curves::{FilterFigure, NamedCurves},
        live::{LiveNetwork, LiveProgress, action::LiveAction, panel::LivePanel},
        noise_maps::NoiseMaps,
        one_picture::OnePicture,
    },
    widgets::export_row::Format,
    words::words,
};
use freqscope_core::{occlusion::ablation::Ablation, spectrum::band::Bands};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The one on show, with the bands that are taken away, and what the networks say of that.
    pub picture: Option<Rc<Picture>>,
    pub ablation: Ablation,
    pub models: Vec<ShownModel>,
    pub on_select: Callback<Bands>,
    /// Those on show.
    pub networks: Vec<Probed>,
    /// All networks by all tools; none before it is there.
    pub compared: Option<Compared>,
    /// Those on show with the maps that grow.
    pub live: Vec<LiveNetwork>,
    pub progress: LiveProgress,
    pub on_live: Callback<LiveAction>,
    /// The visitor tries again what could not be fetched.
    pub on_fetch: Callback<StoredResult>,
    pub on_export: Callback<(Subject, Format)>,
}

#[component]
pub fn ProbesPanel(props: &Props) -> Html {
    let on_export = |subject: Subject| props.on_export.reform(move |format| (subject, format));
    let curves: Vec<NamedCurves> = props.networks.iter().filter_map(named).collect();
    html! {
        <section class="probes" aria-labelledby="probes-title" data-testid="probes">
            <header>
                <h2 id="probes-title">{ words().probes.heading() }</h2>
                <p class="reading" translate="yes">{ words().probes.intro() }</p>
            </header>
            { for props.networks.iter().map(|one| note(one, props)) }
            <NoiseMaps networks={props.networks.clone()} on_export={on_export(Subject::NoiseMaps)} />
            <LivePanel
                networks={props.live.clone()} progress={props.progress.clone()} on_act={props.on_live.clone()}
                on_export={on_export(Subject::LiveMaps)}
            />
            <section class="probe" aria-labelledby="filters-title">
                <h3 id="filters-title">{ words().probes.filters_heading() }</h3>
                <p class="reading" translate="yes">{ words().probes.filters_reading() }</p>
                <FilterFigure networks={curves} name="filters" on_export={on_export(Subject::Filters)} />
                <OnePicture
                    picture={props.picture.clone()} ablation={props.ablation} models={props.models.clone()}
                    on_select={props.on_select.clone()}
                />
            </section>
            if let Some(compared) = &props.compared {
                <AgreementSection compared={compared.clone()} on_export={on_export(Subject::Agreement)} />
                <CorruptionSection compared={compared.clone()} on_export={on_export(Subject::Corruptions)} />
            }
            <p class="meaning">{ words().probes.interval_meaning() }</p>
        </section>
    }
}

/// Once they are there.
pub fn named(one: &Probed) -> Option<NamedCurves> {
    let curves = one.stored.curves.get()?.clone();
    Some(NamedCurves { side: one.side, name: one.card.name.clone(), curves })
}

/// Why something of a network is not drawn.
fn note(one: &Probed, props: &Props) -> Html {
    let card = &one.card;
    if card.is_visitors() {
        return html! { <p class="meaning" data-testid="probes-none">{ words().probes.nothing_stored(&card.name) }</p> };
    }
    if one.stored.lacks {
        return html! { <p class="meaning" data-testid="probes-unmeasured">{ words().probes.unmeasured(&card.name) }</p> };
    }
    if let Some((files, why)) = one.stored.failed(&card.id) {
        let on_fetch = props.on_fetch.clone();
        let onclick = move |_: MouseEvent| files.iter().for_each(|file| on_fetch.emit(file.clone()));
        return html! {
            <p class="complaint" data-testid="probes-missing">
                { words().probes.missing(&card.name) }{ why }{ " " }
                <button type="button" class="quiet" {onclick}>{ words().probes.try_again() }</button>
            </p>
        };
    }
    let awaited = one.stored.maps.iter().any(|map| map.get().is_none()) || one.stored.curves.get().is_none();
    if awaited {
        html! { <p class="meaning">{ words().probes.awaited(&card.name) }</p> }
    } else {
        html! {}
    }
}
