//! Accuracy under corruptions beside the bands that each changes, and whether Occluded Frequency expects which hurts which network.

use super::{Compared, correlations, named_table::NamedTable, reading, sentences};
use crate::{
    networks::side::Side,
    probes::filter_curves::WIDTH,
    text::percent,
    widgets::{
        drawn::{Drawn, document},
        export_row::{ExportRow, Format},
    },
    words::words,
};
use freqscope_core::{
    corruption::Corruption,
    figure::{
        band_plot::{FIRST, SECOND},
        marked_rows::{FONT, Mark, MarkedRow, MarkedRows},
    },
    study::agreement::{CorruptionComparison, CorruptionRow, Reading},
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub compared: Compared,
    pub on_export: Callback<Format>,
}

/// The drawing of the networks on show, tables of all, and what they say; nothing before any is measured.
#[component]
pub fn CorruptionSection(props: &Props) -> Html {
    let (words, compared) = (&words().probes, &props.compared);
    let Some(found) = &compared.found.corruptions else { return html! {} };
    let (drawing, size) = rows(compared, found).drawn(WIDTH);
    html! {
        <section class="probe" aria-labelledby="corruptions-title" data-testid="corruptions">
            <h3 id="corruptions-title">{ words.corruptions_heading() }</h3>
            <p class="reading" translate="yes">{ words.corruptions_reading() }</p>
            <p data-testid="corruptions-told">{ sentences::corruptions(found) }</p>
            <div class="drawn-row">
                <Drawn svg={document(&drawing, size, FONT)} label={words.corruptions_label()} testid="corruptions-drawn" />
                <div>
                    { table(compared, found) }
                    { ranks(compared, found) }
                    <p class="meaning">{ words.corruptions_meaning(found.images_of_bands) }</p>
                    <ExportRow name="corruptions-export" ready=true on_export={props.on_export.clone()} />
                </div>
            </div>
        </section>
    }
}

/// As the page calls it.
pub fn name(corruption: Corruption) -> &'static str {
    let place = Corruption::ALL.iter().position(|other| *other == corruption).unwrap_or_default();
    words().probes.corruptions()[place]
}

/// The networks on show, without corruption and with each.
pub fn rows(compared: &Compared, found: &CorruptionComparison) -> MarkedRows {
    let is_there = |(_, id): &&(Side, String)| found.clean.iter().any(|one| one.model == *id);
    let shown: Vec<&(Side, String)> = compared.shown.iter().filter(is_there).collect();
    let clean = |id: &str| found.clean.iter().find(|one| one.model == id).map(|one| one.accuracy);
    let key = |(side, id): &(Side, String)| {
        let images = clean(id).map_or(0, |one| one.n);
        (words().probes.of_images(compared.name(id), images), if *side == Side::A { FIRST } else { SECOND })
    };
    let marks = |of: &dyn Fn(&str) -> Option<Reading>| shown.iter().map(|(_, id)| of(id).map(mark)).collect();
    let none = MarkedRow { name: words().probes.no_corruption().into(), marks: marks(&clean), bands: Vec::new() };
    let row = |one: &CorruptionRow| {
        let under = |id: &str| one.networks.iter().find(|network| network.model == id).map(|network| network.accuracy);
        MarkedRow { name: name(one.corruption).into(), marks: marks(&under), bands: one.bands.clone() }
    };
    MarkedRows {
        across: words().probes.right_percent(),
        beside: words().probes.changed_bands(),
        keys: shown.iter().copied().map(key).collect(),
        rows: std::iter::once(none).chain(found.rows.iter().map(row)).collect(),
    }
}

fn mark(one: Reading) -> Mark {
    Mark { value: one.value, interval: one.interval() }
}

/// The accuracy of all networks.
fn table(compared: &Compared, found: &CorruptionComparison) -> Html {
    let words = &words().probes;
    let networks = found.clean.iter().map(|one| compared.name(&one.model).to_owned());
    let columns: Vec<String> = std::iter::once(words.energy_above(compared.found.cut)).chain(networks).collect();
    let none = std::iter::once("–".into()).chain(found.clean.iter().map(|one| reading(&one.accuracy))).collect();
    let row = |one: &CorruptionRow| {
        let cells = one.networks.iter().map(|network| reading(&network.accuracy));
        (name(one.corruption).to_owned(), std::iter::once(percent(one.energy_above)).chain(cells).collect())
    };
    let rows: Vec<(String, Vec<String>)> =
        std::iter::once((words.no_corruption().to_owned(), none)).chain(found.rows.iter().map(row)).collect();
    html! {
        <NamedTable summary={words.corruption_table()} first={words.corruption()} {columns} {rows} testid="corruptions-table" />
    }
}

fn ranks(compared: &Compared, found: &CorruptionComparison) -> Html {
    let words = &words().probes;
    let of_corruptions =
        found.over_networks.iter().map(|one| (words.of_corruption(name(one.corruption)), one.correlation));
    let of_networks =
        found.over_corruptions.iter().map(|one| (words.of_network(compared.name(&one.model)), one.correlation));
    let both = found.interaction.map(|one| (words.which_hurts_which().to_owned(), one));
    let rows: Vec<_> = of_corruptions.chain(of_networks).chain(both).collect();
    if rows.is_empty() {
        return html! {};
    }
    correlations([words.loss_table(), words.loss_column()], rows.into_iter(), "corruptions-ranks")
}
