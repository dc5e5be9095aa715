//! Networks: from the bytes of a packed file to logits.
//!
//! [`manifest`] says which files there are, [`weights`] opens one, [`resnet`] builds its network from [`layers`], and
//! [`classifier`] wraps it so that pixels go in and logits come out. [`transfer`] moves both between host and device.

pub mod classifier;
mod layers;
pub mod manifest;
mod resnet;
pub mod transfer;
pub mod weights;
