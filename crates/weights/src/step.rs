//! One step through a network.

/// What happens to the channels; C stands for a convolution: its place in the plan, or itself on a device.
#[derive(Debug, Clone, PartialEq)]
pub enum Step<C> {
    /// A convolution and a ReLU.
    Convolution(C),
    /// Convolutions with a ReLU between them; their input, or its projection, is added; then a ReLU (He et al., 2015).
    Residual {
        /// The convolutions before the last.
        inner: Vec<C>,
        /// The last one.
        last: C,
        /// The projection of the input, where the shapes differ.
        shortcut: Option<C>,
    },
    /// The largest of each 2×2 square.
    Pool,
}

impl<C> Step<C> {
    /// The convolutions, in the order in which they are computed, the projection last.
    pub fn convolutions(&self) -> impl Iterator<Item = &C> {
        let shortcut = match self {
            Self::Residual { shortcut, .. } => shortcut.as_ref(),
            _ => None,
        };
        self.path().chain(shortcut)
    }

    /// The convolutions one after another, without the projection.
    pub fn path(&self) -> impl Iterator<Item = &C> {
        let (inner, last): (&[C], _) = match self {
            Self::Convolution(convolution) => (&[], Some(convolution)),
            Self::Residual { inner, last, .. } => (inner, Some(last)),
            Self::Pool => (&[], None),
        };
        inner.iter().chain(last)
    }

    /// Puts something else in the place of each convolution.
    ///
    /// # Errors
    /// The first of `f`.
    pub fn try_map<D, E>(self, mut f: impl FnMut(C) -> Result<D, E>) -> Result<Step<D>, E> {
        Ok(match self {
            Self::Convolution(convolution) => Step::Convolution(f(convolution)?),
            Self::Residual { inner, last, shortcut } => Step::Residual {
                inner: inner.into_iter().map(&mut f).collect::<Result<_, E>>()?,
                last: f(last)?,
                shortcut: shortcut.map(f).transpose()?,
            },
            Self::Pool => Step::Pool,
        })
    }
}
