//! Which device computes, why, and the choice of another.

use crate::{
    text::sentence,
    widgets::choice::{Choice, ChoiceOption},
    words::{Tell, words},
};
use freqscope_core::device::{DeviceChoice, DeviceKind, DeviceReport};
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// None before the engine has chosen a device.
    pub report: Option<DeviceReport>,
    /// Those of the CPU that compute.
    pub threads: u32,
    pub choice: DeviceChoice,
    pub on_choose: Callback<DeviceChoice>,
}

/// In the order of the list: the choice, and its value in the document.
const CHOICES: [(DeviceChoice, &str); 3] =
    [(DeviceChoice::Auto, "auto"), (DeviceChoice::Gpu, "gpu"), (DeviceChoice::Cpu, "cpu")];

#[component]
pub fn DeviceBadge(props: &Props) -> Html {
    let options: Vec<ChoiceOption> =
        CHOICES.iter().map(|&(choice, value)| ChoiceOption::new(value, name(choice))).collect();
    let selected = CHOICES.iter().position(|&(choice, _)| choice == props.choice).unwrap_or_default();
    let on_choose = props.on_choose.reform(|i: usize| CHOICES[i].0);
    html! {
        <details class="device">
            <summary data-testid="device-word">{ word(props.report.as_ref()) }</summary>
            <div class="device-more">
                <div data-testid="device" class="device-report" data-threads={props.threads.to_string()} aria-live="polite">
                    { describe(props.report.as_ref(), props.threads) }
                </div>
                <p class="reason">{ words().shell.stays_here() }</p>
                <Choice label={words().shell.compute_on()} testid="device-choice" {options} {selected} {on_choose} />
            </div>
        </details>
    }
}

fn name(choice: DeviceChoice) -> &'static str {
    match choice {
        DeviceChoice::Auto => words().shell.automatic(),
        DeviceChoice::Gpu => kind(DeviceKind::Gpu),
        DeviceChoice::Cpu => kind(DeviceKind::Cpu),
    }
}

/// The summary, one word.
fn word(report: Option<&DeviceReport>) -> &'static str {
    report.map_or(words().shell.device(), |report| kind(report.kind))
}

fn kind(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Gpu => "GPU",
        DeviceKind::Cpu => "CPU",
    }
}

fn describe(report: Option<&DeviceReport>, threads: u32) -> Html {
    let Some(report) = report else {
        return html! { <p class="reason">{ words().shell.no_device_yet() }</p> };
    };
    let kind = kind(report.kind);
    let name = Some(&report.name).filter(|name| name.as_str() != kind);
    html! {
        <>
            <p class="device-name">
                <strong>{ kind }</strong>
                if let Some(name) = name { <span>{ " · " }{ name }</span> }
                if threads > 1 { <span>{ " · " }{ words().shell.threads(threads) }</span> }
            </p>
            <p class="reason">{ sentence(&report.reason.tell()) }</p>
        </>
    }
}
