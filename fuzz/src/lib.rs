//! What every target has in common: a limit of time, and reading a checkpoint to its end.
//!
//! Memory is limited from outside: `cargo xtask fuzz` lets no input have 256 MB.

pub mod checkpoint;
pub mod limit;
