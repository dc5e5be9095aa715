//! What can happen to a lesson.

use crate::{
    language::Language,
    lesson::{place::Leaf, progress::Progress},
};
use freqscope_core::error::Result;

#[derive(Debug, Clone, PartialEq)]
pub enum LessonAction {
    /// The list of the lessons that come with the page, in a language, or why it cannot be fetched.
    Listed(Language, Result<Vec<u8>>),
    /// What this browser has kept of earlier visits.
    Remember(Progress),
    /// The file of the lesson with this id, in a language.
    Fetched(String, Language, Result<Vec<u8>>),
    /// The visitor goes to a step or a sheet.
    Go(Leaf),
    Leave,
    /// The reply to the question of the step, as far as it has been written or chosen.
    Reply(String),
    /// The visitor wants to know whether it is right.
    Check,
    /// The visitor wants to see the answer.
    Open,
    /// Forgets the answers to this lesson.
    Forget,
    /// Saves the answers as a file.
    Save,
    Print,
}
