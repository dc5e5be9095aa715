//! The progress of a long run, on standard error: a bar on a terminal, elsewhere a line a minute.

use freqscope_core::text::counted;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::{IsTerminal, stderr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// How often a line is written where there is no terminal.
const EVERY: Duration = Duration::from_secs(60);

/// How far a run is.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    /// Whoever writes the lines, until its sender is dropped.
    lines: Option<(Sender<()>, JoinHandle<()>)>,
    /// Images that this run computed.
    computed: Arc<AtomicUsize>,
    start: Instant,
}

impl Progress {
    /// That of a run over `total` images, of which `done` were computed before.
    pub fn new(done: usize, total: usize) -> Self {
        let (computed, start) = (Arc::<AtomicUsize>::default(), Instant::now());
        let lines = (!stderr().is_terminal()).then(|| lines(done, total, Arc::clone(&computed), start));
        Self { bar: bar(done, total), lines, computed, start }
    }

    /// One more image is done.
    pub fn advance(&self) {
        self.computed.fetch_add(1, Ordering::Relaxed);
        self.bar.inc(1);
    }

    /// Ends, and says how fast it was.
    pub fn finish(self) {
        self.bar.finish_and_clear();
        if let Some((sender, thread)) = self.lines {
            drop(sender);
            let _ = thread.join();
        }
        let (images, seconds) = (self.computed.load(Ordering::Relaxed), self.start.elapsed().as_secs_f64());
        let rate = images as f64 / seconds;
        eprintln!("lab: {} in {seconds:.1} s, {rate:.2} images per second", counted(images, "image"));
    }
}

fn bar(done: usize, total: usize) -> ProgressBar {
    let template = "{wide_bar} {pos}/{len} images, {per_sec}, {eta} left";
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(total as u64).with_style(style).with_position(done as u64);
    // Without this the rate would count what an earlier run did.
    bar.reset_eta();
    bar.enable_steady_tick(Duration::from_secs(1));
    bar
}

fn lines(done: usize, total: usize, computed: Arc<AtomicUsize>, start: Instant) -> (Sender<()>, JoinHandle<()>) {
    let (sender, receiver) = channel();
    let write = move || {
        while receiver.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
            eprintln!("lab: {}", line(done, total, computed.load(Ordering::Relaxed), start.elapsed()));
        }
    };
    (sender, thread::spawn(write))
}

/// Such as “12 of 50 images, 0.50 images per second, 2 min left”, with `computed` of them in this time.
fn line(done: usize, total: usize, computed: usize, time: Duration) -> String {
    let all = done + computed;
    if computed == 0 {
        return format!("{all} of {total} images, {} so far", words(time.as_secs_f64()));
    }
    let rate = computed as f64 / time.as_secs_f64();
    let left = words(total.saturating_sub(all) as f64 / rate);
    format!("{all} of {total} images, {rate:.2} images per second, {left} left")
}

fn words(seconds: f64) -> String {
    match (seconds / 60.0).ceil() {
        ..=1.0 => format!("{seconds:.0} s"),
        minutes @ ..120.0 => format!("{minutes} min"),
        minutes => format!("{:.1} h", minutes / 60.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_it_is_and_how_long_it_takes() {
        let after = |computed, seconds| line(2, 50, computed, Duration::from_secs(seconds));
        assert_eq!(after(10, 20), "12 of 50 images, 0.50 images per second, 2 min left");
        assert_eq!(after(0, 61), "2 of 50 images, 2 min so far");
        assert_eq!(after(48, 480), "50 of 50 images, 0.10 images per second, 0 s left");
        assert_eq!(after(1, 3600), "3 of 50 images, 0.00 images per second, 47.0 h left");
    }
}
