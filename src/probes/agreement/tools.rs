//! What each tool says of each network, band by band, and how alike the tools rank the networks.

use super::{Compared, correlations, named_table::NamedTable, reading, sentences};
use crate::{
    probes::filter_curves::WIDTH,
    widgets::{
        drawn::{Drawn, document},
        export_row::{ExportRow, Format},
    },
    words::words,
};
use freqscope_core::{
    figure::{
        band_plot::{FIRST, SECOND},
        panel::{self, Curve, Keys, Panel, Point},
    },
    spectrum::band::Band,
    study::agreement::{Agreement, NetworkTools, Tool},
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub compared: Compared,
    pub on_export: Callback<Format>,
}

/// Drawings, tables and what they say.
#[component]
pub fn AgreementSection(props: &Props) -> Html {
    let (words, found) = (&words().probes, &props.compared.found);
    let drawn = |(_, panel): (Tool, Panel)| {
        let label = words.tool_label(&panel.name);
        let (drawing, size) = panel::drawn(&[panel], 1, WIDTH);
        html! { <Drawn svg={document(&drawing, size, panel::FONT)} {label} testid="agreement-panel" /> }
    };
    html! {
        <section class="probe" aria-labelledby="agreement-title" data-testid="agreement">
            <h3 id="agreement-title">{ words.agree_heading() }</h3>
            <p class="reading" translate="yes">{ words.agree_reading() }</p>
            <p data-testid="agreement-told">{ sentences::agreement(found) }</p>
            <p data-testid="agreement-published">{ sentences::published(&found.heat_maps) }</p>
            <div class="drawn-row">{ for panels(found).into_iter().map(drawn) }</div>
            if !found.networks.is_empty() { { table(&props.compared) } }
            if !found.correlations.is_empty() { { ranks(found) } }
            <p class="meaning">{ words.agree_meaning(found.draws) }</p>
            <ExportRow name="agreement-export" ready=true on_export={props.on_export.clone()} />
        </section>
    }
}

/// A panel for each tool that is measured of any network, whose curves have a colour a kind of training.
pub fn panels(found: &Agreement) -> Vec<(Tool, Panel)> {
    let measured = |tool: &Tool| found.networks.iter().any(|one| one.tools.contains_key(tool));
    Tool::ALL.into_iter().filter(measured).map(|tool| (tool, panel(found, tool))).collect()
}

/// Natural networks first; the first of each kind names all of it.
fn panel(found: &Agreement, tool: Tool) -> Panel {
    let has = |one: &&NetworkTools| one.tools.contains_key(&tool);
    let (robust, natural): (Vec<_>, Vec<_>) = found.networks.iter().filter(has).partition(|one| one.robust);
    let names = [words().probes.natural(&images(&natural, tool)), words().probes.adversarial(&images(&robust, tool))];
    let [of_natural, of_robust] = &names;
    let kinds = [(natural, of_natural, FIRST), (robust, of_robust, SECOND)];
    let mut named: Vec<(Curve, &'static str)> = kinds
        .iter()
        .filter_map(|(networks, name, colour)| Some((curve(networks.first()?, tool, name), *colour)))
        .collect();
    named.extend(
        kinds
            .iter()
            .flat_map(|(networks, _, colour)| networks.iter().skip(1).map(move |one| (curve(one, tool, ""), *colour))),
    );
    let (curves, colours) = named.into_iter().unzip();
    Panel {
        name: words().probes.tool_panels()[tool as usize].into(),
        across: words().probes.across(),
        upwards: "%",
        keys: Keys::Above,
        curves,
        colours,
    }
}

/// Of how many images these networks are.
fn images(networks: &[&NetworkTools], tool: Tool) -> String {
    let counts = || networks.iter().filter_map(|one| one.tools.get(&tool)).map(|one| one.upper.n);
    sentences::least_to_most(counts().min().unwrap_or_default(), counts().max().unwrap_or_default())
}

/// Without intervals, which would hide the other curves.
fn curve(network: &NetworkTools, tool: Tool, name: &str) -> Curve {
    let values = network.tools.get(&tool).map(|one| one.value.as_slice()).unwrap_or_default();
    let point = |(band, value): (Band, &Option<f64>)| Some(Point { band, mean: 100.0 * (*value)?, interval: None });
    Curve { name: name.into(), points: Band::all().zip(values).filter_map(point).collect() }
}

/// The upper part of the spectrum by each tool.
fn table(compared: &Compared) -> Html {
    let columns = Tool::ALL.map(|tool| sentences::name(tool).to_owned()).to_vec();
    let cell =
        |one: &NetworkTools, tool: &Tool| one.tools.get(tool).map_or("–".into(), |found| reading(&found.upper));
    let row = |one: &NetworkTools| {
        (compared.name(&one.model).to_owned(), Tool::ALL.iter().map(|tool| cell(one, tool)).collect())
    };
    let rows: Vec<(String, Vec<String>)> = compared.found.networks.iter().map(row).collect();
    let (summary, first) = (words().probes.agree_table(compared.found.cut), words().probes.network());
    html! { <NamedTable {summary} {first} {columns} {rows} testid="agreement-table" /> }
}

fn ranks(found: &Agreement) -> Html {
    let row = |one: &freqscope_core::study::agreement::ToolCorrelation| {
        let [a, b] = one.tools.map(sentences::name);
        (words().probes.and(a, b), one.correlation)
    };
    let head = [words().probes.correlation_table(), words().probes.tools_column()];
    correlations(head, found.correlations.iter().map(row), "agreement-ranks")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::tests::agreement as stored;

    #[test]
    fn each_kind_of_training_has_a_colour_and_one_name() {
        let found = stored();
        for (tool, panel) in panels(&found) {
            let networks = found.networks.iter().filter(|one| one.tools.contains_key(&tool));
            assert_eq!((panel.curves.len(), panel.colours.len()), (networks.clone().count(), panel.curves.len()));
            let robust = networks.filter(|one| one.robust).count();
            assert_eq!(panel.colours.iter().filter(|colour| **colour == SECOND).count(), robust);
            let names = panel.curves.iter().filter(|curve| !curve.name.is_empty()).count();
            assert!(panel.curves.iter().all(|curve| curve.name.is_empty() || curve.name.contains("n = ")));
            assert!(names <= 2 && panel.curves.iter().all(|curve| curve.points.len() == Band::COUNT), "{tool:?}");
        }
    }
}
