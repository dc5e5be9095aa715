//! The loss over the steps of an attack or an inversion.

use crate::{
    text::{local, plain},
    words::words,
};
use freqscope_core::figure::axis::Axis;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Which loss it is, as a caption begins.
    pub name: AttrValue,
    /// The losses, oldest first.
    pub losses: Vec<f32>,
    /// The same for all curves that are compared.
    pub axis: Axis,
}

/// Width and height of the drawing's own units; it fills whatever room it gets.
const SIZE: (f64, f64) = (300.0, 60.0);

/// That which holds some losses.
pub fn axis(losses: impl IntoIterator<Item = f32>) -> Axis {
    Axis::covering(losses, 4)
}

/// A small curve with its first and its last value; nothing for fewer than two losses.
#[component]
pub fn LossCurve(props: &Props) -> Html {
    let [first, .., last] = props.losses[..] else { return Html::default() };
    let axis = &props.axis;
    let across = |i: usize| SIZE.0 * i as f64 / (props.losses.len() - 1) as f64;
    let down = |loss: f32| SIZE.1 * (1.0 - axis.position(f64::from(loss)));
    let points = props.losses.iter().enumerate().map(|(i, &loss)| format!("{:.1},{:.1} ", across(i), down(loss)));
    let caption = {
        let [low, high] = [axis.low(), axis.high()].map(|end| local(axis.label(end)));
        words().charts.losses(&props.name, &plain(first, 3), &plain(last, 3), &low, &high)
    };
    html! {
        <figure class="loss">
            <svg viewBox={format!("0 0 {} {}", SIZE.0, SIZE.1)} preserveAspectRatio="none" aria-hidden="true">
                <polyline points={points.collect::<String>()} />
            </svg>
            <figcaption>{ caption }</figcaption>
        </figure>
    }
}
