//! The paper's claims, each with measurements and a verdict, as `training/claims.py` has stored them.
//!
//! [`panel`] lists a [`claim_card`] for each, with an [`interval_row`] for each measurement, and the [`variants_table`];
//! [`exported`] makes files of them.

pub mod claim_card;
pub mod exported;
pub mod interval_row;
pub mod panel;
pub mod variants_table;
pub mod verdict_label;
