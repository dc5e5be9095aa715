//! Occluded Frequency of the picture: the chart, the bands that are taken out, and the paper's Fig. 4.

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
pub mod export;
pub mod extremes;
pub mod readout;
pub mod scores_csv;
