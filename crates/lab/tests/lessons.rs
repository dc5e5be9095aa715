//! The lessons that come with the page: every number in them is one of the stored results, or is computed here on the shipped
//! networks, and no other stands there, in every language. docs/lessons.md says how a step names what its numbers rest on.
#![allow(clippy::unwrap_used, missing_docs)]

use freqscope_core::{
    image::Image,
    spectrum::{
        band::{Band, Bands},
        dct::Spectrum,
    },
};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::PathBuf, process::Command};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn read(path: &str) -> Vec<u8> {
    fs::read(format!("{ROOT}/{path}")).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A language of the lessons.
struct Language {
    /// Where they lie.
    folder: &'static str,
    /// What stands before the decimals of a number.
    decimal: char,
    /// What facts come to, in English, and in its own words.
    words: &'static [(&'static str, &'static str)],
}

const ENGLISH: Language = Language { folder: "www/lessons", decimal: '.', words: &[] };

const GERMAN: Language = Language {
    folder: "www/lessons/de",
    decimal: ',',
    words: &[
        ("cat", "Katze"),
        ("dog", "Hund"),
        ("horse", "Pferd"),
        ("ship", "Schiff"),
        ("holds", "trifft zu"),
        ("holds in part", "trifft teilweise zu"),
        ("does not hold", "trifft nicht zu"),
    ],
};

impl Language {
    fn lessons(&self) -> Vec<(String, Value)> {
        let paths = fs::read_dir(format!("{ROOT}/{}", self.folder)).unwrap().map(|file| file.unwrap().path());
        let lesson = |path: PathBuf| {
            let name = format!("{}/{}", self.folder, path.file_stem().unwrap().to_string_lossy());
            (name, serde_json::from_slice(&fs::read(path).unwrap()).unwrap())
        };
        paths.filter(|path| path.is_file()).map(lesson).collect()
    }

    /// A text with its numbers as English writes them, and large ones without groups.
    fn pointed(&self, text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let digit = |i: usize| letters.get(i).is_some_and(char::is_ascii_digit);
        let inside = |i: usize| i > 0 && digit(i - 1) && digit(i + 1);
        let letter = |i: usize| match letters[i] {
            letter if letter == self.decimal && inside(i) => Some('.'),
            '.' | ',' if inside(i) => None,
            letter => Some(letter),
        };
        (0..letters.len()).filter_map(letter).collect()
    }

    /// Its word for what a fact has come to.
    fn word<'a>(&self, english: &'a str) -> &'a str {
        self.words.iter().find(|(from, _)| *from == english).map_or(english, |(_, to)| to)
    }
}

/// The steps of all lessons in all languages, with the names of both.
fn steps() -> Vec<(&'static Language, String, Value)> {
    let list = |lesson: &Value| lesson["steps"].as_array().unwrap().clone();
    let named = |name: &str, step: &Value| format!("{name}, “{}”", text(step, "title"));
    let of = |language: &'static Language| {
        let lessons = language.lessons();
        assert_eq!(lessons.len(), 5, "{}", language.folder);
        let steps = lessons
            .into_iter()
            .flat_map(move |(name, lesson)| list(&lesson).into_iter().map(move |step| (name.clone(), step)));
        steps.map(move |(name, step)| (language, named(&name, &step), step))
    };
    [&ENGLISH, &GERMAN].into_iter().flat_map(of).collect()
}

/// What a fact comes to.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    Number(f64),
    Word(String),
}

/// What `lab` has answered, by what was asked.
#[derive(Default)]
struct Lab {
    answers: BTreeMap<Vec<String>, Value>,
}

impl Lab {
    fn ask(&mut self, words: &[&str]) -> Value {
        let key: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        let run = || {
            let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"));
            let output = lab.current_dir(ROOT).args(["--device", "cpu", "--json"]).args(words).output().unwrap();
            assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
            serde_json::from_slice(&output.stdout).unwrap()
        };
        self.answers.entry(key).or_insert_with(run).clone()
    }

    fn found(&mut self, fact: &Value) -> Found {
        let has = |name: &str| !fact[name].is_null();
        match () {
            () if has("plain") => Found::Word(text(fact, "says").into()),
            () if has("difference") => {
                let [a, b] = [0, 1].map(|i| number(&self.found(&fact["difference"][i])));
                Found::Number(100.0 * (a - b))
            }
            () if has("file") => stored(fact),
            () if has("coefficients") => coefficients(fact),
            () if has("energy") => Found::Number(energy(text(fact, "picture"), &bands(text(fact, "energy")))),
            () if has("attack") => self.attacked(fact),
            () if has("score") || has("share") || has("highest") => self.scored(fact),
            () => self.classified(fact),
        }
    }

