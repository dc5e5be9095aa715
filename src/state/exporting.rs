//! Files of what is on show.

use super::State;
use crate::{
    action::Command,
    article::{
        exported::{answers::ExportedAnswers, partial_sum::ExportedSum, stored},
        figure::answers,
    },
    attack::{exported::ExportedAttack, exported_series::ExportedSeries},
    claims::exported::ExportedClaims,
    export::{self, Export, Exported, Subject},
    inversion::{exported::ExportedInversion, inversions::InversionStage},
    lowpass::exported::ExportedScreen,
    networks::side::Side,
    occlusion::{
        example_figure::ExampleFigure,
        scored::{ScoreAnswer, ScoredPicture},
    },
    probes::agreement::exported::{ExportedAgreement, ExportedCorruptions},
    proposition::exported::ExportedProposition,
    shell::notice::Topic,
    survey::exported::ExportedSurvey,
};
use freqscope_core::spectrum::band::Band;

impl State {
    /// Nothing happens before there is something to export.
    pub(super) fn export(&mut self, export: Export) -> Vec<Command> {
        let Some(exported) = self.exported(export.subject) else { return Vec::new() };
        let file = export::file(&*exported, export.format);
        drop(exported);
        match file {
            Ok(download) => download.map(Command::SaveFile).into_iter().collect(),
            Err(error) => self.problem(Topic::Picture, error),
        }
    }

    pub(super) fn exported(&self, subject: Subject) -> Option<Box<dyn Exported + '_>> {
        match subject {
            Subject::LowPass => self.exported_screen().map(boxed),
            Subject::PartialSum(last) => self.picture.as_deref().map(|picture| boxed(ExportedSum { picture, last })),
            Subject::Answers(missing) => self.exported_answers(missing).map(boxed),
            Subject::AttackShares(unit) => stored::attack_shares(&self.story(), unit).map(boxed),
            Subject::MeanScores(unit) => stored::mean_scores(&self.story(), unit).map(boxed),
            Subject::Accuracies => stored::accuracies(&self.story()).map(boxed),
            Subject::Differences(unit) => stored::differences(&self.story(), unit).map(boxed),
            Subject::Claims => {
                self.claims.get().map(|claims| boxed(ExportedClaims { claims, models: self.models.cards() }))
            }
            Subject::Scores => self.scored().map(boxed),
            Subject::Example => self.example().map(boxed),
            Subject::Attack(side) => self.exported_attack(side).map(boxed),
            Subject::Comparison => self.exported_series().map(boxed),
            Subject::Inversion(side) => self.exported_inversion(side).map(boxed),
            Subject::Survey => self.exported_survey().map(boxed),
            Subject::NoiseMaps => self.exported_maps().map(boxed),
            Subject::LiveMaps => self.exported_live().map(boxed),
            Subject::Filters => self.exported_filters().map(boxed),
            Subject::Agreement => self.compared_tools().map(|compared| boxed(ExportedAgreement(compared))),
            Subject::Corruptions => self.compared_tools().map(|compared| boxed(ExportedCorruptions(compared))),
            Subject::ArticleFilters => self.exported_article_filters().map(boxed),
            Subject::Proposition => self.exported_proposition().map(boxed),
        }
    }

    /// None before any network has scored the picture.
    fn scored(&self) -> Option<ScoredPicture<'_>> {
        let answer =
            |side| Some(ScoreAnswer { card: self.card(side)?, report: self.results(side)?.report()?.as_ref() });
        let answers: Vec<ScoreAnswer> = Side::ALL.into_iter().filter_map(answer).collect();
        let (picture, class, baseline) = (self.picture.as_deref()?, self.class()?, self.settings.ablation.baseline);
        (!answers.is_empty()).then_some(ScoredPicture { picture, class, baseline, answers })
    }

    fn exported_screen(&self) -> Option<ExportedScreen<'_>> {
        let (picture, class, view) = (self.picture.as_deref()?, self.class()?, self.settings.view);
        let baseline = self.settings.ablation.baseline;
        Some(ExportedScreen { picture, networks: self.screen_networks(), class, view, baseline })
    }

    fn exported_answers(&self, missing: Band) -> Option<ExportedAnswers<'_>> {
        let (story, scored) = (self.story(), self.scored()?);
        Some(ExportedAnswers { scored, figure: answers::figure(&story.models, story.class)?, missing })
    }

    fn example(&self) -> Option<ExampleFigure<'_>> {
        let scored = self.scored()?;
        let first = *scored.answers.first()?;
        Some(ExampleFigure { scored, first })
    }

    fn exported_attack(&self, side: Side) -> Option<ExportedAttack<'_>> {
        let run = self.stage(side).finished()?;
        let (card, measure) = (self.card(side)?, self.measure);
        Some(ExportedAttack { card, side, run, measure, scores: self.scores(side, run) })
    }

    fn exported_series(&self) -> Option<ExportedSeries<'_>> {
        let series = self.series().filter(|series| series.done().next().is_some())?;
        Some(ExportedSeries { card: self.models.card(&series.setup()?.model)?, series })
    }

    fn exported_inversion(&self, side: Side) -> Option<ExportedInversion<'_>> {
        let card = self.card(side)?;
        match self.inversions.of(&card.id) {
            InversionStage::Shown(run) => Some(ExportedInversion { card, run }),
            InversionStage::Idle | InversionStage::Failed(_) => None,
        }
    }

    fn exported_survey(&self) -> Option<ExportedSurvey<'_>> {
        let named = self.curves().into_iter().filter_map(|curve| Some((self.card(curve.side)?, curve)));
        let curves: Vec<_> = named.collect();
        (!curves.is_empty()).then(|| ExportedSurvey { view: self.survey_view(), curves })
    }

    fn exported_proposition(&self) -> Option<ExportedProposition<'_>> {
        Some(ExportedProposition { picture: self.picture.as_deref()?, budget: self.settings.budget })
    }
}

fn boxed<'a>(exported: impl Exported + 'a) -> Box<dyn Exported + 'a> {
    Box::new(exported)
}
