//! The probabilities of the classes from step to step of an attack.

use freqscope_core::{class::Class, logits::Logits};

/// What the network said at a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// How many steps had been done.
    pub step: u32,
    /// The logits of the iterate.
    pub logits: Logits,
}

/// The readings of an attack, the oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Race {
    readings: Vec<Reading>,
}

impl Race {
    /// How many classes are followed.
    pub const RUNNERS: usize = 4;

    /// The most readings that are kept; a run of hours has more.
    const MOST: usize = 400;

    /// Adds the newest reading, in the place of one of the same step. When there are too many, every second one goes.
    pub fn add(&mut self, reading: Reading) {
        self.readings.pop_if(|last| last.step == reading.step);
        self.readings.push(reading);
        if self.readings.len() > Self::MOST {
            let mut at = 0..;
            self.readings.retain(|_| at.next().is_none_or(|i: usize| i.is_multiple_of(2)));
        }
    }

    /// All readings.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// The newest probability of a class.
    pub fn now(&self, class: Class) -> Option<f32> {
        self.readings.last().map(|reading| reading.logits.probability(class))
    }

    /// The classes to follow: those that `matter`, then the others in the order of the highest probability that each has had.
    pub fn runners(&self, matter: &[Class]) -> Vec<Class> {
        let best =
            |class: Class| self.readings.iter().map(|reading| reading.logits.probability(class)).fold(0.0, f32::max);
        let mut others: Vec<(Class, f32)> =
            Class::ALL.into_iter().filter(|class| !matter.contains(class)).map(|class| (class, best(class))).collect();
        others.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        matter.iter().copied().chain(others.into_iter().map(|(class, _)| class)).take(Self::RUNNERS).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(step: u32, cat: f32, dog: f32) -> Reading {
        let mut logits = Logits([0.0; 10]);
        (logits.0[Class::Cat.index()], logits.0[Class::Dog.index()]) = (cat, dog);
        Reading { step, logits }
    }

    #[test]
    fn who_matters_runs_first_and_then_who_has_led() {
        let mut race = Race::default();
        race.add(reading(0, 9.0, 0.0));
        race.add(reading(1, 0.0, 5.0));
        assert_eq!(race.runners(&[Class::Ship])[..3], [Class::Ship, Class::Cat, Class::Dog]);
        assert_eq!(race.runners(&[]).len(), Race::RUNNERS);
        assert!(race.now(Class::Dog).unwrap() > 0.9);
    }

    #[test]
    fn the_last_word_of_a_step_stands() {
        let mut race = Race::default();
        [reading(0, 9.0, 0.0), reading(1, 9.0, 0.0), reading(1, 0.0, 9.0)].into_iter().for_each(|one| race.add(one));
        assert_eq!(race.readings(), [reading(0, 9.0, 0.0), reading(1, 0.0, 9.0)]);
    }

    #[test]
    fn a_long_race_is_thinned_and_keeps_its_ends() {
        let mut race = Race::default();
        (0..=2000).for_each(|step| race.add(reading(step, 0.0, 0.0)));
        let steps: Vec<u32> = race.readings().iter().map(|reading| reading.step).collect();
        assert!(steps.len() <= Race::MOST && steps.is_sorted());
        assert_eq!((steps.first(), steps.last()), (Some(&0), Some(&2000)));
    }
}
