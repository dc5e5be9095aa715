//! Figures of studies as SVG: [`curves`] (Fig. 1) and [`heatmap`]s (Fig. 2 and 3), in the [`colour`]s of spectra.

pub mod colour;
pub mod curves;
pub mod heatmap;
