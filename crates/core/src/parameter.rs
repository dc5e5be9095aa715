//! What parameters may be: each check names the parameter and says what to choose.

use crate::error::{Error, Result};
use std::fmt::Display;

/// The most steps, iterations or binary searches that a run may have.
pub const MAX_STEPS: u32 = 10_000;

/// A distance in units of pixels: 0 to 1.
///
/// # Errors
/// [`Error::Parameter`].
pub fn check_radius(name: &str, value: f64) -> Result<()> {
    ensure((0.0..=1.0).contains(&value), name, value, "a number from 0 to 1, in units of pixels that lie in [0, 1]")
}

/// The length of a step: above 0, at most 1.
///
/// # Errors
/// [`Error::Parameter`].
pub fn check_step(name: &str, value: f64) -> Result<()> {
    ensure(value > 0.0 && value <= 1.0, name, value, "a number above 0 and at most 1")
}

/// A count: 1 to `most`.
///
/// # Errors
/// [`Error::Parameter`].
pub fn check_count(name: &str, value: u32, most: u32) -> Result<()> {
    ensure((1..=most).contains(&value), name, value, &format!("a whole number from 1 to {most}"))
}

/// Refuses a value that is not `fit`, and says in which `range` one would be.
///
/// # Errors
/// [`Error::Parameter`].
pub fn ensure(fit: bool, name: &str, value: impl Display, range: &str) -> Result<()> {
    let refusal = || Error::Parameter { name: name.into(), value: value.to_string(), range: range.into() };
    if fit { Ok(()) } else { Err(refusal()) }
}
