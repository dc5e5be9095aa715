//! Attacks on the picture: settings, runs, what came of each, and where in the spectrum it landed.

pub mod action;
pub mod attacks;
pub mod band_profile;
pub mod form;
pub mod history;
pub mod history_list;
pub mod kind;
pub mod live;
pub mod panel;
pub mod probability_race;
pub mod race;
pub mod result;
pub mod run;
pub mod series;
pub mod series_table;
pub mod settings;
pub mod setup;
pub mod spectrum;
pub mod transfer;
pub mod transfer_table;
pub mod victim;
pub mod victim_view;
