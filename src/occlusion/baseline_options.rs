//! What replaces the bands that are taken out.

use crate::widgets::segmented::Segmented;
use freqscope_core::occlusion::ablation::{Baseline, Fill, Zero};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub baseline: Baseline,
    pub on_change: Callback<Baseline>,
}

/// The fills, each with its name and its explanation.
const FILLS: [(Fill, &str, &str); 3] = [
    (Fill::Zero, "Zero", "Coefficients become 0, as in the paper."),
    (Fill::Mean, "Training mean", "Coefficients become their mean over the 50,000 training images."),
    (
        Fill::Noise { seed: 0 },
        "Noise",
        "Coefficients become random, with the energy of the band. The draws begin at seed 0: the same at each visit.",
    ),
];

/// The two meanings of zero, each with its name and its explanation.
const ZEROS: [(Zero, &str, &str); 2] = [
    (
        Zero::Pixels,
        "Pixels in [0, 1]",
        "As the paper has it. Without band 0 each channel has mean 0: the image darkens.",
    ),
    (
        Zero::Normalised,
        "Normalised pixels",
        "As the network reads them: minus the mean of the training set, divided by its spread. Without band 0 the image keeps the \
         training set’s mean colour. Choose it to ask about the picture’s own colour, not about darkness; other bands are the same.",
    ),
];

#[component]
pub fn BaselineOptions(props: &Props) -> Html {
    let baseline = props.baseline;
    let fill = FILLS.iter().position(|&(fill, ..)| fill == baseline.fill).unwrap_or_default();
    let zero = ZEROS.iter().position(|&(zero, ..)| zero == baseline.zero).unwrap_or_default();
    html! {
        <div class="baseline">
            <Segmented
                legend="Replace them by" name="fill" options={FILLS.map(|(_, name, _)| name.into()).to_vec()}
                selected={fill} meaning={FILLS[fill].2}
                on_choose={props.on_change.reform(move |i: usize| Baseline { fill: FILLS[i].0, ..baseline })}
            />
            <Segmented
                legend="Zero in" name="zero" options={ZEROS.map(|(_, name, _)| name.into()).to_vec()}
                selected={zero} meaning={ZEROS[zero].2} disabled={baseline.fill != Fill::Zero}
                on_choose={props.on_change.reform(move |i: usize| Baseline { zero: ZEROS[i].0, ..baseline })}
            />
            { clip(props) }
        </div>
    }
}

fn clip(props: &Props) -> Html {
    let baseline = props.baseline;
    let onchange = props.on_change.reform(move |event: Event| {
        let clip = event.target_unchecked_into::<HtmlInputElement>().checked();
        Baseline { clip, ..baseline }
    });
    html! {
        <label class="check">
            <input type="checkbox" checked={baseline.clip} {onchange} />
            <span>{ "Limit the ablated image to [0, 1] before the network sees it" }</span>
        </label>
    }
}
