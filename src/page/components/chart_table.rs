//! The chart as a table.

use crate::{class::Class, frequency::Band, page::text::signed, protocol::OcclusionReport};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ChartTable`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// The class of interest.
    pub class: Option<Class>,
    /// The chart's data.
    pub report: Option<Rc<OcclusionReport>>,
}

/// The chart as a table that can be opened.
#[component]
pub fn ChartTable(props: &Props) -> Html {
    let body = props.class.zip(props.report.as_ref()).map(|(class, report)| rows(class, report));
    html! {
        <details class="chart-table">
            <summary>{ "Show the scores as a table" }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="Scores">
                <table data-testid="of-table">
                    <thead>
                        <tr><th scope="col">{ "Band" }</th><th scope="col">{ "Score" }</th>
                        <th scope="col">{ "Logit without it" }</th><th scope="col">{ "Prediction without it" }</th></tr>
                    </thead>
                    <tbody>{ body.unwrap_or_default() }</tbody>
                </table>
            </div>
        </details>
    }
}

fn rows(class: Class, report: &OcclusionReport) -> Html {
    let scores = report.scores_for(class);
    let row = |band: Band| {
        let logits = report.ablated[band.index()];
        html! {
            <tr>
                <th scope="row">{ band.to_string() }</th>
                <td>{ signed(scores[band.index()], 3) }</td>
                <td>{ signed(logits.of(class), 3) }</td>
                <td>{ logits.class().name() }</td>
            </tr>
        }
    };
    Band::all().map(row).collect()
}
