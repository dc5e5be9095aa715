//! Small charts beside each other, one for each network or attack, under a heading with a switch; their numbers are in a table.

use crate::{
    article::figure::{
        band_table::{BandTable, Column},
        heading::{FigureHeading, Switch},
    },
    charts::small_scale::Unit,
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub title: AttrValue,
    pub switch: Switch,
    /// A column for each chart.
    pub columns: Vec<Column>,
    pub unit: Unit,
    pub testid: AttrValue,
    /// The charts.
    pub children: Html,
}

#[component]
pub fn Multiples(props: &Props) -> Html {
    html! {
        <figure data-testid={&props.testid}>
            <FigureHeading title={&props.title} switch={props.switch.clone()} />
            <div class="multiples">{ props.children.clone() }</div>
            <BandTable label={&props.title} columns={props.columns.clone()} unit={props.unit} />
        </figure>
    }
}
