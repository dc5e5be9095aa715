//! The chart as a table.

use crate::{networks::subject::Subject, text::signed};
use freqscope_core::{class::Class, spectrum::band::Band};
use yew::prelude::*;

/// Properties of [`ChartTable`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The class of interest.
    pub class: Option<Class>,
    /// The models on show.
    pub subjects: Vec<Subject>,
}

/// The columns that each model has.
const COLUMNS: [&str; 3] = ["Score", "Logit without it", "Prediction without it"];

/// The chart as a table that can be opened.
#[component]
pub fn ChartTable(props: &Props) -> Html {
    let columns = props.subjects.iter().flat_map(|_| COLUMNS);
    let known = props.class.filter(|_| props.subjects.iter().any(|subject| subject.report().is_some()));
    html! {
        <details class="chart-table">
            <summary>{ "Show the scores as a table" }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="Scores">
                <table data-testid="of-table">
                    <thead>
                        if props.subjects.len() > 1 { { names(&props.subjects) } }
                        <tr>
                            <th scope="col">{ "Band" }</th>
                            { for columns.map(|name| html! { <th scope="col">{ name }</th> }) }
                        </tr>
                    </thead>
                    <tbody>{ known.map(|class| rows(&props.subjects, class)).unwrap_or_default() }</tbody>
                </table>
            </div>
        </details>
    }
}

fn names(subjects: &[Subject]) -> Html {
    let name = |subject: &Subject| {
        let text = format!("{}: {}", subject.side.letter(), subject.name);
        html! { <th scope="colgroup" colspan={COLUMNS.len().to_string()}>{ text }</th> }
    };
    html! { <tr><td></td>{ for subjects.iter().map(name) }</tr> }
}

fn rows(subjects: &[Subject], class: Class) -> Html {
    let row = |band: Band| {
        html! {
            <tr>
                <th scope="row">{ band.to_string() }</th>
                { for subjects.iter().map(|subject| cells(subject, class, band)) }
            </tr>
        }
    };
    Band::all().map(row).collect()
}

fn cells(subject: &Subject, class: Class, band: Band) -> Html {
    let Some(report) = subject.report() else { return html! { <><td></td><td></td><td></td></> } };
    let without = report.ablated[band.index()];
    html! {
        <>
            <td>{ signed(report.clean.of(class) - without.of(class), 3) }</td>
            <td>{ signed(without.of(class), 3) }</td>
            <td>{ without.class().name() }</td>
        </>
    }
}
