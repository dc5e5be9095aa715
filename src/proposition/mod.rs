//! The paper's Proposition 1 on the picture: the ℓ1 price of the same energy in each band.
//!
//! [`budget`] holds the settings; [`panel`] draws [`settings`], the chart, the [`table`] and the changed picture;
//! [`exported`] is what a visitor can save.

pub mod budget;
pub mod exported;
pub mod panel;
pub mod settings;
pub mod table;
