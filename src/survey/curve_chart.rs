//! Mean scores of all bands with their intervals, several curves on one axis (paper, Fig. 1).

use crate::{
    charts::{
        band_axis::{HEIGHT, band_axis, height, ticks},
        pointing::leaving,
    },
    survey::curve::{Curve, ImageSet},
    text::share,
    words::words,
};
use freqscope_core::{
    figure::{axis::Axis, panel::Point},
    spectrum::band::Band,
};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub curves: Vec<Curve>,
    pub pointed: Option<Band>,
    pub on_point: Callback<Option<Band>>,
}

/// Intervals of fewer images are wider than anything else: the axis does not make room for them.
const FEW: usize = 5;

#[component]
pub fn CurveChart(props: &Props) -> Html {
    let axis = Axis::covering(props.curves.iter().flat_map(extremes), 5);
    let view = format!("0 0 {} {HEIGHT}", Band::COUNT);
    html! {
        <div class="plot">
            <svg
                class="drawing curves" width="100%" height={HEIGHT.to_string()} role="img" data-testid="survey-chart"
                aria-label={words().survey.chart()}
                onpointerleave={leaving(&props.on_point)}
            >
                { ticks(&axis, !props.curves.is_empty()) }
                { for Band::all().map(|band| slot(props, band)) }
                <svg class="areas" width="100%" height={HEIGHT.to_string()} viewBox={view} preserveAspectRatio="none">
                    { for props.curves.iter().map(|curve| draw(curve, &axis)) }
                </svg>
            </svg>
            { band_axis() }
        </div>
    }
}

/// The numbers that the axis must cover.
fn extremes(curve: &Curve) -> impl Iterator<Item = f32> {
    let wide = curve.n >= FEW;
    let numbers = move |point: &Point| if wide { point.extent().into() } else { [point.mean; 2] };
    curve.points.iter().flat_map(numbers).map(|number| number as f32)
}

fn slot(props: &Props, band: Band) -> Html {
    let width = 1.0 / Band::COUNT as f64;
    let class = classes!("bar", (props.pointed == Some(band)).then_some("pointed"));
    let onpointerenter = props.on_point.reform(move |_: PointerEvent| Some(band));
    html! {
        <g {class} {onpointerenter}>
            <rect class="slot" x={share(band.index() as f64 * width)} y="0" width={share(width)} height="100%" />
        </g>
    }
}

fn draw(curve: &Curve, axis: &Axis) -> Html {
    let at = |point: &Point, score: f64| format!("{},{:.2} ", point.band.index() as f64 + 0.5, height(axis, score));
    let upper = curve.points.iter().filter_map(|point| Some(at(point, point.interval?.1)));
    let lower = curve.points.iter().rev().filter_map(|point| Some(at(point, point.interval?.0)));
    let interval: String = upper.chain(lower).collect();
    let means: String = curve.points.iter().map(|point| at(point, point.mean)).collect();
    let side = format!("side-{}", curve.side.letter().to_lowercase());
    html! {
        <g
            class={classes!("curve", side, curve.image_set.css_class())} data-testid={curve.side.testid("survey-curve")}
            data-extent={curve.image_set.css_class()} data-n={curve.n.to_string()}
            data-means={curve.points.iter().map(|point| format!("{} ", point.mean)).collect::<String>()}
        >
            if !interval.is_empty() { <polygon points={interval} /> }
            <polyline points={means} />
        </g>
    }
}

/// A sample of a curve's stroke, for a legend.
pub fn sign(curve: &Curve) -> Html {
    let side = format!("side-{}", curve.side.letter().to_lowercase());
    let dashed = if curve.image_set == ImageSet::TestSet { "test-set" } else { "samples" };
    html! {
        <svg class={classes!("curve", "key", side, dashed)} width="28" height="14" viewBox="0 0 28 14" aria-hidden="true">
            <rect x="0" y="2" width="28" height="10" />
            <polyline points="0,7 28,7" />
        </svg>
    }
}
