//! What a run of a target says of itself.

use std::ops::Add;

/// What the line begins with that says how long the target has computed so far (fuzz/src/limit.rs).
pub const COMPUTED: &str = "computed:";
/// What the line begins with that tells of the slowest input so far, from there too.
const SLOWEST: &str = "slowest input:";

/// What came of a run; what it did not say is none.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// In which the processor worked for it: a busy machine gives less than an hour in an hour.
    pub seconds: Option<u32>,
    pub executions: Option<u64>,
    /// Edges of the program that were reached.
    pub coverage: Option<u64>,
    /// Of the slowest input.
    pub microseconds: Option<u64>,
    /// Of the whole program at most.
    pub megabytes: Option<u64>,
    /// The file with the input that was found.
    pub finding: Option<String>,
}

impl Outcome {
    /// Takes in a line of the program.
    pub fn hear(&mut self, said: &str) {
        let after = |mark: &str| said.split_once(mark).map(|(_, rest)| rest.trim_start());
        let word = |mark: &str| after(mark).and_then(|rest| rest.split(' ').next());
        let into =
            |place: &mut Option<u64>, mark: &str| *place = word(mark).and_then(|word| word.parse().ok()).or(*place);
        self.seconds = word(COMPUTED).and_then(|word| word.parse().ok()).or(self.seconds);
        into(&mut self.executions, "stat::number_of_executed_units:");
        into(&mut self.megabytes, "stat::peak_rss_mb:");
        into(&mut self.microseconds, SLOWEST);
        if said.starts_with('#') {
            into(&mut self.coverage, " cov: ");
        }
        if let Some(path) = after("Test unit written to ") {
            self.finding = Some(path.into());
        }
    }

    /// What came of this run and a later one.
    pub fn and(self, later: Self) -> Self {
        Self {
            seconds: sum(self.seconds, later.seconds),
            executions: sum(self.executions, later.executions),
            coverage: self.coverage.max(later.coverage),
            microseconds: self.microseconds.max(later.microseconds),
            megabytes: self.megabytes.max(later.megabytes),
            finding: later.finding.or(self.finding),
        }
    }

    /// A line of a table in Markdown, of a run on a date.
    pub fn row(&self, name: &str, date: &str) -> String {
        let told = |number: Option<u64>| number.map_or("–".into(), |number| number.to_string());
        let minutes = self.seconds.map_or("–".into(), |seconds| format!("{:.1}", seconds as f64 / 60.0));
        let slowest = self.microseconds.map_or("under 1 ms".into(), |micros| format!("{} ms", micros.div_ceil(1000)));
        let memory = self.megabytes.map_or("–".into(), |megabytes| format!("{megabytes} MB"));
        let finding = self.finding.as_deref().unwrap_or("none");
        let (executions, coverage) = (told(self.executions), told(self.coverage));
        format!("| {name} | {date} | {minutes} | {executions} | {coverage} | {slowest} | {memory} | {finding} |")
    }
}

/// None where there is neither.
fn sum<T: Add<Output = T>>(one: Option<T>, other: Option<T>) -> Option<T> {
    one.into_iter().chain(other).reduce(T::add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_says_becomes_a_row() {
        let mut outcome = Outcome::default();
        let said = [
            "#1024\tpulse  cov: 300 ft: 900 corp: 40/12Kb lim: 1400 exec/s: 512 rss: 90Mb",
            "#2048\tNEW    cov: 312 ft: 911 corp: 41/12Kb lim: 1400 exec/s: 512 rss: 91Mb L: 12/99 MS: 1 EraseBytes-",
            "computed: 60 s",
            "slowest input: 1200 µs for 70 bytes",
            "slowest input: 15001 µs for 8000 bytes",
            "computed: 90 s",
            "stat::number_of_executed_units: 4096",
            "stat::peak_rss_mb:              97",
        ];
        said.into_iter().for_each(|line| outcome.hear(line));
        let row = |outcome: &Outcome| outcome.row("npy", "2026-11-29");
        assert_eq!(row(&outcome), "| npy | 2026-11-29 | 1.5 | 4096 | 312 | 16 ms | 97 MB | none |");
        assert_eq!(row(&Outcome::default().and(outcome.clone())), row(&outcome));
        assert_eq!(
            row(&outcome.clone().and(outcome.clone())),
            "| npy | 2026-11-29 | 3.0 | 8192 | 312 | 16 ms | 97 MB | none |"
        );
        outcome.hear("artifact_prefix='artifacts/npy/'; Test unit written to artifacts/npy/crash-0");
        let found = "| artifacts/npy/crash-0 |";
        assert!(row(&outcome).ends_with(found) && row(&Outcome::default().and(outcome)).ends_with(found));
        assert_eq!(row(&Outcome::default()), "| npy | 2026-11-29 | – | – | – | under 1 ms | – | none |");
    }
}
