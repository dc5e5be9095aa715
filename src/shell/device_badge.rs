//! Which device computes, why, and the choice of another.

use crate::{
    text::sentence,
    widgets::choice::{Choice, ChoiceOption},
};
use freqscope_core::device::{DeviceChoice, DeviceKind, DeviceReport};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// None before the engine has chosen a device.
    pub report: Option<DeviceReport>,
    pub choice: DeviceChoice,
    pub on_choose: Callback<DeviceChoice>,
}

/// In the order of the list: the choice, its value in the document, and its name.
const CHOICES: [(DeviceChoice, &str, &str); 3] =
    [(DeviceChoice::Auto, "auto", "Automatic"), (DeviceChoice::Gpu, "gpu", "GPU"), (DeviceChoice::Cpu, "cpu", "CPU")];

#[component]
pub fn DeviceBadge(props: &Props) -> Html {
    let options: Vec<ChoiceOption> = CHOICES.iter().map(|&(_, value, text)| ChoiceOption::new(value, text)).collect();
    let selected = CHOICES.iter().position(|&(choice, ..)| choice == props.choice).unwrap_or_default();
    let on_choose = props.on_choose.reform(|i: usize| CHOICES[i].0);
    html! {
        <details class="device">
            <summary data-testid="device-word">{ word(props.report.as_ref()) }</summary>
            <div class="device-more">
                <div data-testid="device" class="device-report" aria-live="polite">{ describe(props.report.as_ref()) }</div>
                <p class="reason">{ "Nothing leaves this machine." }</p>
                <Choice label="Compute on" testid="device-choice" {options} {selected} {on_choose} />
            </div>
        </details>
    }
}

/// The summary, one word.
fn word(report: Option<&DeviceReport>) -> &'static str {
    report.map_or("Device", |report| kind(report.kind))
}

fn kind(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Gpu => "GPU",
        DeviceKind::Cpu => "CPU",
    }
}

fn describe(report: Option<&DeviceReport>) -> Html {
    let Some(report) = report else {
        return html! { <p class="reason">{ "The device is chosen once the engine has arrived." }</p> };
    };
    let kind = kind(report.kind);
    let name = Some(&report.name).filter(|name| name.as_str() != kind);
    html! {
        <>
            <p class="device-name">
                <strong>{ kind }</strong>
                if let Some(name) = name { <span>{ " · " }{ name }</span> }
            </p>
            <p class="reason">{ sentence(&report.reason) }</p>
        </>
    }
}
