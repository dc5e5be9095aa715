//! Why the engine computes where it does.

use super::{Tell, topic::topic, words};
use freqscope_core::device::reason::Reason;

topic! {
    /// A clause.
    reason(reason: &Reason);
}

impl Tell for Reason {
    fn tell(&self) -> String {
        words().device.reason(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{self, Language};
    use freqscope_core::device::{
        reason::{GpuFailure, NoGpu},
        times::{ChartTimes, Measurement, Surroundings},
    };

    fn examples() -> Vec<Reason> {
        let text = || "x.y".to_owned();
        let times = ChartTimes { cpu: 9.04, gpu: 10.4 };
        let surroundings = Surroundings { browser: text(), adapter: text(), release: text() };
        let without = [
            NoGpu::NotBuilt,
            NoGpu::Insecure,
            NoGpu::NoWebGpu,
            NoGpu::Unanswered,
            NoGpu::LookFailed,
            NoGpu::NoAdapter,
            NoGpu::Lacks(text()),
            NoGpu::Software,
            NoGpu::OpeningUnanswered,
            NoGpu::NotOpened,
            NoGpu::Driver(text()),
        ];
        let failures = [GpuFailure::Silent, GpuFailure::OtherLogits, GpuFailure::NotFinite, GpuFailure::Failed];
        let took_over = failures.map(|failure| Reason::TookOver { gpu: text(), failure });
        let measured = Reason::Timed(Measurement { surroundings, gpu: "WebGPU · apple m2".into(), times });
        let others = [
            Reason::ByHand,
            Reason::AtOnce,
            Reason::Untimed,
            Reason::FailedTwice,
            Reason::Trying(text()),
            Reason::FailedTrial(text()),
            measured,
        ];
        without.map(Reason::NoGpu).into_iter().chain(took_over).chain(others).collect()
    }

    #[test]
    fn every_reason_is_told_in_every_language() {
        let source = include_str!("../../crates/core/src/device/reason.rs");
        // NoGpu and TookOver are one variant each, of which the examples have all.
        assert_eq!(examples().len(), source.matches("#[error(").count() - 2, "an example of each variant");
        for reason in examples() {
            language::speak(Language::English);
            assert_eq!(reason.tell(), reason.to_string());
            language::speak(Language::German);
            let german = reason.tell();
            assert_ne!(german, reason.to_string());
            let english = [" the ", " is ", " it ", " and ", " by "].iter().find(|word| german.contains(**word));
            assert_eq!(english, None, "{german}");
        }
    }

    #[test]
    fn times_have_a_decimal_comma_in_german() {
        language::speak(Language::German);
        let told: Vec<_> = examples().iter().map(Tell::tell).collect();
        assert!(told.contains(&"WebGPU · apple m2: 10 ms je Diagramm; CPU: 9,0 ms".to_owned()), "{told:?}");
    }
}
