//! 63 values, one a band, on the same horizontal axis as Occluded Frequency.

use crate::{
    frequency::Band,
    page::{
        axis::Axis,
        components::{
            chart_drawing::{HEIGHT, height, ticks},
            occlusion_chart::band_axis,
        },
        text::share,
    },
};
use yew::prelude::*;

/// Properties of [`BandProfile`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What the values are.
    pub title: AttrValue,
    /// The values of bands 0 to 62, none below 0.
    pub profile: Vec<f64>,
    /// The band that the visitor points at.
    pub pointed: Option<Band>,
    /// Receives the band that the visitor points at.
    pub on_point: Callback<Option<Band>>,
}

/// Share of its slot that a bar fills.
const FILLED: f64 = 0.72;

/// The values as bars and as a table.
#[component]
pub fn BandProfile(props: &Props) -> Html {
    let axis = Axis::covering(props.profile.iter().map(|&value| value as f32), 5);
    html! {
        <div class="chart band-profile">
            <p class="readout" aria-hidden="true">{ readout(props) }</p>
            <p class="axis-title">{ &props.title }</p>
            <div class="plot">
                <svg
                    class="drawing" width="100%" height={HEIGHT.to_string()} role="img" data-testid="rct-profile"
                    aria-label={format!("{}: 63 bars; the table below has their values", props.title)}
                    onpointerleave={props.on_point.reform(|_: PointerEvent| None)}
                >
                    { ticks(&axis, true) }
                    { for Band::all().zip(&props.profile).map(|(band, &value)| bar(props, &axis, band, value)) }
                </svg>
                { band_axis() }
            </div>
            { table(props) }
        </div>
    }
}

fn readout(props: &Props) -> String {
    match props.pointed {
        Some(band) => format!("Band {band} · {}", number(props.profile[band.index()])),
        None => "Point at a bar to read it, here or in Occluded Frequency.".into(),
    }
}

fn bar(props: &Props, axis: &Axis, band: Band, value: f64) -> Html {
    let slot = 1.0 / Band::COUNT as f64;
    let left = band.index() as f64 * slot;
    let (top, zero) = (height(axis, value), height(axis, 0.0));
    let class = classes!("bar", "positive", (props.pointed == Some(band)).then_some("pointed"));
    let onpointerenter = props.on_point.reform(move |_: PointerEvent| Some(band));
    html! {
        <g {class} data-testid="rct-bar" data-band={band.to_string()} data-value={value.to_string()} {onpointerenter}>
            <rect class="slot" x={share(left)} y="0" width={share(slot)} height="100%" />
            <rect
                class="value" x={share(left + slot * (1.0 - FILLED) / 2.0)} y={format!("{top:.2}")}
                width={share(slot * FILLED)} height={format!("{:.2}", zero - top)}
            />
        </g>
    }
}

fn table(props: &Props) -> Html {
    let row = |(band, &value): (Band, &f64)| {
        html! { <tr><th scope="row">{ band.to_string() }</th><td>{ number(value) }</td></tr> }
    };
    html! {
        <details class="chart-table">
            <summary>{ "Show the change as a table" }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="Change by band">
                <table>
                    <thead><tr><th scope="col">{ "Band" }</th><th scope="col">{ &props.title }</th></tr></thead>
                    <tbody>{ for Band::all().zip(&props.profile).map(row) }</tbody>
                </table>
            </div>
        </details>
    }
}

/// Three significant digits.
fn number(value: f64) -> String {
    if value >= 100.0 || value == 0.0 {
        return format!("{value:.0}");
    }
    format!("{:.*}", (2.0 - value.log10().floor()) as usize, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_are_shown() {
        let shown = [0.0, 0.001_234, 0.5, 12.34, 1234.5].map(number);
        assert_eq!(shown, ["0", "0.00123", "0.500", "12.3", "1234"]);
    }
}
