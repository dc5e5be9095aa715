//! How many threads of this machine's CPU the engine may use.

use super::address;
use gloo::utils::window;
use js_sys::Reflect;

/// What the browser tells of the machine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Machine {
    /// Threads that its processor runs at once.
    pub cores: u32,
    /// GiB of memory, roughly, where the browser tells.
    pub memory: Option<f64>,
    /// What the address wants, for measurements: `?threads=2` before the `#`.
    pub forced: Option<u32>,
}

/// Threads, whatever the machine has.
const MOST: u32 = 16;
/// Threads where the browser does not say how much memory there is.
const UNTOLD: u32 = 4;
/// Threads for each GiB: with two ResNet-18 one takes some 120 MiB, and others want memory too.
const EACH: f64 = 2.0;

impl Machine {
    /// One of which nothing is known.
    pub const SMALLEST: Self = Self { cores: 1, memory: None, forced: None };

    /// That on which the page is open.
    pub fn here() -> Self {
        let navigator = window().navigator();
        let number = |name: &str| Reflect::get(&navigator, &name.into()).ok().and_then(|value| value.as_f64());
        let cores = number("hardwareConcurrency").map_or(1, |cores| cores as u32);
        Self { cores, memory: number("deviceMemory"), forced: address::threads() }
    }

    /// One thread less than there are, for the page and all else; of two the page needs neither while the engine computes.
    pub fn threads(self) -> u32 {
        let free = if self.cores <= 2 { self.cores } else { self.cores - 1 };
        let room = self.memory.map_or(UNTOLD, |memory| (EACH * memory) as u32);
        self.forced.unwrap_or(free.min(room)).clamp(1, MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_leave_the_machine_to_others() {
        let threads = |cores, memory| Machine { cores, memory, forced: None }.threads();
        let table = [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (8, 7), (128, 16)];
        assert_eq!(table.map(|(cores, _)| threads(cores, Some(8.0))), table.map(|(_, threads)| threads));
        assert_eq!([0.25, 0.5, 1.0, 2.0].map(|memory| threads(8, Some(memory))), [1, 1, 2, 4]);
        assert_eq!(threads(8, None), 4);
        assert_eq!(Machine { cores: 2, memory: Some(0.25), forced: Some(5) }.threads(), 5);
    }
}
