//! That words stand here and nowhere else: what `topic!` and the compiler cannot see.

use super::words;
use crate::language::{self, Language};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Text that is read by programs, or is the same in every language: where it stands (everywhere if empty), what it begins with, and why.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("", "Arrow", "the name of a key"),
    ("", "Page", "the name of a key"),
    ("", "Home", "the name of a key"),
    ("", "End", "the name of a key"),
    ("", "Escape", "the name of a key"),
    ("", "Enter", "the name of a key"),
    ("language.rs", "", "a language calls itself as it does"),
    ("shell/header.rs", "freqscope", "a name"),
    ("export/sheet.rs", "freqscope", "a name"),
    ("widgets/citation.rs", "", "BibTeX"),
    ("app.rs", "{text}\\nBrowser", "a report for developers"),
    ("state/mod.rs", "not chosen yet", "a report for developers"),
    ("state/mod.rs", "{}{}\\nDevice", "a report for developers"),
    ("state/mod.rs", "Uncaught ", "what browsers write before an exception"),
    ("platform/visibility.rs", "IntersectionObserver", "a name of the browser's"),
    ("platform/height.rs", "ResizeObserver", "a name of the browser's"),
    ("platform/worker.rs", "", "for developers, behind “Details”"),
    ("platform/dropped.rs", " src=", "markup"),
    ("lowpass/chart.rs", "M{:.2}", "a path"),
    ("occlusion/example_figure.rs", "M{}", "a path"),
    ("networks/packing_notes.rs", "lab pack", "a command"),
    ("networks/swatch.rs", "swatch side-", "the name of a class"),
    ("networks/sample_scores.rs", "freqscope", "a format"),
    ("claims/interval_row.rs", "grid zero", "the name of a class"),
    ("article/lookalikes.rs", "arg min", "a formula"),
    ("inversion/exported.rs", "|DCT(x_r)", "a formula"),
    ("attack/exported.rs", "any other class", "a file of numbers, which programs read"),
    ("survey/curve.rs", "test images", "a file of numbers, which programs read"),
    ("embed/frame.rs", "freqscope", "a name"),
    ("embed/snippet.rs", "", "markup"),
];

/// Macros and methods whose text no visitor reads.
const SILENT: [&str; 10] = [
    "classes",
    "expect",
    "panic",
    "unreachable",
    "assert",
    "debug_assert",
    "include_str",
    "include_bytes",
    "env",
    "query_selector",
];
/// Attributes of an element that hold names, numbers or paths with blanks between.
const NAMES: [&str; 11] =
    ["id", "class", "style", "viewBox", "d", "points", "transform", "rel", "accept", "data-testid", "testid"];
/// Attributes and properties that are read, or read aloud.
const READ: [&str; 8] = ["label", "title", "alt", "placeholder", "legend", "summary", "caption", "hint"];

/// The files that may hold no words: all but these, tests, and the page's program itself.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match path.is_dir() {
            true if name != "words" && name != "tests" => sources(&path, found),
            false if name.ends_with(".rs") && name != "tests.rs" => found.push(path),
            _ => {}
        }
    }
}

/// Reads tokens and keeps each literal that has words.
#[derive(Default)]
struct Reader {
    found: Vec<String>,
}

impl Reader {
    fn read(&mut self, tokens: TokenStream, markup: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '#' => at = after_attribute(&tokens, at),
                TokenTree::Ident(name) if SILENT.contains(&name.to_string().as_str()) => at = after_call(&tokens, at),
                TokenTree::Ident(name) if *name == "html" => at = self.read_markup(&tokens, at),
                TokenTree::Group(_)
                    if attribute(&tokens[..at - 1]).is_some_and(|name| NAMES.contains(&name.as_str())) => {}
                TokenTree::Group(group) => self.read_group(group, markup),
                TokenTree::Literal(literal) => self.judge(&literal.to_string(), attribute(&tokens[..at - 1]), false),
                _ => {}
            }
        }
    }

    /// The group of `html!`.
    fn read_markup(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let [TokenTree::Punct(_), TokenTree::Group(group), ..] = &tokens[at..] else { return at };
        self.read(group.stream(), true);
        at + 2
    }

    /// In markup, `{ "text" }` is a text of the page.
    fn read_group(&mut self, group: &Group, markup: bool) {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        match tokens.as_slice() {
            [TokenTree::Literal(text)] if markup && group.delimiter() == Delimiter::Brace => {
                self.judge(&text.to_string(), None, true);
            }
            _ => self.read(group.stream(), markup),
        }
    }

    fn judge(&mut self, literal: &str, attribute: Option<String>, shown: bool) {
        let Some(text) = literal.find('"').map(|start| &literal[start + 1..literal.len() - 1]) else { return };
        let attribute = attribute.unwrap_or_default();
        let read = shown || READ.contains(&attribute.as_str()) || attribute == "aria-label";
        if !NAMES.contains(&attribute.as_str()) && has_words(text, read) {
            self.found.push(text.into());
        }
    }
}

