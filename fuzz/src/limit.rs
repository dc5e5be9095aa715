//! The time that an input may take.

use cpu_time::{ProcessTime, ThreadTime};
use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// The most that an input may take, in a program that is some times slower than what ships.
pub const LONGEST: Duration = Duration::from_secs(1);
/// What the line begins with that tells of the slowest input so far; `cargo xtask fuzz` reads the last one.
pub const SLOWEST: &str = "slowest input:";
/// The same of the line that says how long the program has computed so far.
pub const COMPUTED: &str = "computed:";
/// Seconds between two such lines.
const BETWEEN: u64 = 10;
/// Nothing quicker is told of.
const WORTH_TELLING: Duration = Duration::from_millis(1);

/// Reads an input.
///
/// # Panics
/// When that takes longer than [`LONGEST`]. Counted is the time in which this thread computes: what else the machine does
/// makes no input slow.
pub fn in_time<T>(input: &[u8], read: impl FnOnce(&[u8]) -> T) -> T {
    let start = ThreadTime::now();
    let answer = read(input);
    let time = start.elapsed();
    tell(time, input.len());
    tell_all();
    assert!(time <= LONGEST, "an input of {} bytes takes {time:?}", input.len());
    answer
}

/// Says how long the slowest input takes, whenever one is slower by a tenth.
fn tell(time: Duration, bytes: usize) {
    static MOST: AtomicU64 = AtomicU64::new(0);
    let micros = time.as_micros() as u64;
    if time >= WORTH_TELLING && micros > MOST.load(Relaxed) / 10 * 11 {
        MOST.store(micros, Relaxed);
        eprintln!("{SLOWEST} {micros} µs for {bytes} bytes");
    }
}

/// Says every ten seconds of computing how many it were; by the clock it may take far longer.
fn tell_all() {
    static TOLD: AtomicU64 = AtomicU64::new(0);
    let seconds = ProcessTime::now().as_duration().as_secs();
    if seconds >= TOLD.load(Relaxed) + BETWEEN {
        TOLD.store(seconds, Relaxed);
        eprintln!("{COMPUTED} {seconds} s");
    }
}
