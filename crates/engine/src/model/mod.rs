//! Networks that compute: from weights to logits.
//!
//! The crate `freqscope-weights` says which layers a network has and holds their numbers. Of these `network` is built, of
//! `layers`, and [`classifier`] wraps it so that pixels go in and logits come out; [`transfer`] moves both between host and device.
//! [`passing`] packs a network on the way, and [`comparison`] says what that costs, and whether the network computes what its owner's
//! code computes.

pub mod classifier;
pub mod comparison;
mod kernel;
mod layers;
mod network;
pub mod passing;
pub mod transfer;