    /// The picture without some bands.
    fn classified(&mut self, fact: &Value) -> Found {
        let (picture, without) = (picture(fact), text(fact, "without"));
        let ablated = file(&format!("{}-{without}.npy", text(fact, "picture")));
        if !without.is_empty() {
            self.ask(&["ablate", "--force", "--image", &picture, "--bands", without, "--out", &ablated]);
        }
        let image = if without.is_empty() { &picture } else { &ablated };
        let answer = self.ask(&["classify", "--model", text(fact, "network"), "--image", image]);
        outcome(fact, &answer["class"], &answer["logits"])
    }

    fn scored(&mut self, fact: &Value) -> Found {
        let answer = self.ask(&["of", "--model", text(fact, "network"), "--image", &picture(fact)]);
        let scores: Vec<f64> = serde_json::from_value(answer["scores"].clone()).unwrap();
        if let Some(band) = fact["score"].as_str() {
            return Found::Number(scores[band.parse::<usize>().unwrap()]);
        }
        if fact["highest"] == true {
            let highest = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap();
            return Found::Number(highest as f64);
        }
        let part: f64 = bands(text(fact, "share")).iter().map(|band| scores[band.index()].abs()).sum();
        Found::Number(part / scores.iter().map(|score| score.abs()).sum::<f64>())
    }

    fn attacked(&mut self, fact: &Value) -> Found {
        let out = file("attacked.npy");
        let words = ["attack", "--force", "--out", &out, "--image", &picture(fact), "--model", text(fact, "network")];
        let how = ["--method", text(fact, "attack"), "--epsilon", text(fact, "epsilon")];
        let answer = self.ask(&[&words[..], &how].concat());
        if fact["length"] == true {
            return Found::Number(answer["l2"].as_f64().unwrap());
        }
        outcome(fact, &answer["class_after"], &answer["logits_after"])
    }
}

/// The class that is answered, or the probability of the one that the fact names.
fn outcome(fact: &Value, class: &Value, logits: &Value) -> Found {
    const CLASSES: [&str; 10] =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
    let Some(wanted) = fact["class"].as_str() else { return Found::Word(class.as_str().unwrap().into()) };
    let logits: Vec<f64> = serde_json::from_value(logits.clone()).unwrap();
    let place = CLASSES.iter().position(|class| *class == wanted).unwrap();
    Found::Number(logits[place].exp() / logits.iter().map(|logit| logit.exp()).sum::<f64>())
}

fn text<'a>(fact: &'a Value, name: &str) -> &'a str {
    fact[name].as_str().unwrap_or_else(|| panic!("{fact} has no {name}"))
}

fn number(found: &Found) -> f64 {
    if let Found::Number(number) = found { *number } else { panic!("{found:?} is no number") }
}

fn bands(text: &str) -> Bands {
    text.parse().unwrap()
}

fn picture(fact: &Value) -> String {
    format!("www/samples/{}.png", text(fact, "picture"))
}

fn file(name: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("lessons");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name).to_string_lossy().into_owned()
}

/// What stands at a path of a file: keys, or `key=value` to pick from a list, more than one with `&`.
fn stored(fact: &Value) -> Found {
    let document: Value = serde_json::from_slice(&read(text(fact, "file"))).unwrap();
    let place = text(fact, "at").split('/').fold(&document, |value, part| part_of(value, part));
    if let Some(wanted) = fact["contains"].as_str() {
        assert!(place.as_str().is_some_and(|found| found.contains(wanted)), "{fact}: found {place}");
        return Found::Word(text(fact, "says").into());
    }
    if let Some(wanted) = fact["all"].as_object() {
        let agrees = |item: &&Value| wanted.iter().all(|(key, value)| item["verdicts"][key] == *value);
        let count = place.as_array().unwrap().iter().filter(agrees).count();
        assert_eq!(fact["count"], count, "{fact}");
        return Found::Word(text(fact, "says").into());
    }
    place.as_f64().map_or_else(|| Found::Word(place.as_str().unwrap().into()), Found::Number)
}

fn part_of<'a>(value: &'a Value, part: &str) -> &'a Value {
    let Some(list) = value.as_array() else {
        return value.get(part).unwrap_or_else(|| panic!("there is no {part}"));
    };
    let is = |item: &Value, key: &str, wanted: &str| match &item[key] {
        Value::String(found) => found == wanted,
        found => found.as_f64().zip(wanted.parse().ok()).is_some_and(|(a, b): (f64, f64)| (a - b).abs() < 1e-9),
    };
    let picks = |item: &&Value| part.split('&').all(|one| one.split_once('=').is_some_and(|(k, v)| is(item, k, v)));
    list.iter().find(picks).unwrap_or_else(|| panic!("nothing is {part}"))
}

fn coefficients(fact: &Value) -> Found {
    let bands = bands(text(fact, "coefficients"));
    let all: usize = Band::all().map(|band| band.coefficients().count()).sum();
    let some: usize = bands.iter().map(|band| band.coefficients().count()).sum();
    Found::Number(match (fact["count"].is_null(), text(fact, "says").contains('%')) {
        (false, _) => bands.len() as f64,
        (true, true) => some as f64 / all as f64,
        (true, false) => some as f64,
    })
}

