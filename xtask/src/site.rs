//! A built site: the folder that trunk has filled, and what other pages take from its index.html.

use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A folder with a built index.html.
#[derive(Debug)]
pub struct Site {
    folder: PathBuf,
    index: String,
    /// The tags in the head of index.html.
    head: Vec<String>,
}

impl Site {
    /// Reads the head of a folder's index.html.
    ///
    /// # Errors
    /// When there is none.
    pub fn read(folder: &Path) -> Result<Self> {
        let file = folder.join("index.html");
        let page =
            fs::read_to_string(&file).with_context(|| format!("{} cannot be read: build it first", file.display()))?;
        let head = tags(page.split("</head>").next().unwrap_or_default());
        Ok(Self { folder: folder.into(), index: page, head })
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The text of index.html.
    pub fn index(&self) -> &str {
        &self.index
    }

    /// What every page shares, without scripts: characters, window, colours, icon and style; last the page's own style.
    pub fn head(&self, style: &str) -> String {
        const SHARED: [&str; 6] = [
            "<meta charset",
            "name=\"viewport\"",
            "name=\"color-scheme\"",
            "name=\"theme-color\"",
            "rel=\"icon\"",
            "/style-",
        ];
        let shared = self.head.iter().filter(|tag| SHARED.iter().any(|part| tag.contains(part))).cloned();
        let own = format!("<link rel=\"stylesheet\" href=\"{style}\" />");
        shared.chain([own]).collect::<Vec<_>>().join("\n    ")
    }

    /// The file name of the script with which the page's program begins.
    pub fn program(&self) -> Option<&str> {
        let (_, rest) = self.index.split_once("data-page=\"")?;
        rest.split('"').next()?.strip_prefix("./")
    }

    /// The address of the icon.
    pub fn icon(&self) -> &str {
        let icon = self.head.iter().find(|tag| tag.contains("rel=\"icon\""));
        icon.and_then(|tag| tag.split_once("href=\"")?.1.split('"').next()).unwrap_or_default()
    }
}

fn tags(html: &str) -> Vec<String> {
    let tag = |text: &str| Some(format!("<{}>", text.split_once('>')?.0));
    html.split('<').skip(1).filter_map(tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_pages_share_the_style_and_the_icon_but_no_script_and_no_policy() {
        let html = "<!DOCTYPE html><html><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">\
            <title>a</title><link rel=\"icon\" href=\"./icon-1.svg\" type=\"image/svg+xml\">\
            <link rel=\"stylesheet\" href=\"./style-1.css\"/><link rel=\"preload\" href=\"./page.js\"><script src=\"boot.js\"></script>";
        let site = Site { folder: PathBuf::new(), index: html.into(), head: tags(html) };
        let head = site.head("document.css");
        let expected = [
            "<meta charset=\"utf-8\">",
            "<link rel=\"icon\" href=\"./icon-1.svg\" type=\"image/svg+xml\">",
            "<link rel=\"stylesheet\" href=\"./style-1.css\"/>",
            "<link rel=\"stylesheet\" href=\"document.css\" />",
        ];
        assert_eq!(head.split("\n    ").collect::<Vec<_>>(), expected);
        assert_eq!(site.icon(), "./icon-1.svg");
    }
}
