//! Heat maps of errors that grow on the page: the networks on show are asked about samples with noise along one row of waves after
//! another, from the constant one outwards, while the visitor's own questions leave the engine idle.

pub mod action;
pub mod exported;
pub mod panel;
pub mod rates;

use crate::{
    networks::side::Side,
    picture::{
        sample_images::SampleImages,
        samples::{Sample, by_turns},
    },
    text::thousands,
    words::{self, words},
};
use freqscope_core::{
    class::Class,
    error::Error,
    image::Image,
    logits::Logits,
    model::ModelCard,
    protocol::{JobId, Task},
    spectrum::basis::Basis,
    study::heat_map::{HeatMap, HeatMapStudy},
};
use rates::LiveRates;
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Which map is measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LiveChoice {
    pub basis: Basis,
    pub pictures: Pictures,
}

/// Of which samples.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pictures {
    /// The first of each class.
    #[default]
    OneAClass,
    All,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub enum LivePhase {
    #[default]
    Idle,
    /// Continues whenever the engine is idle.
    Running,
    /// Why, in a whole sentence.
    Failed(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct LiveProgress {
    pub phase: LivePhase,
    pub choice: LiveChoice,
    /// How many pictures there are to choose from: of each class one, and in all.
    pub pictures: [usize; 2],
    /// Answers that are there, of all networks on show, and how many there will be.
    pub done: usize,
    pub total: usize,
    /// Whether it waits until the engine has answered the visitor's own questions.
    pub waiting: bool,
    /// Whether it can start: there are samples, and a network is ready.
    pub ready: bool,
}

/// A network on show, with the map that grows and the stored one in the same basis.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveNetwork {
    pub side: Side,
    pub card: ModelCard,
    pub basis: Basis,
    /// None before it has said anything.
    pub rates: Option<LiveRates>,
    pub stored: Option<Rc<HeatMap>>,
}

impl LiveNetwork {
    pub fn live_title(&self) -> String {
        let n = self.rates.as_ref().map_or(0, |rates| rates.n);
        words().probes.live_title(&self.card.name, n)
    }

    pub fn stored_title(&self, map: &HeatMap) -> String {
        words().probes.stored_title(&self.card.name, &thousands(map.question.data.images as u64))
    }
}

/// What is asked about a picture at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The picture as it is.
    Whole,
    /// With noise along each wave of a row of [`Basis::rows`].
    Row(usize),
}

/// What is known about one picture.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    clean: Option<bool>,
    /// Along each distinct wave of the basis.
    wrong: Vec<Option<bool>>,
    /// The rows that were answered.
    rows: BTreeSet<usize>,
}

/// A question that the engine has been asked.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    job: JobId,
    key: Key,
    sample: Sample,
    part: Part,
}

/// A network's id and the basis, by its place among [`BASES`](super::BASES).
type Key = (String, usize);

#[derive(Debug, Clone, PartialEq)]
pub enum LiveStep {
    Read(Sample),
    /// The id of the network, and what to ask it.
    Ask(String, Task),
}

#[derive(Debug, Default)]
pub struct LiveMaps {
    pub phase: LivePhase,
    pub choice: LiveChoice,
    /// By the picture's number in the test set.
    found: BTreeMap<Key, BTreeMap<u32, Found>>,
    asked: Vec<Asked>,
    reading: Option<Sample>,
}

impl LiveChoice {
    pub fn samples(self, samples: &[Sample]) -> Vec<&Sample> {
        by_turns(samples).into_iter().take(self.pictures.count(samples)).collect()
    }

    /// As the stored maps are made.
    fn study(self) -> HeatMapStudy {
        HeatMapStudy { basis: self.basis, norm: HeatMapStudy::NORM, clip: false, seed: 0 }
    }

    fn key(self, model: &str) -> Key {
        (model.into(), super::place(self.basis))
    }

