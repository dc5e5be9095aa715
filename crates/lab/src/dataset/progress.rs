//! The progress bar of a long run.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// A bar with the time left on standard error, where that is a terminal; `done` of `total` images were computed before.
pub fn bar(done: usize, total: usize) -> ProgressBar {
    let template = "{wide_bar} {pos}/{len} images, {per_sec}, {eta} left";
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(total as u64).with_style(style).with_position(done as u64);
    // Without this the rate would count what an earlier run did.
    bar.reset_eta();
    bar.enable_steady_tick(Duration::from_secs(1));
    bar
}