fn energy(picture: &str, bands: &Bands) -> f64 {
    let spectrum = Spectrum::of(&Image::decode(&read(&format!("www/samples/{picture}.png"))).unwrap());
    let of = |band: Band| (0..3).map(|c| f64::from(spectrum.energy(c, band.coefficients()))).sum::<f64>();
    bands.iter().map(of).sum::<f64>() / Band::all().map(of).sum::<f64>()
}

/// The numbers of a text as they stand: those with a decimal point or a per cent sign, without the sign.
fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let end = rest[start..]
            .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
            .map_or(rest.len(), |n| start + n);
        let number = rest[start..end].trim_end_matches('.');
        if number.contains('.') || rest[end..].trim_start().starts_with('%') {
            found.push(number.to_owned());
        }
        rest = &rest[end..];
    }
    found
}

/// All that a step says, with the number that it asks for.
fn words(language: &Language, step: &Value) -> String {
    let list = |value: &Value, key: Option<&str>| -> String {
        let items = value.as_array().into_iter().flatten();
        items.map(|item| key.map_or(item, |key| &item[key]).as_str().unwrap().to_owned() + "\n").collect()
    };
    let question = &step["question"];
    let unit = &question["number"]["unit"];
    let asked = question["number"]["value"].as_f64().map(|value| {
        let value = value.to_string().replace('.', &language.decimal.to_string());
        format!("{value} {}\n", unit.as_str().unwrap())
    });
    let single = ["title", "hint", "answer", "look"].map(|key| text(step, key).to_owned() + "\n");
    let texts = [list(&step["text"], None), list(&question["choices"], Some("text")), asked.unwrap_or_default()];
    [text(question, "text").to_owned() + "\n", single.concat(), texts.concat()].concat()
}

/// Whether a number, as it is written, is the rounded value of a fact, or no further from it than that.
fn agrees(says: &str, found: f64, within: Option<f64>) -> bool {
    let digits: String = says.chars().filter(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-')).collect();
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let percent = 100.0 * found;
    let most = within.unwrap_or(0.5 * 0.1_f64.powi(decimals as i32));
    let near = |value: f64| (digits.parse::<f64>().unwrap() - value).abs() <= most + 1e-6;
    near(percent) || (!says.contains('%') && near(found))
}

/// Radii of attacks, and the level of intervals: they stand in the text as names, not as results.
const NAMES: [&str; 4] = ["0.25", "0.5", "1.0", "95"];

#[test]
fn every_fact_of_a_lesson_is_as_it_says() {
    let (mut lab, mut wrong, mut checked) = (Lab::default(), Vec::new(), 0);
    for (language, name, step) in steps() {
        let words = words(language, &step).to_lowercase();
        for fact in step["facts"].as_array().into_iter().flatten() {
            let says = text(fact, "says");
            let found = lab.found(fact);
            let holds = match &found {
                Found::Number(found) => agrees(&language.pointed(says), *found, fact["within"].as_f64()),
                Found::Word(found) => language.word(found).to_lowercase() == says.to_lowercase(),
            };
            if !holds || !words.contains(&says.to_lowercase()) {
                wrong.push(format!("{name}: “{says}”, found {found:?}: {fact}"));
            }
            checked += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 140, "{checked} facts");
}

#[test]
fn no_number_of_a_lesson_is_without_a_fact() {
    let mut bare = Vec::new();
    for (language, name, step) in steps() {
        let facts = step["facts"].as_array().cloned().unwrap_or_default();
        let said: Vec<String> = facts.iter().map(|fact| language.pointed(text(fact, "says"))).collect();
        let backed = |number: &String| {
            NAMES.contains(&number.as_str()) || said.iter().any(|says| numbers(&format!("{says} %")).contains(number))
        };
        let mut asked: Vec<String> = numbers(&language.pointed(&words(language, &step)));
        asked.extend(step["question"]["number"]["value"].as_f64().map(|value| value.to_string()));
        bare.extend(asked.iter().filter(|number| !backed(number)).map(|number| format!("{name}: {number}")));
    }
    assert!(bare.is_empty(), "these rest on nothing:\n{}", bare.join("\n"));
}

#[test]
fn numbers_are_found_in_a_text() {
    assert_eq!(numbers(&GERMAN.pointed("0 bis 62: 57,6 %, 5 %, 1,71. Acht von 10.000.")), ["57.6", "5", "1.71"]);
    assert_eq!(numbers("From 0 to 62: 57.6 %, 5 %, 1.71. Eight of 8/255."), ["57.6", "5", "1.71"]);
    let agrees_with = |says, found| agrees(says, found, None);
    assert!(agrees_with("57.6 %", 0.5763) && !agrees_with("57.6 %", 0.5771));
    assert!(agrees_with("80", 0.8019) && agrees_with("1.71", 1.7118));
    assert!(agrees("92 %", 0.909, Some(2.0)) && !agrees("92 %", 0.899, Some(2.0)));
}
