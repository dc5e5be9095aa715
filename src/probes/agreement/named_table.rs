//! A table whose rows have names, which can be opened.

use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What opens it.
    pub summary: AttrValue,
    /// What the rows are.
    pub first: AttrValue,
    pub columns: Vec<String>,
    /// A name and a cell a column.
    pub rows: Vec<(String, Vec<String>)>,
    pub testid: AttrValue,
}

#[component]
pub fn NamedTable(props: &Props) -> Html {
    let head = |column: &String| html! { <th scope="col">{ column }</th> };
    let cell = |cell: &String| html! { <td>{ cell }</td> };
    let row = |(name, cells): &(String, Vec<String>)| {
        html! { <tr><th scope="row">{ name }</th>{ for cells.iter().map(cell) }</tr> }
    };
    html! {
        <details class="chart-table">
            <summary>{ &props.summary }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label={&props.summary}>
                <table data-testid={&props.testid}>
                    <thead><tr><th scope="col">{ &props.first }</th>{ for props.columns.iter().map(head) }</tr></thead>
                    <tbody>{ for props.rows.iter().map(row) }</tbody>
                </table>
            </div>
        </details>
    }
}
