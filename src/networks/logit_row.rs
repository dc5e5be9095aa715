//! One class's logit, before and after bands are taken out.

use crate::{
    text::{plain, share},
    words::words,
};
use freqscope_core::class::Class;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    pub class: Class,
    pub testid: AttrValue,
    /// The axis's lowest value.
    pub low: f64,
    /// The axis's highest value.
    pub high: f64,
    /// Of the whole image.
    pub before: Option<f32>,
    /// Without the bands.
    pub after: Option<f32>,
    /// Whether `after` belongs to an earlier selection.
    pub stale: bool,
    /// Whether this is the predicted class of the whole image.
    pub top_before: bool,
    /// Whether this is the predicted class without the bands.
    pub top_after: bool,
}

/// One row of the table of logits. The predicted classes are marked in bold, not by colour alone.
#[component]
pub fn LogitRow(props: &Props) -> Html {
    let current = props.after.filter(|_| !props.stale);
    let raw = |logit: Option<f32>| logit.map(|logit| logit.to_string());
    let number = |logit: Option<f32>| logit.map(|logit| plain(logit, 2)).unwrap_or_default();
    let class = classes!("logit", props.stale.then_some("stale"));
    html! {
        <tr
            {class} data-testid={&props.testid} data-class={props.class.name()}
            data-before={raw(props.before)} data-after={raw(current)}
        >
            <th scope="row" class={classes!((props.top_before || props.top_after).then_some("top"))}>
                { words().classes.name(props.class) }
            </th>
            <td class="bars">{ bars(props) }</td>
            <td class={classes!("number", "before", props.top_before.then_some("top"))}>{ number(props.before) }</td>
            <td class={classes!("number", "after", props.top_after.then_some("top"))}>{ number(props.after) }</td>
        </tr>
    }
}

fn bars(props: &Props) -> Html {
    let position = |value: f64| (value - props.low) / (props.high - props.low);
    let zero = position(0.0);
    let bar = |class: &'static str, y: &'static str, logit: f32| {
        let tip = position(f64::from(logit));
        let (left, width) = (zero.min(tip), (tip - zero).abs());
        html! { <rect {class} x={share(left)} width={share(width)} {y} height="6" /> }
    };
    html! {
        <svg width="100%" height="20" aria-hidden="true">
            <line class="zero" x1={share(zero)} x2={share(zero)} y1="0" y2="20" />
            { for props.before.map(|logit| bar("before", if props.after.is_some() { "3" } else { "7" }, logit)) }
            { for props.after.map(|logit| bar("after", "11", logit)) }
        </svg>
    }
}
