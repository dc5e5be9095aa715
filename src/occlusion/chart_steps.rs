//! The second model in the chart: a line that steps from score to score.

use crate::charts::band_axis::HEIGHT;
use freqscope_core::spectrum::band::Band;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Pixels from the top to each band's score.
    pub tips: Vec<f64>,
}

/// A stepped line over the whole chart, on a rim in the colour of the paper that keeps it apart from the bars.
#[component]
pub fn ChartSteps(props: &Props) -> Html {
    let steps =
        props.tips.iter().enumerate().map(|(k, tip)| format!("{}{tip:.2}H{}", if k == 0 { "M0 " } else { "V" }, k + 1));
    let d: String = steps.collect();
    html! {
        <svg
            class="steps" width="100%" height={HEIGHT.to_string()} preserveAspectRatio="none" aria-hidden="true"
            viewBox={format!("0 0 {} {HEIGHT}", Band::COUNT)}
        >
            <path class="rim" d={d.clone()} />
            <path class="line" {d} />
        </svg>
    }
}
