//! freqscope: which spatial frequencies a CNN relies on.
//!
//! The crate has three layers; nothing in the domain knows of the others. Page and engine share only [`protocol`].
//!
//! - **Domain**, everywhere: [`image`] and [`npy`] (a 32×32 picture and its files), [`frequency`] (its DCT and the 63
//!   bands), [`ablation`] (a picture without some bands), [`proposition`] (the paper's lower bound), [`threat`] (how far
//!   an adversary may go), [`adversary`] (the vocabulary of attacks), [`representation`] (that of inversion),
//!   [`parameter`] and [`progress`] (what both share), [`similarity`], [`rct`] and [`third`] (what an attack
//!   changed, in pixels and in the spectrum), [`profile`] and [`statistics`] (means over a data set, with their errors),
//!   [`figure`] (their SVG), [`claims`] (the paper's claims with their verdicts), [`class`] and [`logits`] (what a network says), [`protocol`] (the vocabulary of page
//!   and engine: read it first), [`error`].
//! - **Engine**, feature `engine`: `device` (GPU or CPU, and why), `model` (packed weights to logits), `attribution`
//!   (Occluded Frequency), `attack` (FGSM, PGD, CW, SimBA), `inversion` (images of the same representation), `gradient`
//!   and `watch` (what both share), `engine` (one device, its models, questions), `service`
//!   (requests in, events out), `worker` (the service in a Web Worker).
//! - **Lab**, feature `lab`: the command line.
//! - **Page**, feature `page`: the Yew application.
//!
//! "The paper" is *Towards Frequency-Based Explanation for Robust CNN*, Wang et al., 2020.

pub mod ablation;
pub mod adversary;
#[cfg(feature = "engine")]
pub mod attack;
#[cfg(feature = "engine")]
pub mod attribution;
pub mod claims;
pub mod class;
#[cfg(feature = "engine")]
pub mod device;
#[cfg(feature = "engine")]
pub mod engine;
pub mod error;
pub mod figure;
pub mod frequency;
#[cfg(feature = "engine")]
mod gradient;
pub mod image;
#[cfg(feature = "engine")]
pub mod inversion;
#[cfg(feature = "lab")]
pub mod lab;
pub mod logits;
#[cfg(feature = "engine")]
pub mod model;
pub mod npy;
#[cfg(feature = "page")]
pub mod page;
pub mod parameter;
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
#[cfg(feature = "engine")]
mod watch;
#[cfg(all(feature = "engine", target_arch = "wasm32"))]
pub mod worker;
