//! A first engine with members that are engines too, in one thread: they take turns.

use super::*;
use crate::{files::Files, service::Service};
use freqscope_checkpoint::source::Source;
use freqscope_core::{
    attack::{
        AttackSpec, Example, Method, Misclassified,
        goal::Goal,
        pgd::Pgd,
        report::{AttackReport, Outcome},
        simba::{Basis, Order, Simba},
    },
    class::Class,
    device::{DeviceChoice, GpuTrust},
    occlusion::{OcclusionReport, OcclusionSpec, ablation::Baseline},
    protocol::{JobProgress, Task},
    spectrum::partition::Partition,
};
use pollster::block_on;
use std::{
    collections::{BTreeMap, VecDeque},
    pin::pin,
    task::{Context, Poll, Waker},
};

const FOLDER: &str = "https://example.org/models/";
const MODEL: &str = "resnet18-natural";

/// The repository's models, and nothing that is stored.
struct Shipped;

impl Files for Shipped {
    async fn fetch(&self, url: &str, _: &dyn Fn(u64)) -> Result<Vec<u8>> {
        assert!(url.starts_with(FOLDER), "a member is given all that it needs: {url}");
        let file = url.trim_start_matches(FOLDER).split('?').next().unwrap();
        Ok(std::fs::read(format!("../../models/{file}")).unwrap())
    }

    async fn source(&self, _: &str) -> Result<Box<dyn Source>> {
        unreachable!()
    }

    async fn stored(&self) -> Vec<String> {
        Vec::new()
    }

    async fn recall(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    async fn store(&self, _: &str, _: &[u8]) {}

    async fn forget(&self, _: &str) {}
}

/// How a member behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Sound,
    /// Says nothing after so many parts.
    HangsAfter(usize),
    /// Ends at the part after so many.
    TrapsAfter(usize),
    /// Computes what is almost right.
    Wrong,
}

type Letters = Rc<RefCell<VecDeque<Request>>>;
type Told = Rc<RefCell<Vec<Event>>>;
type MemberService = Service<Shipped, Box<dyn Fn(Event)>>;

struct Mailbox(Letters);

impl Link for Mailbox {
    fn post(&self, request: &Request) {
        self.0.borrow_mut().push_back(request.clone());
    }
}

/// A member, as it is on its own side.
struct Other {
    id: MemberId,
    manner: Manner,
    letters: Letters,
    told: Told,
    jobs: Jobs,
    service: MemberService,
    parts: usize,
}

#[derive(Clone, Default)]
struct Others(Rc<RefCell<Vec<Other>>>);

impl Others {
    fn open(&self, id: MemberId, manner: Manner) -> Box<dyn Link> {
        let (letters, told, jobs) = (Letters::default(), Told::default(), Jobs::default());
        let events = told.clone();
        let emit: Box<dyn Fn(Event)> = Box::new(move |event| events.borrow_mut().push(event));
        told.borrow_mut().push(Event::Alive);
        let service = Service::new(Shipped, emit, jobs.clone(), Pool::none());
        let other = Other { id, manner, letters: letters.clone(), told, jobs, service, parts: 0 };
        self.0.borrow_mut().push(other);
        Box::new(Mailbox(letters))
    }

    /// Each answers one request. Whether there was anything to do.
    fn turn(&self, pool: &Pool) -> bool {
        // A member may be lost at its turn, and another started.
        let mut others = self.0.take();
        let busy = others.iter_mut().map(|other| other.turn(pool)).filter(|busy| *busy).count() > 0;
        others.append(&mut self.0.borrow_mut());
        self.0.replace(others);
        busy
    }
}

impl Other {
    fn turn(&mut self, pool: &Pool) -> bool {
        let letter = self.letters.borrow_mut().pop_front();
        let busy = letter.is_some() || !self.told.borrow().is_empty();
        if let Some(request) = letter {
            self.parts +=
                usize::from(matches!(request, Request::Ask { task: Task::Ablated(..) | Task::Attack(..), .. }));
            match self.manner {
                Manner::TrapsAfter(parts) if self.parts > parts => return self.trap(pool),
                Manner::HangsAfter(parts) if self.parts > parts => return false,
                _ => (),
            }
            self.jobs.note(&request);
            block_on(self.service.handle(request));
        }
        for event in self.told.take() {
            pool.heard(self.id, if self.manner == Manner::Wrong { almost(event) } else { event });
        }
        busy
    }

    fn trap(&mut self, pool: &Pool) -> bool {
        self.parts = 0;
        pool.lost(self.id);
        true
    }
}

fn almost(event: Event) -> Event {
    let Event::Answered { job, answer: Answer::Logits(logits) } = event else { return event };
    let nudged = |logits: &Logits| {
        let mut values: Vec<f32> = Class::ALL.map(|class| logits.of(class)).to_vec();
        values[0] = values[0].next_up();
        Logits::from_flat(&values).unwrap()[0]
    };
    Event::Answered { job, answer: Answer::Logits(logits.iter().map(nudged).collect()) }
}

