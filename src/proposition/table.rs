//! Prices and bounds of Proposition 1 as a table.

use crate::{proposition::budget::number, text::significant};
use freqscope_core::proposition::Purchase;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What is bought in bands 0 to 62.
    pub purchases: Vec<Purchase>,
}

/// The numbers of all bands as a table that can be opened.
#[component]
pub fn PropositionTable(props: &Props) -> Html {
    let row = |purchase: &Purchase| {
        html! {
            <tr>
                <th scope="row">{ purchase.band.to_string() }</th>
                <td>{ significant(purchase.l1, 4) }</td>
                <td>{ number(purchase.bound) }</td>
            </tr>
        }
    };
    html! {
        <details class="chart-table">
            <summary>{ "Show prices and bounds as a table" }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="Prices and bounds">
                <table data-testid="proposition-table">
                    <thead>
                        <tr>
                            <th scope="col">{ "Band" }</th>
                            <th scope="col">{ "Price ‖x − x′‖₁" }</th>
                            <th scope="col">{ "Bound |X₀ − X′₀|" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for props.purchases.iter().map(row) }</tbody>
                </table>
            </div>
        </details>
    }
}
