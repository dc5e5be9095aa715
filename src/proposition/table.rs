//! Prices and bounds of Proposition 1 as a table.

use crate::{
    words::words,
    {proposition::budget::number, text::significant},
};
use freqscope_core::proposition::BandBound;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What is bought in bands 0 to 62.
    pub band_bounds: Vec<BandBound>,
}

/// The numbers of all bands as a table that can be opened.
#[component]
pub fn PropositionTable(props: &Props) -> Html {
    let row = |row: &BandBound| {
        html! {
            <tr>
                <th scope="row">{ row.band.to_string() }</th>
                <td>{ significant(row.l1, 4) }</td>
                <td>{ number(row.bound) }</td>
            </tr>
        }
    };
    html! {
        <details class="chart-table">
            <summary>{ words().proposition.table() }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label={words().proposition.prices_and_bounds()}>
                <table data-testid="proposition-table">
                    <thead>
                        <tr>
                            <th scope="col">{ words().proposition.band() }</th>
                            <th scope="col">{ words().proposition.price_column() }</th>
                            <th scope="col">{ words().proposition.bound_column() }</th>
                        </tr>
                    </thead>
                    <tbody>{ for props.band_bounds.iter().map(row) }</tbody>
                </table>
            </div>
        </details>
    }
}
