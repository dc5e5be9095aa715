//! `cargo xtask picture`.

use crate::{
    build, chromium,
    command::{program, root, run},
    node,
    page::Profile,
};
use anyhow::Result;

/// Builds the page and takes the picture of it that the README shows.
pub fn take() -> Result<()> {
    let folder = root().join("tests/e2e");
    node::packages(&folder)?;
    let browser = chromium::browser()?;
    build::page(Profile::Quick)?;
    run(program("node").arg("picture.mjs").env("CHROMIUM", browser).current_dir(folder), "see the lines above")
}
