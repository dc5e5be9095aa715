//! Everything that is seen, as a link: `#v1/key=value&…`.
//!
//! A [`Link`] is what a link holds. [`key`] lists the keys and [`value`] says what each holds; [`mod@write`] and [`read`] turn a link
//! into text and back, by the grammar of [`fragment`]. `state::linking` makes a link of the state, and the state of a link.
//! docs/links.md describes the format.

pub mod action;
pub mod fragment;
pub mod key;
#[cfg(any(test, fuzzing))]
pub mod law;
pub mod names;
pub mod read;
pub mod run;
#[cfg(test)]
pub mod tests;
pub mod value;
pub mod write;

use crate::{
    attack::form::AttackForm,
    charts::measure::Measure,
    inversion::inversions::InversionForm,
    language::Language,
    lesson::place::Place,
    link::run::Run,
    lowpass::view::LowPassView,
    networks::second::Second,
    picture::lost::Lost,
    proposition::budget::EnergyBudget,
    shell::{figure::Figure, section::Section, theme::Theme},
    survey::SurveyView,
};
use freqscope_core::{class::Class, image::Image, occlusion::ablation::Ablation, spectrum::partition::Partition};
use std::collections::BTreeSet;

/// No link is longer, in bytes; a longer text is not read.
pub const LONGEST: usize = 8192;

#[derive(Debug, Clone, Default, PartialEq)]
pub enum LinkedPicture {
    /// The one with which the page opens.
    #[default]
    First,
    /// A sample, by its id.
    Sample(String),
    /// Anything else, 8 bits a value.
    Pixels(Image),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// What an embedded page shows; the page itself shows everything.
    pub figure: Figure,
    pub picture: LinkedPicture,
    /// What rounding to 8 bits cost the picture.
    pub lost: Option<Lost>,
    /// The model's id; none is the manifest's first.
    pub model: Option<String>,
    pub second: Second,
    /// Of the first screen.
    pub view: LowPassView,
    /// The class of interest; none is the predicted class.
    pub class: Option<Class>,
    pub ablation: Ablation,
    pub partition: Partition,
    /// Its texts are numbers.
    pub attack: AttackForm,
    pub measure: Measure,
    /// The id of the sample at which an inversion begins; none is the page's choice.
    pub inversion_start: Option<String>,
    /// One of [`InversionForm::STEPS`].
    pub inversion_steps: u32,
    pub survey: SurveyView,
    /// Whether the stored curves are shown.
    pub stored: bool,
    pub budget: EnergyBudget,
    /// What has been computed, and is computed again.
    pub runs: BTreeSet<Run>,
    /// Where it opens.
    pub section: Option<Section>,
    /// The lesson that is open, and where in it.
    pub lesson: Option<Place>,
    pub theme: Theme,
    /// None is what the browser prefers.
    pub language: Option<Language>,
    pub reserved: Reserved,
}

/// What later versions of the page will use; this one keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reserved {
    /// The names of the controls that are hidden, separated by commas.
    pub hidden: Option<String>,
}

impl Default for Link {
    fn default() -> Self {
        Self {
            figure: Figure::default(),
            picture: LinkedPicture::default(),
            lost: None,
            model: None,
            second: Second::default(),
            view: LowPassView::default(),
            class: None,
            ablation: Ablation::default(),
            partition: Partition::default(),
            attack: AttackForm::default(),
            measure: Measure::default(),
            inversion_start: None,
            inversion_steps: InversionForm::default().steps,
            survey: SurveyView::default(),
            stored: false,
            budget: EnergyBudget::default(),
            runs: BTreeSet::new(),
            section: None,
            lesson: None,
            theme: Theme::default(),
            language: None,
            reserved: Reserved::default(),
        }
    }
}

impl Link {
    /// Whether both are about the same picture and models and at the same place of a lesson: a step between others is no step
    /// for the browser's Back.
    pub fn is_beside(&self, other: &Self) -> bool {
        let about = |link: &Self| (link.picture.clone(), link.model.clone(), link.second.clone(), link.lesson.clone());
        about(self) == about(other)
    }

    /// The place that a link names where it says nothing else: the lesson then says what is seen.
    pub fn only_lesson(&self) -> Option<&Place> {
        let bare = Self { lesson: self.lesson.clone(), theme: self.theme, language: self.language, ..Self::default() };
        self.lesson.as_ref().filter(|_| *self == bare)
    }
}
