//! Lessons: going to a step shows what it says of the page's state.

use super::{State, linking::VISITORS};
use crate::{
    action::Command,
    language::Language,
    lesson::{
        action::LessonAction,
        lessons::{Lessons, broken, checked, url},
        part::Part,
        place::Leaf,
        saved,
        sheet_view::SheetPictures,
    },
    link::{
        Link, LinkedPicture,
        read::{Address, Reading},
    },
    networks::second::Second,
    picture::samples::Sample,
    shell::{
        notice::{Severity, Topic},
        section::Section,
        theme::Theme,
    },
    text::sentence,
    words::words,
};
use freqscope_core::{error, occlusion::ablation::Ablation};
use freqscope_lesson::{
    Lesson, Step,
    invalid::{Invalid, Problem},
};

impl State {
    pub fn lessons(&self) -> &Lessons {
        &self.lessons
    }

    /// What the step that is open shows, and what it reveals.
    pub fn lesson_parts(&self) -> [Vec<Part>; 2] {
        self.lessons.step().map(|(_, step)| Part::shown(step)).unwrap_or_default()
    }

    /// What the step that is open takes away from the picture.
    pub fn lesson_ablation(&self) -> Ablation {
        taken_away(&self.link())
    }

    /// The picture of each step that shows one, and what is taken away from it.
    pub fn sheet_pictures(&self) -> SheetPictures {
        let steps = self.lessons.lesson().get().map_or(&[][..], |lesson| &lesson.steps);
        steps.iter().map(|step| self.sheet_picture(step)).collect()
    }

    fn sheet_picture(&self, step: &Step) -> Option<(Sample, Ablation)> {
        let link = step_link(&step.link).ok().filter(|_| Part::shown(step)[0].contains(&Part::Picture))?;
        let sample = match &link.picture {
            LinkedPicture::First => self.first_sample().cloned(),
            LinkedPicture::Sample(id) => self.sample_of(id),
            LinkedPicture::Pixels(_) => None,
        };
        Some((sample?, taken_away(&link)))
    }

    pub(super) fn teaching(&mut self, action: LessonAction) -> Vec<Command> {
        match action {
            LessonAction::Listed(language, list) => self.apply(|state| state.lessons.set_list(language, list)),
            LessonAction::Remember(progress) => self.apply(|state| state.lessons.remember(progress)),
            LessonAction::Fetched(id, language, file) => self.lesson_fetched(&id, language, file),
            LessonAction::Go(leaf) => self.go_to_leaf(leaf),
            LessonAction::Leave => self.leave_lesson(),
            LessonAction::Reply(text) => self.answering(|lessons| lessons.reply(text)),
            LessonAction::Check => self.answering(Lessons::check),
            LessonAction::Open => self.answering(Lessons::open),
            LessonAction::Forget => self.answering(Lessons::forget),
            LessonAction::Save => self.save_answers(),
            LessonAction::Print => vec![Command::Print],
        }
    }

    fn answering(&mut self, change: impl FnOnce(&mut Lessons)) -> Vec<Command> {
        change(&mut self.lessons);
        vec![Command::RememberAnswers(self.lessons.progress().clone())]
    }

    fn save_answers(&self) -> Vec<Command> {
        let given = self.lessons.given();
        let file = self.lessons.lesson().get().map(|lesson| saved::download(lesson, &given));
        file.map(Command::SaveFile).into_iter().collect()
    }

    /// Shows what a link says. Where it says nothing but a lesson, the lesson says it.
    pub(super) fn open_linked_lesson(&mut self, link: Link) -> Vec<Command> {
        let only = link.only_lesson().is_some();
        let fetch = self.lessons.go(link.lesson.clone()).map(Command::FetchLesson);
        let theme = if only && link.theme == Theme::Auto { self.settings.theme } else { link.theme };
        let language = link.language.or(self.settings.language.filter(|_| only));
        self.linking.enters = only;
        self.correct_step();
        let mut commands: Vec<Command> = fetch.into_iter().collect();
        commands.extend(match only && self.lessons.lesson().get().is_some() {
            true => self.enter_step(),
            false => self.open_link(Link { theme, language, ..link }),
        });
        commands
    }

    fn go_to_leaf(&mut self, leaf: Leaf) -> Vec<Command> {
        let Some(place) = self.lessons.place().map(|place| place.at(leaf)) else { return Vec::new() };
        self.lessons.go(Some(place));
        self.enter_step()
    }

