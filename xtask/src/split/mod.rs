//! The page's program in two parts: what a visit needs until its first chart is there, and the rest.
//!
//! [`linked`] reads what refers to what, [`later`] finds what is reached only by way of what can wait ([`WAITS`]), and [`parts`] writes
//! the two programs of the one that wasm-bindgen made ([`program`]). www/rest.js fetches the second one; whatever of it is called before
//! it is there fetches it at once and waits, so that what stands in [`WAITS`] decides how long a visit takes, and nothing else.

mod later;
mod linked;
mod parts;
mod program;

pub use program::count_parameters;

use crate::{command::root, site::Site};
use anyhow::{Context, Result, ensure};
use later::Later;
use linked::Linked;
use std::{env, fs};

/// Where the linked page is, which trunk does not say.
pub const LINKED: &str = "FREQSCOPE_LINKED_PAGE";

/// Paths of what can wait until the first chart is there, modules or functions: what the page itself does late, and what it is enough
/// to know by its module.
const WAITS: [&str; 11] = [
    "page::platform::rest::late",
    "page::platform::dropped",
    "page::words::de::words",
    "page::words::en::WORDS::late_words",
    "data_encoding",
    "freqscope_core::image::npy",
    "freqscope_core::inversion",
    "freqscope_core::study::claims",
    "freqscope_lesson",
    "png::encoder",
    "zune_jpeg",
];

/// Writes the page's program in two parts, in a folder that trunk has filled.
///
/// # Errors
/// When a file cannot be read or written, or the program is not as it is expected to be.
pub fn write(site: &Site) -> Result<()> {
    let script = site.program().context("index.html names no program of the page")?;
    let stem = script.strip_suffix(".js").context("the page's program has another name than expected")?;
    let [first, rest, script] =
        [format!("{stem}_bg.wasm"), format!("{stem}_rest.wasm"), script.into()].map(|name| site.folder().join(name));
    let program = fs::read(&first).with_context(|| format!("{} cannot be read", first.display()))?;
    let linked = env::var_os(LINKED).with_context(|| format!("{LINKED} does not say where the linked page is"))?;
    let linked = fs::read(&linked).with_context(|| format!("{} cannot be read", linked.display()))?;
    let later = Later::of(&Linked::read(&linked)?, waits);
    ensure!(!later.entries.is_empty(), "nothing of the page waits: see WAITS");
    let parts = parts::write(&program, &later)?;
    fs::write(&first, parts.first).with_context(|| format!("{} cannot be written", first.display()))?;
    fs::write(&rest, parts.rest).with_context(|| format!("{} cannot be written", rest.display()))?;
    append(&script, &format!("{stem}_rest.wasm"))
}

/// Puts what fetches the rest behind the page's script.
fn append(script: &std::path::Path, rest: &str) -> Result<()> {
    let page = fs::read_to_string(script).with_context(|| format!("{} cannot be read", script.display()))?;
    let fetch = fs::read_to_string(root().join("www/rest.js")).context("www/rest.js is missing: restore it")?;
    let fetch = fetch.replace("REST_FILE", rest).replace("REST_HERE", parts::HERE).replace("REST_FIRST", parts::FIRST);
    fs::write(script, page + &fetch).with_context(|| format!("{} cannot be written", script.display()))
}

/// Whether a function can wait, by its name as the compiler writes it.
fn waits(name: &str) -> bool {
    let path = format!("{:#}", rustc_demangle::demangle(name));
    let path = path.trim_start_matches(['<', '&']);
    let path = path.strip_prefix("mut ").unwrap_or(path);
    let is = |listed: &str| {
        let goes_on = |next: char| next.is_alphanumeric() || next == '_';
        path.strip_prefix(listed).is_some_and(|rest| !rest.starts_with(goes_on))
    };
    WAITS.into_iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_known_by_the_path_of_its_module() {
        assert!(waits("_ZN4page8platform4rest4late17h0412f96847798cb3E"));
        assert!(waits(
            "_ZN68_$LT$zune_jpeg..decoder..JpegDecoder$u20$as$u20$core..fmt..Debug$GT$3fmt17h0412f96847798cb3E"
        ));
        assert!(!waits("_ZN4page8platform4rest11late_future17h0412f96847798cb3E"));
        assert!(!waits("_ZN4page7lowpass5chart4draw17h0412f96847798cb3E"));
    }
}
