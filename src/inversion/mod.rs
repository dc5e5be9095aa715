//! Representation inversion of the picture (paper, Experiment II).
//!
//! [`inversions`] holds settings and runs; [`panel`] draws [`settings`] and, for each model on show, [`run_view`]; [`exported`] is
//! what a visitor can save.

pub mod action;
pub mod exported;
pub mod inversions;
pub mod panel;
pub mod run_view;
pub mod settings;
