//! What a visitor can do with maps that grow on the page.

use super::LiveChoice;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiveAction {
    /// Also continues.
    Start,
    /// Keeps what has been measured.
    Stop,
    Clear,
    Choose(LiveChoice),
}
