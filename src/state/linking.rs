//! From the state to a link, and from a link to the state.

use super::State;
use crate::{
    action::Command,
    attack::{series::Series, setup::AttackSetup},
    inversion::inversions::{InversionForm, InversionStage},
    language::{self, Language},
    link::{
        Link, LinkedPicture, Reserved,
        action::LinkAction,
        read::{Address, Reading, notice},
        run::Run,
    },
    networks::{second::Second, side::Side},
    picture::{Origin, Picture, lost::Lost, pick::PictureSource, samples::Sample},
    platform::{rest::late, stored_result::StoredResult},
    shell::{
        copy_link::Copied,
        instrument::Instrument,
        notice::{Severity, Topic},
        section::Section,
        theme::Theme,
    },
    survey::action::SurveyAction,
    words::{self, words},
};
use freqscope_core::{
    image::Image,
    spectrum::{dct::Spectrum, partition::Partition},
};
use std::{collections::BTreeSet, rc::Rc};

/// What the state knows of links beside what is seen.
#[derive(Debug, Default)]
pub struct Linking {
    /// The id of the sample that will be the picture once the list of samples is there.
    picture: Option<String>,
    /// The id of the sample at which inversions begin, likewise.
    inversion_start: Option<String>,
    /// What is computed as soon as it can be.
    pub(super) due: BTreeSet<Run>,
    complaints: Vec<String>,
    /// Networks of a sender's own that a link wants to show, until they are dropped.
    missing: Vec<(Side, String)>,
    /// The link that the visitor copied last, and how that went.
    copied: Option<(Link, Copied)>,
    section: Option<Section>,
    reserved: Reserved,
    /// Whether the lesson that is being fetched says what is seen, once it is there.
    pub(super) enters: bool,
}

impl State {
    /// All that is seen.
    pub fn link(&self) -> Link {
        let (picture, lost) = self.linked_picture();
        Link {
            figure: self.figure().unwrap_or_default(),
            picture,
            lost,
            model: self.settings.model.clone(),
            second: self.settings.second.clone(),
            view: self.settings.view,
            class: self.settings.class,
            ablation: self.settings.ablation,
            partition: Partition::default(),
            attack: self.attack_form.clone().with_numbers_only(),
            measure: self.measure,
            inversion_start: self.linked_start(),
            inversion_steps: self.inversion_form.steps,
            survey: self.survey.view,
            stored: self.survey.stored,
            budget: self.settings.budget,
            runs: self.runs().union(&self.linking.due).copied().collect(),
            section: self.linking.section,
            lesson: self.lessons.place().cloned(),
            theme: self.settings.theme,
            language: self.settings.language,
            reserved: self.linking.reserved.clone(),
        }
    }

    /// None unless what is seen is what the visitor copied a link to.
    pub fn copied(&self) -> Option<Copied> {
        self.linking.copied.as_ref().filter(|(link, _)| *link == self.link()).map(|(_, copied)| *copied)
    }

    pub(super) fn linking(&mut self, action: LinkAction) -> Vec<Command> {
        match action {
            LinkAction::Open(hash) => self.open_address(&hash),
            LinkAction::Copy => vec![Command::CopyLink(self.link().hash())],
            LinkAction::Copied(copied) => self.apply(|state| state.linking.copied = Some((state.link(), copied))),
        }
    }

    pub(super) fn choose_theme(&mut self, theme: Theme) -> Vec<Command> {
        self.settings.theme = theme;
        vec![Command::ShowTheme(theme)]
    }

    /// What is told from now on is told in this language, and all that is drawn is drawn anew. None: that of the browser.
    pub(super) fn choose_language(&mut self, language: Option<Language>) -> Vec<Command> {
        self.settings.language = language;
        let language = language.unwrap_or(self.browser_language);
        let other = language != language::current();
        language::speak(language);
        self.models.translate();
        let lessons = other.then(|| self.translate_lessons()).into_iter().flatten();
        [Command::ShowLanguage(language)].into_iter().chain(lessons).collect()
    }

