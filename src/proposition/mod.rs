//! The paper's Proposition 1 on the picture: what the same energy costs in one band after another.

pub mod budget;
pub mod panel;
pub mod settings;
pub mod table;
