//! Engine and server of a visit: what they are asked for lies there until a step lets them answer, in any order or not at all.

use super::*;
use crate::{lesson::action::LessonAction, link::action::LinkAction, shell::copy_link::Copied};
use freqscope_core::{
    attack::{
        AttackSpec, Example,
        report::{AttackReport, AttackState, Outcome},
    },
    device::GpuOffer,
    image::similarity::Distance,
    inversion::{Endpoints, InversionReport, Iterate},
    progress::Progress,
};
use std::{
    array,
    collections::VecDeque,
    hash::{DefaultHasher, Hash, Hasher},
};

/// How an answer turns out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Luck {
    Good,
    Bad,
    /// There is only progress.
    Slow,
}

/// The samples of the page.
pub fn samples() -> Vec<Sample> {
    let classes = [Class::Horse, Class::Cat, Class::Ship, Class::Cat];
    let sample = |(class, index): (Class, u32)| Sample { file: format!("{class}-{index}.png"), class, index };
    classes.into_iter().zip(1..).map(sample).collect()
}

/// The pixels of a sample.
fn image_of(sample: &Sample) -> Image {
    image(sample.index as f32 / 10.0)
}

/// What a network says of an image: numbers that only this network says of only this image.
pub fn says(model: &str, image: &Image) -> Logits {
    let mut hash = DefaultHasher::new();
    model.hash(&mut hash);
    image.pixels().iter().step_by(61).for_each(|value| value.to_bits().hash(&mut hash));
    let hash = hash.finish();
    Logits(array::from_fn(|class| (hash >> (6 * class) & 63) as f32))
}

/// The chart of an image: what a network says without a band differs with the baseline too.
pub fn chart(model: &str, spec: &OcclusionSpec) -> OcclusionReport {
    let clean = says(model, &spec.image);
    let mut hash = DefaultHasher::new();
    format!("{:?}", spec.baseline).hash(&mut hash);
    let of_baseline = (hash.finish() % 64) as f32;
    let without = |band: Band| Logits(clean.0.map(|logit| logit + of_baseline + band.index() as f32 / 64.0));
    let ablated: Vec<Logits> = Band::all().map(without).collect();
    let class = spec.class.unwrap_or(clean.class());
    let scores = ablated.iter().map(|logits| clean.of(class) - logits.of(class)).collect();
    OcclusionReport { class, clean, ablated, scores, milliseconds: 10.0 }
}

fn attacked(model: &str, spec: &AttackSpec, Example { image, class }: &Example) -> AttackReport {
    let by = model.len() as f32 / 100.0;
    let pixels: Vec<f32> = image.pixels().iter().map(|value| value * 0.9 + by).collect();
    let found = Image::from_chw(pixels).unwrap();
    let (before, after) = (says(model, image), says(model, &found));
    AttackReport {
        outcome: Outcome::Succeeded,
        aim: spec.goal.aim(class.unwrap_or(before.class())),
        distance: Distance::between(image, &found),
        image: found,
        before,
        after,
        ssim: 0.9,
        queries: 1,
        iterations: 1,
        losses: vec![1.0],
        moves: Vec::new(),
    }
}

fn inverted(Endpoints { start, target }: &Endpoints) -> Image {
    let pixels = start.pixels().iter().zip(target.pixels()).map(|(start, target)| (start + target) / 2.0);
    Image::from_chw(pixels.collect()).unwrap()
}

fn answer(model: &str, task: &Task) -> Answer {
    match task {
        Task::Classify(images) => Answer::Logits(images.iter().map(|image| says(model, image)).collect()),
        Task::OccludedFrequency(spec) => Answer::Occlusion(chart(model, spec)),
        Task::Attack(spec, examples) => {
            Answer::Attack(examples.iter().map(|example| attacked(model, spec, example)).collect())
        }
        Task::Invert(_, endpoints) => {
            let report = InversionReport { image: inverted(endpoints), loss: 0.5, losses: vec![1.0] };
            Answer::Inversion(report)
        }
        Task::Ablated(spec, range) => {
            let without = |band: Band| Ablation { bands: band.into(), baseline: spec.baseline }.apply(&spec.image);
            let images = std::iter::once(spec.image.clone()).chain(Band::all().map(without));
            let asked = images.take(range.end as usize).skip(range.start as usize);
            Answer::Logits(asked.map(|image| says(model, &image)).collect())
        }
        Task::Perturbed(study, image, waves) => {
            let asked = study.perturbed_along(image, waves.start as usize..waves.end as usize);
            Answer::Logits(asked.map(|image| says(model, &image)).collect())
        }
    }
}

