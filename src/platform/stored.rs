//! The results that come with the page, in `results/`.

/// Where the results lie, relative to the page.
const FOLDER: &str = "results/";

/// A result that comes with the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// The paper's claims with their verdicts.
    Claims,
    /// Mean Occluded Frequency of the model with this id over test images.
    Profile(String),
}

impl Stored {
    /// Its address, relative to the page.
    pub fn url(&self) -> String {
        match self {
            Self::Claims => format!("{FOLDER}claims.json"),
            Self::Profile(model) => format!("{FOLDER}of-{model}.json"),
        }
    }
}
