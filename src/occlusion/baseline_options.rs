//! What replaces the bands that are taken out.

use crate::{widgets::segmented::Segmented, words::words};
use freqscope_core::occlusion::ablation::{Baseline, Fill, Zero};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub baseline: Baseline,
    pub on_change: Callback<Baseline>,
}

const FILLS: [Fill; 3] = [Fill::Zero, Fill::Mean, Fill::Noise { seed: 0 }];
const ZEROS: [Zero; 2] = [Zero::Pixels, Zero::Normalised];

/// Its name and its explanation.
fn fill_words(fill: Fill) -> [&'static str; 2] {
    let words = &words().occlusion;
    match fill {
        Fill::Zero => [words.zero(), words.zero_meaning()],
        Fill::Mean => [words.mean(), words.mean_meaning()],
        Fill::Noise { .. } => [words.noise(), words.noise_meaning()],
    }
}

/// Its name and its explanation.
fn zero_words(zero: Zero) -> [&'static str; 2] {
    let words = &words().occlusion;
    match zero {
        Zero::Pixels => [words.pixels(), words.pixels_meaning()],
        Zero::Normalised => [words.normalised(), words.normalised_meaning()],
    }
}

#[component]
pub fn BaselineOptions(props: &Props) -> Html {
    let baseline = props.baseline;
    let fill = FILLS.iter().position(|&fill| fill == baseline.fill).unwrap_or_default();
    let zero = ZEROS.iter().position(|&zero| zero == baseline.zero).unwrap_or_default();
    html! {
        <div class="baseline">
            <Segmented
                legend={words().occlusion.replace_by()} name="fill" options={FILLS.map(|fill| fill_words(fill)[0].into()).to_vec()}
                selected={fill} meaning={fill_words(FILLS[fill])[1]}
                on_choose={props.on_change.reform(move |i: usize| Baseline { fill: FILLS[i], ..baseline })}
            />
            <Segmented
                legend={words().occlusion.zero_in()} name="zero" options={ZEROS.map(|zero| zero_words(zero)[0].into()).to_vec()}
                selected={zero} meaning={zero_words(ZEROS[zero])[1]} disabled={baseline.fill != Fill::Zero}
                on_choose={props.on_change.reform(move |i: usize| Baseline { zero: ZEROS[i], ..baseline })}
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
            <span>{ words().occlusion.limit() }</span>
        </label>
    }
}
