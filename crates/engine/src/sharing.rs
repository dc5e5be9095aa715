//! Jobs that all threads do parts of: what is asked of members, and what the first engine does itself.

use crate::{
    attack,
    engine::Engine,
    occlusion,
    pool::{Divisible, Parts, Pool, Shift},
};
use freqscope_core::{
    attack::{
        AttackSpec, Example,
        report::{AttackProgress, AttackReport},
    },
    error::{Error, Result},
    logits::Logits,
    occlusion::{OcclusionReport, OcclusionSpec},
    protocol::{Answer, Task},
};
use std::{cell::Cell, ops::Range};
use web_time::Instant;

/// An attack on several images.
struct Attacks {
    spec: AttackSpec,
    examples: Vec<Example>,
}

impl Divisible for OcclusionSpec {
    type Result = Logits;

    fn part(&self, images: Range<usize>) -> Task {
        Task::Ablated(self.clone(), images.start as u32..images.end as u32)
    }

    fn results(answer: Answer) -> Option<Vec<Logits>> {
        if let Answer::Logits(logits) = answer { Some(logits) } else { None }
    }
}

impl Divisible for Attacks {
    type Result = AttackReport;

    fn part(&self, images: Range<usize>) -> Task {
        Task::Attack(self.spec.clone(), self.examples[images].to_vec())
    }

    fn results(answer: Answer) -> Option<Vec<AttackReport>> {
        if let Answer::Attack(reports) = answer { Some(reports) } else { None }
    }
}

/// Occluded Frequency, by all who can compute it; `step` is called with the number of images done.
///
/// # Errors
/// Those of [`Engine::ablated`] and of `step`.
pub async fn chart(
    engine: &mut Engine,
    pool: &Pool,
    model: &str,
    spec: &OcclusionSpec,
    step: impl AsyncFn(usize) -> Result<()>,
) -> Result<OcclusionReport> {
    let (start, batch) = (Instant::now(), engine.batch());
    let parts = Parts::new(occlusion::images(spec.partition));
    let own = async |part| engine.ablated(model, spec, part).await;
    let logits = shared(Shift::new(pool, model, spec), (parts, batch), own, step).await?;
    occlusion::report(spec.class, logits, start)
}

/// An attack on several images, by all who can compute it; `step` is called with the steps of all images together, and with the states
/// of those that the first engine is at.
///
/// # Errors
/// Those of [`Engine::attack`] and of `step`.
pub async fn attacks(
    engine: &mut Engine,
    pool: &Pool,
    model: &str,
    (spec, examples): (AttackSpec, Vec<Example>),
    step: impl AsyncFn(AttackProgress) -> Result<()>,
) -> Result<Vec<AttackReport>> {
    if examples.len() < 2 {
        return engine.attack(model, &spec, &examples, step).await;
    }
    let (batch, parts, job) = (engine.batch(), Parts::new(examples.len()), Attacks { spec, examples });
    let (steps, ended) = (attack::steps(&job.spec.method), Cell::new(0));
    let tell = async |done, states| {
        let total = steps * job.examples.len() as u32;
        step(AttackProgress { done: steps * ended.get() + done, total, states }).await
    };
    let own = async |part: Range<usize>| {
        let (first, images) = (part.start as u32, part.len() as u32);
        let note = async |AttackProgress { done, mut states, .. }| {
            states.iter_mut().for_each(|state| state.index += first);
            tell(done * images, states).await
        };
        let attacked = engine.attack(model, &job.spec, &job.examples[part.clone()], note).await;
        attacked.map_err(|error| within(error, part.start))
    };
    let note = async |done| {
        ended.set(done as u32);
        tell(0, Vec::new()).await
    };
    shared(Shift::new(pool, model, &job), (parts, batch), own, note).await
}

/// The error of a part that begins at `start`, as that of the whole.
fn within(error: Error, start: usize) -> Error {
    match error {
        Error::Target { number, class } => Error::Target { number: start + number, class },
        error => error,
    }
}

/// The results of all images, by all who can compute them: parts of at most a `batch`, of which `own` does those of this engine; `step` is
/// called with the number of images done.
async fn shared<D: Divisible>(
    mut shift: Shift<'_, D>,
    (mut parts, batch): (Parts<D::Result>, usize),
    mut own: impl AsyncFnMut(Range<usize>) -> Result<Vec<D::Result>>,
    step: impl AsyncFn(usize) -> Result<()>,
) -> Result<Vec<D::Result>> {
    while !parts.are_done() {
        shift.hand_out(&mut parts, batch);
        match parts.take(shift.threads(), batch) {
            Some(part) => parts.put(part.clone(), own(part).await?),
            None => shift.wait(&mut parts).await,
        }
        step(parts.done()).await?;
        shift.collect(&mut parts);
    }
    Ok(parts.finish())
}
