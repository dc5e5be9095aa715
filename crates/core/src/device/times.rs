//! Which device is faster, by what was measured, and where that holds.

use super::DeviceKind;
use serde::{Deserialize, Serialize};

/// What one chart, an Occluded Frequency, takes on each device, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChartTimes {
    /// One thread of the CPU.
    pub cpu: f64,
    /// The GPU, its programs compiled.
    pub gpu: f64,
}

impl ChartTimes {
    /// The device that takes less time; the CPU unless the GPU is faster.
    pub fn faster(&self) -> DeviceKind {
        if self.gpu < self.cpu { DeviceKind::Gpu } else { DeviceKind::Cpu }
    }

    /// `WebGPU · apple m2: 14 ms a chart; CPU: 180 ms`, for a GPU of this name.
    pub fn in_words(&self, gpu: &str) -> String {
        format!("{gpu}: {} a chart; CPU: {}", milliseconds(self.gpu), milliseconds(self.cpu))
    }
}

/// With two digits at least, such as `9.0 ms`.
pub fn milliseconds(value: f64) -> String {
    if value < 10.0 { format!("{value:.1} ms") } else { format!("{value:.0} ms") }
}

/// Where times were measured; they say nothing of elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// What the browser calls itself.
    pub browser: String,
    /// What it calls the GPU.
    pub adapter: String,
    /// Names the build of this program.
    pub release: String,
}

/// Times, and where they were measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measurement {
    /// Where.
    pub surroundings: Surroundings,
    /// The GPU's name in a device report.
    pub gpu: String,
    /// What was measured.
    pub times: ChartTimes,
}

impl Measurement {
    /// `WebGPU · apple m2: 14 ms a chart; CPU: 180 ms`
    pub fn in_words(&self) -> String {
        self.times.in_words(&self.gpu)
    }
}

/// Times runs of the same work by a clock that tells milliseconds: the fastest counts, and the first, which compiles, does
/// not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timing {
    runs: Vec<f64>,
}

impl Timing {
    /// Runs that are timed, after the one that compiles.
    const RUNS: usize = 3;

    /// Notes a run. The time of the fastest, in milliseconds, once there have been enough.
    pub fn note(&mut self, milliseconds: f64) -> Option<f64> {
        self.runs.push(milliseconds);
        let timed = self.runs.get(1..).filter(|timed| timed.len() >= Self::RUNS)?;
        Some(timed.iter().copied().fold(f64::INFINITY, f64::min))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Times a device by a clock that goes on by these milliseconds during its runs.
    fn time(runs: &[f64]) -> Option<f64> {
        let mut clock = 1000.0;
        let mut timing = Timing::default();
        let mut found = None;
        for run in runs {
            let start = clock;
            clock += run;
            found = timing.note(clock - start);
        }
        found
    }

    #[test]
    fn the_slower_device_loses_either_way() {
        let gpu = time(&[900.0, 15.0, 14.0, 40.0]).unwrap();
        let times = ChartTimes { cpu: 180.0, gpu };
        assert_eq!(times.faster(), DeviceKind::Gpu);
        assert_eq!(times.in_words("WebGPU · apple m2"), "WebGPU · apple m2: 14 ms a chart; CPU: 180 ms");
        let times = ChartTimes { cpu: 180.0, gpu: time(&[10.0, 250.0, 240.0, 260.0]).unwrap() };
        assert_eq!(times.faster(), DeviceKind::Cpu, "the run that compiles does not count");
        assert_eq!(times.in_words("WebGPU · intel gen-9"), "WebGPU · intel gen-9: 240 ms a chart; CPU: 180 ms");
        assert_eq!(ChartTimes { cpu: 9.0, gpu: 9.0 }.faster(), DeviceKind::Cpu);
        assert_eq!(ChartTimes { cpu: 9.04, gpu: 10.4 }.in_words("GPU"), "GPU: 10 ms a chart; CPU: 9.0 ms");
    }

    #[test]
    fn too_few_runs_tell_nothing() {
        assert_eq!(time(&[5.0, 1.0, 1.0]), None);
        assert_eq!(time(&[5.0, 3.0, 1.0, 2.0]), Some(1.0));
    }
}
