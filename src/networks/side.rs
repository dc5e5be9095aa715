//! The two places for models: what the page shows is answered by one model, or by two side by side.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The model that is always there.
    A,
    /// The model that the first one is compared with, if the visitor wants that.
    B,
}

impl Side {
    /// Both, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::A, Self::B];

    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }

    /// The class of what is drawn in the model's colour.
    pub fn class(self) -> &'static str {
        match self {
            Self::A => "first",
            Self::B => "second",
        }
    }

    /// A `data-testid`: `name` for the first model, `name-b` for the second.
    pub fn testid(self, name: &str) -> String {
        match self {
            Self::A => name.into(),
            Self::B => format!("{name}-b"),
        }
    }
}
