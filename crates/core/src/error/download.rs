//! What keeps a file from being downloaded.

use serde::{Deserialize, Serialize};

/// Why a download failed: a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum DownloadFault {
    /// An HTTP status that is none of success.
    #[error("the server answered {0}")]
    Status(u16),
    /// A page, and as if all were well: see [`is_web_page`](crate::served::is_web_page).
    #[error("the server answered with a web page in its place, and seems to lack it")]
    WebPage,
    /// Nothing.
    #[error("the answer is empty")]
    Empty,
    /// No byte for so many seconds.
    #[error("nothing has arrived for {0} seconds")]
    Stalled(u32),
    /// A file that is not of this release.
    #[error("it is of another version")]
    Version,
    /// A file that cannot be read, and why.
    #[error("{0}")]
    Broken(String),
    /// No answer, or none to its end, by what the browser says.
    #[error("{0}")]
    Network(String),
}
