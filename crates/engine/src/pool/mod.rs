//! Other engines beside the first, each in a thread with a memory and weights of its own: the first gives them parts of its jobs,
//! and jobs that wait while it is at work. They are asked through the same protocol by which the page asks the first.
//!
//! A member is trusted once it has computed the very numbers that the first engine has, and what one computes does not depend on
//! which images it gets: results do not depend on how many there are. What a member that is lost was asked, others do.

mod member;
mod news;
mod parts;
mod shift;

use crate::jobs::Jobs;
use freqscope_core::{
    error::{Error, Result},
    image::Image,
    logits::Logits,
    protocol::{Answer, Event, JobId, Request, Task},
};
pub use member::{Link, MemberId};
use member::{Member, Tested, Work};
use news::News;
pub use parts::Parts;
pub use shift::{Divisible, Shift};
use std::{
    cell::RefCell,
    fmt::{self, Debug, Formatter},
    rc::Rc,
};

/// Starts a member, whose messages go to [`Pool::heard`] and whose end goes to [`Pool::lost`].
pub type Opener = Box<dyn Fn(&Pool, MemberId) -> Result<Box<dyn Link>>>;

/// The other engines. Clones are the same pool.
#[derive(Clone)]
pub struct Pool(Rc<Inner>);

struct Inner {
    open: Opener,
    emit: Box<dyn Fn(Event)>,
    jobs: Jobs,
    state: RefCell<State>,
    news: News,
}

#[derive(Default)]
struct State {
    /// Members that are wanted.
    wanted: usize,
    members: Vec<Member>,
    /// Members that have been started.
    started: u32,
    /// Members that have been lost since so many are wanted.
    lost: u32,
    /// Jobs that members were asked and that the page does not know.
    asked: u32,
    lessons: Vec<Lesson>,
    /// Models that jobs were about, the newest last.
    recent: Vec<String>,
    /// The threads that the page knows of.
    told: usize,
    /// Answers to parts, and what has none.
    answers: Vec<(JobId, Option<Answer>)>,
    /// Whether the first engine is at a job that members do parts of.
    is_shared: bool,
    /// Jobs of members that were lost.
    orphans: Vec<Request>,
}

/// A model for the members, and numbers by which they prove themselves.
#[derive(Clone)]
pub struct Lesson {
    /// Its id.
    pub model: String,
    /// Gives its packed weights.
    pub open: Rc<Request>,
    /// Bytes of them.
    pub bytes: usize,
    /// An image.
    pub image: Image,
    /// What the first engine computes of it.
    pub logits: Logits,
}

/// Models that members keep: those of a comparison.
const MODELS: usize = 2;
/// Bytes that all members together may take, as far as that is known: one with a full ResNet-50 may be there (benches/browser/checkpoint.mjs).
const MOST_BYTES: usize = 768 << 20;
/// Bytes that a member takes without a model …
const MEMBER_BYTES: usize = 16 << 20;
/// … and how many each byte of packed weights becomes, at most: a 3×3 kernel 36 floats, and it stays itself.
const EXPANSION: usize = 17;
/// Members that are replaced, once each; whatever takes more of them is not their fault.
const MOST_LOST: u32 = 3;

impl Debug for Pool {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").field("threads", &self.threads()).finish()
    }
}

impl Pool {
    /// A pool without members. `emit`: as that of the service, whose `jobs` these are.
    pub fn new(open: Opener, emit: impl Fn(Event) + 'static, jobs: Jobs) -> Self {
        Self(Rc::new(Inner { open, emit: Box::new(emit), jobs, state: RefCell::default(), news: News::default() }))
    }

    /// A pool that stays without members.
    pub fn none() -> Self {
        let refuse = |_: &Self, _| Err(Error::Computation("there are no other threads here".into()));
        Self::new(Box::new(refuse), |_| (), Jobs::default())
    }

    /// Starts or ends members until there are so many.
    pub fn resize(&self, members: usize) {
        let mut state = self.0.state.borrow_mut();
        state.wanted = members;
        state.lost = 0;
        if members == 0 {
            state.lessons.clear();
        }
        drop(state);
        self.fill();
        self.tell();
    }

    /// The threads that compute: the first engine's, and those of members that have proved themselves.
    pub fn threads(&self) -> usize {
        1 + self.0.state.borrow().members.iter().filter(|member| member.is_ready()).count()
    }

