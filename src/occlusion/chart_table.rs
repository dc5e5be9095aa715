//! The chart as a table.

use crate::{networks::shown_model::ShownModel, text::signed, words::words};
use freqscope_core::{class::Class, spectrum::band::Band};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The class of interest.
    pub class: Option<Class>,
    pub models: Vec<ShownModel>,
}

/// The columns that each model has.
/// Of each network.
const COLUMNS: usize = 3;

#[component]
pub fn ChartTable(props: &Props) -> Html {
    let columns = props.models.iter().flat_map(|_| names_of_columns());
    let known = props.class.filter(|_| props.models.iter().any(|model| model.report().is_some()));
    html! {
        <details class="chart-table">
            <summary>{ words().occlusion.as_table() }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label={words().occlusion.scores()}>
                <table class="answers" data-testid="of-table">
                    <thead>
                        if props.models.len() > 1 { { names(&props.models) } }
                        <tr>
                            <th scope="col">{ words().occlusion.column_band() }</th>
                            { for columns.map(|name| html! { <th scope="col">{ name }</th> }) }
                        </tr>
                    </thead>
                    <tbody>{ known.map(|class| rows(&props.models, class)).unwrap_or_default() }</tbody>
                </table>
            </div>
        </details>
    }
}

fn names_of_columns() -> [&'static str; COLUMNS] {
    let words = &words().occlusion;
    [words.column_score(), words.column_logit(), words.column_prediction()]
}

fn names(models: &[ShownModel]) -> Html {
    let name = |model: &ShownModel| {
        html! { <th scope="colgroup" colspan={COLUMNS.to_string()}>{ &model.name }</th> }
    };
    html! { <tr><td></td>{ for models.iter().map(name) }</tr> }
}

fn rows(models: &[ShownModel], class: Class) -> Html {
    let row = |band: Band| {
        html! {
            <tr>
                <th scope="row">{ band.to_string() }</th>
                { for models.iter().map(|model| cells(model, class, band)) }
            </tr>
        }
    };
    Band::all().map(row).collect()
}

fn cells(model: &ShownModel, class: Class, band: Band) -> Html {
    let Some(report) = model.report() else { return html! { <><td></td><td></td><td></td></> } };
    let without = report.ablated[band.index()];
    html! {
        <>
            <td>{ signed(report.clean.of(class) - without.of(class), 3) }</td>
            <td>{ signed(without.of(class), 3) }</td>
            <td>{ words().classes.name(without.class()) }</td>
        </>
    }
}
