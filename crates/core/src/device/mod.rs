//! Where the engine computes: what a visitor can ask for, and what was chosen.

pub mod reason;
pub mod times;

use self::reason::{NoGpu, Reason};
use serde::{Deserialize, Serialize};

/// The device that a visitor asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum DeviceChoice {
    /// The GPU where it is fit for the work, else the CPU.
    #[default]
    Auto,
    /// The CPU.
    Cpu,
    /// The GPU, even one made of software.
    ///
    /// Where there is none, the engine computes on the CPU and its [`DeviceReport`] has a notice.
    Gpu,
}

/// Where the engine computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// Any GPU, through WebGPU in the browser.
    #[serde(alias = "Gpu")]
    Gpu,
    /// The CPU: in the browser one thread or several, natively all cores.
    #[serde(alias = "Cpu")]
    Cpu,
}

/// The chosen device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeviceReport {
    /// Where the engine computes.
    pub kind: DeviceKind,
    /// Its name, such as `WebGPU · nvidia ampere` or `CPU`.
    pub name: String,
    /// Why this device was chosen.
    pub reason: Reason,
    /// Whether the visitor should notice: something that was wanted is missing or failed.
    pub notice: bool,
}

/// How far a GPU is trusted, by what became of it before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GpuTrust {
    /// It has not failed.
    #[default]
    Full,
    /// It failed once: half as many images at once, which need half the memory.
    Half,
    /// It failed again, and is not opened.
    None,
}

impl GpuTrust {
    /// What is left of it after a failure.
    #[must_use]
    pub fn after_failure(self) -> Self {
        match self {
            Self::Full => Self::Half,
            Self::Half | Self::None => Self::None,
        }
    }
}

/// What a browser has to offer beside the CPU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum GpuOffer {
    /// A GPU, by the name that the browser tells, such as `apple m2`; it has not been opened.
    Adapter(String),
    /// Nothing that is worth a try.
    None(NoGpu),
}
