//! The lessons of the page in other languages, `www/lessons/LANGUAGE/`, beside the English ones: only their words may differ.
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_lesson::Lesson;
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

const LESSONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/lessons");

/// What is said in a language; `says` and `plain` are of the facts.
const WORDS: [&str; 10] = ["title", "summary", "before", "text", "hint", "answer", "look", "unit", "says", "plain"];

fn lessons(folder: &Path) -> BTreeMap<String, Value> {
    let paths = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file());
    let lesson = |path: &Path| {
        let json = fs::read(path).unwrap();
        Lesson::parse(&json).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path.file_stem().unwrap().to_string_lossy().into_owned(), serde_json::from_slice(&json).unwrap())
    };
    paths.map(|path| lesson(&path)).collect()
}

/// The lessons of each other language by its folder's name.
fn translated() -> BTreeMap<String, BTreeMap<String, Value>> {
    let folders = fs::read_dir(LESSONS).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_dir());
    folders.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), lessons(&path))).collect()
}

/// A lesson with every word taken out of it; how many paragraphs and choices there are stays.
fn wordless(value: &Value) -> Value {
    let silent = |value: &Value| match value {
        Value::Array(texts) => Value::from(vec![""; texts.len()]),
        _ => Value::from(""),
    };
    match value {
        Value::Array(items) => items.iter().map(wordless).collect(),
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| {
                (key.clone(), if WORDS.contains(&key.as_str()) { silent(value) } else { wordless(value) })
            };
            Value::Object(fields.iter().map(field).collect())
        }
        other => other.clone(),
    }
}

/// All that a pupil reads of a step, or of anything else.
fn read_out(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text}\n"),
        Value::Array(items) => items.iter().map(read_out).collect(),
        Value::Object(fields) => {
            let read = |(key, _): &(&String, &Value)| !["facts", "link", "shows", "reveals"].contains(&key.as_str());
            fields.iter().filter(read).map(|(_, value)| read_out(value)).collect()
        }
        _ => String::new(),
    }
}

/// Every number of a text in ascending order, as `10000` and `57.6` however the language writes it.
fn numbers(text: &str, thousands: char, decimal: char) -> Vec<String> {
    let text: Vec<char> = text.chars().collect();
    let digit = |i: usize| text.get(i).is_some_and(char::is_ascii_digit);
    let inside = |i: usize| i > 0 && digit(i - 1) && digit(i + 1);
    let letter = |i: usize| match text[i] {
        letter if letter.is_ascii_digit() => Some(letter),
        letter if letter == decimal && inside(i) => Some('.'),
        letter if letter == thousands && inside(i) => None,
        _ => Some(' '),
    };
    let plain: String = (0..text.len()).filter_map(letter).collect();
    let mut numbers: Vec<String> = plain.split_whitespace().map(str::to_owned).collect();
    numbers.sort();
    numbers
}

#[test]
fn a_lesson_differs_in_its_words_only() {
    let english = lessons(Path::new(LESSONS));
    let translated = translated();
    assert_eq!(translated.keys().collect::<Vec<_>>(), ["de"]);
    for (language, lessons) in translated {
        assert_eq!(lessons.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{language}");
        for (name, lesson) in lessons {
            assert_eq!(wordless(&lesson), wordless(&english[&name]), "{language}/{name}");
            assert_ne!(lesson["title"], english[&name]["title"], "{language}/{name} is not translated");
        }
    }
}

#[test]
fn a_step_says_the_same_numbers_in_every_language() {
    let english = lessons(Path::new(LESSONS));
    for (name, lesson) in &translated()["de"] {
        let steps = lesson["steps"].as_array().unwrap().iter().zip(english[name]["steps"].as_array().unwrap());
        for (german, english) in steps {
            let (said, expected) = (read_out(german), read_out(english));
            assert_eq!(numbers(&said, '.', ','), numbers(&expected, ',', '.'), "{name}: {}", german["title"]);
        }
    }
}

#[test]
fn numbers_are_read_as_each_language_writes_them() {
    assert_eq!(numbers("57,6 % von 10.000, 0 bis 62.", '.', ','), ["0", "10000", "57.6", "62"]);
    assert_eq!(numbers("57.6 % of 10,000, 0 to 62.", ',', '.'), ["0", "10000", "57.6", "62"]);
}
