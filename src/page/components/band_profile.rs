//! The change of each band, on the same horizontal axis as Occluded Frequency, and the score of the same band.

use crate::{
    frequency::Band,
    page::{
        axis::Axis,
        components::{
            chart_drawing::{HEIGHT, height, ticks},
            occlusion_chart::band_axis,
        },
        measure::Measure,
        side::Side,
        text::{share, signed},
        victim::Occlusion,
    },
};
use yew::prelude::*;

/// Properties of [`BandProfile`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Where the attacked model is shown.
    pub side: Side,
    /// What the values are.
    pub measure: Measure,
    /// The values of bands 0 to 62, none below 0.
    pub profile: Vec<f64>,
    /// The scores that the values are compared with.
    pub occlusion: Option<Occlusion>,
    /// The band that the visitor points at.
    pub pointed: Option<Band>,
    /// Receives the band that the visitor points at.
    pub on_point: Callback<Option<Band>>,
}

/// Share of its slot that a bar fills.
pub const FILLED: f64 = 0.72;

/// The values as bars, those of one band beside its score, and all of them as a table.
#[component]
pub fn BandProfile(props: &Props) -> Html {
    let (title, side) = (props.measure.title(), props.side);
    let axis = Axis::covering(props.profile.iter().map(|&value| value as f32), 5);
    html! {
        <div class="chart band-profile">
            <p class="readout" data-testid={side.testid("rct-readout")}>{ readout(props) }</p>
            <p class="axis-title">{ title }</p>
            <div class="plot">
                <svg
                    class="drawing" width="100%" height={HEIGHT.to_string()} role="img" data-testid={side.testid("rct-profile")}
                    aria-label={format!("{title}: 63 bars; the table below has their values")}
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
    let Some(band) = props.pointed else { return "Point at a bar to read it, here or in Occluded Frequency.".into() };
    let value = props.measure.number(props.profile[band.index()]);
    let (change, score) = (format!("Band {band} · {} {value}", props.measure.name()), score(props));
    match &props.occlusion {
        Some(occlusion) => format!("{change} · {score} {}", signed(occlusion.scores[band.index()], 2)),
        None => format!("{change} · no Occluded Frequency of this attack’s images on show"),
    }
}

/// Which score stands beside the change.
fn score(props: &Props) -> String {
    let of = |occlusion: &Occlusion| {
        format!("Occluded Frequency of the {}, class “{}”", occlusion.moment.name(), occlusion.class)
    };
    props.occlusion.as_ref().map(of).unwrap_or_default()
}

fn bar(props: &Props, axis: &Axis, band: Band, value: f64) -> Html {
    let slot = 1.0 / Band::COUNT as f64;
    let left = band.index() as f64 * slot;
    // Raw values may be larger than the axis can reach.
    let (top, zero) = (height(axis, value).max(0.0), height(axis, 0.0));
    let class = classes!("bar", "positive", (props.pointed == Some(band)).then_some("pointed"));
    let onpointerenter = props.on_point.reform(move |_: PointerEvent| Some(band));
    html! {
        <g
            {class} data-testid={props.side.testid("rct-bar")} data-band={band.to_string()} data-value={value.to_string()}
            {onpointerenter}
        >
            <rect class="slot" x={share(left)} y="0" width={share(slot)} height="100%" />
            <rect
                class="value" x={share(left + slot * (1.0 - FILLED) / 2.0)} y={format!("{top:.2}")}
                width={share(slot * FILLED)} height={format!("{:.2}", zero - top)}
            />
        </g>
    }
}

fn table(props: &Props) -> Html {
    let scores = props.occlusion.as_ref().map(|occlusion| &occlusion.scores);
    let row = |(band, &value): (Band, &f64)| {
        let score = scores.map(|scores| signed(scores[band.index()], 3));
        html! {
            <tr>
                <th scope="row">{ band.to_string() }</th>
                <td>{ props.measure.number(value) }</td>
                if let Some(score) = score { <td>{ score }</td> }
            </tr>
        }
    };
    html! {
        <details class="chart-table">
            <summary>{ "Show the change as a table" }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="Change by band">
                <table data-testid={props.side.testid("rct-table")}>
                    <thead>
                        <tr>
                            <th scope="col">{ "Band" }</th>
                            <th scope="col">{ props.measure.title() }</th>
                            if scores.is_some() { <th scope="col">{ score(props) }</th> }
                        </tr>
                    </thead>
                    <tbody>{ for Band::all().zip(&props.profile).map(row) }</tbody>
                </table>
            </div>
        </details>
    }
}