fn progress(model: &str, task: &Task) -> Option<JobProgress> {
    Some(match task {
        Task::Classify(_) | Task::Ablated(..) | Task::Perturbed(..) => return None,
        Task::OccludedFrequency(_) => JobProgress::Occlusion { done: 8, total: 64 },
        Task::Attack(spec, examples) => {
            let AttackReport { image, after, distance, .. } = attacked(model, spec, &examples[0]);
            let state =
                AttackState { index: 0, image, logits: after, loss: 1.0, margin: 0.5, distance, steps: 1, queries: 1 };
            JobProgress::Attack(Progress { done: 1, total: 20, states: vec![state] })
        }
        Task::Invert(_, endpoints) => {
            let state = Iterate { index: 0, image: inverted(endpoints), loss: 0.75 };
            JobProgress::Inversion(Progress { done: 1, total: 100, states: vec![state] })
        }
    })
}

/// A worker with an engine.
#[derive(Debug, Default)]
pub struct Worker {
    /// What it has been asked and not done.
    pub asked: VecDeque<Request>,
    /// What it has said and the page has not heard.
    pub said: VecDeque<Event>,
    running: bool,
    own: Vec<ModelCard>,
    kept: Vec<String>,
}

impl Worker {
    pub fn start(&mut self) {
        *self = Self { running: true, said: [Event::Alive].into(), kept: self.kept.clone(), ..Self::default() };
    }

    fn end(&mut self) {
        *self = Self { kept: std::mem::take(&mut self.kept), ..Self::default() };
    }

    pub fn is_running(&self) -> bool {
        self.running
    }

    /// What the page hears last of it.
    pub fn crash(&mut self) -> Event {
        self.end();
        Event::Crashed { message: "unreachable".into() }
    }

    fn take(&mut self, request: Request) {
        match request {
            Request::Cancel { job } => {
                let waited = self.asked.len();
                self.asked.retain(|asked| !matches!(asked, Request::Ask { job: asked, .. } if *asked == job));
                if self.asked.len() < waited {
                    self.said.push_back(Event::Failed { job, error: Error::Cancelled });
                }
            }
            request => self.asked.push_back(request),
        }
    }

    /// Does the first thing that it has been asked for, or any of the jobs.
    pub fn compute(&mut self, which: usize, luck: Luck) {
        if self.asked.is_empty() {
            return self.said.extend(self.running.then_some(Event::Alive));
        }
        let any = which % self.asked.len();
        let any = if matches!(self.asked[any], Request::Ask { .. }) { any } else { 0 };
        let Some(request) = self.asked.remove(any) else { return };
        match (request, luck) {
            (Request::Ask { job, model, task }, Luck::Slow) => {
                let progress = progress(&model, &task).map(|progress| Event::Progress { job, progress });
                self.said.extend(progress);
                self.asked.push_back(Request::Ask { job, model, task });
            }
            (Request::Ask { job, model, task }, Luck::Good) => {
                self.said.push_back(Event::Answered { job, answer: answer(&model, &task) });
            }
            (Request::Ask { job, .. }, Luck::Bad) => {
                self.said.push_back(Event::Failed { job, error: Error::Computation("lost".into()) });
            }
            (request, luck) => self.serve(request, luck),
        }
    }

    fn cards(&self) -> Vec<ModelCard> {
        ["a", "b", "resnet18-l2-05"].map(card).into_iter().chain(self.own.iter().cloned()).collect()
    }

