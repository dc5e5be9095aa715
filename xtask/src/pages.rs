//! `xtask pages`, which trunk calls after each build: more pages beside index.html.

use crate::{command::root, document, release, site::Site};
use anyhow::{Context, Result};
use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

/// Set where the site is served while it is worked on.
pub const BROWSERS_KEEP_NOTHING: &str = "FREQSCOPE_BROWSERS_KEEP_NOTHING";

/// Adds them to the folder that trunk names in the environment.
///
/// # Errors
/// When trunk has not called, or a page cannot be made.
pub fn make() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").context("only trunk calls this: run `cargo xtask build`")?;
    let site = Site::read(Path::new(&folder))?;
    let style = style(&site)?;
    document::ALL.iter().try_for_each(|document| document.write(&site, &style))?;
    // While one works on the page, no browser is to keep an older one.
    match env::var_os(BROWSERS_KEEP_NOTHING) {
        None => release::write_worker(site.folder()),
        Some(_) => Ok(()),
    }
}

/// Copies www/document.css to a name that changes with it, as trunk does with other files. Returns that name.
fn style(site: &Site) -> Result<String> {
    let css =
        fs::read_to_string(root().join("www/document.css")).context("www/document.css cannot be read: restore it")?;
    let mut hasher = DefaultHasher::new();
    css.hash(&mut hasher);
    let name = format!("document-{:016x}.css", hasher.finish());
    fs::write(site.folder().join(&name), css).with_context(|| format!("{name} cannot be written"))?;
    Ok(name)
}