    /// Shows what an address says. `hash`: what follows its `#`.
    fn open_address(&mut self, hash: &str) -> Vec<Command> {
        if hash == self.link().hash() {
            return Vec::new();
        }
        late(|| self.open(Reading::of(hash)))
    }

    fn open(&mut self, reading: Reading) -> Vec<Command> {
        match reading.address {
            Address::Heading(section) => self.open_section(section),
            Address::Whole(link) => {
                self.linking.complaints = reading.complaints;
                self.open_linked_lesson(*link)
            }
        }
    }

    pub(super) fn open_link(&mut self, link: Link) -> Vec<Command> {
        let mut commands = Vec::new();
        if self.settings.language != link.language {
            commands.extend(self.choose_language(link.language));
        }
        self.complain_of_what_no_page_shows(&link);
        commands.extend(self.open_picture(link.picture, link.lost));
        commands.extend(self.open_networks(link.model, link.second));
        commands.extend(self.set_baseline(link.ablation.baseline));
        if self.settings.theme != link.theme {
            commands.extend(self.choose_theme(link.theme));
        }
        self.settings.ablation = link.ablation;
        (self.settings.class, self.settings.budget) = (link.class, link.budget);
        self.settings.view = link.view;
        (self.attack_form, self.measure) = (link.attack, link.measure);
        self.open_start(link.inversion_start, link.inversion_steps);
        self.survey.view = link.survey;
        self.survey.stored = link.stored;
        self.linking.reserved = link.reserved;
        self.linking.due = link.runs.difference(&self.runs()).copied().collect();
        self.complain_of_runs();
        self.linking.section = None;
        match link.section.or(self.open_figure(link.figure)) {
            Some(section) => commands.extend(self.open_section(section)),
            // As where the page opens.
            None => self.settings.instrument = Instrument::default(),
        }
        commands
    }

    fn open_section(&mut self, section: Section) -> Vec<Command> {
        self.linking.section = Some(section);
        self.settings.instrument = Instrument::of(section).unwrap_or(self.settings.instrument);
        let mut commands = vec![Command::ShowSection(section)];
        if section == Section::Claims {
            commands.extend(self.fetch_stored(StoredResult::Claims));
        }
        commands
    }

    /// A link then opens there.
    pub(super) fn open_instrument(&mut self, instrument: Instrument) {
        self.settings.instrument = instrument;
        self.linking.section = Some(instrument.section());
    }

    fn open_picture(&mut self, picture: LinkedPicture, lost: Option<Lost>) -> Vec<Command> {
        if self.linked_picture() == (picture.clone(), lost) {
            return Vec::new();
        }
        match picture {
            LinkedPicture::Pixels(image) => self.show_linked(image, lost),
            LinkedPicture::Sample(id) if self.samples.is_empty() => {
                self.apply(|state| state.linking.picture = Some(id))
            }
            LinkedPicture::First => self.pick_sample(self.first_sample().cloned()),
            LinkedPicture::Sample(id) => match self.sample_of(&id) {
                Some(sample) => self.pick_sample(Some(sample)),
                None => {
                    self.complain(words().link.no_sample(&id));
                    self.pick_sample(self.first_sample().cloned())
                }
            },
        }
    }

    fn show_linked(&mut self, image: Image, lost: Option<Lost>) -> Vec<Command> {
        self.last_pick = self.last_pick.next();
        (self.picking, self.linking.picture) = (None, None);
        self.notices.clear(Topic::Picture);
        let picture = Rc::new(Picture { origin: Origin::Link(lost), spectrum: Spectrum::of(&image), image });
        let commands = self.change_picture(picture.clone());
        self.attacks.keep_about(&picture);
        commands
    }

    fn pick_sample(&mut self, sample: Option<Sample>) -> Vec<Command> {
        self.linking.picture = None;
        sample.map_or_else(Vec::new, |sample| self.read_picture(PictureSource::Sample(sample)))
    }

    fn open_networks(&mut self, model: Option<String>, second: Second) -> Vec<Command> {
        if (&self.settings.model, &self.settings.second) == (&model, &second) {
            return Vec::new();
        }
        self.notices.clear(Topic::Model);
        self.remember_models();
        model.as_deref().into_iter().chain(second.id()).for_each(|id| self.models.forget_failure(id));
        (self.settings.model, self.settings.second) = (model, second);
        self.linking.missing.clear();
        self.drop_unknown_models();
        self.change_models()
    }

