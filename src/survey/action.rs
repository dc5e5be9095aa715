//! What a visitor can do in the panel of Fig. 1.

use super::SurveyView;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurveyAction {
    /// Also continues.
    Start,
    /// Keeps what has been measured.
    Stop,
    Clear,
    ShowStored,
    Look(SurveyView),
}
