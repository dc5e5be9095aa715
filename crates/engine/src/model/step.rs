//! One step through a network.

/// What happens to the channels; C stands for a convolution: its place in the plan, or itself on a device.
#[derive(Debug, Clone, PartialEq)]
pub enum Step<C> {
    /// A convolution and a ReLU.
    Convolution(C),
    /// Convolutions with a ReLU between them; their input, or its projection, is added; then a ReLU (He et al., 2015).
    Residual {
        /// The first convolution.
        first: C,
        /// Those after it.
        rest: Vec<C>,
        /// The projection of the input, where the shapes differ.
        shortcut: Option<C>,
    },
    /// The largest of each 2×2 square.
    Pool,
}

impl<C> Step<C> {
    /// The convolutions, in the order in which they are computed, the projection last.
    pub fn convolutions(&self) -> Vec<&C> {
        match self {
            Self::Convolution(convolution) => vec![convolution],
            Self::Residual { first, rest, shortcut } => std::iter::once(first).chain(rest).chain(shortcut).collect(),
            Self::Pool => Vec::new(),
        }
    }

    /// Puts something else in the place of each convolution.
    ///
    /// # Errors
    /// The first of `f`.
    pub fn try_map<D, E>(self, mut f: impl FnMut(C) -> Result<D, E>) -> Result<Step<D>, E> {
        Ok(match self {
            Self::Convolution(convolution) => Step::Convolution(f(convolution)?),
            Self::Residual { first, rest, shortcut } => Step::Residual {
                first: f(first)?,
                rest: rest.into_iter().map(&mut f).collect::<Result<_, E>>()?,
                shortcut: shortcut.map(f).transpose()?,
            },
            Self::Pool => Step::Pool,
        })
    }
}
