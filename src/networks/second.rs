//! What the first network is compared with.

/// The id of the network that the page compares with where the visitor has chosen nothing: an adversarially trained one.
pub const DEFAULT: &str = "resnet18-l2-05";

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Second {
    /// The page's choice, [`DEFAULT`], where the manifest has it and it is not the first one itself.
    #[default]
    Default,
    Nothing,
    /// A model, by its id.
    Model(String),
}

impl Second {
    /// None where there is no comparison.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Default => Some(DEFAULT),
            Self::Nothing => None,
            Self::Model(id) => Some(id),
        }
    }
}