/// The first engine's side.
struct First {
    service: MemberService,
    pool: Pool,
    jobs: Jobs,
    told: Told,
    others: Others,
}

/// With members that behave like this, the last manner over and over.
fn first(manners: &'static [Manner]) -> First {
    let (jobs, told, others) = (Jobs::default(), Told::default(), Others::default());
    let opened = others.clone();
    let open = move |_: &Pool, id: MemberId| {
        let manner = manners.get(id.0 as usize - 1).or(manners.last()).copied().unwrap_or(Manner::Sound);
        Ok(opened.open(id, manner))
    };
    let emit = |told: Told| move |event| told.borrow_mut().push(event);
    let pool = Pool::new(Box::new(open), emit(told.clone()), jobs.clone());
    let service = Service::new(Shipped, Box::new(emit(told.clone())) as Box<dyn Fn(Event)>, jobs.clone(), pool.clone());
    let mut first = First { service, pool, jobs, told, others };
    first.ask(Request::Start { device: DeviceChoice::Cpu, trust: GpuTrust::Full, models: FOLDER.into() });
    first.ask(Request::Load { model: MODEL.into() });
    first
}

impl First {
    /// Answers a request while the members take their turns, and a second passes whenever nobody has anything to do.
    fn ask(&mut self, request: Request) -> Vec<Event> {
        self.told.borrow_mut().clear();
        self.jobs.note(&request);
        let mut context = Context::from_waker(Waker::noop());
        let download = {
            let mut work = pin!(self.service.handle(request));
            loop {
                if let Poll::Ready(download) = work.as_mut().poll(&mut context) {
                    break download;
                }
                if !self.others.turn(&self.pool) {
                    self.pool.tick();
                }
            }
        };
        if let Some(download) = download {
            block_on(async { self.service.arrive(download.await).await });
        }
        while self.others.turn(&self.pool) {}
        self.told.take()
    }

    fn employ(&mut self, threads: u32) -> Vec<Event> {
        self.ask(Request::Threads { count: threads })
    }

    fn chart(&mut self, job: u32) -> OcclusionReport {
        let events = self.ask(Request::Ask { job: JobId(job), model: MODEL.into(), task: chart() });
        let reports = events.into_iter().filter_map(|event| match event {
            Event::Answered { answer: Answer::Occlusion(report), .. } => Some(report),
            Event::Failed { error, .. } => panic!("{error}"),
            _ => None,
        });
        let [report] = reports.collect::<Vec<_>>().try_into().expect("one answer");
        OcclusionReport { milliseconds: 0.0, ..report }
    }

    /// The parts that members have been asked for.
    fn parts(&self) -> Vec<usize> {
        self.others.0.borrow().iter().map(|other| other.parts).collect()
    }
}

/// Of a sample that ships.
fn chart() -> Task {
    let image = Image::decode(include_bytes!("../../../../www/samples/cat-0.png")).unwrap();
    let (baseline, partition) = (Baseline::default(), Partition::Diagonal);
    Task::OccludedFrequency(OcclusionSpec { image, class: None, baseline, partition })
}

#[test]
fn a_chart_is_the_same_for_any_number_of_threads() {
    let alone = first(&[]).chart(1);
    for threads in [2, 3, 5] {
        let mut first = first(&[Manner::Sound]);
        let before = first.chart(1);
        assert_eq!(first.employ(threads).last(), Some(&Event::Threads(threads)));
        assert_eq!((&first.chart(2), &before), (&alone, &alone), "{threads} threads");
        assert!(first.parts().iter().all(|&parts| parts > 0) && first.parts().len() == threads as usize - 1);
    }
}

#[test]
fn what_lost_members_were_asked_is_done_by_others() {
    let alone = first(&[]).chart(1);
    for (manners, threads) in [
        (&[Manner::TrapsAfter(1), Manner::Sound] as &[_], 2),
        (&[Manner::TrapsAfter(0)], 1),
        (&[Manner::HangsAfter(0), Manner::Sound], 2),
        (&[Manner::HangsAfter(1), Manner::Sound], 2),
    ] {
        let mut first = first(manners);
        first.chart(1);
        first.employ(2);
        assert_eq!(first.chart(2), alone, "{manners:?}");
        for job in 3..6 {
            assert_eq!(first.chart(job), alone, "{manners:?}");
        }
        (0..30).for_each(|_| {
            first.pool.tick();
            while first.others.turn(&first.pool) {}
            // Who is well says so each second.
            let sound = |other: &&Other| other.manner == Manner::Sound;
            let ids: Vec<MemberId> = first.others.0.borrow().iter().filter(sound).map(|other| other.id).collect();
            ids.into_iter().for_each(|id| first.pool.heard(id, Event::Alive));
        });
        assert_eq!(first.pool.threads(), threads, "{manners:?}");
    }
}

