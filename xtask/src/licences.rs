//! The licences of all that a product is made of, with their texts.

use crate::{
    command::root,
    document::Page,
    markdown::escape,
    packages::{Package, Product},
    site::Site,
};
use anyhow::{Context, Result, ensure};
use std::{collections::BTreeMap, fs, path::Path};

/// The page of them.
pub const PAGE: &str = "licences.html";

/// What else a product holds, in a sentence each.
const OTHERS: [&str; 3] = [
    "Rust’s standard library, by the Rust project’s contributors, is under MIT or Apache-2.0; its tables of characters are under \
     Unicode-3.0, and foldhash, which it holds, under Zlib.",
    "The sample pictures are test images of CIFAR-10 (A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009), \
     which were published without a licence; the networks were trained on that data set by this project.",
    "No fonts and no scripts of others are in it.",
];

/// What text a package that has none of its own is under.
const PROJECT_MIT: &str = "LICENSE-MIT";
const PROJECT_APACHE: &str = "LICENSE-APACHE";

/// Bytes of what is no text but names another file, at most.
const POINTER: usize = 100;

/// A text, and the packages that are under it.
#[derive(Debug)]
struct Licence {
    text: String,
    packages: Vec<String>,
}

/// Writes the page into a built site.
///
/// # Errors
/// When cargo does not know the packages, a text is missing, or the page cannot be written.
pub fn write(site: &Site, style: &str) -> Result<()> {
    let packages = linked(Product::Page)?;
    let page = Page {
        name: PAGE,
        title: "Licences".into(),
        description: "What freqscope is made of, and under which licences.",
        contents: contents(),
        body: html(&packages, &licences(&packages)?),
    };
    page.write(site, style)
}

/// Writes those of the command line on this system as text.
///
/// # Errors
/// As [`write()`].
pub fn write_of_lab(out: &Path) -> Result<()> {
    let packages = linked(Product::Lab)?;
    let parts =
        licences(&packages)?.into_iter().map(|licence| format!("{}\n\n{}", licence.packages.join(", "), licence.text));
    let text = [OTHERS[0].to_owned()]
        .into_iter()
        .chain(parts)
        .collect::<Vec<_>>()
        .join(&format!("\n\n{}\n\n", "-".repeat(80)));
    fs::write(out, text + "\n").with_context(|| format!("{} cannot be written", out.display()))
}

fn linked(product: Product) -> Result<Vec<Package>> {
    Ok(product.packages()?.into_iter().filter(|package| package.linked).collect())
}

/// Every text once, that of most packages first.
fn licences(packages: &[Package]) -> Result<Vec<Licence>> {
    let mut texts: BTreeMap<String, Licence> = BTreeMap::new();
    for package in packages {
        for text in texts_of(package, packages)? {
            // The same words may be wrapped in another way.
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let licence = texts.entry(words).or_insert_with(|| Licence { text, packages: Vec::new() });
            licence.packages.push(format!("{} {}", package.name, package.version));
        }
    }
    let mut licences: Vec<Licence> = texts.into_values().collect();
    licences.sort_by(|a, b| (b.packages.len(), &a.packages).cmp(&(a.packages.len(), &b.packages)));
    licences.iter_mut().for_each(|licence| licence.packages.dedup());
    Ok(licences)
}

/// The texts of a package: of several that it offers the MIT licence, or else all that lie in its folder; where there are none,
/// those of its licence.
fn texts_of(package: &Package, all: &[Package]) -> Result<Vec<String>> {
    let own = own_texts(package)?;
    match own.is_empty() {
        true => Ok(vec![text_for(package, all)?]),
        false => Ok(own),
    }
}

fn own_texts(package: &Package) -> Result<Vec<String>> {
    let mut files = files(&package.folder)?;
    let offers_mit = package.licence.split(" OR ").any(|choice| choice == "MIT");
    if offers_mit && files.iter().any(|(name, _)| name.contains("mit")) {
        files.retain(|(name, _)| name.contains("mit") || name.starts_with("notice"));
    }
    Ok(files.into_iter().map(|(_, text)| text).collect())
}