    /// Models that nobody knows, or that would be compared with themselves. Nothing happens before there is a list of models.
    pub(super) fn drop_unknown_models(&mut self) {
        if self.models.first().is_none() {
            return;
        }
        let unknown = |id: &String| self.models.card(id).is_none();
        if let Some(id) = self.settings.model.clone().filter(unknown) {
            self.settings.model = None;
            self.complain_of_model(Side::A, id);
        }
        let Second::Model(id) = self.settings.second.clone() else { return };
        if self.models.card(&id).is_none() {
            self.settings.second = Second::Default;
            self.complain_of_model(Side::B, id);
        } else if self.id(Side::A).as_ref() == Some(&id) {
            self.settings.second = Second::Default;
            self.complain(words().link.with_itself(&id));
        }
    }

    fn complain_of_model(&mut self, side: Side, id: String) {
        self.complain(unknown_model(&id));
        if id.starts_with(VISITORS) {
            self.linking.missing.push((side, id));
        }
    }

    /// The side on which a link wants a network that the visitor has opened just now.
    pub(super) fn wanted_on(&mut self, id: &str) -> Option<Side> {
        let at = self.linking.missing.iter().position(|(_, missing)| missing == id)?;
        self.linking.complaints.retain(|complaint| *complaint != unknown_model(id));
        self.tell_complaints();
        Some(self.linking.missing.swap_remove(at).0)
    }

    fn open_start(&mut self, start: Option<String>, steps: u32) {
        let sample = start.as_ref().and_then(|id| self.sample_of(id));
        self.linking.inversion_start = start.clone().filter(|_| self.samples.is_empty());
        if let Some(id) = start.filter(|_| sample.is_none() && !self.samples.is_empty()) {
            self.complain(words().link.no_sample(&id));
        }
        self.inversion_form = InversionForm { start: sample, steps };
    }

    /// The samples that a link has named, now that they are there.
    pub(super) fn open_samples(&mut self) -> Vec<Command> {
        let start = self.linking.inversion_start.take();
        if start.is_some() {
            self.open_start(start, self.inversion_form.steps);
        }
        let Some(id) = self.linking.picture.take() else { return Vec::new() };
        self.open_picture(LinkedPicture::Sample(id), None)
    }

    /// Computes what a link has asked for and can be computed by now.
    pub(super) fn run_due(&mut self) -> Vec<Command> {
        let mut commands = Vec::new();
        if self.linking.due.is_empty() || self.picking.is_some() || self.linking.picture.is_some() {
            return commands;
        }
        if self.can_attack() && self.linking.due.remove(&Run::Comparison) {
            self.linking.due.remove(&Run::Attack);
            commands.extend(self.run_series());
        }
        if self.can_attack() && self.linking.due.remove(&Run::Attack) {
            commands.extend(self.run_attack());
        }
        if self.can_invert() && self.linking.due.remove(&Run::Inversion) {
            commands.extend(self.run_inversions());
        }
        if self.survey_progress().ready && self.linking.due.remove(&Run::Survey) {
            commands.extend(self.surveying(SurveyAction::Start));
        }
        commands
    }

    /// Names runs of attacks whose numbers have no meaning: the numbers stay in their fields, and nothing is run.
    fn complain_of_runs(&mut self) {
        let refusals = [
            (Run::Attack, self.attack_form.spec().err().map(|error| words::told(&error))),
            (Run::Comparison, Series::complaint(&self.attack_form)),
        ];
        for (run, refusal) in refusals {
            if let Some(reason) = refusal.filter(|_| self.linking.due.contains(&run)) {
                self.complain(words().link.not_run(run.name(), &reason));
            }
        }
    }

    /// The visitor does something else than what a link has asked for.
    pub(super) fn forget_due(&mut self, runs: &[Run]) {
        self.linking.due.retain(|run| !runs.contains(run));
    }