    fn leave_lesson(&mut self) -> Vec<Command> {
        self.lessons.go(None);
        let (theme, language) = (self.settings.theme, self.settings.language);
        self.open_link(Link { section: Some(Section::Lessons), theme, language, ..Link::default() })
    }

    /// Shows what the step that is open says. A sheet changes nothing of the page.
    fn enter_step(&mut self) -> Vec<Command> {
        self.linking.enters = false;
        let link = self.lessons.step().and_then(|(_, step)| step_link(&step.link).ok());
        let mut commands = match link {
            Some(link) => {
                let (theme, language) = (self.settings.theme, self.settings.language);
                self.open_link(Link { section: None, theme, language, ..link })
            }
            None => Vec::new(),
        };
        commands.push(Command::ShowStep);
        commands
    }

    /// The list, and the lesson that is open, in the language that the page now speaks.
    pub(super) fn translate_lessons(&self) -> Vec<Command> {
        let open = self.lessons.translatable().map(Command::FetchLesson);
        [Command::ListLessons].into_iter().chain(open).collect()
    }

    fn lesson_fetched(&mut self, id: &str, language: Language, file: error::Result<Vec<u8>>) -> Vec<Command> {
        let read = |json: Vec<u8>| {
            let lesson = Lesson::parse(&json).and_then(|lesson| checked(lesson, |link| self.check_link(link)));
            lesson.map_err(|error| broken(&url(language, id), &error))
        };
        let lesson = file.and_then(read);
        let open = self.lessons.set(id, language, lesson);
        self.correct_step();
        match open && self.linking.enters {
            true => self.enter_step(),
            false => Vec::new(),
        }
    }

    /// A link may name a step that the lesson does not have.
    fn correct_step(&mut self) {
        if let Some((step, steps)) = self.lessons.correct() {
            self.complain(words().link.no_step(step, steps));
        }
    }

    /// A teacher's own lesson that was dropped on the page.
    /// `file`: its name.
    pub(super) fn open_own_lesson(&mut self, file: &str, lesson: Result<Lesson, Invalid>) -> Vec<Command> {
        match lesson.and_then(|lesson| checked(lesson, |link| self.check_link(link))) {
            Ok(lesson) => {
                self.lessons.open_own(lesson);
                self.enter_step()
            }
            Err(invalid) => self.apply(|state| {
                let text = sentence(&words().error.of_file(file, &words().lesson.invalid(&invalid)));
                let details = invalid.reason().map(Into::into);
                state.notices.add_detailed(Topic::Picture, Severity::Problem, text, details);
            }),
        }
    }

    /// Samples and networks are looked for where their lists are there.
    fn check_link(&self, text: &str) -> Result<(), Problem> {
        let link = step_link(text).map_err(Problem::Link)?;
        let sample = match &link.picture {
            LinkedPicture::Sample(id) => Some(id),
            LinkedPicture::First | LinkedPicture::Pixels(_) => None,
        };
        let mut samples = sample.into_iter().chain(&link.inversion_start);
        if let Some(id) = samples.find(|id| !self.samples.is_empty() && self.sample_of(id).is_none()) {
            return Err(Problem::Sample(id.clone()));
        }
        let second = match &link.second {
            Second::Model(id) => Some(id),
            Second::Default | Second::Nothing => None,
        };
        let mut networks = link.model.iter().chain(second);
        let listed = !self.models.cards().is_empty();
        match networks.find(|id| listed && !id.starts_with(VISITORS) && self.models.card(id).is_none()) {
            Some(id) => Err(Problem::Network(id.clone())),
            None => Ok(()),
        }
    }
}

/// The bands that the line of the first screen takes away, and those that are taken out by themselves.
fn taken_away(link: &Link) -> Ablation {
    let bands = link.view.cutoff.removed().union(link.ablation.bands);
    Ablation { bands, baseline: link.ablation.baseline }
}

/// The state of the page that a step wants, in no lesson.
///
/// # Errors
/// What is wrong with its text, in a clause.
pub(super) fn step_link(text: &str) -> Result<Link, String> {
    let Reading { address, complaints } = Reading::of(text);
    match (address, complaints.first()) {
        (Address::Heading(_), _) => Err(words().link.lesson_needs_link(text)),
        (_, Some(complaint)) => Err(complaint.trim_end_matches('.').into()),
        (Address::Whole(link), None) => Ok(*link),
    }
}
