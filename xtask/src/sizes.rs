//! The bytes that a visitor downloads.

use crate::{
    command::{program, read},
    tools,
};
use anyhow::Result;
use std::path::Path;

/// Prints the bytes of page, engine and models in a folder that trunk filled: raw, gzip and brotli.
///
/// Node has both compressors, so that this tool needs none of its own.
pub fn print(dist: &Path) -> Result<()> {
    tools::node()?;
    let mut node = program("node");
    node.args(["--input-type=module", "--eval", include_str!("sizes.mjs")]).arg(dist);
    println!("{}", read(&mut node, "see the lines above")?);
    Ok(())
}
