//! Drawings that panels share: axes, bars and curves over bands, maps and images of changes, and pointing at bands.

pub mod attack_change;
pub mod axis;
pub mod band_axis;
pub mod band_bars;
pub mod change_map;
pub mod colour;
pub mod colour_scale;
pub mod drag;
pub mod energy_profile;
pub mod loss_curve;
pub mod measure;
pub mod perturbation;
pub mod pointing;
pub mod roving;
