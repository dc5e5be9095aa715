//! Why the engine computes where it does.

use super::times::Measurement;
use serde::{Deserialize, Serialize};

/// Why a device was chosen: a clause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum Reason {
    /// The visitor did.
    #[error("chosen by hand")]
    ByHand,
    /// In a browser, until a GPU has been timed.
    #[error("it computes at once, and no GPU has been faster yet")]
    AtOnce,
    /// Natively, where a GPU is taken as it comes.
    #[error("there is one; it has not been timed beside the CPU")]
    Untimed,
    /// The CPU, for want of a GPU.
    #[error("no GPU is used because {0}")]
    NoGpu(NoGpu),
    /// It is not opened a third time.
    #[error("the GPU failed twice, so the CPU took over")]
    FailedTwice,
    /// The CPU goes on.
    #[error("the GPU ({gpu}) {failure}, so the CPU took over")]
    TookOver {
        /// The GPU's name.
        gpu: String,
        /// What it did.
        failure: GpuFailure,
    },
    /// While a GPU is tried.
    #[error("the GPU ({0}) is opened and timed beside it")]
    Trying(String),
    /// Why a GPU that was tried is not used.
    #[error("the GPU ({0}) failed when it was tried")]
    FailedTrial(String),
    /// The faster of two.
    #[error("{}", .0.in_words())]
    Timed(Measurement),
}

/// Why there is no GPU, or none that is fit: a clause that follows “because”.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum NoGpu {
    /// A program without the feature.
    #[error("this engine was built without its part for GPUs")]
    NotBuilt,
    /// A page over plain HTTP.
    #[error("WebGPU needs a page served over HTTPS or from localhost")]
    Insecure,
    /// The browser is too old, or has it switched off.
    #[error("this browser has no WebGPU")]
    NoWebGpu,
    /// For an adapter.
    #[error("the browser was asked for one and has not answered")]
    Unanswered,
    /// `requestAdapter` was rejected.
    #[error("the browser failed to look for one")]
    LookFailed,
    /// `requestAdapter` gave null.
    #[error("the browser offers none (WebGPU found no adapter)")]
    NoAdapter,
    /// By the name of the feature.
    #[error("the browser's WebGPU lacks the feature {0}")]
    Lacks(String),
    /// Slower than the CPU.
    #[error("the only one is emulated in software, which is slower than the CPU itself")]
    Software,
    /// For a device.
    #[error("it was to be opened and has not answered")]
    OpeningUnanswered,
    /// In a browser, whose visitor can do nothing with what its driver said.
    #[error("it could not be opened")]
    NotOpened,
    /// Natively, with what the driver said.
    #[error("it could not be opened: {0}")]
    Driver(String),
}

/// What a GPU did that was left for the CPU: a clause about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum GpuFailure {
    /// It was silent.
    #[error("did not give its numbers back")]
    Silent,
    /// It failed the self-test.
    #[error("computed other logits than those that are stored")]
    OtherLogits,
    /// Where the CPU's are.
    #[error("computed what is not a number")]
    NotFinite,
    /// Anything else, such as a lost device.
    #[error("failed")]
    Failed,
}
