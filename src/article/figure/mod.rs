//! The figures of the article, a file each, and what they share: what they are given ([`props`]), a [`heading`] with a
//! switch, the [`band_table`], and [`multiples`], which has small charts between both.
//!
//! [`partial_sum`], [`answers`] and [`signed_bars`] are about the picture of the page; [`attack_shares`], [`mean_curves`],
//! [`filters`], [`accuracies`] and [`differences`] draw stored results; [`lookalike`] runs an inversion, [`verdicts`] lists the claims.

pub mod accuracies;
pub mod answers;
pub mod attack_shares;
pub mod band_figure;
pub mod band_table;
pub mod differences;
pub mod filters;
pub mod heading;
pub mod lookalike;
pub mod mean_curves;
pub mod multiple;
pub mod multiples;
pub mod partial_sum;
pub mod props;
pub mod signed_bars;
pub mod verdicts;
