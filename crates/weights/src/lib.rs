//! Networks at rest: what is known of one before it computes.
//!
//! [`geometry`] says which layers a network has and what they are called ([`name`]), in [`step`]s that `resnet` and `vgg` plan,
//! each [`convolution`] with its shape. A [`source`] holds the numbers of the layers: a [`packed`] file, described by its
//! [`header`], or a checkpoint of PyTorch's that [`pack`](mod@pack) turns into one. [`manifest`] lists the files that ship, and [`invalid`] is
//! why one cannot be used.
//!
//! Nothing here computes: the crate `freqscope-engine` builds networks of this.

#![forbid(unsafe_code)]

pub mod convolution;
pub mod geometry;
pub mod header;
pub mod invalid;
pub mod manifest;
pub mod name;
pub mod pack;
pub mod packed;
mod resnet;
pub mod source;
pub mod step;
mod vgg;
