//! What the visitor chooses on the first screen.

use freqscope_core::spectrum::cutoff::Cutoff;

/// What the bars are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scale {
    /// Each band's |score| over the sum of all.
    #[default]
    Share,
    /// The scores themselves.
    Logits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LowPassView {
    /// Where the line stands.
    pub cutoff: Cutoff,
    pub scale: Scale,
}

impl Default for LowPassView {
    fn default() -> Self {
        Self { cutoff: Cutoff::nearest(16), scale: Scale::default() }
    }
}

/// The answers at every cut-off, for which nobody has asked: they are computed while the engine has nothing else to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sweep {
    #[default]
    Going,
    /// The visitor does not want them.
    Stopped,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LowPassAction {
    Cut(Cutoff),
    ChooseScale(Scale),
    SetSweep(Sweep),
}
