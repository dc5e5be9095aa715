//! The panel of noise along waves and of filters.

use crate::{
    export::Subject,
    platform::stored_result::StoredResult,
    probes::{
        Probed,
        filter_curves::{FilterFigure, NamedCurves},
        noise_maps::NoiseMaps,
    },
    widgets::export_row::Format,
    words::words,
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Those on show.
    pub networks: Vec<Probed>,
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
            if !curves.is_empty() {
                <section class="probe" aria-labelledby="filters-title">
                    <h3 id="filters-title">{ words().probes.filters_heading() }</h3>
                    <p class="reading" translate="yes">{ words().probes.filters_reading() }</p>
                    <FilterFigure networks={curves} name="filters" on_export={on_export(Subject::Filters)} />
                </section>
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
