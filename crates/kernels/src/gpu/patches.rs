//! Any convolution as products of matrices: one forward, and one for each kind of pixel backward, since of a stride s only
//! every s-th tap reaches a pixel, and which ones do depends on where it is.

use super::product::{Operands, Panels, Window, multiply};
use crate::weights::Weights;
use cubecl::{client::Client, server::Handle};

/// What one kind of pixel of the results sums.
#[derive(Debug)]
struct Part {
    /// The taps of the kernel, from the first on.
    taps: [Vec<usize>; 2],
    /// Which pixel of the results is the first of its kind.
    to_first: [usize; 2],
    /// Where in the images its first tap is.
    first: [isize; 2],
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
        let side = weights.side;
        let shape = [1, side * side, weights.input, weights.output];
        let panels = Panels::new(client, shape, |_, tap, i, o| weights.tap(o, i, tap / side, tap % side));
        let taps = [(0..side).collect(), (0..side).collect()];
        let part = Part { taps, to_first: [0; 2], first: [-((side / 2) as isize); 2], panels };
        Self { parts: vec![part], steps: [stride, 1] }
    }

    /// Its adjoint: a result at p went into the pixels at stride · p + tap − reach.
    pub fn adjoint(client: &Client, weights: &Weights, stride: usize) -> Self {
        let reach = weights.side / 2;
        let places = (0..stride).flat_map(|y| (0..stride).map(move |x| [y, x]));
        let parts = places.map(|to_first| {
            let taps =
                to_first.map(|at| (0..weights.side).rev().filter(move |tap| (at + reach) % stride == tap % stride));
            let taps = taps.map(Iterator::collect::<Vec<_>>);
            let first = [0, 1].map(|axis| {
                let tap = taps[axis].first().map_or(0, |&tap| tap as isize);
                ((to_first[axis] + reach) as isize - tap).div_euclid(stride as isize)
            });
            let shape = [1, taps[0].len() * taps[1].len(), weights.output, weights.input];
            let panels = Panels::new(client, shape, |_, tap, o, i| {
                weights.tap(o, i, taps[0][tap / taps[1].len()], taps[1][tap % taps[1].len()])
            });
            Part { taps, to_first, first, panels }
        });
        Self { parts: parts.collect(), steps: [1, stride] }
    }

    /// `n` images of size `from`, to results of size `to`.
    pub fn run(&self, client: &Client, n: usize, [from, to]: [[usize; 2]; 2], operands: &Operands, results: &Handle) {
        let [step, to_step] = self.steps;
        for Part { taps, to_first, first, panels } in &self.parts {
            let taps = [taps[0].len(), taps[1].len()];
            let grid = [0, 1].map(|axis| (to[axis] + to_step - 1 - to_first[axis]) / to_step);
            let window = Window { from, first: *first, step, taps, grid, to, to_first: *to_first, to_step };
            if grid[0] * grid[1] > 0 {
                multiply(client, window, panels, operands.clone(), [1, n], results);
            }
        }
    }
}
