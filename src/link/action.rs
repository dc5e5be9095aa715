//! What can happen to the page's link.

use crate::shell::copy_link::Copied;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkAction {
    /// What follows the `#` of the address: where the page opens, or whereto the visitor goes.
    Open(String),
    /// The visitor wants the link to what is seen.
    Copy,
    /// How that went.
    Copied(Copied),
}