    /// The threads that can be asked this model.
    fn threads_for(&self, model: &str) -> usize {
        1 + self.0.state.borrow().members.iter().filter(|member| member.knows(model)).count()
    }

    /// Notes that a job is about this model. Whether members are there that have to be taught it.
    pub fn notes(&self, model: &str) -> bool {
        let mut state = self.0.state.borrow_mut();
        state.recent.retain(|known| known != model);
        state.recent.push(model.into());
        let surplus = state.recent.len().saturating_sub(MODELS);
        state.recent.drain(..surplus);
        state.wanted > 0 && state.lessons.iter().all(|lesson| lesson.model != model)
    }

    /// The models that jobs were about last, and that no member has been taught.
    pub fn untaught(&self) -> Vec<String> {
        let state = self.0.state.borrow();
        let untaught = |model: &&String| state.wanted > 0 && state.lessons.iter().all(|lesson| lesson.model != **model);
        state.recent.iter().filter(untaught).cloned().collect()
    }

    /// Teaches the members a model, in the place of one that no job has been about for longer.
    pub fn teach(&self, lesson: Lesson) {
        let mut state = self.0.state.borrow_mut();
        state.lessons.push(lesson);
        let stale = |lesson: &&Lesson| !state.recent.contains(&lesson.model);
        let stale: Vec<String> = state.lessons.iter().filter(stale).map(|lesson| lesson.model.clone()).collect();
        stale.iter().for_each(|model| state.forget(model));
        drop(state);
        self.fill();
    }

    /// A model is given up.
    pub fn forget(&self, model: &str) {
        let mut state = self.0.state.borrow_mut();
        state.recent.retain(|known| known != model);
        state.forget(model);
    }

    /// A message of a member.
    pub fn heard(&self, id: MemberId, event: Event) {
        let mut state = self.0.state.borrow_mut();
        let Some(at) = state.members.iter().position(|member| member.id == id) else { return };
        state.members[at].heard();
        let proved = state.instruct(at, &event);
        if proved == Tested::Different {
            drop(state);
            return self.lost(id);
        }
        state.teach_all();
        drop(state);
        self.relay(id, event);
        self.tell();
    }

    /// Passes on what a member says of a job.
    fn relay(&self, id: MemberId, event: Event) {
        let (job, ended) = match &event {
            Event::Progress { job, .. } => (*job, false),
            Event::Answered { job, .. } | Event::Failed { job, .. } => (*job, true),
            _ => return,
        };
        let mut state = self.0.state.borrow_mut();
        let Some(member) = state.members.iter_mut().find(|member| member.id == id) else { return };
        if !ended {
            if member.does(job) {
                (self.0.emit)(event);
            }
            return;
        }
        match (member.end(job), event) {
            (Some(Work::Whole(_)), event) => {
                self.0.jobs.end(job);
                (self.0.emit)(event);
            }
            (Some(Work::Part(_)), Event::Answered { answer, .. }) => state.answers.push((job, Some(answer))),
            (Some(Work::Part(_)), _) => state.answers.push((job, None)),
            (Some(Work::Dropped(_)) | None, _) => (),
        }
        self.0.news.tell();
    }

    /// A member has ended, or is to: another takes its place unless that has happened too often.
    pub fn lost(&self, id: MemberId) {
        let mut state = self.0.state.borrow_mut();
        let Some(at) = state.members.iter().position(|member| member.id == id) else { return };
        state.dismiss(at);
        state.lost += 1;
        if state.lost > MOST_LOST {
            state.wanted = state.members.len();
        }
        drop(state);
        self.0.news.tell();
        self.fill();
        self.tell();
    }

    /// A second has passed: members that have been silent for too long are given up.
    pub fn tick(&self) {
        let mut state = self.0.state.borrow_mut();
        let silent: Vec<MemberId> = state.members.iter_mut().filter_map(|m| m.tick().then_some(m.id)).collect();
        drop(state);
        silent.into_iter().for_each(|id| self.lost(id));
        self.0.news.tell();
    }

