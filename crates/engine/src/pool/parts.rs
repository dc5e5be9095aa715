//! The images of one job, cut into parts that several compute.

use freqscope_core::logits::Logits;
use std::{collections::BTreeSet, ops::Range};

/// Which images wait, and the logits of those that are done.
#[derive(Debug)]
pub struct Parts {
    waiting: BTreeSet<usize>,
    logits: Vec<Option<Logits>>,
}

/// Images of the smallest part: one by one they take longer.
const LEAST: usize = 2;

impl Parts {
    /// So many images, all of which wait.
    pub fn new(images: usize) -> Self {
        Self { waiting: (0..images).collect(), logits: vec![None; images] }
    }

    /// The next part for one of so many threads, at most a `batch`: the fewer images wait, the smaller, so that all threads end
    /// together. None where none wait.
    pub fn take(&mut self, threads: usize, batch: usize) -> Option<Range<usize>> {
        let start = *self.waiting.first()?;
        let size = match threads {
            0 | 1 => batch,
            threads => (self.waiting.len() / (2 * threads)).clamp(LEAST.min(batch), batch),
        };
        let end =
            (start..start + size).take_while(|image| self.waiting.remove(image)).last().map_or(start, |last| last + 1);
        Some(start..end)
    }

    /// These images wait again, unless they are done.
    pub fn give_back(&mut self, part: Range<usize>) {
        self.waiting.extend(part.filter(|&image| self.logits[image].is_none()));
    }

    /// Takes in the logits of a part. Which of several answers about an image that is does not matter: all are the same.
    pub fn put(&mut self, part: Range<usize>, logits: Vec<Logits>) {
        if logits.len() != part.len() {
            return self.give_back(part);
        }
        for (image, logits) in part.zip(logits) {
            self.waiting.remove(&image);
            self.logits[image] = Some(logits);
        }
    }

    /// Images that are done.
    pub fn done(&self) -> usize {
        self.logits.iter().flatten().count()
    }

    /// The logits of all images; none before all are done.
    pub fn logits(&self) -> Option<Vec<Logits>> {
        self.logits.iter().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logits(part: &Range<usize>) -> Vec<Logits> {
        part.clone().map(|image| Logits::from_flat(&[image as f32; 10]).unwrap()[0]).collect()
    }

    /// The sizes of all parts for so many threads.
    fn sizes(threads: usize) -> Vec<usize> {
        let mut parts = Parts::new(64);
        std::iter::from_fn(|| parts.take(threads, 8)).map(|part| part.len()).collect()
    }

    #[test]
    fn one_thread_takes_whole_batches_and_several_end_with_small_parts() {
        assert_eq!(sizes(1), [8; 8]);
        for threads in 2..=16 {
            let sizes = sizes(threads);
            assert_eq!(sizes.iter().sum::<usize>(), 64);
            assert!(sizes.is_sorted_by(|a, b| a >= b) && sizes.last().is_some_and(|&last| last <= LEAST), "{sizes:?}");
        }
    }

    #[test]
    fn what_is_given_back_is_taken_again_and_counts_once() {
        let mut parts = Parts::new(10);
        let (first, second) = (parts.take(1, 4).unwrap(), parts.take(1, 4).unwrap());
        parts.give_back(first.clone());
        assert_eq!(parts.take(1, 8), Some(0..4), "the next image is somebody else's");
        parts.put(first.clone(), logits(&first));
        parts.give_back(first.clone());
        assert_eq!(parts.take(1, 8), Some(8..10));
        parts.put(second.clone(), logits(&second));
        assert_eq!((parts.done(), parts.logits()), (8, None));
        parts.put(8..10, Vec::new());
        assert_eq!(parts.take(1, 8), Some(8..10), "an answer that lacks something is none");
        parts.put(8..10, logits(&(8..10)));
        assert_eq!(parts.logits(), Some(logits(&(0..10))));
    }
}
