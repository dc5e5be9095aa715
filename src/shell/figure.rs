//! What is shown in a page of somebody else's: one view, without what stands around it here.

use crate::shell::section::Section;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Figure {
    /// Two networks at one cut-off: the first screen.
    #[default]
    Compare,
    /// The scores of all bands.
    Occlusion,
    /// The picture and its spectrum.
    Spectrum,
    /// The picture without some bands, and what the networks say of it.
    Ablation,
    Attack,
    Inversion,
    /// Mean scores over the test images.
    Survey,
    Proposition,
}

impl Figure {
    pub const ALL: [Self; 8] = [
        Self::Compare,
        Self::Occlusion,
        Self::Spectrum,
        Self::Ablation,
        Self::Attack,
        Self::Inversion,
        Self::Survey,
        Self::Proposition,
    ];

    /// As a link calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compare => "compare",
            Self::Occlusion => "occlusion",
            Self::Spectrum => "spectrum",
            Self::Ablation => "ablation",
            Self::Attack => "attack",
            Self::Inversion => "inversion",
            Self::Survey => "survey",
            Self::Proposition => "proposition",
        }
    }

    /// As it is offered, and as screen readers call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Compare => "Two networks, and what fine detail they need",
            Self::Occlusion => "Which bands an answer rests on",
            Self::Spectrum => "A picture and its spectrum",
            Self::Ablation => "A picture without some of its bands",
            Self::Attack => "An attack, and the bands in which it lies",
            Self::Inversion => "A picture that means the same to a network",
            Self::Survey => "Mean scores of four networks",
            Self::Proposition => "What a change of a picture costs",
        }
    }

    /// Where the page shows the same; none is its top.
    pub fn section(self) -> Option<Section> {
        match self {
            Self::Compare => None,
            Self::Occlusion | Self::Spectrum | Self::Ablation => Some(Section::Bands),
            Self::Attack => Some(Section::Attack),
            Self::Inversion => Some(Section::Inversion),
            Self::Survey => Some(Section::Training),
            Self::Proposition => Some(Section::Proposition),
        }
    }

    /// Whether networks compute for it; what is computed in the page and what was stored need no engine.
    pub fn needs_engine(self) -> bool {
        !matches!(self, Self::Spectrum | Self::Survey | Self::Proposition)
    }
}
