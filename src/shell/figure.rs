//! What is shown in a page of somebody else's: one view, without what stands around it here.

use crate::{shell::section::Section, words::words};

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
        let words = &words().shell;
        match self {
            Self::Compare => words.figure_compare(),
            Self::Occlusion => words.figure_occlusion(),
            Self::Spectrum => words.figure_spectrum(),
            Self::Ablation => words.figure_ablation(),
            Self::Attack => words.figure_attack(),
            Self::Inversion => words.figure_inversion(),
            Self::Survey => words.figure_survey(),
            Self::Proposition => words.figure_proposition(),
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

    /// What a reader sees who sees this section: of which an author most likely wants a figure. `removed`: whether bands are taken away.
    pub fn seen(section: Option<Section>, removed: bool) -> Self {
        match section {
            Some(Section::Attack | Section::Landing) => Self::Attack,
            Some(Section::Inversion | Section::Lookalikes) => Self::Inversion,
            Some(Section::Survey | Section::Training) => Self::Survey,
            Some(Section::Proposition) => Self::Proposition,
            Some(Section::Sum) => Self::Spectrum,
            Some(Section::Missing) => Self::Ablation,
            _ if removed => Self::Ablation,
            Some(Section::Bands | Section::Scores) => Self::Occlusion,
            _ => Self::Compare,
        }
    }

    /// Whether networks compute for it; what is computed in the page and what was stored need no engine.
    pub fn needs_engine(self) -> bool {
        !matches!(self, Self::Spectrum | Self::Survey | Self::Proposition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_offered_of_what_is_seen() {
        for figure in Figure::ALL {
            let shown = figure.section().map(|section| Figure::seen(Some(section), figure == Figure::Ablation));
            let bands = figure == Figure::Spectrum && shown == Some(Figure::Occlusion);
            assert!(shown.is_none_or(|shown| shown == figure) || bands, "{figure:?}: {shown:?}");
        }
        assert_eq!(Figure::seen(None, false), Figure::Compare);
        assert_eq!(Figure::seen(None, true), Figure::Ablation);
        assert_eq!(Figure::seen(Some(Section::Attack), true), Figure::Attack);
    }
}