    fn serve(&mut self, request: Request, luck: Luck) {
        let bad = luck == Luck::Bad;
        let failure = |model| Event::Unavailable { model, error: Error::Computation("no answer".into()) };
        match request {
            Request::Start { device, .. } => {
                let kind = if device == DeviceChoice::Gpu { DeviceKind::Gpu } else { DeviceKind::Cpu };
                let report = DeviceReport { kind, name: "any".into(), reason: Reason::AtOnce, notice: bad };
                let list = if bad { failure(None) } else { Event::Models(self.cards()) };
                self.said.extend([Event::Device(report), list, Event::Stored(self.kept.clone())]);
            }
            Request::Load { model } if bad => self.said.push_back(failure(Some(model))),
            Request::Load { model } => self.said.push_back(Event::Loaded { model }),
            Request::Open { name, .. } if bad => self.said.push_back(failure(Some(name))),
            Request::Open { name, hints, .. } if luck == Luck::Slow && hints == Hints::default() => {
                let questions = model::Questions { keys: Vec::new(), normalisation: true };
                self.said.push_back(Event::Unsaid { name, questions });
            }
            Request::Open { name, .. } => {
                let card = own(&name);
                let model = card.id.clone();
                self.own.retain(|known| known.id != model);
                self.own.push(card);
                self.said.extend([Event::Models(self.cards()), Event::Loaded { model }]);
            }
            Request::LookForGpu if bad => self.said.push_back(Event::Offer(GpuOffer::None(NoGpu::NoAdapter))),
            Request::LookForGpu => self.said.push_back(Event::Offer(GpuOffer::Adapter("gpu".into()))),
            Request::Keep { model } => {
                self.kept.extend((!bad).then_some(model));
                self.said.push_back(Event::Stored(self.kept.clone()));
            }
            Request::Forget { model } => {
                self.kept.retain(|kept| *kept != model);
                self.said.push_back(Event::Stored(self.kept.clone()));
            }
            Request::ForgetStored => self.said.push_back(Event::Stored(Vec::new())),
            Request::Rename { model, name } => {
                self.own.iter_mut().filter(|card| card.id == model).for_each(|card| card.name.clone_from(&name));
                self.said.push_back(Event::Models(self.cards()));
            }
            Request::Threads { count } => self.said.push_back(Event::Threads(count)),
            Request::Unload { .. } | Request::Ask { .. } | Request::Cancel { .. } => (),
        }
    }
}

/// All that a page talks with.
#[derive(Debug, Default)]
pub struct Outside {
    pub engine: Worker,
    pub trial: Worker,
    /// What has been asked of the server or of the browser.
    fetching: Vec<Command>,
}

impl Outside {
    pub fn take(&mut self, commands: Vec<Command>) {
        for command in commands {
            match command {
                Command::Post(request) => self.engine.take(request),
                Command::StartEngine => {
                    self.trial.end();
                    self.engine.start();
                }
                Command::EndEngine => self.engine.end(),
                Command::StartTrial => self.trial.start(),
                Command::PostToTrial(request) => self.trial.take(request),
                Command::EndTrial => self.trial.end(),
                Command::AdoptTrial => self.engine = std::mem::take(&mut self.trial),
                other => self.fetching.push(other),
            }
        }
    }

    /// Does something that is neither of the workers'.
    pub fn fetch(&mut self, which: usize, luck: Luck) -> Option<Action> {
        if self.fetching.is_empty() {
            return None;
        }
        let command = self.fetching.swap_remove(which % self.fetching.len());
        let lost = || Error::Computation("no network".into());
        let file = |path: String| match luck {
            Luck::Good => std::fs::read(format!("www/{path}")).map_err(|_| lost()),
            Luck::Bad => Err(lost()),
            Luck::Slow => Ok(b"{}".to_vec()),
        };
        Some(match command {
            Command::ReadPicture(pick, PictureSource::Sample(sample)) => {
                let image = (luck != Luck::Bad).then(|| FileContent::Image(image_of(&sample)));
                Action::PictureRead(pick, image.ok_or(Error::EmptyFile))
            }
            Command::ReadSample(sample) => {
                let image = (luck != Luck::Bad).then(|| image_of(&sample));
                Action::SampleRead(sample, image.ok_or(Error::EmptyFile))
            }
            Command::FetchResult(stored) => {
                let file = file(stored.url());
                Action::ResultFetched(stored, file)
            }
            Command::FetchLesson(id) => {
                let file = file(format!("lessons/{id}.json"));
                Action::Lesson(LessonAction::Fetched(id, language::current(), file))
            }
            Command::KeepWeights { model, .. } => {
                Action::WeightsKept(model, if luck == Luck::Bad { Err("no room".into()) } else { Ok(()) })
            }
            Command::SaveFile(_) => Action::FileSaved(if luck == Luck::Bad { Err(lost()) } else { Ok(()) }),
            Command::CopyLink(_) => Action::Link(LinkAction::Copied(Copied::Done)),
            Command::CopyReport(id, _) => Action::ReportCopied(id, Copied::Done),
            _ => return None,
        })
    }
}
