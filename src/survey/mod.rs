//! Fig. 1 on the page: mean Occluded Frequency over the samples, updated image by image.
//!
//! The survey asks the engine for one image at a time, and only while the visitor's own questions leave it idle.

pub mod action;
pub mod controls;
pub mod curve;
pub mod curve_chart;
pub mod exported;
pub mod panel;
pub mod table;

use crate::{
    picture::{
        sample_images::SampleImages,
        samples::{Sample, by_turns},
    },
    platform::fetched::Fetched,
    words::{self, words},
};
use freqscope_core::{
    class::Class,
    error::{Error, Result},
    image::Image,
    occlusion::{OcclusionReport, ablation::Baseline},
    protocol::JobId,
    spectrum::{
        band::{Band, Bands},
        partition::Partition,
    },
    study::{
        estimator::Estimator,
        occlusion::{BandMeans, Interest, Profile, Scores},
    },
};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SurveyView {
    /// The label of the images that are averaged; none is all images.
    pub group: Option<Class>,
    /// Whether band 0, which dwarfs the others, is drawn.
    pub band_zero: BandZero,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BandZero {
    #[default]
    Hidden,
    Shown,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SurveyProgress {
    pub phase: SurveyPhase,
    /// Images that every model on show has answered about.
    pub done: usize,
    /// Images in all.
    pub total: usize,
    /// Whether it waits until the engine has answered the visitor's own questions.
    pub waiting: bool,
    /// Whether it can start: there are samples, and a model is ready.
    pub ready: bool,
}

impl SurveyView {
    pub fn bands(self) -> Bands {
        match self.band_zero {
            BandZero::Shown => Bands::ALL,
            BandZero::Hidden => Bands::ALL.minus(Band::of(0, 0).into()),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq)]
pub enum SurveyPhase {
    #[default]
    Idle,
    /// Continues whenever the engine is idle.
    Running,
    /// Why, in a whole sentence.
    Failed(String),
}

/// What the survey waits for.
#[derive(Debug, Clone, PartialEq)]
enum Pending {
    Reading(Sample),
    /// The job, the model's id and the sample.
    Scoring(JobId, String, Sample),
}

#[derive(Debug, Clone, PartialEq)]
pub enum SurveyStep {
    Read(Sample),
    /// The id of the model, and what to ask it about.
    Score(String, Sample, Image),
}

#[derive(Debug, Default)]
pub struct Survey {
    pub phase: SurveyPhase,
    pub view: SurveyView,
    /// Whether the stored curves are shown.
    pub stored: bool,
    scores: BTreeMap<String, Vec<Scores>>,
    pending: Option<Pending>,
    profiles: BTreeMap<String, Fetched<Profile>>,
}

impl Survey {
    /// The next missing score, image by image; none when all are there.
    pub fn next(&self, samples: &[Sample], models: &[String], sample_images: &SampleImages) -> Option<SurveyStep> {
        let pairs = by_turns(samples).into_iter().flat_map(|sample| models.iter().map(move |model| (sample, model)));
        let (sample, model) = pairs.into_iter().find(|(sample, model)| !self.has(model, sample))?;
        Some(match sample_images.get(sample) {
            None => SurveyStep::Read(sample.clone()),
            Some(image) => SurveyStep::Score(model.clone(), sample.clone(), image.clone()),
        })
    }

    pub fn is_idle(&self) -> bool {
        self.pending.is_none()
    }

    pub fn reading(&mut self, sample: Sample) {
        self.pending = Some(Pending::Reading(sample));
    }

    pub fn scoring(&mut self, job: JobId, model: String, sample: Sample) {
        self.pending = Some(Pending::Scoring(job, model, sample));
    }

    /// Ends the wait for this sample; with an error it ends the survey too.
    pub fn read(&mut self, sample: &Sample, error: Option<&Error>) {
        let awaited = self.pending.take_if(|pending| *pending == Pending::Reading(sample.clone())).is_some();
        error.into_iter().filter(|_| awaited).for_each(|error| self.fail(error));
    }

    /// The results of other jobs are ignored.
    pub fn attributed(&mut self, job: JobId, report: OcclusionReport) {
        let Some(Pending::Scoring(_, model, sample)) = self.take(job) else { return };
        let scores = Scores {
            image: sample.index as usize,
            label: sample.class,
            class: report.class,
            scores: Some(report.scores),
            first_order: None,
        };
        self.scores.entry(model).or_default().push(scores);
    }

    /// For a job that ended without a result. Returns whether it was one of these.
    pub fn failed(&mut self, job: JobId, error: &Error) -> bool {
        let waited = self.take(job).is_some();
        if waited {
            self.fail(error);
        }
        waited
    }

    /// Drops the open question. Returns the job to cancel.
    pub fn interrupt(&mut self) -> Option<JobId> {
        match self.pending.take() {
            Some(Pending::Scoring(job, ..)) => Some(job),
            Some(Pending::Reading(_)) | None => None,
        }
    }

    pub fn clear(&mut self) {
        (self.phase, self.scores) = (SurveyPhase::Idle, BTreeMap::new());
    }

    /// Whether it runs or has measured anything.
    pub fn is_begun(&self) -> bool {
        self.phase == SurveyPhase::Running || !self.scores.is_empty()
    }

    /// How many samples a model has answered about.
    pub fn count(&self, model: &str) -> usize {
        self.scores.get(model).map_or(0, Vec::len)
    }

    /// The means over the samples of the group in view.
    pub fn means(&self, model: &str) -> BandMeans {
        let scores = self.scores.get(model).map_or(&[][..], Vec::as_slice);
        let in_view = |one: &&Scores| self.view.group.is_none_or(|group| group == one.label);
        let scores: Vec<&Scores> = scores.iter().filter(in_view).collect();
        BandMeans::of(Partition::Diagonal, Estimator::Exact, &scores)
    }

    /// Asks for the stored curves, again for those that could not be fetched before.
    pub fn show_stored(&mut self) {
        self.stored = true;
        self.profiles.retain(|_, profile| !matches!(profile, Fetched::Failed(_)));
    }

    /// To request or to set it.
    pub fn profile_mut(&mut self, model: &str) -> &mut Fetched<Profile> {
        self.profiles.entry(model.into()).or_default()
    }

    /// None before it has been requested.
    pub fn profile(&self, model: &str) -> Option<&Fetched<Profile>> {
        self.profiles.get(model)
    }

    /// A profile that answers another question than the survey counts as one that cannot be had.
    pub fn set_profile(&mut self, model: &str, file: Result<Vec<u8>>) {
        let profile = file.and_then(|json| Profile::parse(&json)).and_then(|profile| comparable(model, profile));
        self.profile_mut(model).set(profile);
    }

    fn has(&self, model: &str, sample: &Sample) -> bool {
        self.scores.get(model).is_some_and(|scores| scores.iter().any(|one| one.image == sample.index as usize))
    }

    fn take(&mut self, job: JobId) -> Option<Pending> {
        self.pending.take_if(|pending| matches!(pending, Pending::Scoring(running, ..) if *running == job))
    }

    fn fail(&mut self, error: &Error) {
        self.phase = SurveyPhase::Failed(words::told_in_full(error));
    }
}

/// The profile, if it is of this model and answers the question that the survey asks.
fn comparable(model: &str, profile: Profile) -> Result<Profile> {
    let question = &profile.question;
    let same = question.model.id == model
        && question.study.interest == Interest::Predicted
        && question.study.baseline == Baseline::default()
        && question.study.partition == Partition::Diagonal;
    if same { Ok(profile) } else { Err(Error::Profile(words().survey.other_question(model))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(class: Class, index: u32) -> Sample {
        Sample { file: format!("{class}-{index}.png"), class, index }
    }

    fn samples() -> [Sample; 3] {
        [sample(Class::Cat, 8), sample(Class::Cat, 0), sample(Class::Dog, 12)]
    }

    fn image() -> Image {
        Image::from_fn(|_, _, _| 0.5)
    }

    #[test]
    fn classes_and_models_take_turns() {
        let (samples, models) = (samples(), ["a".to_owned(), "b".to_owned()]);
        let (mut survey, mut sample_images) = (Survey::default(), SampleImages::default());
        let mut asked = Vec::new();
        while let Some(next) = survey.next(&samples, &models, &sample_images) {
            match next {
                SurveyStep::Read(sample) => {
                    survey.reading(sample.clone());
                    survey.read(&sample, None);
                    sample_images.put(&sample, image());
                }
                SurveyStep::Score(model, sample, _) => {
                    asked.push(format!("{model}{}", sample.index));
                    survey.scoring(JobId(1), model, sample);
                    let report = OcclusionReport {
                        class: Class::Cat,
                        clean: freqscope_core::logits::Logits([0.0; 10]),
                        ablated: vec![],
                        scores: vec![asked.len() as f32; Band::COUNT],
                        milliseconds: 0.0,
                    };
                    survey.attributed(JobId(2), report.clone());
                    survey.attributed(JobId(1), report);
                }
            }
        }
        assert_eq!(asked, ["a8", "b8", "a12", "b12", "a0", "b0"]);
        assert_eq!((survey.count("a"), survey.means("a").mean[5]), (3, Some(3.0)));
        survey.view.group = Some(Class::Dog);
        assert_eq!((survey.means("b").n, survey.means("b").mean[5]), (1, Some(4.0)));
        assert_eq!(survey.view.bands().len(), 62);
    }

    #[test]
    fn a_picture_that_cannot_be_read_ends_it_in_words() {
        let mut survey = Survey { phase: SurveyPhase::Running, ..Survey::default() };
        survey.reading(samples()[0].clone());
        survey.read(&samples()[0], Some(&Error::EmptyFile));
        assert!(matches!(&survey.phase, SurveyPhase::Failed(why) if why.starts_with("The file is empty")));
    }

    #[test]
    fn what_is_stored_must_answer_the_same_question() {
        let mut survey = Survey::default();
        survey.set_profile("a", Ok(b"{}".to_vec()));
        assert!(survey.profile("a").unwrap().get().is_none());
    }
}
