//! Memory that a thread keeps for numbers on the way from one map to the next.

use std::cell::Cell;

thread_local! {
    static KEPT: Cell<Vec<f32>> = const { Cell::new(Vec::new()) };
}

/// Lends so many numbers, whose values are whatever they were.
#[inline(always)]
pub fn lend<T>(count: usize, work: impl FnOnce(&mut [f32]) -> T) -> T {
    let mut numbers = KEPT.take();
    if numbers.len() < count {
        numbers = vec![0.0; count];
    }
    let done = work(&mut numbers[..count]);
    KEPT.set(numbers);
    done
}
