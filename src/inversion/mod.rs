//! Representation inversion of the picture (paper, Experiment II).

pub mod action;
pub mod inversions;
pub mod panel;
pub mod run_view;
pub mod settings;