    fn parts(self) -> Vec<Part> {
        std::iter::once(Part::Whole).chain((0..self.basis.rows().len()).map(Part::Row)).collect()
    }
}

impl Pictures {
    pub const ALL: [Self; 2] = [Self::OneAClass, Self::All];

    pub fn count(self, samples: &[Sample]) -> usize {
        match self {
            Self::OneAClass => Class::ALL.iter().filter(|&&class| samples.iter().any(|one| one.class == class)).count(),
            Self::All => samples.len(),
        }
    }
}

impl Found {
    fn nothing(basis: Basis) -> Self {
        Self { clean: None, wrong: vec![None; basis.distinct().count()], rows: BTreeSet::new() }
    }

    fn has(&self, part: Part) -> bool {
        match part {
            Part::Whole => self.clean.is_some(),
            Part::Row(row) => self.rows.contains(&row),
        }
    }

    fn put(&mut self, basis: Basis, part: Part, wrong: impl Iterator<Item = bool>) {
        match part {
            Part::Whole => self.clean = { wrong }.next(),
            Part::Row(row) => {
                self.rows.insert(row);
                basis.rows()[row].clone().zip(wrong).for_each(|(wave, wrong)| self.wrong[wave] = Some(wrong));
            }
        }
    }
}

impl LiveMaps {
    /// The next question that nobody has been asked, row by row, picture by picture; none when all are answered or asked. It counts as
    /// asked by this job.
    pub fn next(
        &mut self,
        job: JobId,
        samples: &[Sample],
        models: &[String],
        images: &SampleImages,
    ) -> Option<LiveStep> {
        let (part, sample, model) = self.missing(samples, models)?;
        let Some(image) = images.get(&sample) else {
            let idle = self.reading.is_none();
            return idle.then(|| {
                self.reading = Some(sample.clone());
                LiveStep::Read(sample)
            });
        };
        let task = self.task(part, image);
        let key = self.choice.key(&model);
        self.asked.push(Asked { job, key, sample, part });
        Some(LiveStep::Ask(model, task))
    }

    fn missing(&self, samples: &[Sample], models: &[String]) -> Option<(Part, Sample, String)> {
        let samples = self.choice.samples(samples);
        for part in self.choice.parts() {
            for &sample in &samples {
                if let Some(model) = models.iter().find(|model| !self.has(model, sample, part)) {
                    return Some((part, sample.clone(), model.clone()));
                }
            }
        }
        None
    }

    /// Whether it is known, or asked.
    fn has(&self, model: &str, sample: &Sample, part: Part) -> bool {
        let key = self.choice.key(model);
        self.knows(&key, sample, part)
            || self.asked.iter().any(|one| (&one.key, &one.sample, one.part) == (&key, sample, part))
    }

    fn knows(&self, key: &Key, sample: &Sample, part: Part) -> bool {
        let found = self.found.get(key).and_then(|pictures| pictures.get(&sample.index));
        found.is_some_and(|found| found.has(part))
    }

    fn task(&self, part: Part, image: &Image) -> Task {
        let rows = self.choice.basis.rows();
        match part {
            Part::Whole => Task::Classify(vec![image.clone()]),
            Part::Row(row) => {
                let waves = rows[row].start as u32..rows[row].end as u32;
                Task::Perturbed(self.choice.study(), image.clone(), waves)
            }
        }
    }

    /// How many questions wait for an answer.
    pub fn asked(&self) -> usize {
        self.asked.len()
    }

    /// Whether the pixels of a sample are on their way.
    pub fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// Ends the wait for this sample; with an error it ends the run too.
    pub fn read(&mut self, sample: &Sample, error: Option<&Error>) {
        let awaited = self.reading.take_if(|awaited| awaited == sample).is_some();
        error.into_iter().filter(|_| awaited).for_each(|error| self.fail(error));
    }

