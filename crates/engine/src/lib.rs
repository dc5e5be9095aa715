//! The engine: networks on burn, and the questions that can be asked of them.
//!
//! - [`device`]: GPU or CPU, and why. [`model`]: from packed weights to logits.
//! - [`occlusion`] (Occluded Frequency, exact and from one gradient), [`attack`] (FGSM, PGD, CW, SimBA) and
//!   [`inversion`] (images of the same representation), which share `gradient` and `progress`.
//! - [`engine`]: one device, the models that are loaded on it, and all questions about them. [`service`]: the same by
//!   requests and events, with what a visitor opens by [`visitor_file`] and keeps by [`visitor_models`], and as JSON by
//!   [`script`]; `worker`: the service in a Web Worker.
//!
//! # Examples
//! Three questions about a picture to a packed network:
//! ```
//! use freqscope_core::{
//!     attack::{AttackSpec, Example, Method, Misclassified, goal::Goal},
//!     device::DeviceChoice,
//!     image::Image,
//!     occlusion::{OcclusionSpec, ablation::{Ablation, Baseline}},
//!     spectrum::{band::Bands, partition::Partition},
//! };
//! use freqscope_engine::engine::Engine;
//! use std::fs::read;
//!
//! const WEIGHTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/resnet18-natural.safetensors");
//! const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/samples/cat-0.png");
//!
//! # pollster::block_on(async {
//! let mut engine = Engine::start(DeviceChoice::Cpu).await;
//! engine.load_unlisted("network", "resnet18-natural.safetensors", read(WEIGHTS)?).await?;
//! let image = Image::decode(&read(PICTURE)?)?;
//!
//! // What does it say without bands 21 to 62?
//! let bands: Bands = "21-62".parse()?;
//! let ablated = Ablation::of(bands).apply(&image);
//! let logits = engine.classify("network", &[image.clone(), ablated]).await?;
//! println!("{} → {}", logits[0].class(), logits[1].class());
//!
//! // Which bands support the class that it predicts?
//! let (baseline, partition) = (Baseline::default(), Partition::Diagonal);
//! let spec = OcclusionSpec { image: image.clone(), class: None, baseline, partition };
//! let report = engine.occluded_frequency("network", &spec, async |_| Ok(())).await?;
//! assert_eq!((report.class, report.scores.len()), (logits[0].class(), 63));
//! assert_eq!(report.scores[5], report.clean.of(report.class) - report.ablated[5].of(report.class));
//!
//! // Which picture within 8/255 of it does FGSM find?
//! let (method, goal) = (Method::Fgsm { epsilon: 8.0 / 255.0 }, Goal::Untargeted);
//! let spec = AttackSpec { method, goal, seed: 0, misclassified: Misclassified::LeaveAlone };
//! let reports = engine.attack("network", &spec, &[Example { image, class: None }], async |_| Ok(())).await?;
//! assert!(reports[0].distance.linf <= 8.0 / 255.0 + 1e-6);
//! println!("{} → {}", reports[0].before.class(), reports[0].after.class());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```
//! `examples/occlusion.rs` is a program that takes both files as arguments.

#![forbid(unsafe_code)]

pub mod attack;
mod dct;
pub mod device;
pub mod engine;
pub mod files;
mod gradient;
pub mod inversion;
pub mod jobs;
pub mod model;
pub mod occlusion;
pub mod pool;
mod progress;
pub mod script;
pub mod service;
mod sharing;
pub mod visitor_file;
pub mod visitor_models;
#[cfg(target_arch = "wasm32")]
pub mod worker;
