//! Whether an adversarial image that was made for one model fools the others too.

use crate::words::words;
use freqscope_core::{class::Class, logits::Logits, protocol::JobId};
use std::collections::BTreeMap;

/// A model's answer about the image before and after an attack.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TransferAnswer {
    Asked(JobId),
    Known {
        /// Its logits of the clean image.
        before: Logits,
        /// Its logits of the adversarial image.
        after: Logits,
        /// Its logits of the adversarial image rounded to 8 bits a value; none where it was not asked about that.
        rounded: Option<Logits>,
    },
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferEffect {
    /// The model was right before and is wrong now.
    Fooled,
    /// It was right and still is.
    Held,
    /// It was wrong before, so that there was nothing to fool.
    WrongBefore,
}

impl TransferEffect {
    /// The effect on a model that says `before` and then `after` of a picture of class `class`; where that is not known, it
    /// is what the attacked model said before.
    pub fn of(class: Class, before: Class, after: Class) -> Self {
        match (before == class, after == class) {
            (false, _) => Self::WrongBefore,
            (true, false) => Self::Fooled,
            (true, true) => Self::Held,
        }
    }

    /// As the page writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fooled => words().attack.fooled(),
            Self::Held => words().attack.not_fooled(),
            Self::WrongBefore => words().attack.wrong_before(),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct TransferRow {
    /// Id of the model.
    pub model: String,
    /// Name of the model.
    pub name: String,
    /// Whether the image was computed against this model.
    pub attacked: bool,
    /// None before it is asked.
    pub answer: Option<TransferAnswer>,
}

/// The models' answers about adversarial images, each identified by the job that made it.
#[derive(Debug, Default)]
pub struct Transfers {
    of: BTreeMap<(JobId, String), TransferAnswer>,
}

impl Transfers {
    pub fn get(&self, run: JobId, model: &str) -> Option<TransferAnswer> {
        self.of.get(&(run, model.to_owned())).copied()
    }

    /// What a model says of the image of a run rounded to 8 bits a value, once that is known.
    pub fn rounded(&self, run: JobId, model: &str) -> Option<Logits> {
        match self.get(run, model) {
            Some(TransferAnswer::Known { rounded, .. }) => rounded,
            Some(TransferAnswer::Asked(_) | TransferAnswer::Failed) | None => None,
        }
    }

    /// `run`: the job that made the image; `job`: the one that asks about it.
    pub fn ask(&mut self, run: JobId, model: &str, job: JobId) {
        self.of.insert((run, model.into()), TransferAnswer::Asked(job));
    }

    /// `logits`: of the clean image, of the adversarial one, and of that one rounded. The results of other jobs are ignored.
    pub fn classified(&mut self, job: JobId, logits: &[Logits]) {
        let &[before, after, rounded] = logits else { return };
        if let Some(answer) = self.asked(job) {
            *answer = TransferAnswer::Known { before, after, rounded: Some(rounded) };
        }
    }

    /// For a job that ended without a result. Returns whether it was one of these.
    pub fn failed(&mut self, job: JobId) -> bool {
        self.asked(job).map(|answer| *answer = TransferAnswer::Failed).is_some()
    }

    pub fn is_asked(&self) -> bool {
        self.of.values().any(|answer| matches!(answer, TransferAnswer::Asked(_)))
    }

    /// Drops open and failed questions, so that they are asked again.
    pub fn interrupt(&mut self) {
        self.of.retain(|_, answer| matches!(answer, TransferAnswer::Known { .. }));
    }

    /// Drops the images for which `stays` is false.
    pub fn retain(&mut self, stays: impl Fn(JobId) -> bool) {
        self.of.retain(|&(run, _), _| stays(run));
    }

    fn asked(&mut self, job: JobId) -> Option<&mut TransferAnswer> {
        self.of.values_mut().find(|answer| **answer == TransferAnswer::Asked(job))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_was_right_can_be_fooled() {
        assert_eq!(TransferEffect::of(Class::Cat, Class::Cat, Class::Dog), TransferEffect::Fooled);
        assert_eq!(TransferEffect::of(Class::Cat, Class::Cat, Class::Cat), TransferEffect::Held);
        assert_eq!(TransferEffect::of(Class::Cat, Class::Dog, Class::Cat), TransferEffect::WrongBefore);
    }

    #[test]
    fn an_answer_finds_its_question() {
        let mut transfers = Transfers::default();
        transfers.ask(JobId(1), "b", JobId(2));
        let logits = Logits([0.0; 10]);
        transfers.classified(JobId(3), &[logits; 3]);
        assert_eq!(transfers.get(JobId(1), "b"), Some(TransferAnswer::Asked(JobId(2))));
        transfers.classified(JobId(2), &[logits; 3]);
        let known = TransferAnswer::Known { before: logits, after: logits, rounded: Some(logits) };
        assert_eq!(transfers.get(JobId(1), "b"), Some(known));
        assert!(!transfers.failed(JobId(2)));
    }
}
