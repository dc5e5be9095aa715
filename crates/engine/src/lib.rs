//! The engine: networks on burn, and the questions that can be asked of them.
//!
//! [`device`] (GPU or CPU, and why), [`model`] (packed weights to logits), [`occlusion`] (Occluded Frequency, exact and from
//! one gradient), [`attack`] (FGSM, PGD, CW, SimBA), [`inversion`] (images of the same representation), `gradient` and
//! `watch` (what these share), [`engine`] (one device, its models, questions), [`service`] (requests in, events out),
//! `worker` (the service in a Web Worker).

#![forbid(unsafe_code)]

pub mod attack;
pub mod device;
pub mod engine;
mod gradient;
pub mod inversion;
pub mod model;
pub mod occlusion;
mod progress;
pub mod service;
#[cfg(target_arch = "wasm32")]
pub mod worker;
