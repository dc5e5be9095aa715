//! Figures of studies as [`svg`]: [`curves`] (Fig. 1) and accuracy under [`filters`] in [`panel`]s, [`heatmap`]s (Fig. 2 and 3, and
//! of errors) in the [`colour`]s of spectra, accuracy under [`corruptions`] and [where they land](corruption_bands), also both as [`marked_rows`], all over an
//! [`axis`]; and [`band_plot`]s of single images.

pub mod axis;
pub mod band_plot;
pub mod colour;
pub mod corruption_bands;
pub mod corruptions;
pub mod curves;
pub mod filters;
pub mod heatmap;
pub mod marked_rows;
pub mod panel;
pub mod svg;