    /// The results of other jobs are ignored.
    pub fn classified(&mut self, job: JobId, logits: &[Logits]) {
        let Some(Asked { key, sample, part, .. }) = self.take(job) else { return };
        let basis = super::BASES[key.1];
        let found = self.found.entry(key).or_default().entry(sample.index).or_insert_with(|| Found::nothing(basis));
        found.put(basis, part, logits.iter().map(|logits| logits.class() != sample.class));
    }

    /// For a job that ended without a result. Returns whether it was one of these.
    pub fn failed(&mut self, job: JobId, error: &Error) -> bool {
        let waited = self.take(job).is_some();
        if waited {
            self.fail(error);
        }
        waited
    }

    /// Drops the open questions. Returns the jobs to cancel.
    pub fn interrupt(&mut self) -> Vec<JobId> {
        self.reading = None;
        std::mem::take(&mut self.asked).into_iter().map(|asked| asked.job).collect()
    }

    pub fn clear(&mut self) {
        (self.phase, self.found) = (LivePhase::Idle, BTreeMap::new());
    }

    /// How many answers about these samples there are of a network, and how many there will be.
    pub fn count(&self, model: &str, samples: &[Sample]) -> (usize, usize) {
        let (key, samples, parts) = (self.choice.key(model), self.choice.samples(samples), self.choice.parts());
        let known = |sample: &Sample| parts.iter().filter(|part| self.knows(&key, sample, **part)).count();
        (samples.iter().map(|sample| known(sample)).sum(), samples.len() * parts.len())
    }

    /// What a network has said so far; none before it has said anything.
    pub fn rates(&self, model: &str, samples: &[Sample]) -> Option<LiveRates> {
        let pictures = self.found.get(&self.choice.key(model))?;
        let nothing = Found::nothing(self.choice.basis);
        let samples = self.choice.samples(samples);
        let found: Vec<&Found> = samples.iter().map(|one| pictures.get(&one.index).unwrap_or(&nothing)).collect();
        Some(LiveRates::of(self.choice.basis, &found))
    }

    fn take(&mut self, job: JobId) -> Option<Asked> {
        let place = self.asked.iter().position(|asked| asked.job == job)?;
        Some(self.asked.swap_remove(place))
    }