#[test]
fn who_computes_other_numbers_is_not_asked() {
    let mut first = first(&[Manner::Wrong]);
    let alone = first.chart(1);
    first.employ(4);
    assert_eq!((first.pool.threads(), first.chart(2)), (1, alone));
    assert!(first.parts().iter().all(|&parts| parts == 0));
}

#[test]
fn members_that_cannot_start_are_done_without() {
    let refuse = |_: &Pool, _| Err(Error::Computation("no worker within a worker".into()));
    let pool = Pool::new(Box::new(refuse), |event| panic!("{event:?}"), Jobs::default());
    pool.resize(7);
    assert_eq!(pool.threads(), 1);
}

fn attack(job: u32, steps: u32) -> Request {
    let method = Method::Pgd(Pgd { steps, ..Pgd::LINF });
    let spec = AttackSpec { method, goal: Goal::Untargeted, seed: 0, misclassified: Misclassified::LeaveAlone };
    let example = Example { image: Image::from_fn(|_, _, _| 0.5), class: None };
    Request::Ask { job: JobId(job), model: MODEL.into(), task: Task::Attack(spec, vec![example]) }
}

fn answer(events: &[Event]) -> Option<&Answer> {
    events.iter().find_map(|event| match event {
        Event::Answered { answer, .. } => Some(answer),
        _ => None,
    })
}

#[test]
fn a_job_that_waits_is_done_by_a_member_as_the_first_would() {
    let mut first = first(&[Manner::Sound]);
    first.chart(1);
    let alone = first.ask(attack(2, 3));
    assert!(!first.pool.takes(&attack(3, 3)), "there is nobody");
    first.employ(2);
    let waiting = attack(3, 3);
    assert!(!first.pool.takes(&waiting), "nobody wants it");
    first.jobs.note(&waiting);
    assert!(first.pool.takes(&waiting) && !first.pool.takes(&waiting), "its hands are full");
    while first.others.turn(&first.pool) {}
    let told = first.told.take();
    assert_eq!(answer(&told), answer(&alone));
    assert!(told.iter().any(|event| matches!(event, Event::Progress { job: JobId(3), .. })));
    assert!(first.jobs.check(JobId(3)).is_err(), "it has ended");
}

/// SimBA of patterns, some of which are left alone.
fn many(job: u32) -> Request {
    let method = Method::Simba(Simba { epsilon: 0.2, basis: Basis::Dct, order: Order::Random { freq_dims: 2 } });
    let spec = AttackSpec { method, goal: Goal::Untargeted, seed: 3, misclassified: Misclassified::LeaveAlone };
    let image = |grey: u8| Image::from_fn(|c, y, x| f32::from(grey) / 40.0 + ((c * y + x) % 7) as f32 / 14.0);
    let class = |grey: u8| (grey % 5 == 4).then_some(Class::ALL[usize::from(grey) % Class::COUNT]);
    let examples = (0..20).map(|grey| Example { image: image(grey), class: class(grey) }).collect();
    Request::Ask { job: JobId(job), model: MODEL.into(), task: Task::Attack(spec, examples) }
}

/// The same, image by image.
fn singly(first: &mut First) -> Vec<AttackReport> {
    let Request::Ask { job, model, task: Task::Attack(spec, examples) } = many(9) else { unreachable!() };
    let ask = |example: Example| {
        let task = Task::Attack(spec.clone(), vec![example]);
        first.ask(Request::Ask { job, model: model.clone(), task })
    };
    let reports = examples.into_iter().map(ask).map(|told| match answer(&told) {
        Some(Answer::Attack(reports)) => reports.clone(),
        other => panic!("{other:?}"),
    });
    reports.collect::<Vec<_>>().concat()
}

#[test]
fn many_images_are_attacked_as_each_is_alone_by_any_number_of_threads() {
    let alone = singly(&mut first(&[]));
    assert!(alone.iter().any(|report| report.outcome == Outcome::Misclassified));
    for (manners, threads) in [
        (&[Manner::Sound] as &[_], 1),
        (&[Manner::Sound], 2),
        (&[Manner::Sound], 4),
        (&[Manner::TrapsAfter(1), Manner::Sound], 2),
        (&[Manner::HangsAfter(1), Manner::Sound], 2),
    ] {
        let mut first = first(manners);
        first.chart(1);
        first.employ(threads);
        let told = first.ask(many(2));
        assert_eq!(answer(&told), Some(&Answer::Attack(alone.clone())), "{manners:?}");
        let busy = first.parts().into_iter().filter(|&parts| parts > 0).count();
        assert!(manners.len() > 1 || busy >= threads as usize - 1, "{busy} of {threads} threads");
        let done = told.iter().filter_map(|event| match event {
            Event::Progress { job: JobId(2), progress: JobProgress::Attack(progress) } => Some(progress),
            _ => None,
        });
        let done: Vec<_> = done.inspect(|progress| assert_eq!(progress.total, 20 * 12)).map(|it| it.done).collect();
        assert!(!done.is_empty() && done.is_sorted() && done.iter().all(|&done| done <= 20 * 12), "{done:?}");
        assert!(first.jobs.check(JobId(2)).is_err(), "it has ended");
    }
}

