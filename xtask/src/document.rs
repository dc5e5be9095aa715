//! The project's Markdown documents that are pages of the site too: model cards, results, how to go without a network, and how to
//! write lessons, links and figures.

use crate::{
    command::root,
    licences,
    markdown::{self, Heading},
    site::Site,
};
use anyhow::{Context, Result, bail};
use std::{fs, path::Path};

/// A document and the page that is made of it.
#[derive(Debug)]
pub struct Document {
    /// The Markdown file, relative to the repository.
    source: &'static str,
    /// The page, relative to the site.
    page: &'static str,
    /// What search engines show of it.
    description: &'static str,
}

/// All of them, in the order in which they point at each other.
pub const ALL: [Document; 6] = [
    Document {
        source: "models/README.md",
        page: "models.html",
        description: "How each network of freqscope was trained, how accurate and how robust it is, and where its limits are.",
    },
    Document {
        source: "RESULTS.md",
        page: "results.html",
        description: "The paper's claims about the frequencies that networks rely on, what was measured to test them, and verdicts.",
    },
    Document {
        source: "docs/offline.md",
        page: "offline.html",
        description: "How to use freqscope without a network: one file, one archive with a server, or the page once visited.",
    },
    Document {
        source: "docs/lessons.md",
        page: "lessons.html",
        description: "How to use the lessons of freqscope in a class, and how to write one: a file of steps, each with a question.",
    },
    Document {
        source: "docs/links.md",
        page: "links.html",
        description: "What a link to freqscope holds: picture, networks, bands, attacks and all else that is seen, as text.",
    },
    Document {
        source: "docs/EMBED.md",
        page: "figures.html",
        description: "How to put a figure of freqscope into a page of one's own, and what it tells that page.",
    },
];

impl Document {
    /// Writes the page into a built site.
    ///
    /// # Errors
    /// When a file cannot be read or written, or a link of the document leads nowhere on the site.
    pub fn write(&self, site: &Site, style: &str) -> Result<()> {
        let markdown = read(self.source)?;
        let rendered = markdown::render(&markdown, |target| self.resolve(site, target))
            .with_context(|| format!("{} is no page", self.source))?;
        let page = Page {
            name: self.page,
            title: rendered.title,
            description: self.description,
            contents: contents(&rendered.headings),
            body: rendered.body,
        };
        page.write(site, style)
    }

    /// Where a link of this document leads on the site: documents are pages there, and all else has to be in its folder,
    /// where what is in www/ lies at the top.
    fn resolve(&self, site: &Site, target: &str) -> Result<String> {
        if target.starts_with('#') || target.starts_with("https://") {
            return Ok(target.into());
        }
        let (file, place) = target.split_at(target.find('#').unwrap_or(target.len()));
        let path = Path::new(self.source).with_file_name(file);
        let path = path.to_str().unwrap_or_default();
        let path = path.strip_prefix("www/").unwrap_or(path);
        if let Some(document) = ALL.iter().find(|document| document.source == path) {
            return Ok(format!("{}{place}", document.page));
        }
        if !site.folder().join(path).is_file() {
            bail!("its link to “{target}” leads nowhere on the site: link what is there");
        }
        Ok(format!("{path}{place}"))
    }
}

/// A page of text, as HTML.
#[derive(Debug)]
pub struct Page {
    /// Its file, relative to the site.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// What search engines show of it.
    pub description: &'static str,
    /// The list of its headings.
    pub contents: String,
    /// All below its title.
    pub body: String,
}

impl Page {
    /// Writes it into a built site. `style`: the name of the style sheet of such pages.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn write(self, site: &Site, style: &str) -> Result<()> {
        let file = site.folder().join(self.name);
        let (name, pages) = (self.name, self.pages());
        let parts = [
            ("head", site.head(style)),
            ("title", self.title),
            ("description", markdown::escape(self.description)),
            ("icon", site.icon().to_owned()),
            ("documents", pages),
            ("contents", self.contents),
            ("body", self.body),
        ];
        fs::write(file, fill(&read("www/document.html")?, &parts)).with_context(|| format!("{name} cannot be written"))
    }

    /// The list of all pages of text, in which this one is marked.
    fn pages(&self) -> String {
        let entry = |page: &str| {
            let current = if page == self.name { " aria-current=\"page\"" } else { "" };
            let name = page.trim_end_matches(".html");
            let name = name[..1].to_uppercase() + &name[1..];
            format!("<a href=\"{page}\"{current}>{name}</a>")
        };
        ALL.iter().map(|document| document.page).chain([licences::PAGE]).map(entry).collect::<Vec<_>>().join("\n")
    }
}

/// The headings below the title, as nested lists.
fn contents(headings: &[Heading]) -> String {
    let mut list = String::from("<ul>");
    for (i, heading) in headings.iter().enumerate() {
        let deeper = headings.get(i + 1).is_some_and(|next| next.level > heading.level);
        let shallower = headings.get(i + 1).map_or(0, |next| next.level.min(heading.level));
        list += &format!("<li><a href=\"#{}\">{}</a>", heading.id, heading.title);
        list += if deeper { "<ul>" } else { "</li>" };
        if !deeper && heading.level > 2 && shallower <= 2 {
            list += "</ul></li>";
        }
    }
    list + "</ul>"
}

/// The template with each `{name}` replaced.
fn fill(template: &str, parts: &[(&str, String)]) -> String {
    parts.iter().fold(template.to_owned(), |page, (name, text)| page.replace(&format!("{{{name}}}"), text))
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(root().join(path)).with_context(|| format!("{path} cannot be read: restore it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: usize, id: &str) -> Heading {
        Heading { level, id: id.into(), title: id.to_uppercase() }
    }

    #[test]
    fn contents_nest_as_headings_do() {
        let link = |id: &str| format!("<a href=\"#{id}\">{}</a>", id.to_uppercase());
        let headings = [heading(2, "a"), heading(3, "b"), heading(3, "c"), heading(2, "d")];
        let [a, b, c, d] = ["a", "b", "c", "d"].map(link);
        let list = format!("<ul><li>{a}<ul><li>{b}</li><li>{c}</li></ul></li><li>{d}</li></ul>");
        assert_eq!(contents(&headings), list);
        assert_eq!(contents(&headings[..2]), format!("<ul><li>{a}<ul><li>{b}</li></ul></li></ul>"));
    }

    #[test]
    fn links_lead_to_pages_and_files_of_the_site_or_are_refused() {
        let folder = std::env::temp_dir().join(format!("freqscope-links-{}", std::process::id()));
        fs::create_dir_all(folder.join("models")).unwrap();
        fs::write(folder.join("models/manifest.json"), "{}").unwrap();
        fs::create_dir_all(folder.join("results")).unwrap();
        fs::write(folder.join("results/a.svg"), "<svg/>").unwrap();
        fs::write(folder.join("index.html"), "<head><link rel=\"icon\" href=\"./icon.svg\"></head>").unwrap();
        let site = Site::read(&folder).unwrap();
        let [models, results, ..] = &ALL;
        assert_eq!(models.resolve(&site, "#a").unwrap(), "#a");
        assert_eq!(models.resolve(&site, "manifest.json").unwrap(), "models/manifest.json");
        assert_eq!(
            results.resolve(&site, "models/README.md#resnet18-natural").unwrap(),
            "models.html#resnet18-natural"
        );
        assert_eq!(results.resolve(&site, "www/results/a.svg").unwrap(), "results/a.svg");
        assert!(results.resolve(&site, "src/main.rs").unwrap_err().to_string().contains("src/main.rs"));
        fs::remove_dir_all(folder).unwrap();
    }
}
