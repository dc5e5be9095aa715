//! Networks: from the bytes of a packed file to logits.
//!
//! [`geometry`] says which layers a network has and what they are called ([`name`]), in [`step`]s that `resnet` and
//! `vgg` plan. A [`source`] holds the numbers of the layers: a [`packed`] file, described by its [`header`], or a
//! checkpoint of PyTorch's that `pack` turns into one. `network` is built of `layers`, and [`classifier`] wraps it
//! so that pixels go in and logits come out. [`manifest`] lists the files that ship, and [`transfer`] moves pixels and
//! logits between host and device.

pub mod classifier;
pub mod convolution;
pub mod geometry;
pub mod header;
pub mod invalid;
mod kernel;
mod layers;
pub mod manifest;
pub mod name;
mod network;
pub mod pack;
pub mod packed;
mod resnet;
pub mod source;
pub mod step;
pub mod transfer;
mod vgg;
