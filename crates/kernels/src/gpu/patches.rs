//! Any convolution as products of matrices: one forward, and one for each kind of pixel backward, since of a stride s only
//! every s-th tap reaches a pixel, and which ones do depends on where it is.

use super::product::{Operands, Panels, Window, multiply};
use crate::weights::Weights;
use cubecl::{client::Client, server::Handle};

/// What one kind of pixel of the results sums.
#[derive(Debug)]
struct Part {
    /// Which pixel of the results is the first of its kind.
    to_first: [usize; 2],
    /// Where in the images its first tap is.
    first: [isize; 2],
    /// How many taps there are from there on.
    taps: [usize; 2],
    panels: Panels,
}

/// A convolution, or its adjoint.
#[derive(Debug)]
pub struct Patches {
    parts: Vec<Part>,
    /// Of images, and of results.
    steps: [usize; 2],
}

impl Patches {
    /// The convolution.
    pub fn forward(client: &Client, weights: &Weights, stride: usize) -> Self {
        let taps = [0, 1].map(|_| (0..weights.side).collect());
        let first = [-((weights.side / 2) as isize); 2];
        let channels = [weights.input, weights.output];
        let panels = panels(client, &taps, channels, |i, o, y, x| weights.tap(o, i, y, x));
        let part = Part { to_first: [0; 2], first, taps: [weights.side; 2], panels };
        Self { parts: vec![part], steps: [stride, 1] }
    }

    /// Its adjoint.
    pub fn adjoint(client: &Client, weights: &Weights, stride: usize) -> Self {
        let kinds = (0..stride).flat_map(|y| (0..stride).map(move |x| [y, x]));
        let parts = kinds.map(|to_first| {
            let [(y_first, y_taps), (x_first, x_taps)] = to_first.map(|at| reaching(at, weights.side, stride));
            let (counts, taps) = ([y_taps.len(), x_taps.len()], [y_taps, x_taps]);
            let channels = [weights.output, weights.input];
            let panels = panels(client, &taps, channels, |o, i, y, x| weights.tap(o, i, y, x));
            Part { to_first, first: [y_first, x_first], taps: counts, panels }
        });
        Self { parts: parts.collect(), steps: [1, stride] }
    }

    /// `n` images of size `from`, to results of size `to`.
    pub fn run(&self, client: &Client, n: usize, [from, to]: [[usize; 2]; 2], operands: &Operands, results: &Handle) {
        let [step, to_step] = self.steps;
        for &Part { to_first, first, taps, ref panels } in &self.parts {
            let grid = [0, 1].map(|axis| (to[axis] + to_step - 1 - to_first[axis]) / to_step);
            let window = Window { from, first, step, taps, grid, to, to_first, to_step };
            if grid[0] * grid[1] > 0 {
                multiply(client, window, panels, operands.clone(), [1, n], results);
            }
        }
    }
}

/// The results whose kernel reaches pixel `at`, along one axis: the first of them, and the taps by which they and the next
/// ones do. A result at p reaches the pixels at stride · p + tap − side / 2.
fn reaching(at: usize, side: usize, stride: usize) -> (isize, Vec<usize>) {
    let reach = at + side / 2;
    let taps: Vec<usize> = (0..side).rev().filter(|tap| reach % stride == tap % stride).collect();
    let first = taps.first().map_or(0, |&tap| (reach as isize - tap as isize) / stride as isize);
    (first, taps)
}

/// Of the weights `at(from, to, y, x)` of these taps.
fn panels(
    client: &Client,
    taps: &[Vec<usize>; 2],
    [from, to]: [usize; 2],
    at: impl Fn(usize, usize, usize, usize) -> f32,
) -> Panels {
    let pairs = taps[0].iter().flat_map(|&y| taps[1].iter().map(move |&x| (y, x)));
    let weights = pairs.enumerate().flat_map(|(tap, (y, x))| {
        let at = &at;
        (0..from * to).map(move |i| ([0, tap, i / to, i % to], at(i / to, i % to, y, x)))
    });
    Panels::new(client, [1, taps[0].len() * taps[1].len(), from, to], weights)
}
