//! The drawing that stands in a post until the figure itself does, and where no script runs.

use crate::{link::Link, shell::figure::Figure};

/// Of the newest one that the visitor asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Poster {
    pub figure: Figure,
    /// What it shows.
    pub link: Link,
    /// The file that was saved; none where nothing can be drawn before something has been computed.
    pub file: Option<String>,
}

impl Poster {
    /// The address of the one that ships, of a figure that nobody has drawn. `site`: that of the site's folder, ending in `/`.
    pub fn shipped(site: &str, figure: Figure) -> String {
        format!("{site}embed/posters/{}.svg", figure.name())
    }
}
