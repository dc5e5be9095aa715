//! The colours of a map of the spectrum, and what they stand for.

use crate::{text::local, widgets::pixels::Pixels, words::words};
use freqscope_core::figure::colour::scale_rgba;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Base-10 logarithms of the values at the dark and at the light end.
    pub decades: (f32, f32),
}

/// The colours from dark to light, with a number at each decade.
#[component]
pub fn ColourScale(props: &Props) -> Html {
    let (low, high) = (props.decades.0 as i32, props.decades.1 as i32);
    let rgba = scale_rgba();
    let width = rgba.len() as u32 / 4;
    let label = words().charts.colour_scale(&power(low), &power(high));
    html! {
        <div class="scale">
            <Pixels {rgba} {width} {label} />
            <div class="scale-ticks" aria-hidden="true">
                { for (low..=high).map(|decade| html! { <span>{ power(decade) }</span> }) }
            </div>
        </div>
    }
}

/// A power of ten in digits.
fn power(decade: i32) -> String {
    match decade {
        0.. => format!("{}", 10_i32.pow(decade.unsigned_abs())),
        _ => local(format!("{:.*}", decade.unsigned_abs() as usize, 10_f32.powi(decade))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn powers_of_ten_are_written_out() {
        assert_eq!([-3, 0, 2].map(power), ["0.001", "1", "100"]);
    }
}
