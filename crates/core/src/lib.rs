//! What every number of freqscope means, without a network: no burn, no Yew, no browser.
//!
//! - [`image`] (a 32×32 picture and its files), [`spectrum`] (its DCT and the bands of it), [`occlusion`] (a picture without
//!   some bands, and what a network's answer is compared with), [`proposition`] (the paper's lower bound).
//! - [`attack`] and [`inversion`]: what can be asked of them and what they answer; [`parameter`] and [`progress`] are what
//!   both share, [`random`] their random numbers. [`change`]: what an attack changed in the spectrum. [`corruption`]: those of CIFAR-10-C.
//! - [`study`]: what is asked of a whole data set; [`statistics`]: means with their errors; [`figure`]: both as SVG;
//!   [`text`]: numbers for people.
//! - [`class`] and [`logits`] (what a network says), [`device`] and [`model`] (what is known of a device and a network),
//!   [`protocol`] (what page and engine tell each other: read it first), [`error`].
//!
//! # Examples
//! The spectrum of an image, and the image without some of its bands:
//! ```
//! use freqscope_core::{image::Image, occlusion::ablation::Ablation, spectrum::{band::{Band, Bands}, dct::Spectrum}};
//!
//! // Grey, with the finest checkerboard on top.
//! let image = Image::from_fn(|_, y, x| if (x + y) % 2 == 0 { 0.6 } else { 0.4 });
//! let spectrum = Spectrum::of(&image);
//! assert!((spectrum.get(0, 0, 0) - 16.0).abs() < 1e-4, "32 times the mean");
//!
//! // Without all but the mean it is plain grey.
//! let bands = Bands::ALL.minus(Band::LOWEST.into());
//! assert_eq!(bands.to_string(), "1-62");
//! let grey = Ablation::of(bands).apply(&image);
//! assert!(grey.pixels().iter().all(|value| (value - 0.5).abs() < 1e-5));
//! ```
//! `examples/spectrum.rs` does the same with a file.
//!
//! "The paper" is *Towards Frequency-Based Explanation for Robust CNN*, Wang et al., 2020.

#![forbid(unsafe_code)]

pub mod attack;
pub mod change;
pub mod class;
pub mod corruption;
pub mod device;
pub mod error;
pub mod figure;
pub mod format;
pub mod image;
pub mod inversion;
pub mod logits;
pub mod model;
pub mod occlusion;
pub mod parameter;
pub mod progress;
pub mod proposition;
pub mod protocol;
pub mod random;
pub mod served;
pub mod spectrum;
pub mod statistics;
pub mod study;
pub mod text;
