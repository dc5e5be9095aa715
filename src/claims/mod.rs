//! The paper's claims, each with what was measured and a verdict.

pub mod claim_card;
pub mod interval_row;
pub mod panel;
pub mod variants_table;
pub mod verdict_label;
