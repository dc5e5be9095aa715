//! freqscope: which spatial frequencies a CNN relies on.
//!
//! The crate has three layers; nothing in the domain knows of the others. Page and engine share only [`protocol`].
//!
//! - **Domain**, everywhere: [`image`] and [`npy`] (a 32×32 picture and its files), [`frequency`] and [`partition`] (its DCT
//!   and the bands of it), [`ablation`] (a picture without some bands), [`proposition`] (the paper's lower bound), [`threat`]
//!   (how far an adversary may go), [`adversary`] (the vocabulary of attacks), [`representation`] (that of inversion),
//!   [`parameter`] and [`progress`] (what both share), [`similarity`], [`rct`], [`third`], [`tilt`] and [`change`] (what an attack
//!   changed, in pixels and in the spectrum), [`profile`], [`accuracy`], [`attack_study`], [`inversion_study`],
//!   [`estimator`], [`control_variate`] and [`statistics`] (means over a data set, with their errors), [`document`] (their
//!   files), [`figure`], [`heatmap`] and [`colour`] (their SVG), [`claims`] (the paper's claims with their verdicts),
//!   [`class`] and [`logits`] (what a network says), [`protocol`] (the vocabulary of page and engine: read it first),
//!   [`error`].
//! - **Engine**, feature `engine`: `device` (GPU or CPU, and why), `model` (packed weights to logits), `attribution` and
//!   `first_order` (Occluded Frequency, exact and from one gradient), `attack` (FGSM, PGD, CW, SimBA), `inversion` (images of
//!   the same representation), `gradient` and `watch` (what these share), `engine` (one device, its models, questions),
//!   `service` (requests in, events out), `worker` (the service in a Web Worker).
//! - **Lab**, feature `lab`: the command line.
//! - **Page**, feature `page`: the Yew application.
//!
//! "The paper" is *Towards Frequency-Based Explanation for Robust CNN*, Wang et al., 2020.

#![forbid(unsafe_code)]

pub mod ablation;
pub mod accuracy;
pub mod adversary;
#[cfg(feature = "engine")]
pub mod attack;
pub mod attack_study;
#[cfg(feature = "engine")]
pub mod attribution;
pub mod change;
pub mod claims;
pub mod class;
pub mod colour;
pub mod control_variate;
#[cfg(feature = "engine")]
pub mod device;
pub mod document;
#[cfg(feature = "engine")]
pub mod engine;
pub mod error;
pub mod estimator;
pub mod figure;
#[cfg(feature = "engine")]
pub mod first_order;
pub mod frequency;
#[cfg(feature = "engine")]
mod gradient;
pub mod heatmap;
pub mod image;
#[cfg(feature = "engine")]
pub mod inversion;
pub mod inversion_study;
#[cfg(feature = "lab")]
pub mod lab;
pub mod logits;
#[cfg(feature = "engine")]
pub mod model;
pub mod npy;
#[cfg(feature = "page")]
pub mod page;
pub mod parameter;
pub mod partition;
pub mod profile;
pub mod progress;
pub mod proposition;
pub mod protocol;
pub mod rct;
pub mod representation;
#[cfg(feature = "engine")]
pub mod service;
pub mod similarity;
pub mod statistics;
pub mod third;
pub mod threat;
pub mod tilt;
#[cfg(feature = "engine")]
mod watch;
#[cfg(all(feature = "engine", target_arch = "wasm32"))]
pub mod worker;
