//! Whether an adversarial image that was made for one model fools the others too.

use freqscope_core::{class::Class, logits::Logits, protocol::JobId};
use std::collections::BTreeMap;

/// What a model says of an image before and after an attack.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TransferAnswer {
    /// It has been asked.
    Asked(JobId),
    /// It has answered.
    Known {
        /// Its logits of the clean image.
        before: Logits,
        /// Its logits of the adversarial image.
        after: Logits,
    },
    /// The engine could not say.
    Failed,
}

/// What an adversarial image did to a model that it was shown to.
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

    /// A word for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fooled => "fooled",
            Self::Held => "not fooled",
            Self::WrongBefore => "wrong before",
        }
    }
}

/// One model's line of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct TransferRow {
    /// Id of the model.
    pub model: String,
    /// Name of the model.
    pub name: String,
    /// Whether the image was made for this model.
    pub attacked: bool,
    /// What it says; none before it is asked.
    pub answer: Option<TransferAnswer>,
}

/// What the models have answered about adversarial images, each named by the job that made it.
#[derive(Debug, Default)]
pub struct Transfers {
    of: BTreeMap<(JobId, String), TransferAnswer>,
}

impl Transfers {
    /// What a model has answered about an image.
    pub fn get(&self, run: JobId, model: &str) -> Option<TransferAnswer> {
        self.of.get(&(run, model.to_owned())).copied()
    }

    /// Notes that a model is asked about an image.
    pub fn ask(&mut self, run: JobId, model: &str, job: JobId) {
        self.of.insert((run, model.into()), TransferAnswer::Asked(job));
    }

    /// Takes in the logits of the clean and of the adversarial image; answers to other jobs are dropped.
    pub fn classified(&mut self, job: JobId, logits: &[Logits]) {
        let &[before, after] = logits else { return };
        if let Some(answer) = self.asked(job) {
            *answer = TransferAnswer::Known { before, after };
        }
    }

    /// Takes in that a job ended without a result. Whether it was waited for.
    pub fn failed(&mut self, job: JobId) -> bool {
        self.asked(job).map(|answer| *answer = TransferAnswer::Failed).is_some()
    }

    /// Whether anything is on its way.
    pub fn is_asked(&self) -> bool {
        self.of.values().any(|answer| matches!(answer, TransferAnswer::Asked(_)))
    }

    /// Forgets what is on its way and what failed, so that it is asked for again.
    pub fn interrupt(&mut self) {
        self.of.retain(|_, answer| matches!(answer, TransferAnswer::Known { .. }));
    }

    /// Forgets the images that `stays` is false of.
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
        transfers.classified(JobId(3), &[logits, logits]);
        assert_eq!(transfers.get(JobId(1), "b"), Some(TransferAnswer::Asked(JobId(2))));
        transfers.classified(JobId(2), &[logits, logits]);
        assert_eq!(transfers.get(JobId(1), "b"), Some(TransferAnswer::Known { before: logits, after: logits }));
        assert!(!transfers.failed(JobId(2)));
    }
}
