//! Occluded Frequency of the picture.
//!
//! [`chart`] draws the scores as bars ([`chart_drawing`], [`chart_bar`], [`chart_steps`]) over the [`band_strip`], with legend,
//! read-out and table. [`band_tools`] and [`baseline_options`] choose what is removed, [`class_select`] the class of interest.
//! [`glance`] has the answers at the foot of narrow windows. [`extremes`] shows the paper's Fig. 4; [`scored`] and [`example_figure`] are what a visitor can
//! save.

pub mod band_strip;
pub mod band_tools;
pub mod baseline_options;
pub mod chart;
pub mod chart_bar;
pub mod chart_drawing;
pub mod chart_legend;
pub mod chart_steps;
pub mod chart_table;
pub mod class_select;
pub mod example_figure;
pub mod extremes;
pub mod glance;
pub mod readout;
pub mod scored;