    fn fail(&mut self, error: &Error) {
        self.phase = LivePhase::Failed(words::told_in_full(error));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn samples() -> [Sample; 3] {
        let sample = |class: Class, index| Sample { file: format!("{class}-{index}.png"), class, index };
        [sample(Class::Cat, 8), sample(Class::Cat, 0), sample(Class::Dog, 12)]
    }

    /// Runs to the end in the place of the engine, which says that the waves of these positions mislead the network `a`, and every wave
    /// the other one. Returns what was asked.
    pub fn run(maps: &mut LiveMaps, models: &[String], misleading: &[usize]) -> Vec<(String, Task)> {
        let (samples, mut images, mut asked) = (samples(), SampleImages::default(), Vec::new());
        while let Some(step) = maps.next(JobId(asked.len() as u32), &samples, models, &images) {
            match step {
                LiveStep::Read(sample) => {
                    maps.read(&sample, None);
                    images.put(&sample, Image::from_fn(|_, _, _| sample.index as f32 / 100.0));
                }
                LiveStep::Ask(model, task) => {
                    let label = if is_cat(&task) { Class::Cat } else { Class::Dog };
                    let answers = waves(&task).map(|wave| answer(label, model == "b" || misleading.contains(&wave)));
                    let answers: Vec<Logits> = answers.collect();
                    maps.classified(JobId(asked.len() as u32), &answers);
                    asked.push((model, task));
                }
            }
        }
        asked
    }

    /// The samples that are cats have the numbers 0 and 8.
    fn is_cat(task: &Task) -> bool {
        let image = match task {
            Task::Classify(images) => &images[0],
            Task::Perturbed(_, image, _) => image,
            _ => panic!("{task:?}"),
        };
        image.channel(0)[0] < 0.1
    }

    /// Of a whole picture one that misleads nobody but `b`.
    fn waves(task: &Task) -> std::ops::Range<usize> {
        match task {
            Task::Perturbed(_, _, waves) => waves.start as usize..waves.end as usize,
            _ => usize::MAX - 1..usize::MAX,
        }
    }

    fn answer(label: Class, wrong: bool) -> Logits {
        let mut logits = Logits([0.0; 10]);
        let class = if wrong { Class::Ship } else { label };
        logits.0[class.index()] = 1.0;
        logits
    }

    #[test]
    fn rows_go_outwards_over_all_pictures_and_networks_in_turn() {
        let mut maps = LiveMaps { phase: LivePhase::Running, ..LiveMaps::default() };
        let asked = run(&mut maps, &["a".into(), "b".into()], &[]);
        assert_eq!(asked.len(), 2 * 2 * (1 + 17));
        let models: Vec<&str> = asked.iter().map(|(model, _)| model.as_str()).take(4).collect();
        assert_eq!(models, ["a", "b", "a", "b"]);
        assert!(asked[..4].iter().all(|(_, task)| matches!(task, Task::Classify(_))));
        let Task::Perturbed(study, _, waves) = &asked[4].1 else { panic!("{:?}", asked[4]) };
        assert_eq!((study.norm, study.clip, waves.len()), (4.0, false, 17), "the row of the constant wave");
        assert_eq!((maps.count("a", &samples()), maps.asked()), ((36, 36), 0));
    }

    #[test]
    fn more_pictures_and_another_basis_keep_what_is_there() {
        let mut maps = LiveMaps::default();
        assert_eq!(run(&mut maps, &["a".into()], &[0]).len(), 36);
        maps.choice.pictures = Pictures::All;
        assert_eq!(run(&mut maps, &["a".into()], &[0]).len(), 18, "of the second cat");
        maps.choice.basis = Basis::Dct;
        assert!(maps.rates("a", &samples()).is_none());
        assert_eq!(run(&mut maps, &["a".into()], &[]).len(), 3 * 33);
        maps.choice.basis = Basis::Fourier;
        assert_eq!(maps.count("a", &samples()), (54, 54));
        maps.clear();
        assert_eq!(maps.count("a", &samples()).0, 0);
    }

    #[test]
    fn questions_in_turn_are_asked_at_once_and_dropped_together() {
        let (mut maps, samples, mut images) = (LiveMaps::default(), samples(), SampleImages::default());
        samples.iter().for_each(|sample| images.put(sample, Image::from_fn(|_, _, _| 0.5)));
        let models = ["a".to_owned(), "b".to_owned()];
        for job in 1..=3 {
            assert!(matches!(maps.next(JobId(job), &samples, &models, &images), Some(LiveStep::Ask(..))));
        }
        maps.classified(JobId(9), &[answer(Class::Cat, true)]);
        maps.classified(JobId(2), &[answer(Class::Cat, true)]);
        assert_eq!((maps.count("b", &samples).0, maps.asked()), (1, 2));
        assert_eq!(maps.interrupt(), [JobId(1), JobId(3)]);
        maps.classified(JobId(1), &[answer(Class::Cat, true)]);
        assert_eq!(maps.count("a", &samples).0, 0, "a late answer is dropped");
    }

    #[test]
    fn what_fails_ends_it_in_words() {
        let (mut maps, samples) = (LiveMaps { phase: LivePhase::Running, ..LiveMaps::default() }, samples());
        let step = maps.next(JobId(1), &samples, &["a".into()], &SampleImages::default());
        let Some(LiveStep::Read(sample)) = step else { panic!("{step:?}") };
        assert_eq!(maps.next(JobId(1), &samples, &["a".into()], &SampleImages::default()), None, "one at a time");
        maps.read(&sample, Some(&Error::EmptyFile));
        assert!(matches!(&maps.phase, LivePhase::Failed(why) if why.starts_with("The file is empty")));
        assert!(!maps.failed(JobId(7), &Error::Cancelled));
    }
}