#[test]
fn an_image_that_cannot_be_aimed_is_named_by_its_number_among_all() {
    let mut first = first(&[]);
    let Request::Ask { job, model, task: Task::Attack(spec, mut examples) } = many(1) else { unreachable!() };
    examples.iter_mut().for_each(|example| example.class = None);
    let images = examples.iter().map(|example| example.image.clone()).collect();
    let told = first.ask(Request::Ask { job, model: model.clone(), task: Task::Classify(images) });
    let Some(Answer::Logits(logits)) = answer(&told) else { panic!("{told:?}") };
    let absent = Class::ALL.into_iter().find(|class| logits.iter().all(|logits| logits.class() != *class)).unwrap();
    examples[11].class = Some(absent);
    let spec = AttackSpec { goal: Goal::Targeted(absent), misclassified: Misclassified::Attack, ..spec };
    let told = first.ask(Request::Ask { job, model, task: Task::Attack(spec, examples) });
    let error = Error::Target { number: 12, class: absent.to_string() };
    assert_eq!(told.last(), Some(&Event::Failed { job, error }));
}

#[test]
fn an_attack_on_many_images_is_cancelled_with_all_its_parts() {
    let mut first = first(&[Manner::Sound]);
    first.chart(1);
    first.employ(2);
    let request = many(2);
    first.jobs.note(&request);
    let mut context = Context::from_waker(Waker::noop());
    let mut work = Box::pin(first.service.handle(request));
    for _ in 0..3 {
        assert!(work.as_mut().poll(&mut context).is_pending());
    }
    first.jobs.note(&Request::Cancel { job: JobId(2) });
    while work.as_mut().poll(&mut context).is_pending() {}
    drop(work);
    let failed = Event::Failed { job: JobId(2), error: Error::Cancelled };
    assert_eq!(first.told.borrow().last(), Some(&failed));
    let is_cancelled = |letter: &&Request| matches!(letter, Request::Cancel { .. });
    let others = first.others.0.borrow();
    assert!(others[0].letters.borrow().iter().any(|letter| is_cancelled(&letter)));
}

#[test]
fn a_job_of_a_lost_member_waits_again_and_a_cancelled_one_is_answered_at_once() {
    let mut first = first(&[Manner::Sound]);
    first.chart(1);
    first.employ(2);
    for job in [2, 3] {
        first.jobs.note(&attack(job, 3));
    }
    assert!(first.pool.takes(&attack(2, 3)));
    let id = first.others.0.borrow()[0].id;
    first.pool.lost(id);
    assert_eq!(first.pool.orphans(), [attack(2, 3)]);
    while first.others.turn(&first.pool) {}
    assert!(first.pool.takes(&attack(3, 3)), "another member has taken its place");
    first.told.take();
    first.jobs.note(&Request::Cancel { job: JobId(3) });
    first.pool.cancel(JobId(3));
    let cancelled = Event::Failed { job: JobId(3), error: Error::Cancelled };
    assert_eq!(first.told.take(), std::slice::from_ref(&cancelled));
    let asked = |request: &Request| *request == Request::Cancel { job: JobId(3) };
    assert!(first.others.0.borrow().iter().any(|other| other.letters.borrow().iter().any(asked)));
    while first.others.turn(&first.pool) {}
    assert_eq!(first.told.take(), [], "it is answered once");
}

#[test]
fn memory_is_given_back_and_bounded() {
    let mut first = first(&[Manner::Sound]);
    first.chart(1);
    first.employ(3);
    assert_eq!(first.employ(1), [Event::Threads(1)]);
    assert_eq!((first.pool.threads(), first.pool.0.state.borrow().lessons.len()), (1, 0));
    let bytes = BTreeMap::from([(2_800_000, 12), (20_600_000, 2), (23_700_000, 1)]);
    for (bytes, room) in bytes {
        let mut state = State::default();
        let image = Image::from_fn(|_, _, _| 0.5);
        let logits = Logits::from_flat(&[0.0; 10]).unwrap()[0];
        let open = Rc::new(Request::LookForGpu);
        state.lessons.push(Lesson { model: MODEL.into(), open, bytes, image, logits });
        assert_eq!(state.room(), room, "{bytes}");
    }
}
