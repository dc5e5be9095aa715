//! Figures of studies as [`svg`]: [`curves`] (Fig. 1) over an [`axis`] and [`heatmap`]s (Fig. 2 and 3), in the
//! [`colour`]s of spectra; and [`band_plot`]s of single images.

pub mod axis;
pub mod band_plot;
pub mod colour;
pub mod curves;
pub mod heatmap;
pub mod svg;
