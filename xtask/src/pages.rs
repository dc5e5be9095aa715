//! `xtask pages`, which trunk calls after each build: more pages beside index.html.

use crate::{command::root, document, embed, lessons, licences, programs, release, share, site::Site, split};
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
    let style = style(&site, "document")?;
    share::write(&site)?;
    document::ALL.iter().try_for_each(|document| document.write(&site, &style))?;
    licences::write(&site, &style)?;
    embed::write(&site, &self::style(&site, "embed")?)?;
    lessons::list(&site)?;
    split::write(&site)?;
    programs::make(site.folder())?;
    // While one works on the page, no browser is to keep an older one.
    match env::var_os(BROWSERS_KEEP_NOTHING) {
        None => release::write_worker(site.folder()),
        Some(_) => Ok(()),
    }
}

/// Copies a style sheet of www/ to a name that changes with it, as trunk does with other files. Returns that name.
fn style(site: &Site, name: &str) -> Result<String> {
    let file = format!("www/{name}.css");
    let css = fs::read_to_string(root().join(&file)).with_context(|| format!("{file} cannot be read: restore it"))?;
    let mut hasher = DefaultHasher::new();
    css.hash(&mut hasher);
    let name = format!("{name}-{:016x}.css", hasher.finish());
    fs::write(site.folder().join(&name), css).with_context(|| format!("{name} cannot be written"))?;
    Ok(name)
}
