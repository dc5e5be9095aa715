//! What a visitor can do about the mean over all samples.

use super::SurveyView;

/// What a visitor can do about the mean over all samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurveyAction {
    /// Start, or go on.
    Start,
    /// Stop, and keep what has been measured.
    Stop,
    /// Forget what has been measured.
    Clear,
    /// Show the stored curves of test images.
    ShowStored,
    /// Change what is drawn.
    Look(SurveyView),
}