    fn linked_picture(&self) -> (LinkedPicture, Option<Lost>) {
        if let Some(id) = &self.linking.picture {
            return (LinkedPicture::Sample(id.clone()), None);
        }
        let picked = self.picking.as_ref().map(|(_, origin)| origin);
        let shown = self.picture.as_ref().map(|picture| &picture.origin);
        match (picked, shown, &self.picture) {
            (Some(Origin::Sample(sample)), ..) | (_, Some(Origin::Sample(sample)), _) => {
                (self.linked_sample(sample), None)
            }
            (_, _, Some(picture)) => linked_pixels(picture),
            (_, _, None) => (LinkedPicture::First, None),
        }
    }

    fn linked_sample(&self, sample: &Sample) -> LinkedPicture {
        match self.first_sample() == Some(sample) {
            true => LinkedPicture::First,
            false => LinkedPicture::Sample(sample.id().into()),
        }
    }

    fn linked_start(&self) -> Option<String> {
        let chosen = self.inversion_form.start.as_ref().map(|sample| sample.id().to_owned());
        chosen.or_else(|| self.linking.inversion_start.clone())
    }

    pub(super) fn sample_of(&self, id: &str) -> Option<Sample> {
        self.samples.iter().find(|sample| sample.id() == id).cloned()
    }

    /// What has been computed with the settings of now, or is being computed.
    fn runs(&self) -> BTreeSet<Run> {
        let done = |run: &Run| match run {
            Run::Attack => {
                self.attack_setup().is_some_and(|setup| self.is_of_now(setup) && setup.form == self.attack_form)
            }
            Run::Comparison => self.series_setup().is_some_and(|setup| {
                self.is_of_now(setup) && setup.form.clone().with_kind(self.attack_form.kind) == self.attack_form
            }),
            Run::Inversion => self.model_inversions().iter().any(|one| self.is_inverted(&one.stage)),
            Run::Survey => self.survey.is_begun(),
        };
        Run::ALL.into_iter().filter(done).collect()
    }

    fn attack_setup(&self) -> Option<&AttackSetup> {
        self.stage(Side::A).setup()
    }

    fn series_setup(&self) -> Option<&AttackSetup> {
        self.series().filter(|series| !series.is_stopped())?.setup().map(AsRef::as_ref)
    }

    fn is_of_now(&self, setup: &AttackSetup) -> bool {
        self.picture.as_ref() == Some(&setup.picture) && self.id(Side::A).as_ref() == Some(&setup.model)
    }

    fn is_inverted(&self, stage: &InversionStage) -> bool {
        let InversionStage::Shown(run) = stage else { return false };
        self.picture.as_ref() == Some(&run.setup.target)
            && self.inversion_form.spec() == run.setup.spec
            && self.inversion_start() == Some(&run.setup.start)
    }

    fn complain_of_what_no_page_shows(&mut self, link: &Link) {
        if link.partition != Partition::default() {
            self.linking.complaints.push(words().link.diagonal_only().into());
        }
        if let Some(lost) = link.lost {
            let complaint = words().link.rounded(&lost.to_string());
            self.linking.complaints.push(complaint);
        }
        self.tell_complaints();
    }

    pub(super) fn complain(&mut self, complaint: String) {
        self.linking.complaints.push(complaint);
        self.tell_complaints();
    }

    fn tell_complaints(&mut self) {
        self.notices.clear(Topic::Link);
        if let Some(text) = notice(&self.linking.complaints) {
            self.notices.add(Topic::Link, Severity::Problem, text);
        }
    }
}

/// What ids of networks from files begin with.
pub(super) const VISITORS: &str = "visitor:";

fn linked_pixels(picture: &Picture) -> (LinkedPicture, Option<Lost>) {
    let rounded = picture.image.clone().rounded();
    let lost = match picture.origin {
        Origin::Link(lost) => lost,
        _ => Lost::between(&picture.image, &rounded),
    };
    (LinkedPicture::Pixels(rounded), lost)
}

fn unknown_model(id: &str) -> String {
    match id.strip_prefix(VISITORS) {
        Some(hash) => words().link.senders_network(&format!("{hash:.16}")),
        None => words().link.no_network(id),
    }
}
