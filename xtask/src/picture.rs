//! `cargo xtask picture`.

use crate::{
    build, chromium,
    command::{program, root, run},
    node,
    page::Profile,
};
use anyhow::Result;

/// Builds the page, takes the picture of it that the README shows, and draws the posters of embedded figures.
pub fn take() -> Result<()> {
    let folder = root().join("tests/e2e");
    node::packages(&folder)?;
    let browser = chromium::browser()?;
    build::page(Profile::Quick)?;
    ["picture.mjs", "posters.mjs"].into_iter().try_for_each(|script| {
        run(program("node").arg(script).env("CHROMIUM", &browser).current_dir(&folder), "see the lines above")
    })
}
