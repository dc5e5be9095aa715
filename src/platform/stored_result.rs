//! The results that were computed beforehand and are served with the page, in `results/`.

/// Where the results lie, relative to the page.
const FOLDER: &str = "results/";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredResult {
    Claims,
    /// Mean Occluded Frequency of the model with this id over test images.
    Profile(String),
    /// Scores of the samples, of the model with this id.
    Samples(String),
}

impl StoredResult {
    /// Relative to the page.
    pub fn url(&self) -> String {
        match self {
            Self::Claims => format!("{FOLDER}claims.json"),
            Self::Profile(model) => format!("{FOLDER}of-{model}.json"),
            Self::Samples(model) => format!("{FOLDER}samples-{model}.json"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn every_result_has_its_own_file() {
        assert_eq!(StoredResult::Claims.url(), "results/claims.json");
        assert_eq!(StoredResult::Profile("resnet18".into()).url(), "results/of-resnet18.json");
        assert_eq!(StoredResult::Samples("vgg19".into()).url(), "results/samples-vgg19.json");
    }
}
