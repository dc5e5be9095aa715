//! embed.html: the same page, which shows one figure in a page of somebody else's.

use crate::site::Site;
use anyhow::{Context, Result, ensure};
use std::fs;

/// What differs from index.html: in its place, what stands in embed.html.
fn changes(style: &str) -> [(&'static str, String); 3] {
    [
        ("<html lang=\"en\">", "<html lang=\"en\" data-embed>".into()),
        ("<title>", "<meta name=\"robots\" content=\"noindex\" />\n    <title>A figure of ".into()),
        ("</head>", format!("<link rel=\"stylesheet\" href=\"{style}\" />\n  </head>")),
    ]
}

/// Writes it beside index.html. `style`: the name of its own style sheet.
///
/// # Errors
/// When index.html is not as it is expected to be, or the file cannot be written.
pub fn write(site: &Site, style: &str) -> Result<()> {
    let page = page(site.index(), style)?;
    fs::write(site.folder().join("embed.html"), page).context("embed.html cannot be written")
}

fn page(index: &str, style: &str) -> Result<String> {
    // What is compiled beside a figure is not fetched again, which a preload would do.
    let parts = ["rel=\"manifest\"", "as=\"fetch\""];
    let mut page = parts.iter().fold(index.to_owned(), |page, part| without(&page, part));
    for (from, to) in changes(style) {
        ensure!(page.matches(from).count() == 1, "index.html has not one {from}, from which embed.html is made");
        page = page.replace(from, &to);
    }
    Ok(page)
}

/// Without the tag that has this in it.
fn without(html: &str, part: &str) -> String {
    let tag = html.find(part).and_then(|at| Some((html[..at].rfind('<')?, at + html[at..].find('>')? + 1)));
    tag.map_or_else(|| html.into(), |(start, end)| format!("{}{}", &html[..start], &html[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_programs_are_started_as_a_figure() {
        let index = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>freqscope</title><link rel=\"manifest\" href=\"a\" /><link rel=\"preload\" href=\"./page-1.wasm\" as=\"fetch\">\
            <script src=\"./boot.js\" data-page=\"./page-1.js\" data-wasm=\"./page-1.wasm\" defer></script></head><body></body></html>";
        let page = page(index, "embed-1.css").unwrap();
        assert!(
            page.contains("data-embed") && page.contains("data-page=\"./page-1.js\"") && page.contains("embed-1.css")
        );
        assert!(
            !page.contains("manifest") && !page.contains("preload") && page.contains("<title>A figure of freqscope")
        );
        assert!(super::page("<p>", "embed-1.css").is_err());
    }
}
