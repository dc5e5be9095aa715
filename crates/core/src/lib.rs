//! What every number of freqscope means, without a network: no burn, no Yew, no browser.
//!
//! - [`image`] (a 32×32 picture and its files), [`spectrum`] (its DCT and the bands of it), [`occlusion`] (a picture without
//!   some bands, and what a network's answer is compared with), [`proposition`] (the paper's lower bound).
//! - [`attack`] and [`inversion`]: what can be asked of them and what they answer; [`parameter`] and [`progress`] are what
//!   both share. [`change`]: what an attack changed in the spectrum.
//! - [`study`]: what is asked of a whole data set; [`statistics`]: means with their errors; [`figure`]: both as SVG.
//! - [`class`] and [`logits`] (what a network says), [`device`] and [`model`] (what is known of a device and a network),
//!   [`protocol`] (what page and engine tell each other: read it first), [`error`].
//!
//! "The paper" is *Towards Frequency-Based Explanation for Robust CNN*, Wang et al., 2020.

#![forbid(unsafe_code)]

pub mod attack;
pub mod change;
pub mod class;
pub mod device;
pub mod error;
pub mod figure;
pub mod image;
pub mod inversion;
pub mod logits;
pub mod model;
pub mod occlusion;
pub mod parameter;
pub mod progress;
pub mod proposition;
pub mod protocol;
pub mod spectrum;
pub mod statistics;
pub mod study;
