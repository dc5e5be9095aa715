//! All that the page knows of lessons.

use crate::{
    language::{self, Language},
    lesson::{
        part,
        place::{Leaf, OWN, Place},
        progress::{Given, Progress, Stage},
    },
    platform::fetched::Fetched,
    words::words,
};
use freqscope_core::error::{Error, Result, download::DownloadFault};
use freqscope_lesson::{
    Lesson, Step,
    invalid::{Invalid, Problem},
    listing::{self, Listed},
    question::Judgement,
};
use std::rc::Rc;

#[derive(Debug, Default)]
pub struct Lessons {
    /// Those that come with the page.
    list: Fetched<Vec<Listed>>,
    place: Option<Place>,
    /// That of the place.
    lesson: Fetched<Lesson>,
    /// That which the visitor has opened.
    own: Option<Rc<Lesson>>,
    progress: Progress,
}

impl Lessons {
    pub fn list(&self) -> &Fetched<Vec<Listed>> {
        &self.list
    }

    /// Takes in the list in a language; nothing if it is another than the page's by now.
    pub fn set_list(&mut self, language: Language, file: Result<Vec<u8>>) {
        if language == language::current() {
            let read = |json: Vec<u8>| {
                let reason = || words().lesson.list_broken().into();
                listing::parse(&json).map_err(|_| Error::File { path: list_url(language), reason: reason() })
            };
            self.list.set(file.and_then(read));
        }
    }

    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    pub fn lesson(&self) -> &Fetched<Lesson> {
        &self.lesson
    }

    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    pub fn remember(&mut self, progress: Progress) {
        self.progress = progress;
    }

    /// Goes to a place, or out of all lessons. Returns the id of a lesson that has to be fetched.
    pub fn go(&mut self, place: Option<Place>) -> Option<String> {
        let id = place.as_ref().map(|place| place.id.clone());
        let same = id.is_some() && id.as_ref() == self.place.as_ref().map(|place| &place.id);
        self.place = place;
        if !same {
            self.lesson = match (&id, &self.own) {
                (Some(id), Some(own)) if id == OWN => Fetched::Ready(own.clone()),
                (Some(id), None) if id == OWN => Fetched::Failed(words().lesson.lost().into()),
                _ => Fetched::NotRequested,
            };
        }
        id.filter(|id| id != OWN && self.lesson.request())
    }

    /// Keeps a lesson of the visitor's and goes to its beginning.
    pub fn open_own(&mut self, lesson: Lesson) {
        self.own = Some(Rc::new(lesson));
        self.place = None;
        self.go(Some(Place::start(OWN)));
    }

    /// The id of the lesson that is open, where it is one of the page: the same lesson is there in another language.
    pub fn translatable(&self) -> Option<String> {
        self.place.as_ref().map(|place| place.id.clone()).filter(|id| id != OWN)
    }

    /// Takes in the file of a lesson in a language. Returns whether it is the one that is open.
    pub fn set(&mut self, id: &str, language: Language, lesson: Result<Lesson>) -> bool {
        let open = self.place.as_ref().is_some_and(|place| place.id == id) && language == language::current();
        if open && lesson.as_ref().is_err_and(is_none) {
            self.lesson = Fetched::Failed(words().lesson.none(id));
        } else if open {
            self.lesson.set(lesson);
        }
        open
    }

    /// Goes to the last step where the lesson has no step that is asked for. Returns its number and how many there are.
    pub fn correct(&mut self) -> Option<(usize, usize)> {
        let steps = self.lesson.get()?.steps.len();
        let place = self.place.as_mut()?;
        let Leaf::Step(step) = place.leaf else { return None };
        (step >= steps).then(|| {
            place.leaf = Leaf::Step(steps - 1);
            (step + 1, steps)
        })
    }

    /// The step that is open.
    pub fn step(&self) -> Option<(usize, &Step)> {
        let Leaf::Step(step) = self.place.as_ref()?.leaf else { return None };
        Some((step, self.lesson.get()?.steps.get(step)?))
    }

    /// The reply to each question of the lesson that is open.
    pub fn given(&self) -> Vec<Given> {
        let steps = self.lesson.get().map_or(0, |lesson| lesson.steps.len());
        (0..steps).map(|step| self.progress.given(&self.key(), step)).collect()
    }

    pub fn reply(&mut self, text: String) {
        self.change(|given, _| {
            if given.stage != Stage::Answered {
                *given = Given { reply: text, stage: Stage::Open };
            }
        });
    }

    /// A right reply opens the answer.
    pub fn check(&mut self) {
        self.change(|given, step| {
            given.stage = match step.question.judge(&given.reply) {
                _ if given.stage == Stage::Answered => Stage::Answered,
                Judgement::Right => Stage::Answered,
                Judgement::Wrong | Judgement::Unreadable => Stage::Checked,
            };
        });
    }

    pub fn open(&mut self) {
        self.change(|given, _| given.stage = Stage::Answered);
    }

    pub fn forget(&mut self) {
        let key = self.key();
        self.progress.forget(&key);
    }

    fn change(&mut self, change: impl FnOnce(&mut Given, &Step)) {
        let Some((place, step)) = self.step().map(|(place, step)| (place, step.clone())) else { return };
        let key = self.key();
        self.progress.change(&key, place, |given| change(given, &step));
    }

    /// By which the progress of the lesson that is open is kept: files of visitors have no id of their own.
    fn key(&self) -> String {
        match (&self.place, self.lesson.get()) {
            (Some(place), Some(lesson)) if place.id == OWN => format!("{OWN}: {}", lesson.title),
            (Some(place), _) => place.id.clone(),
            (None, _) => String::new(),
        }
    }
}

/// Whether the server says that it has no such file.
fn is_none(error: &Error) -> bool {
    matches!(error, Error::Download { reason: DownloadFault::Status(404 | 410), .. })
}

/// Where the list lies, relative to the page; it is made when the page is built.
pub fn list_url(language: Language) -> String {
    url(language, "index")
}

/// Where the lesson with this id lies, relative to the page.
pub fn url(language: Language, id: &str) -> String {
    match language {
        Language::English => format!("lessons/{id}.json"),
        other => format!("lessons/{}/{id}.json", other.tag()),
    }
}

/// A lesson of the page that cannot be used.
pub fn broken(path: &str, invalid: &Invalid) -> Error {
    Error::File { path: path.into(), reason: words().lesson.invalid(invalid) }
}

/// Checks what only the page knows: its parts and its links. `check_link` says what is wrong with the link of a step.
///
/// # Errors
/// When a step names a part or has a link that the page does not know.
pub fn checked(lesson: Lesson, check_link: impl Fn(&str) -> Result<(), Problem>) -> Result<Lesson, Invalid> {
    lesson.check_steps(|step| part::check(step).and_then(|()| check_link(&step.link)))?;
    Ok(lesson)
}
