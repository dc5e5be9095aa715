//! Attacks on the picture: settings, runs, what came of each, and where in the spectrum it landed.

pub mod action;
pub mod attacks;
pub mod band_profile;
pub mod form;
pub mod history;
pub mod history_list;
pub mod kind;
pub mod live;
pub mod model_attack;
pub mod model_attack_view;
pub mod panel;
pub mod probability_chart;
pub mod probability_history;
pub mod result;
pub mod run;
pub mod series;
pub mod series_table;
pub mod settings;
pub mod setup;
pub mod spectrum;
pub mod transfer;
pub mod transfer_table;
