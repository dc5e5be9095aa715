//! Stretches of cut-offs with one answer: what the strips are made of.

use freqscope_core::{class::Class, logits::Logits, spectrum::cutoff::Cutoff};

/// From one cut-off to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub from: Cutoff,
    pub to: Cutoff,
    /// None where it is not known.
    pub class: Option<Class>,
}

/// `answers`: in the order of [`Cutoff::all`].
pub fn stretches(answers: &[Option<Logits>]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (cutoff, answer) in Cutoff::all().zip(answers) {
        let class = answer.map(|logits| logits.class());
        match stretches.last_mut().filter(|last| last.class == class) {
            Some(last) => last.to = cutoff,
            None => stretches.push(Stretch { from: cutoff, to: cutoff, class }),
        }
    }
    stretches
}

impl Stretch {
    /// Its edges on the axis of the chart in halves of a band, 0 to 126: each cut-off reaches half a band to both sides of its
    /// place, the first and the last reach to the ends.
    pub fn edges(&self) -> [usize; 2] {
        let from = if self.from == Cutoff::LOWEST { 0 } else { 2 * self.from.kept() - 1 };
        let to = if self.to == Cutoff::WHOLE { 2 * Cutoff::WHOLE.kept() } else { 2 * self.to.kept() + 1 };
        [from, to]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(class: Class) -> Option<Logits> {
        let mut logits = Logits([0.0; 10]);
        logits.0[class.index()] = 1.0;
        Some(logits)
    }

    #[test]
    fn equal_neighbours_are_one_stretch_and_all_of_them_fill_the_axis() {
        let mut answers = vec![answer(Class::Horse); 63];
        answers[..5].fill(answer(Class::Cat));
        answers[5] = answer(Class::Dog);
        answers[6..8].fill(None);
        let stretches = stretches(&answers);
        let classes: Vec<_> = stretches.iter().map(|stretch| stretch.class).collect();
        assert_eq!(classes, [Some(Class::Cat), Some(Class::Dog), None, Some(Class::Horse)]);
        let edges: Vec<_> = stretches.iter().map(Stretch::edges).collect();
        assert_eq!(edges, [[0, 11], [11, 13], [13, 17], [17, 126]]);
    }
}
