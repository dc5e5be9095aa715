//! The probabilities of the classes over the steps of an attack.

use freqscope_core::{class::Class, logits::Logits};

/// What the network said at a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepLogits {
    /// Number of steps done.
    pub step: u32,
    /// The logits of the iterate.
    pub logits: Logits,
}

/// The oldest step first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProbabilityHistory {
    steps: Vec<StepLogits>,
}

impl ProbabilityHistory {
    /// How many classes are drawn.
    pub const FOLLOWED: usize = 4;

    /// No more are kept; a run of hours has more steps.
    const MOST: usize = 400;

    /// Adds the newest step, replacing one of the same number. When there are too many, every second one is dropped.
    pub fn add(&mut self, step: StepLogits) {
        self.steps.pop_if(|last| last.step == step.step);
        self.steps.push(step);
        if self.steps.len() > Self::MOST {
            let mut at = 0..;
            self.steps.retain(|_| at.next().is_none_or(|i: usize| i.is_multiple_of(2)));
        }
    }

    pub fn steps(&self) -> &[StepLogits] {
        &self.steps
    }

    /// The newest probability of a class.
    pub fn now(&self, class: Class) -> Option<f32> {
        self.steps.last().map(|step| step.logits.probability(class))
    }

    /// The classes to follow: those that `matter`, then the others in the order of the highest probability that each has had.
    pub fn followed(&self, matter: &[Class]) -> Vec<Class> {
        let best = |class: Class| self.steps.iter().map(|step| step.logits.probability(class)).fold(0.0, f32::max);
        let mut others: Vec<(Class, f32)> =
            Class::ALL.into_iter().filter(|class| !matter.contains(class)).map(|class| (class, best(class))).collect();
        others.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        matter.iter().copied().chain(others.into_iter().map(|(class, _)| class)).take(Self::FOLLOWED).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(step: u32, cat: f32, dog: f32) -> StepLogits {
        let mut logits = Logits([0.0; 10]);
        (logits.0[Class::Cat.index()], logits.0[Class::Dog.index()]) = (cat, dog);
        StepLogits { step, logits }
    }

    #[test]
    fn classes_that_matter_come_first_and_then_those_that_have_led() {
        let mut history = ProbabilityHistory::default();
        history.add(said(0, 9.0, 0.0));
        history.add(said(1, 0.0, 5.0));
        assert_eq!(history.followed(&[Class::Ship])[..3], [Class::Ship, Class::Cat, Class::Dog]);
        assert_eq!(history.followed(&[]).len(), ProbabilityHistory::FOLLOWED);
        assert!(history.now(Class::Dog).unwrap() > 0.9);
    }

    #[test]
    fn of_two_answers_at_one_step_the_last_stays() {
        let mut history = ProbabilityHistory::default();
        [said(0, 9.0, 0.0), said(1, 9.0, 0.0), said(1, 0.0, 9.0)].into_iter().for_each(|one| history.add(one));
        assert_eq!(history.steps(), [said(0, 9.0, 0.0), said(1, 0.0, 9.0)]);
    }

    #[test]
    fn a_long_history_is_thinned_and_keeps_its_ends() {
        let mut history = ProbabilityHistory::default();
        (0..=2000).for_each(|step| history.add(said(step, 0.0, 0.0)));
        let steps: Vec<u32> = history.steps().iter().map(|step| step.step).collect();
        assert!(steps.len() <= ProbabilityHistory::MOST && steps.is_sorted());
        assert_eq!((steps.first(), steps.last()), (Some(&0), Some(&2000)));
    }
}
