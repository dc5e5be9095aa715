//! Rates with their intervals as a table that can be opened.

use crate::{text::percent, words::words};
use yew::prelude::*;

/// A rate from 0 to 1 and the ends of its 95 % interval; none of one image.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    pub value: f64,
    pub interval: Option<(f64, f64)>,
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What opens the table.
    pub summary: AttrValue,
    /// What a row is.
    pub row: AttrValue,
    /// What each column of rates is of.
    pub columns: Vec<String>,
    /// For each row, a rate a column.
    pub rates: Vec<Vec<Option<Rate>>>,
    pub testid: AttrValue,
}

#[component]
pub fn RateTable(props: &Props) -> Html {
    let head = |column: &String| {
        html! { <><th scope="col">{ column }</th><th scope="col">{ words().probes.interval_column() }</th></> }
    };
    let row = |(i, rates): (usize, &Vec<Option<Rate>>)| {
        html! { <tr><th scope="row">{ i }</th>{ for rates.iter().map(|rate| cells(*rate)) }</tr> }
    };
    html! {
        <details class="chart-table">
            <summary>{ &props.summary }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label={&props.summary}>
                <table data-testid={&props.testid}>
                    <thead><tr><th scope="col">{ &props.row }</th>{ for props.columns.iter().map(head) }</tr></thead>
                    <tbody>{ for props.rates.iter().enumerate().map(row) }</tbody>
                </table>
            </div>
        </details>
    }
}

fn cells(rate: Option<Rate>) -> Html {
    let Some(rate) = rate else { return html! { <><td></td><td></td></> } };
    html! { <><td>{ percent(rate.value) }</td><td>{ between(rate.interval) }</td></> }
}

/// Such as `35.2 % to 37.0 %`.
pub fn between(interval: Option<(f64, f64)>) -> String {
    interval.map_or("–".into(), |(low, high)| words().probes.between(&percent(low), &percent(high)))
}
