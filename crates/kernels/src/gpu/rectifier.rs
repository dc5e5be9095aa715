//! The gates of a rectifier.

use super::shader::{Shader, Source, groups_of, launch};
use cubecl::{client::Client, server::Handle};

/// The slopes of what a function of max(x, 0) has the given slopes in that: 0 where `x`, or equally max(x, 0), is at most 0.
/// All are `count` numbers.
pub fn rectified(client: &Client, slopes: Handle, x: Handle, count: usize) -> Handle {
    let results = client.empty(count * size_of::<f32>());
    launch(client, &Gate, groups_of(count), vec![slopes, x], &results, &[count]);
    results
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Gate;

impl Shader for Gate {
    fn buffers(&self) -> Vec<(&'static str, &'static str)> {
        Source { gated: true }.buffers("f32").chain([("results", "f32")]).collect()
    }

    fn text(&self) -> String {
        Source { gated: true }.text("f32") + include_str!("gate.wgsl")
    }
}