    /// Gives a member that has nothing to do a job that waits for the first engine. Whether there is one. A job that is cut into parts
    /// waits for the one before it, because all will do parts of it.
    pub fn takes(&self, request: &Request) -> bool {
        let Request::Ask { job, model, task } = request else { return false };
        if self.0.jobs.check(*job).is_err() {
            return false;
        }
        let mut state = self.0.state.borrow_mut();
        if state.is_shared && is_divided(task) {
            return false;
        }
        let mut free = state.members.iter_mut().filter(|member| member.work.is_empty() && member.knows(model));
        let Some(member) = free.next() else { return false };
        member.ask(*job, model, task.clone(), Work::Whole(request.clone()));
        true
    }

    /// Jobs that have to be done anew, because the members that did them were lost.
    pub fn orphans(&self) -> Vec<Request> {
        std::mem::take(&mut self.0.state.borrow_mut().orphans)
    }

    /// Nobody waits for a job any more.
    pub fn cancel(&self, job: JobId) {
        let mut state = self.0.state.borrow_mut();
        let cancelled = state.members.iter_mut().any(|member| member.does(job) && member.cancel(job));
        state.orphans.retain(|request| !matches!(request, Request::Ask { job: orphan, .. } if *orphan == job));
        drop(state);
        if cancelled {
            self.0.jobs.end(job);
            (self.0.emit)(Event::Failed { job, error: Error::Cancelled });
        }
        self.0.news.tell();
    }

    /// Starts members until there are as many as are wanted and there is room for, and ends those that are too many.
    fn fill(&self) {
        loop {
            let mut state = self.0.state.borrow_mut();
            let places = state.wanted.min(state.room());
            while state.members.len() > places {
                let last = state.members.len() - 1;
                state.dismiss(last);
            }
            if state.members.len() == places {
                return state.teach_all();
            }
            state.started += 1;
            let id = MemberId(state.started);
            drop(state);
            let opened = (self.0.open)(self, id);
            let mut state = self.0.state.borrow_mut();
            match opened {
                Ok(link) => state.members.push(Member::new(id, link)),
                Err(_) => state.wanted = state.members.len(),
            }
        }
    }

    /// Says how many threads compute, if that has changed.
    fn tell(&self) {
        let threads = self.threads();
        let told = std::mem::replace(&mut self.0.state.borrow_mut().told, threads);
        if told.max(1) != threads {
            (self.0.emit)(Event::Threads(threads as u32));
        }
    }
}

/// Whether all do parts of it.
fn is_divided(task: &Task) -> bool {
    match task {
        Task::OccludedFrequency(_) => true,
        Task::Attack(_, examples) => examples.len() > 1,
        Task::Classify(_) | Task::Invert(..) | Task::Ablated(..) | Task::Perturbed(..) => false,
    }
}

impl State {
    /// Members for which there is memory.
    fn room(&self) -> usize {
        let models: usize = self.lessons.iter().map(|lesson| lesson.bytes).sum();
        MOST_BYTES / (MEMBER_BYTES + EXPANSION * models)
    }

    /// Answers what a member says of its start and of its lessons, and says what came of a test.
    fn instruct(&mut self, at: usize, event: &Event) -> Tested {
        let test = self.next_job();
        let member = &mut self.members[at];
        match event {
            Event::Alive => member.alive(),
            Event::Loaded { model } => member.loaded(model.clone(), test),
            Event::Answered { job, answer: Answer::Logits(logits) } => return member.tested(*job, Some(logits)),
            Event::Failed { job, .. } => return member.tested(*job, None),
            Event::Crashed { .. } | Event::Unavailable { .. } => return Tested::Different,
            _ => (),
        }
        Tested::None
    }

    /// A job that the page does not know: its ids count upwards.
    fn next_job(&mut self) -> JobId {
        self.asked = self.asked.wrapping_add(1);
        JobId(u32::MAX - self.asked)
    }

    fn teach_all(&mut self) {
        self.members.iter_mut().for_each(|member| member.teach(&self.lessons));
    }

    fn forget(&mut self, model: &str) {
        self.lessons.retain(|lesson| lesson.model != model);
        self.members.iter_mut().for_each(|member| member.forget(model));
    }

    /// Ends a member, and puts back what it was asked.
    fn dismiss(&mut self, at: usize) {
        for work in self.members.remove(at).work {
            match work {
                Work::Part(job) => self.answers.push((job, None)),
                Work::Whole(request) => self.orphans.push(request),
                Work::Dropped(_) => (),
            }
        }
    }
}

#[cfg(test)]
mod tests;
