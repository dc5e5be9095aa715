//! The images of one job, cut into parts that several compute.

use std::{collections::BTreeSet, ops::Range};

/// Which images wait, and the results of those that are done.
#[derive(Debug)]
pub struct Parts<T> {
    waiting: BTreeSet<usize>,
    results: Vec<Option<T>>,
}

/// Images of the smallest part: one by one they take longer.
const LEAST: usize = 2;

impl<T> Parts<T> {
    /// So many images, all of which wait.
    pub fn new(images: usize) -> Self {
        Self { waiting: (0..images).collect(), results: (0..images).map(|_| None).collect() }
    }

    /// The next part for one of so many threads, at most a `batch`: the fewer images wait, the smaller, so that all threads end
    /// together, and no smaller than that takes, because small parts take longer. None where none wait.
    pub fn take(&mut self, threads: usize, batch: usize) -> Option<Range<usize>> {
        let start = *self.waiting.first()?;
        let size = match threads {
            0 | 1 => batch,
            threads => (2 * self.waiting.len() / (3 * threads)).clamp(LEAST.min(batch), batch),
        };
        let end =
            (start..start + size).take_while(|image| self.waiting.remove(image)).last().map_or(start, |last| last + 1);
        Some(start..end)
    }

    /// These images wait again, unless they are done.
    pub fn give_back(&mut self, part: Range<usize>) {
        self.waiting.extend(part.filter(|&image| self.results[image].is_none()));
    }

    /// Takes in the results of a part. Which of several answers about an image that is does not matter: all are the same.
    pub fn put(&mut self, part: Range<usize>, results: Vec<T>) {
        if results.len() != part.len() {
            return self.give_back(part);
        }
        for (image, result) in part.zip(results) {
            self.waiting.remove(&image);
            self.results[image] = Some(result);
        }
    }

    /// Images that are done.
    pub fn done(&self) -> usize {
        self.results.iter().flatten().count()
    }

    /// Whether all images are.
    pub fn are_done(&self) -> bool {
        self.results.iter().all(Option::is_some)
    }

    /// The results that are there, in the order of the images.
    pub fn finish(self) -> Vec<T> {
        self.results.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sizes of all parts for so many threads.
    fn sizes(threads: usize) -> Vec<usize> {
        let mut parts = Parts::<()>::new(64);
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
        parts.put(first.clone(), first.clone().collect());
        parts.give_back(first.clone());
        assert_eq!(parts.take(1, 8), Some(8..10));
        parts.put(second.clone(), second.collect());
        assert_eq!((parts.done(), parts.are_done()), (8, false));
        parts.put(8..10, Vec::new());
        assert_eq!(parts.take(1, 8), Some(8..10), "an answer that lacks something is none");
        parts.put(8..10, vec![8, 9]);
        assert!(parts.are_done());
        assert_eq!(parts.finish(), Vec::from_iter(0..10));
    }
}
