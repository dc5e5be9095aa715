//! Work on several cores, whose results come in the order of the work however many there are.

use crate::number::at_least_one;
use freqscope_core::error::{Error, Result};
use std::{
    collections::BTreeMap,
    io,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, Builder},
};

/// Bytes of a thread's stack: those of a main thread on most systems.
const STACK: usize = 8 << 20;
/// Pieces a worker that are given out at most before the first of them is kept: what is lost when a run is killed.
const AHEAD: usize = 2;

/// The most threads that may be asked for, far beyond the cores of any machine: each has a stack and weights of its own.
const MOST: usize = 1024;

/// Parses a number of threads.
pub fn number(text: &str) -> Result<usize, String> {
    let refusal = || format!("choose a whole number from 1 to {MOST}, such as that of the cores, which is {}", cores());
    at_least_one(text).ok().filter(|&threads| threads <= MOST).ok_or_else(refusal)
}

/// As many threads as the machine has cores for this program.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does `work` on each of the `pieces`, with a thread for each of the `workers`, and gives `keep` the results in the order of the
/// pieces, on this thread.
///
/// # Errors
/// The first of `work`, in the order of the pieces, or of `keep`; what came later is dropped.
pub fn in_order<W: Send, T: Sync, R: Send>(
    workers: &mut [W],
    pieces: &[T],
    work: impl Fn(&mut W, &T) -> Result<R> + Sync,
    keep: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    let ((orders, ordered), (done, results)) = (channel(), channel());
    let (ordered, ahead) = (Mutex::new(ordered), AHEAD * workers.len());
    thread::scope(|scope| {
        for worker in workers {
            let (ordered, done, work) = (&ordered, done.clone(), &work);
            let body = move || serve(ordered, &done, |index: usize| work(worker, &pieces[index]));
            Builder::new().stack_size(STACK).spawn_scoped(scope, body).map_err(|error| no_thread(&error))?;
        }
        // By their end the workers see that nobody waits any more.
        gather(orders, results, [pieces.len(), ahead], keep)
    })
}

type Done<R> = (usize, thread::Result<Result<R>>);

/// Does what is ordered until nothing is, or nobody wants the results.
fn serve<R>(orders: &Mutex<Receiver<usize>>, done: &Sender<Done<R>>, mut work: impl FnMut(usize) -> Result<R>) {
    let next = || orders.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(index) = next() {
        // Whoever waits for a worker that is gone would wait for ever.
        let result = catch_unwind(AssertUnwindSafe(|| work(index)));
        if done.send((index, result)).is_err() {
            return;
        }
    }
}

/// Orders all pieces, some ahead, and keeps the results in order.
fn gather<R>(
    orders: Sender<usize>,
    results: Receiver<Done<R>>,
    [count, ahead]: [usize; 2],
    mut keep: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    let (mut ordered, mut early) = (0..count, BTreeMap::new());
    ordered.by_ref().take(ahead).try_for_each(|index| orders.send(index)).map_err(|_| no_workers())?;
    for index in 0..count {
        while !early.contains_key(&index) {
            early.extend([results.recv().map_err(|_| no_workers())?]);
        }
        if let Some(result) = early.remove(&index) {
            keep(result.unwrap_or_else(|panic| resume_unwind(panic))?)?;
        }
        if let Some(next) = ordered.next() {
            orders.send(next).map_err(|_| no_workers())?;
        }
    }
    Ok(())
}

fn no_thread(error: &io::Error) -> Error {
    Error::Computation(format!("a thread cannot be started ({error}): choose fewer with --threads"))
}

fn no_workers() -> Error {
    Error::Computation("all threads have ended".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::error::Quantity;
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    /// Squares of 0 to 19, the even ones late; what was kept, how it ended, and how many pieces were begun.
    fn squares(threads: usize, bad: Option<usize>) -> (Vec<usize>, Result<()>, usize) {
        let (mut kept, begun) = (Vec::new(), AtomicUsize::new(0));
        let pieces: Vec<usize> = (0..20).collect();
        let ended = in_order(
            &mut vec![(); threads],
            &pieces,
            |(), &piece| {
                begun.fetch_add(1, Ordering::Relaxed);
                thread::sleep(Duration::from_millis(if piece.is_multiple_of(2) { 3 } else { 0 }));
                if Some(piece) == bad { Err(Error::NotFinite(Quantity::Logit)) } else { Ok(piece * piece) }
            },
            |square| {
                kept.push(square);
                Ok(())
            },
        );
        (kept, ended, begun.into_inner())
    }

    #[test]
    fn threads_are_few_enough_to_be_started() {
        assert_eq!((number("1"), number("1024")), (Ok(1), Ok(1024)));
        for text in ["0", "-1", "abc", "1025", "20000", "4294967296", "99999999999999999999"] {
            assert!(number(text).unwrap_err().starts_with("choose a whole number from 1 to 1024"), "{text}");
        }
    }

    #[test]
    fn results_come_in_order_from_any_number_of_threads() {
        for threads in [1, 2, 3, 30] {
            let (kept, ended, _) = squares(threads, None);
            assert_eq!((kept, ended), ((0..20).map(|piece| piece * piece).collect(), Ok(())));
        }
    }

    #[test]
    fn an_error_ends_the_run_behind_all_results_before_it() {
        for threads in [1, 2, 3] {
            let (kept, ended, begun) = squares(threads, Some(7));
            assert_eq!((kept.len(), ended), (7, Err(Error::NotFinite(Quantity::Logit))));
            assert!(begun <= 8 + AHEAD * threads, "{begun}");
        }
    }

    #[test]
    fn a_panic_is_passed_on() {
        let work = |(): &mut (), piece: &usize| if *piece == 3 { panic!("three") } else { Ok(*piece) };
        let run = || in_order(&mut [(), ()], &(0..9).collect::<Vec<_>>(), work, |_| Ok(()));
        let panic = catch_unwind(run).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"three"));
    }
}
