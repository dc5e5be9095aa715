//! Fig. 1 over the samples: one request at a time, while the engine has nothing of the visitor's to do.

use super::{State, cancel};
use crate::{
    action::Command,
    networks::{results::Results, side::Side},
    platform::{fetched::Fetched, stored_result::StoredResult},
    survey::{
        SurveyPhase, SurveyProgress, SurveyStep, SurveyView,
        action::SurveyAction,
        curve::{Curve, ImageSet},
    },
    words::words,
};
use freqscope_core::{
    occlusion::{OcclusionSpec, ablation::Baseline},
    protocol::{Request, Task},
    spectrum::partition::Partition,
};

impl State {
    pub fn survey_view(&self) -> SurveyView {
        self.survey.view
    }

    pub fn survey_progress(&self) -> SurveyProgress {
        let models = self.ready_models();
        SurveyProgress {
            phase: self.survey.phase.clone(),
            done: models.iter().map(|model| self.survey.count(model)).min().unwrap_or(0),
            total: self.samples.len(),
            waiting: models.is_empty() || self.is_busy(),
            ready: !models.is_empty() && !self.samples.is_empty(),
        }
    }

    /// Measured and stored ones, of the models on show.
    pub fn curves(&self) -> Vec<Curve> {
        Side::ALL.into_iter().flat_map(|side| [self.sampled(side), self.stored(side)]).flatten().collect()
    }

    /// Why a stored curve is not drawn, in whole sentences.
    pub fn curve_notes(&self) -> Vec<String> {
        let note = |side: Side| {
            let card = self.card(side).filter(|_| self.survey.stored)?;
            match self.survey.profile(&card.id) {
                Some(Fetched::Failed(why)) => Some(words().notices.no_curve(&card.name) + " " + why),
                Some(_) => None,
                None => Some(words().notices.no_curve(&card.name)),
            }
        };
        Side::ALL.into_iter().filter_map(note).collect()
    }

    pub(super) fn surveying(&mut self, action: SurveyAction) -> Vec<Command> {
        match action {
            SurveyAction::Start => {
                self.survey.phase = SurveyPhase::Running;
                self.survey.show_stored();
                Vec::new()
            }
            SurveyAction::Stop => {
                self.survey.phase = SurveyPhase::Idle;
                self.survey.interrupt().map(cancel).into_iter().collect()
            }
            SurveyAction::Clear => {
                self.survey.clear();
                self.survey.interrupt().map(cancel).into_iter().collect()
            }
            SurveyAction::ShowStored => self.apply(|state| state.survey.show_stored()),
            SurveyAction::Look(view) => self.apply(|state| state.survey.view = view),
        }
    }

    /// Asks for the next score while the engine is idle, and cancels that as soon as it is not.
    pub(super) fn continue_survey(&mut self) -> Vec<Command> {
        let mut commands = self.fetch_profiles();
        if self.survey.phase != SurveyPhase::Running || !self.connection.is_running() {
            return commands;
        }
        if self.is_busy() {
            commands.extend(self.survey.interrupt().map(cancel));
        } else if self.survey.is_idle() {
            commands.extend(self.step_survey());
        }
        commands
    }

    fn step_survey(&mut self) -> Option<Command> {
        let models = self.ready_models();
        if models.is_empty() {
            return None;
        }
        match self.survey.next(&self.samples, &models, &self.sample_images) {
            None => {
                self.survey.phase = SurveyPhase::Idle;
                None
            }
            Some(SurveyStep::Read(sample)) => {
                self.survey.reading(sample.clone());
                Some(Command::ReadSample(sample))
            }
            Some(SurveyStep::Score(model, sample, image)) => {
                let job = self.next_job();
                self.survey.scoring(job, model.clone(), sample);
                let baseline = Baseline::default();
                let spec = OcclusionSpec { image, class: None, baseline, partition: Partition::Diagonal };
                Some(Command::Post(Request::Ask { job, model, task: Task::OccludedFrequency(spec) }))
            }
        }
    }

    /// Whether the engine has a question of the visitor's to answer, or a model to load.
    pub(super) fn is_busy(&self) -> bool {
        let asked = |side: Side| self.results(side).is_some_and(Results::is_asked);
        self.is_attacking()
            || self.is_inverting()
            || self.transfers.is_asked()
            || self.inversions.is_asked()
            || self.models.is_arriving()
            || Side::ALL.into_iter().any(asked)
    }

    pub(super) fn ready_models(&self) -> Vec<String> {
        let shown = Side::ALL.into_iter().filter_map(|side| self.id(side));
        shown.filter(|id| self.models.is_ready(id)).collect()
    }

    /// Fetches the stored curves of the models on show, once each; after a failure again when the visitor asks for them. Nothing
    /// is stored of the visitor's own models.
    fn fetch_profiles(&mut self) -> Vec<Command> {
        let shipped = |side: Side| {
            let card = self.card(side).filter(|card| !card.is_visitors())?;
            Some(card.id.clone())
        };
        let wanted: Vec<String> = Side::ALL.into_iter().filter(|_| self.survey.stored).filter_map(shipped).collect();
        let absent = wanted.into_iter().filter(|model| self.survey.profile(model).is_none()).collect::<Vec<_>>();
        absent.into_iter().flat_map(|model| self.fetch_stored(StoredResult::Profile(model))).collect()
    }

    fn sampled(&self, side: Side) -> Option<Curve> {
        let (card, view) = (self.card(side)?, self.survey.view);
        Curve::of(side, &card.name, ImageSet::Samples, &self.survey.means(&card.id), view.bands())
    }

    fn stored(&self, side: Side) -> Option<Curve> {
        let (card, view) = (self.card(side).filter(|_| self.survey.stored)?, self.survey.view);
        let profile = self.survey.profile(&card.id)?.get()?;
        Curve::of(side, &card.name, ImageSet::TestSet, profile.group(view.group)?, view.bands())
    }
}
