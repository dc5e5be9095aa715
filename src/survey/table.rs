//! The means of Fig. 1 as a table.

use crate::{
    words::words,
    {survey::curve::Curve, text::signed},
};
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub curves: Vec<Curve>,
}

/// The means and intervals of all bands as a table that can be opened.
#[component]
pub fn SurveyTable(props: &Props) -> Html {
    let head = |curve: &Curve| {
        html! {
            <>
                <th scope="col">{ format!("{}: {}", curve.name, curve.image_set.name()) }</th>
                <th scope="col">{ words().survey.interval_column() }</th>
            </>
        }
    };
    let row = |band: Band| {
        html! {
            <tr>
                <th scope="row">{ band.to_string() }</th>
                { for props.curves.iter().map(|curve| cells(curve, band)) }
            </tr>
        }
    };
    let bands = Band::all().filter(|&band| props.curves.iter().any(|curve| curve.at(band).is_some()));
    html! {
        <details class="chart-table">
            <summary>{ words().survey.table() }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label={words().survey.means_by_band()}>
                <table data-testid="survey-table">
                    <thead><tr><th scope="col">{ words().survey.band() }</th>{ for props.curves.iter().map(head) }</tr></thead>
                    <tbody>{ for bands.map(row) }</tbody>
                </table>
            </div>
        </details>
    }
}

fn cells(curve: &Curve, band: Band) -> Html {
    let Some(point) = curve.at(band) else { return html! { <><td></td><td></td></> } };
    let number = |value: f64| signed(value as f32, 3);
    let interval = point.interval.map(|(low, high)| words().survey.between(&number(low), &number(high)));
    html! { <><td>{ number(point.mean) }</td><td>{ interval.unwrap_or("–".into()) }</td></> }
}
