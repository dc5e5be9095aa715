//! Attacks on the picture.
//!
//! Settings: [`form`] and [`kind`], drawn by [`settings`]. Runs: [`attacks`] holds the newest attack on each model, the
//! four that are compared ([`series`]) and the finished ones ([`history`]); [`setup`] and [`run`] describe one. [`transfer`]
//! is what other models say of an adversarial image. The rest draws: [`panel`] everything, [`model_attack_view`] the attack
//! on one model, as [`live`] or as [`result`], with the [`spectrum`] of the change. [`exported`] and
//! [`exported_series`] are what a visitor can save.

pub mod action;
pub mod attacks;
pub mod band_profile;
pub mod compared_axes;
pub mod exported;
pub mod exported_series;
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
