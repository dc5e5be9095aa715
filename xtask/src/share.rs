//! What is shown where people paste a link to the site: its OpenGraph tags with whole addresses, and oembed.json.

use crate::site::Site;
use anyhow::{Context, Result};
use std::{env, fs};

/// Where the site will be, ending in `/`; others ask for whole addresses, and a build does not know them by itself.
const ADDRESS: &str = "FREQSCOPE_URL";

/// Writes oembed.json, and the address into index.html where one is named.
///
/// # Errors
/// When a file cannot be written.
pub fn write(site: &Site) -> Result<()> {
    let address = env::var(ADDRESS).unwrap_or_else(|_| "./".into());
    let file = |name: &str| site.folder().join(name);
    fs::write(file("oembed.json"), oembed(&address)).context("oembed.json cannot be written")?;
    if address == "./" {
        Ok(())
    } else {
        fs::write(file("index.html"), addressed(site.index(), &address)).context("index.html cannot be written")
    }
}

fn addressed(index: &str, address: &str) -> String {
    index
        .replace("content=\"./", &format!("content=\"{address}"))
        .replace("href=\"./oembed.json\"", &format!("href=\"{address}oembed.json\""))
}

/// As oembed.com describes it.
fn oembed(address: &str) -> String {
    format!(
        r#"{{
  "version": "1.0",
  "type": "rich",
  "provider_name": "freqscope",
  "provider_url": "{address}",
  "title": "Which spatial frequencies does a network rely on?",
  "width": 640,
  "height": 720,
  "thumbnail_url": "{address}embed/page.png",
  "thumbnail_width": 1200,
  "thumbnail_height": 630,
  "html": "<iframe src=\"{address}embed.html\" title=\"freqscope\" width=\"640\" height=\"720\" sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox\" style=\"border: 0; max-width: 100%\"></iframe>"
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_told_whole_addresses() {
        let index = "<meta property=\"og:image\" content=\"./embed/page.png\" /><link href=\"./oembed.json\" />";
        let page = addressed(index, "https://example.test/");
        assert!(
            page.contains("content=\"https://example.test/embed/page.png\"")
                && page.contains("\"https://example.test/oembed.json\"")
        );
        assert!(oembed("https://example.test/").contains(r#"<iframe src=\"https://example.test/embed.html\""#));
    }
}
