//! How the paper and the software are cited: BibTeX from `CITATION.cff`, so that there is one source.

use std::sync::LazyLock;

/// The repository's citation file.
const FILE: &str = include_str!("../../CITATION.cff");

/// BibTeX of the paper and of the software.
pub static BIBTEX: LazyLock<String> = LazyLock::new(|| {
    let (software, paper) = FILE.split_once("\nreferences:").unwrap_or((FILE, ""));
    format!("{}\n{}", paper_entry(paper), software_entry(software))
});

fn paper_entry(text: &str) -> String {
    let fields = [
        ("title", titled(&value(text, "title"))),
        ("author", authors(text)),
        ("year", value(text, "year")),
        ("eprint", value(text, "value").trim_start_matches("arXiv:").to_owned()),
        ("archiveprefix", "arXiv".into()),
        ("journal", value(text, "journal")),
    ];
    entry("article", "wang2020towards", &fields)
}

fn software_entry(text: &str) -> String {
    let fields = [
        ("title", titled(&value(text, "title"))),
        ("author", format!("{{{}}}", value(text, "name"))),
        ("version", value(text, "version")),
        ("note", format!("Licence: {}", items(text, "license").join(" or "))),
    ];
    entry("software", "freqscope", &fields)
}

fn entry(kind: &str, key: &str, fields: &[(&str, String)]) -> String {
    let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@{kind}{{{key},\n{fields}}}\n")
}

/// Titles keep their capitals.
fn titled(title: &str) -> String {
    format!("{{{title}}}")
}

/// What stands behind the first `key:`, at any depth.
fn value(text: &str, key: &str) -> String {
    let mut lines = text.lines().map(|line| line.trim_start_matches([' ', '-']));
    let found = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
    found.unwrap_or_default().trim().trim_matches('"').to_owned()
}

/// The items of the list under `key:`.
fn items(text: &str, key: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| line.trim_end_matches(':') != key).skip(1);
    lines.map_while(|line| line.trim().strip_prefix("- ").map(str::to_owned)).collect()
}

/// Family names first, as BibTeX wants them.
fn authors(text: &str) -> String {
    let all = |key: &'static str| {
        text.lines().filter_map(move |line| line.trim_start_matches([' ', '-']).strip_prefix(key)?.strip_prefix(": "))
    };
    let names = all("family-names").zip(all("given-names")).map(|(family, given)| format!("{family}, {given}"));
    names.collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_cited_from_the_file() {
        let bibtex = &*BIBTEX;
        for line in [
            "@article{wang2020towards,",
            "  title = {{Towards Frequency-Based Explanation for Robust CNN}},",
            "  author = {Wang, Zifan and Yang, Yilin and Shrivastava, Ankit and Rawal, Varun and Ding, Zihao},",
            "  year = {2020},",
            "  eprint = {2005.03141},",
            "@software{freqscope,",
            "  author = {{The freqscope authors}},",
            "  note = {Licence: MIT or Apache-2.0},",
        ] {
            assert!(bibtex.lines().any(|written| written == line), "{line} is not in\n{bibtex}");
        }
        assert!(
            bibtex.contains(&format!("version = {{{}}}", env!("CARGO_PKG_VERSION"))),
            "the file has another version"
        );
    }
}
