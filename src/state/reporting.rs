//! The numbers of an embedded figure, for the page around it.

use super::State;
use crate::{
    article::{network::Network, records::MeanScores},
    attack::model_attack::ModelAttack,
    embed::report::{Answered, Attacked, Inverted, Mean, Numbers, Report, Scored},
    inversion::inversions::{InversionStage, RunStatus},
    language,
    lowpass::network::ScreenNetwork,
    networks::side::Side,
    shell::figure::Figure,
};
use freqscope_core::{image::Image, spectrum::band::Band};

impl State {
    /// None before everything is there that the figure shows, and where the page is no figure.
    pub fn figure_report(&self) -> Option<Report> {
        let figure = self.figure().filter(|_| self.linking.due.is_empty() && self.picking.is_none())?;
        let numbers = self.numbers(figure)?;
        let title = self.picture.as_ref().map(|picture| language::in_english(|| picture.origin.title()));
        let picture = title.unwrap_or_default();
        Some(Report { view: figure.name(), link: self.link().hash(), picture, numbers })
    }

    fn numbers(&self, figure: Figure) -> Option<Numbers> {
        match figure {
            Figure::Compare => self.compared(),
            Figure::Occlusion => self.scored_bands(),
            Figure::Spectrum => self.energy(),
            Figure::Ablation => self.without(),
            Figure::Attack => self.attacks_found(),
            Figure::Inversion => self.counterparts(),
            Figure::Survey => self.means(),
            Figure::Proposition => self.prices(),
        }
    }

    fn compared(&self) -> Option<Numbers> {
        let cutoff = self.settings.view.cutoff;
        let answered = |network: ScreenNetwork| {
            let card = network.card.clone()?;
            let (logits, without) = (network.whole()?, network.answer(cutoff)?);
            Some(Answered { name: self.models.english_name(&card.id, &card.name), id: card.id, logits, without })
        };
        let networks = all(self.screen_networks(), answered)?;
        Some(Numbers::Cut { cut: cutoff.kept(), class: self.class(), networks })
    }

    fn scored_bands(&self) -> Option<Numbers> {
        let class = self.class()?;
        let scored = |side| {
            let (card, report) = (self.card(side)?, self.results(side)?.report()?);
            let (id, name) = (card.id.clone(), self.models.english_name(&card.id, &card.name));
            Some(Scored { id, name, logits: report.clean, scores: report.scores_for(class) })
        };
        Some(Numbers::Scores { class, networks: all(self.sides(), scored)? })
    }

    fn energy(&self) -> Option<Numbers> {
        let spectrum = &self.picture.as_ref()?.spectrum;
        let of = |band: Band| (0..Image::CHANNELS).map(|c| spectrum.energy(c, band.coefficients())).sum();
        Some(Numbers::Energy { energy: Band::all().map(of).collect() })
    }

    fn without(&self) -> Option<Numbers> {
        let in_english =
            |answer: Answered| Answered { name: self.models.english_name(&answer.id, &answer.name), ..answer };
        let networks = self.answers_without()?.into_iter().map(in_english).collect();
        Some(Numbers::Without { bands: self.settings.ablation.bands.to_string(), networks })
    }

    /// Of the whole picture and without the selected bands; none before all networks have answered.
    pub(super) fn answers_without(&self) -> Option<Vec<Answered>> {
        let ablation = &self.settings.ablation;
        let answered = |side| {
            let (card, results) = (self.card(side)?, self.results(side)?);
            let logits = results.clean()?;
            let without = if ablation.bands.is_empty() { logits } else { results.after(ablation)? };
            Some(Answered { id: card.id.clone(), name: card.name.clone(), logits, without })
        };
        all(self.sides(), answered)
    }

    /// Of those networks that were attacked.
    fn attacks_found(&self) -> Option<Numbers> {
        let attacked = |attack: ModelAttack| {
            let finished = attack.stage.finished()?;
            let (setup, report) = (&finished.setup, &finished.report);
            Some(Attacked {
                id: setup.model.clone(),
                name: self.models.english_name(&setup.model, &setup.name),
                attack: setup.form.kind.id().into(),
                outcome: report.outcome,
                before: report.before,
                after: report.after,
                distance: report.distance,
                queries: report.queries,
            })
        };
        Some(Numbers::Attacks { networks: all(self.model_attacks(), attacked)? })
    }

    fn counterparts(&self) -> Option<Numbers> {
        let inverted = |side| {
            let card = self.card(side)?;
            let InversionStage::Shown(run) = self.inversions.of(&card.id) else { return None };
            let over = run.status == RunStatus::Ended && !run.is_unasked();
            let (id, name, losses) =
                (card.id.clone(), self.models.english_name(&card.id, &card.name), run.losses.clone());
            over.then(|| Inverted { id, name, losses, logits: run.says() })
        };
        Some(Numbers::Inversions { networks: all(self.sides(), inverted)? })
    }

    fn means(&self) -> Option<Numbers> {
        let mean = |network: Network| {
            let means = MeanScores::of(self.survey.profile(network.id())?.get()?)?;
            Some(Mean { id: network.id(), images: means.images, scores: means.mean })
        };
        Some(Numbers::Means { networks: all(Network::ALL.into(), mean)? })
    }

    fn prices(&self) -> Option<Numbers> {
        let (budget, picture) = (self.settings.budget.spec(), self.picture.as_ref()?);
        Some(Numbers::Prices { energy: budget.energy, bands: budget.band_bounds(&picture.image) })
    }

    /// Those that have a network.
    fn sides(&self) -> Vec<Side> {
        Side::ALL.into_iter().filter(|&side| self.card(side).is_some()).collect()
    }
}

/// None where one is missing, or there are none.
fn all<T, R>(of: Vec<T>, one: impl Fn(T) -> Option<R>) -> Option<Vec<R>> {
    let all: Vec<R> = of.into_iter().map(one).collect::<Option<_>>()?;
    (!all.is_empty()).then_some(all)
}