/// Names, in lower case, and texts of the files in a folder that are about its licence.
fn files(folder: &Path) -> Result<Vec<(String, String)>> {
    const ABOUT: [&str; 6] = ["licen", "copying", "copyright", "notice", "unlicen", "mit"];
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file());
    let mut files = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_source = [".rs", ".toml", ".json", ".html", ".py", ".sh"].iter().any(|end| name.ends_with(end));
        if !is_source && ABOUT.iter().any(|start| name.starts_with(start)) {
            let text = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            let text = String::from_utf8_lossy(&text).trim().replace('\r', "");
            if text.len() > POINTER {
                files.push((name, text));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The text of the licence of a package that brings none.
fn text_for(package: &Package, all: &[Package]) -> Result<String> {
    let project =
        |file: &str| fs::read_to_string(root().join(file)).with_context(|| format!("{file} is missing: restore it"));
    match package.licence.split(" OR ").find(|choice| ["MIT", "Apache-2.0"].contains(choice)) {
        Some("MIT") => Ok(by_others(&project(PROJECT_MIT)?, package)),
        Some(_) => project(PROJECT_APACHE),
        None => {
            let alike = all.iter().filter(|other| other.licence == package.licence);
            let texts = alike.map(own_texts).collect::<Result<Vec<_>>>()?.concat();
            ensure!(
                !texts.is_empty(),
                "{} has no text of its licence, {}: add one to xtask",
                package.name,
                package.licence
            );
            Ok(texts[0].clone())
        }
    }
}

/// The MIT licence with the copyright of those who wrote a package.
fn by_others(text: &str, package: &Package) -> String {
    if package.name.starts_with("freqscope") {
        return text.trim().into();
    }
    let authors = match package.authors.is_empty() {
        true => format!("the authors of {}", package.name),
        false => package.authors.join(", "),
    };
    let line =
        |line: &str| if line.starts_with("Copyright") { format!("Copyright (c) {authors}") } else { line.into() };
    text.trim().lines().map(line).collect::<Vec<_>>().join("\n")
}

fn contents() -> String {
    let link = |(id, title)| format!("<li><a href=\"#{id}\">{title}</a></li>");
    format!("<ul>{}</ul>", SECTIONS.map(link).concat())
}

const SECTIONS: [(&str, &str); 3] =
    [("other", "Pictures, networks, standard library"), ("packages", "Packages"), ("texts", "Texts")];

fn html(packages: &[Package], licences: &[Licence]) -> String {
    let heading = |i: usize| format!("<h2 id=\"{}\">{}</h2>", SECTIONS[i].0, SECTIONS[i].1);
    let others = OTHERS.map(|sentence| format!("<p>{sentence}</p>")).concat();
    let rows: String = packages.iter().map(row).collect();
    let table = format!(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Packages\"><table><thead><tr><th>package</th><th>licence</th></tr></thead>\
         <tbody>{rows}</tbody></table></div>"
    );
    let texts: String = licences.iter().map(licence).collect();
    format!(
        "<p>freqscope itself is under MIT or Apache-2.0, at your choice.</p>{}{others}{}{table}{}{texts}",
        heading(0),
        heading(1),
        heading(2)
    )
}

fn row(package: &Package) -> String {
    let name = escape(&format!("{} {}", package.name, package.version));
    let name = match &package.repository {
        Some(address) if address.starts_with("https://") => format!("<a href=\"{}\">{name}</a>", escape(address)),
        _ => name,
    };
    format!("<tr><td>{name}</td><td>{}</td></tr>", escape(&package.licence))
}

fn licence(licence: &Licence) -> String {
    let (first, all) = (escape(&licence.packages[0]), escape(&licence.packages.join(", ")));
    let heading = match licence.packages.len() - 1 {
        0 => format!("<h3>{first}</h3>"),
        more => format!("<h3>{first}, and {more} more</h3><p>{all}</p>"),
    };
    format!("{heading}<pre>{}</pre>", escape(&licence.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, licence: &str, folder: &Path) -> Package {
        let (name, licence, folder) = (name.into(), licence.into(), folder.into());
        let authors = vec!["A. Author".into()];
        let (version, repository, sha256) = ("1.0.0".into(), None, None);
        Package { name, version, licence, authors, repository, folder, sha256, linked: true, depends_on: Vec::new() }
    }

    #[test]
    fn every_package_of_the_page_has_a_text_and_no_text_stands_twice() {
        let packages = linked(Product::Page).unwrap();
        let licences = licences(&packages).unwrap();
        for package in &packages {
            let name = format!("{} {}", package.name, package.version);
            assert!(licences.iter().any(|licence| licence.packages.contains(&name)), "{name}");
        }
        for licence in &licences {
            let words = licence.text.split_whitespace().count();
            assert!(words > 15, "a pointer is no text: {:?} of {:?}", licence.text, licence.packages);
        }
        let html = html(&packages, &licences);
        assert_eq!(html.matches("<tr>").count(), packages.len() + 1);
        assert!(html.len() < 400_000, "{} bytes", html.len());
    }

    #[test]
    fn of_several_licences_one_is_shown_and_notices_always() {
        let folder = std::env::temp_dir().join(format!("freqscope-licences-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let files = [("LICENSE-MIT", 'm'), ("LICENSE-APACHE", 'a'), ("NOTICE", 'n'), ("mit.rs", 'c')];
        for (name, letter) in files {
            fs::write(folder.join(name), letter.to_string().repeat(POINTER + 1)).unwrap();
        }
        fs::write(folder.join("LICENSE"), "see ../../LICENSE").unwrap();
        let first = |texts: Vec<String>| texts.iter().map(|text| &text[..1]).collect::<String>();
        let texts = |licence: &str| first(own_texts(&package("a", licence, &folder)).unwrap());
        assert_eq!(texts("MIT OR Apache-2.0"), "mn");
        assert_eq!(texts("(MIT OR Apache-2.0) AND Unicode-3.0"), "amn");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_package_without_a_text_has_that_of_its_licence_or_is_refused() {
        let folder = std::env::temp_dir().join(format!("freqscope-no-licence-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let text = |licence: &str| text_for(&package("a", licence, &folder), &[]);
        assert!(text("MIT OR Apache-2.0").unwrap().contains("Copyright (c) A. Author\n"));
        assert!(text("Apache-2.0").unwrap().contains("Apache License"));
        assert!(text("MPL-2.0").unwrap_err().to_string().contains("no text of its licence, MPL-2.0"));
        fs::remove_dir_all(folder).unwrap();
    }
}
