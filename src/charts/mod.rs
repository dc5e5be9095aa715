//! Drawings that panels share.
//!
//! Axes ([`band_axis`]), bars and curves ([`band_bars`], [`energy_profile`], [`loss_curve`], [`small_chart`] on a [`small_scale`]), maps of coefficients
//! ([`change_map`], [`colour_scale`], [`measure`]), images of changes ([`attack_change`]), and
//! selecting bands with the pointer ([`pointing`], [`drag`]) or with the keyboard ([`roving`]).

pub mod attack_change;
pub mod band_axis;
pub mod band_bars;
pub mod change_map;
pub mod colour_scale;
pub mod drag;
pub mod energy_profile;
pub mod loss_curve;
pub mod measure;
pub mod pointing;
pub mod roving;
pub mod small_chart;
pub mod small_scale;
