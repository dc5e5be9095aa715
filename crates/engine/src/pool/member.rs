//! One member of the pool: another engine, with a memory and weights of its own, that speaks the same protocol.

use super::Lesson;
use freqscope_core::{
    device::{DeviceChoice, GpuTrust},
    logits::Logits,
    protocol::{JobId, Request, Task},
};
use std::collections::VecDeque;

/// Names one member; the pool counts upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberId(pub u32);

/// The way to a member, which ends with it.
pub trait Link {
    /// Sends a request; what cannot be sent is a member that falls silent.
    fn post(&self, request: &Request);
}

/// A member and what it is doing.
pub struct Member {
    /// Its name.
    pub id: MemberId,
    link: Box<dyn Link>,
    /// Whether its program runs.
    alive: bool,
    /// Ticks since something was heard of it.
    silence: u32,
    /// The model that it is being given, by our id.
    learning: Option<(Lesson, Stage)>,
    /// The models that it can be asked: our id and its own.
    known: Vec<(String, String)>,
    /// What it has been asked, the oldest first.
    pub work: VecDeque<Work>,
}

/// How far a lesson is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    /// The weights are on their way.
    Given,
    /// It computes what the first engine has computed too; its id of the model.
    Tested(JobId, String),
}

/// What a member was asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// Some images of a job of the first engine's.
    Part(JobId),
    /// A job of the page's.
    Whole(Request),
    /// A job that nobody waits for any more.
    Dropped(JobId),
}

impl Work {
    fn is(&self, id: JobId) -> bool {
        match self {
            Self::Part(job) | Self::Dropped(job) => *job == id,
            Self::Whole(Request::Ask { job, .. }) => *job == id,
            Self::Whole(_) => false,
        }
    }
}

/// What came of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tested {
    /// There was none.
    None,
    /// It gave the very numbers.
    Same,
    /// It gave others.
    Different,
}

/// Ticks of silence after which a member is given up …
const SILENCE_LIMIT: u32 = 20;
/// … and after which it is asked nothing more, and nobody waits for it.
const DOUBT: u32 = 3;

impl Member {
    /// One whose program is being started.
    pub fn new(id: MemberId, link: Box<dyn Link>) -> Self {
        Self { id, link, alive: false, silence: 0, learning: None, known: Vec::new(), work: VecDeque::new() }
    }

    /// Its program runs.
    pub fn alive(&mut self) {
        if !std::mem::replace(&mut self.alive, true) {
            let (device, trust, models) = (DeviceChoice::Cpu, GpuTrust::Full, String::new());
            self.link.post(&Request::Start { device, trust, models });
        }
    }

    /// Something was heard of it.
    pub fn heard(&mut self) {
        self.silence = 0;
    }

    /// Time has passed. Whether it has been silent for too long.
    pub fn tick(&mut self) -> bool {
        self.silence += 1;
        self.silence > SILENCE_LIMIT
    }

    /// Whether it can be asked this model.
    pub fn knows(&self, model: &str) -> bool {
        self.own_id(model).is_some() && !self.is_in_doubt()
    }

    /// Whether it has been silent for so long that it is asked nothing more, and others do what it was asked.
    pub fn is_in_doubt(&self) -> bool {
        self.silence >= DOUBT
    }

    /// Whether it was asked something as this job that it still owes.
    pub fn is_asked(&self, job: JobId) -> bool {
        self.work.iter().any(|work| work.is(job))
    }

    /// Whether it can be asked anything.
    pub fn is_ready(&self) -> bool {
        !self.known.is_empty()
    }

    fn own_id(&self, model: &str) -> Option<&str> {
        self.known.iter().find(|(id, _)| id == model).map(|(_, own)| own.as_str())
    }

    /// Gives it the first of the models that it lacks, unless it is learning one.
    pub fn teach(&mut self, lessons: &[Lesson]) {
        if !self.alive || self.learning.is_some() {
            return;
        }
        if let Some(lesson) = lessons.iter().find(|lesson| self.own_id(&lesson.model).is_none()) {
            self.link.post(&lesson.open);
            self.learning = Some((lesson.clone(), Stage::Given));
        }
    }

    /// It has loaded a model, by its id: asks for numbers that are known, as the job `test`.
    pub fn loaded(&mut self, own: String, test: JobId) {
        if let Some((lesson, stage @ Stage::Given)) = &mut self.learning {
            let task = Task::Classify(vec![lesson.image.clone()]);
            self.link.post(&Request::Ask { job: test, model: own.clone(), task });
            *stage = Stage::Tested(test, own);
        }
    }

    /// Whether the answer to the test of a lesson is right; then it can be asked that model.
    pub fn tested(&mut self, job: JobId, answer: Option<&[Logits]>) -> Tested {
        let Some((lesson, Stage::Tested(_, own))) =
            self.learning.take_if(|(_, stage)| matches!(stage, Stage::Tested(test, _) if *test == job))
        else {
            return Tested::None;
        };
        if answer != Some(&[lesson.logits]) {
            return Tested::Different;
        }
        self.known.push((lesson.model, own));
        Tested::Same
    }

    /// Gives up a model.
    pub fn forget(&mut self, model: &str) {
        let Some(own) = self.own_id(model).map(str::to_owned) else { return };
        self.known.retain(|(id, _)| id != model);
        self.link.post(&Request::Unload { model: own });
    }

    /// Asks it something of a model that it knows.
    pub fn ask(&mut self, job: JobId, model: &str, task: Task, work: Work) {
        let Some(model) = self.own_id(model).map(str::to_owned) else { return };
        self.link.post(&Request::Ask { job, model, task });
        self.work.push_back(work);
    }

    /// Takes what it was asked as this job, which has ended.
    pub fn end(&mut self, job: JobId) -> Option<Work> {
        let at = self.work.iter().position(|work| work.is(job))?;
        self.work.remove(at)
    }

    /// Whether it does this job of the page's.
    pub fn does(&self, job: JobId) -> bool {
        self.work.iter().any(|work| matches!(work, Work::Whole(_)) && work.is(job))
    }

    /// Stops what it was asked as this job. Whether that was a job of the page's.
    pub fn cancel(&mut self, job: JobId) -> bool {
        let Some(work) = self.work.iter_mut().find(|work| work.is(job)) else { return false };
        self.link.post(&Request::Cancel { job });
        matches!(std::mem::replace(work, Work::Dropped(job)), Work::Whole(_))
    }
}
