//! What a visitor can do about attacks.

use super::form::AttackForm;
use crate::{charts::measure::Measure, networks::side::Side};
use freqscope_core::protocol::JobId;

#[derive(Debug, Clone, PartialEq)]
pub enum AttackAction {
    Change(AttackForm),
    Run,
    /// Run four attacks on the picture, one after the other.
    Compare,
    /// Every running attack.
    Cancel,
    /// Show the result of this run again, with its settings and its picture.
    Restore(JobId),
    /// Measure the change of the spectrum in another way.
    Measure(Measure),
    /// Use the adversarial image that was made for the model on this side as the picture.
    Adopt(Side),
    /// Go back to the picture from which the adversarial image was made.
    Return,
}
