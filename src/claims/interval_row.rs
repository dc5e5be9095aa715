//! A measured number and its interval on an axis.

use crate::{
    text::{in_percent, plain, share, significant, thousands},
    words::words,
};
use freqscope_core::{
    figure::axis::Axis,
    study::claims::{Reading, Unit},
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What was measured, in the names that people see.
    pub name: String,
    pub reading: Reading,
    pub unit: Unit,
    /// The axis, the same for all readings that are compared.
    pub axis: Axis,
    /// What the interval must clear.
    pub threshold: Option<f64>,
}

#[component]
pub fn IntervalRow(props: &Props) -> Html {
    let (reading, axis) = (&props.reading, &props.axis);
    html! {
        <li class="reading-row" data-testid="claim-reading">
            <span class="reading-name">{ &props.name }</span>
            <svg class="interval" width="100%" height="20" aria-hidden="true">
                { for axis.ticks.iter().map(|&value| grid(axis, value)) }
                { for props.threshold.map(|value| threshold(axis, value)) }
                { for reading.interval().map(|(low, high)| line(axis, low, high)) }
                { for reading.value.map(|value| html! { <circle cx={share(axis.position(value))} cy="10" r="4" /> }) }
            </svg>
            <span class="reading-number">{ number_text(reading, props.unit) }</span>
        </li>
    }
}

fn grid(axis: &Axis, value: f64) -> Html {
    let x = share(axis.position(value));
    let class = if value.abs() < axis.step / 2.0 { "grid zero" } else { "grid" };
    html! { <line {class} x1={x.clone()} x2={x} y1="0" y2="100%" /> }
}

fn threshold(axis: &Axis, value: f64) -> Html {
    let x = share(axis.position(value));
    html! { <line class="threshold" data-testid="claim-threshold" x1={x.clone()} x2={x} y1="0" y2="100%" /> }
}

fn line(axis: &Axis, low: f64, high: f64) -> Html {
    let (x1, x2) = (share(axis.position(low)), share(axis.position(high)));
    html! { <line class="whisker" {x1} {x2} y1="10" y2="10" /> }
}

/// Such as `36.1 % (35.2 % to 37.0 %), n = 10,000` of a share; an exact number stands alone.
pub fn number_text(reading: &Reading, unit: Unit) -> String {
    let Some(value) = reading.value else { return words().claims.not_measured().into() };
    let number = |value: f64| match unit {
        Unit::Share => in_percent(&plain(100.0 * value as f32, 1)),
        Unit::Ratio => significant(value, 3),
    };
    let interval = match (reading.interval(), reading.n) {
        (Some((low, high)), _) => words().claims.interval(&number(low), &number(high)),
        (None, Some(_)) => words().claims.no_interval().into(),
        (None, None) => String::new(),
    };
    let n = reading.n.map(|n| format!(", n = {}", thousands(n))).unwrap_or_default();
    format!("{}{interval}{n}", number(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_with_what_is_known_of_it() {
        let whole = Reading { name: "a".into(), value: Some(-0.3612), low: Some(-0.37), high: Some(0.0), n: Some(200) };
        assert_eq!(number_text(&whole, Unit::Ratio), "−0.361 (−0.370 to 0), n = 200");
        assert_eq!(number_text(&whole, Unit::Share), "−36.1\u{a0}% (−37.0\u{a0}% to 0.0\u{a0}%), n = 200");
        assert_eq!(number_text(&Reading { low: None, n: None, ..whole.clone() }, Unit::Ratio), "−0.361");
        let single = Reading { low: None, high: None, n: Some(1), ..whole.clone() };
        assert_eq!(number_text(&single, Unit::Ratio), "−0.361 (no interval), n = 1", "one image is not exact");
        assert_eq!(number_text(&Reading { value: None, ..whole }, Unit::Ratio), "not measured");
    }
}
