//! The numbers of a figure as a table that can be opened.

use crate::{charts::small_scale::Unit, words::words};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub title: AttrValue,
    /// Of bands 0 to 62.
    pub values: Vec<f64>,
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What the numbers are.
    pub label: AttrValue,
    pub columns: Vec<Column>,
    pub unit: Unit,
}

#[component]
pub fn BandTable(props: &Props) -> Html {
    let open = use_state(|| false);
    let ontoggle = {
        let open = open.clone();
        move |_: Event| open.set(!*open)
    };
    html! {
        <details class="chart-table" {ontoggle}>
            <summary>{ words().figures.show_numbers() }</summary>
            if *open { { table(props) } }
        </details>
    }
}

fn table(props: &Props) -> Html {
    let cell = |column: &Column, band: Band| {
        html! { <td>{ column.values.get(band.index()).map(|&value| props.unit.number(value)) }</td> }
    };
    let row = |band: Band| {
        html! {
            <tr><th scope="row">{ band.to_string() }</th>{ for props.columns.iter().map(|column| cell(column, band)) }</tr>
        }
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={&props.label}>
            <table data-testid="article-table">
                <thead>
                    <tr>
                        <th scope="col">{ words().figures.band() }</th>
                        { for props.columns.iter().map(|column| html! { <th scope="col">{ &column.title }</th> }) }
                    </tr>
                </thead>
                <tbody>{ for Band::all().map(row) }</tbody>
            </table>
        </div>
    }
}