/// The attribute or property to which `name =` before a literal gives it, `aria-label` too.
fn attribute(before: &[TokenTree]) -> Option<String> {
    let [rest @ .., TokenTree::Ident(name), TokenTree::Punct(mark)] = before else { return None };
    let dash = matches!(rest, [.., TokenTree::Ident(_), TokenTree::Punct(dash)] if dash.as_char() == '-');
    let first = rest.len().checked_sub(2).filter(|_| dash).map(|i| format!("{}-", rest[i])).unwrap_or_default();
    (mark.as_char() == '=').then(|| format!("{first}{name}"))
}

/// The place after an attribute of Rust, and after the item that it keeps for tests.
fn after_attribute(tokens: &[TokenTree], at: usize) -> usize {
    let at = at + usize::from(matches!(&tokens[at], TokenTree::Punct(mark) if mark.as_char() == '!'));
    let TokenTree::Group(group) = &tokens[at] else { return at };
    if group.stream().to_string().replace(' ', "") != "cfg(test)" {
        return at + 1;
    }
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        _ => false,
    };
    at + 2 + tokens[at + 1..].iter().position(ends).expect("an item has an end")
}

/// The place after what a macro or a method is called with.
fn after_call(tokens: &[TokenTree], at: usize) -> usize {
    match &tokens[at..] {
        [TokenTree::Group(_), ..] => at + 1,
        [TokenTree::Punct(mark), TokenTree::Group(_), ..] if mark.as_char() == '!' => at + 2,
        _ => at,
    }
}

/// Whether a text has words: of a text that is `read`, any of three letters; of others, one beside a blank, or one with a capital at
/// the beginning.
fn has_words(text: &str, read: bool) -> bool {
    let text = without_arguments(text);
    let word = |word: &str| word.chars().filter(|letter| letter.is_alphabetic()).count() > 2;
    let mut letters = text.chars();
    let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    let blank = text.contains(' ') || text.contains("\\n");
    (read || blank || capital) && text.split(|c: char| !c.is_alphabetic()).any(word)
}

/// Without what stands in braces.
fn without_arguments(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|&letter| {
        depth += usize::from(letter == '{');
        let outside = depth == 0;
        depth = depth.saturating_sub(usize::from(letter == '}'));
        outside
    });
    outside.collect()
}

fn words_in(source: &str) -> Vec<String> {
    let mut reader = Reader::default();
    reader.read(source.parse().expect("it compiles"), false);
    reader.found
}

#[test]
fn all_words_of_the_page_stand_in_its_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let allowed =
        |file: &Path, text: &str| ALLOWED.iter().any(|(end, start, _)| file.ends_with(end) && text.starts_with(start));
    let words = files.iter().flat_map(|file| {
        let found = words_in(&fs::read_to_string(file).unwrap()).into_iter().filter(|text| !allowed(file, text));
        found.map(|text| format!("{}: {text}", file.strip_prefix(&root).unwrap().display())).collect::<Vec<_>>()
    });
    let words: Vec<String> = words.collect();
    assert!(files.len() > 200, "the page has more files than {}", files.len());
    assert!(words.is_empty(), "put these into src/words:\n{}", words.join("\n"));
}

#[test]
fn what_stands_there_before_the_program_has_the_same_words() {
    let (boot, index) = (include_str!("../../www/boot.js"), include_str!("../../index.html"));
    for language in Language::ALL {
        language::speak(language);
        for text in [words().lowpass.title(), words().lowpass.lead()] {
            assert!(boot.contains(&format!("\"{text}\"")), "www/boot.js does not say: {text}");
            assert!(
                language != Language::English || index.contains(&format!(">{text}<")),
                "index.html does not say: {text}"
            );
        }
    }
}

#[test]
fn words_are_found_in_components() {
    let found = [
        r#"html! { <p>{ "Networks" }</p> }"#,
        r#"html! { <p aria-label="Parts"></p> }"#,
        r#"html! { <Choice label="Colours" /> }"#,
        r#"fn size() -> String { format!("{} correct", 1) }"#,
        r#"fn title() -> &'static str { match theme { Theme::Light => "Light" } }"#,
    ];
    for source in found {
        assert_eq!(words_in(source).len(), 1, "{source}");
    }
    let others = [
        r#"html! { <p class="head of the page" id="title">{ words().title() }{ "ℓ2" }</p> }"#,
        r#"/// Prose for people.
           fn f() -> &'static str { g().expect("a file has a name"); "light" }"#,
        r#"#[cfg(test)] mod tests { const TEXT: &str = "All of this is a test."; }"#,
        r#"fn link() -> String { format!("v1/{key}={value}") }"#,
    ];
    for source in others {
        assert_eq!(words_in(source), [""; 0], "{source}");
    }
}
