//! `cargo xtask graph`: which crate and which module knows which, written into ARCHITECTURE.md.
//!
//! Crates are read from Cargo.toml, modules from `crate::…` in the sources, without tests and comments. In the graph
//! every arrow points to a line further down; where that cannot be, there is a circle, and the command fails.

use crate::command::{root, say};
use anyhow::{Context, Result, bail, ensure};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The file that holds the graph, between these two lines.
const FILE: &str = "ARCHITECTURE.md";
const BEGIN: &str = "<!-- All down to the next comment is written by `cargo xtask graph`. -->\n";
const END: &str = "<!-- The end of what is written by `cargo xtask graph`. -->";

/// The crates, whose folders lie in `crates` but for the page's.
const CRATES: [(&str, &str); 8] = [
    ("page", "."),
    ("lab", "crates/lab"),
    ("engine", "crates/engine"),
    ("weights", "crates/weights"),
    ("checkpoint", "crates/checkpoint"),
    ("kernels", "crates/kernels"),
    ("lesson", "crates/lesson"),
    ("core", "crates/core"),
];

/// Names, and the names that each knows.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// Options of `cargo xtask graph`.
#[derive(Debug, PartialEq, Eq)]
pub struct GraphTask {
    /// Whether the file is only compared, and left as it is.
    pub check: bool,
}

impl GraphTask {
    /// Writes or compares the graph.
    pub fn run(&self) -> Result<()> {
        let path = root().join(FILE);
        let text = fs::read_to_string(&path).with_context(|| format!("{FILE} cannot be read: restore it"))?;
        let (before, rest) = text.split_once(BEGIN).with_context(|| format!("{FILE} lacks the line {BEGIN}"))?;
        let (_, after) = rest.split_once(END).with_context(|| format!("{FILE} lacks the line {END}"))?;
        let wanted = [before, BEGIN, &document()?, END, after].concat();
        if self.check {
            ensure!(wanted == text, "the graph in {FILE} is not that of the sources: run `cargo xtask graph`");
            return Ok(());
        }
        fs::write(&path, wanted).with_context(|| format!("{FILE} cannot be written: check its rights"))?;
        say(&format!("the graph is in {FILE}"));
        Ok(())
    }
}

/// The graph of the crates, and that of the modules of each.
fn document() -> Result<String> {
    let mut text = block("crates", &crates()?)?;
    for (name, folder) in CRATES {
        text += &block(name, &modules(&root().join(folder).join("src"))?)?;
    }
    Ok(text)
}

fn block(name: &str, graph: &Graph) -> Result<String> {
    let mut text = format!("\n```\n{name}\n");
    for node in downwards(graph).with_context(|| format!("in {name}"))? {
        let known: Vec<&str> = graph[&node].iter().map(String::as_str).collect();
        let arrow = if known.is_empty() { String::new() } else { format!(" → {}", known.join(", ")) };
        text += &format!("  {node}{arrow}\n");
    }
    Ok(text + "```\n")
}

/// The names in an order in which each comes before all that it knows.
fn downwards(graph: &Graph) -> Result<Vec<String>> {
    let (mut left, mut order) = (graph.clone(), Vec::new());
    while !left.is_empty() {
        let known: BTreeSet<&String> = left.values().flatten().collect();
        let top: Vec<String> = left.keys().filter(|name| !known.contains(name)).cloned().collect();
        if top.is_empty() {
            let names: Vec<&str> = left.keys().map(String::as_str).collect();
            bail!("there is a circle among {}: take out one of its arrows", names.join(", "));
        }
        left.retain(|name, _| !top.contains(name));
        order.extend(top);
    }
    Ok(order)
}

/// Which crate depends on which, tests aside.
fn crates() -> Result<Graph> {
    let known = |folder: &str| -> Result<BTreeSet<String>> {
        let path = root().join(folder).join("Cargo.toml");
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let dependencies = text.split("\n[dependencies]\n").nth(1).unwrap_or_default().split("\n[").next();
        let names = dependencies.unwrap_or_default().lines().filter_map(|line| line.strip_prefix("freqscope-"));
        Ok(names.map(|name| name.split(['.', ' ']).next().unwrap_or_default().to_owned()).collect())
    };
    CRATES.into_iter().map(|(name, folder)| Ok((name.to_owned(), known(folder)?))).collect()
}

/// Which module of a crate knows which, by the first names of their paths.
fn modules(source: &Path) -> Result<Graph> {
    let files = files(source)?;
    let name = |file: &Path| {
        let first = file.strip_prefix(source).ok()?.components().next()?.as_os_str().to_str()?.to_owned();
        Some(first.trim_end_matches(".rs").to_owned()).filter(|name| !matches!(name.as_str(), "main" | "lib" | "bin"))
    };
    let mut graph: Graph = files.iter().filter_map(|file| name(file)).map(|name| (name, BTreeSet::new())).collect();
    let all: BTreeSet<String> = graph.keys().cloned().collect();
    for file in &files {
        let Some(module) = name(file) else { continue };
        let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let known = graph.entry(module.clone()).or_default();
        // In a file beside main.rs or lib.rs, `super` is the crate.
        let top = file.parent() == Some(source);
        let code = if top { code(&text).replace("super::", "crate::") } else { code(&text) };
        known.extend(roots(&code).into_iter().filter(|name| *name != module && all.contains(name)));
    }
    Ok(graph)
}

/// The Rust files below a folder, without those of tests alone.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut all = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        match path.file_stem().and_then(|stem| stem.to_str()) {
            Some("tests") => (),
            _ if path.is_dir() => all.extend(files(&path)?),
            _ if path.extension().is_some_and(|end| end == "rs") => all.push(path),
            _ => (),
        }
    }
    all.sort();
    Ok(all)
}

/// A source without its comments and the tests at its end.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or(text);
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// The first names behind `crate::`, also of a list in braces.
fn roots(code: &str) -> Vec<String> {
    code.split("crate::").skip(1).flat_map(first_names).collect()
}

fn first_names(path: &str) -> Vec<String> {
    let Some(list) = path.strip_prefix('{') else { return vec![identifier(path)] };
    let (mut depth, mut names, mut fresh) = (0_usize, Vec::new(), true);
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if fresh && letter.is_alphabetic() => {
                names.push(identifier(&list[at..]));
                fresh = false;
            }
            _ => (),
        }
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_names_of_paths_are_read() {
        let source = "use crate::{\n    a::{self, x},\n    b, // crate::comment\n    c::{d::{E}, f},\n};\nuse crate::g::H;\nfn i() { crate::j::k() }\n#[cfg(test)]\nmod tests { use crate::test; }";
        assert_eq!(roots(&code(source)), ["a", "b", "c", "g", "j"]);
    }

    #[test]
    fn a_circle_is_found() {
        let graph = |arrows: &[(&str, &[&str])]| -> Graph {
            let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            arrows.iter().map(|(name, names)| ((*name).to_owned(), known(names))).collect()
        };
        assert_eq!(downwards(&graph(&[("a", &["b"]), ("b", &[]), ("c", &["a"])])).unwrap(), ["c", "a", "b"]);
        let circle = downwards(&graph(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"])])).unwrap_err().to_string();
        assert!(circle.contains("a circle among b, c"), "{circle}");
    }
}
