//! Lessons: steps with words, something to look at, and a question. A lesson is a file, `www/lessons/*.json` or a teacher's own;
//! docs/lessons.md says what it holds.
//!
//! What a step shows and in which state is text here: the page knows its parts and its links, and checks them. [`listing`] is
//! the list of the lessons that come with the page, [`field`] says what a field may hold,
//! [`invalid`] what may be wrong.

#![forbid(unsafe_code)]

pub mod field;
pub mod invalid;
pub mod listing;
pub mod question;
mod shape;

use invalid::{Invalid, Problem};
use question::Question;
use serde::Deserialize;
use serde_json::Value;

/// The version of the files that are read.
pub const FORMAT: &str = "freqscope-lesson/1";

/// A lesson, whose parts fit together.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// [`FORMAT`].
    pub format: String,
    /// Its name.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub summary: String,
    /// What pupils have to know already.
    pub before: String,
    /// Its place among the lessons of the page; one of somebody's own needs none.
    #[serde(default)]
    pub place: Option<u32>,
    /// In their order, at least one.
    pub steps: Vec<Step>,
}

/// One step of a lesson.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its heading.
    pub title: String,
    /// How many minutes a class takes for it.
    pub minutes: u32,
    /// Paragraphs.
    pub text: Vec<String>,
    /// The state of the page: what follows the `#` of a link, see docs/links.md. Empty for the page as it opens.
    #[serde(default)]
    pub link: String,
    /// The parts of the page that are seen, by their names.
    #[serde(default)]
    pub shows: Vec<String>,
    /// Those that are seen once the answer is open, because they give it away.
    #[serde(default)]
    pub reveals: Vec<String>,
    /// What is asked.
    pub question: Question,
    /// For those who ask for one.
    pub hint: String,
    /// What opens once somebody has answered.
    pub answer: String,
    /// What to look for then.
    pub look: String,
    /// What the numbers of this step rest on: only tests read it.
    #[serde(default)]
    pub facts: Vec<serde_json::Value>,
}

/// The most steps: far more than a class needs.
pub const MOST_STEPS: usize = 100;
/// The most bytes of a file: likewise.
pub const MOST_BYTES: u64 = 1_000_000;

impl Lesson {
    /// Reads a lesson, with or without a byte order mark, and checks that its parts fit together.
    ///
    /// # Errors
    /// When it is no JSON in UTF-8, lacks a field or has an unknown one, or a step is broken.
    pub fn parse(file: &[u8]) -> Result<Self, Invalid> {
        check_size(file.len() as u64)?;
        let text = std::str::from_utf8(file).ok().filter(|text| !text.contains('\0')).ok_or(Invalid::Encoding)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let document: Value = serde_json::from_str(text).map_err(unreadable)?;
        check_format(&document).map_err(Invalid::Whole)?;
        shape::check(&document)?;
        let lesson: Self = serde_json::from_str(text).map_err(unreadable)?;
        lesson.check()?;
        Ok(lesson)
    }

    /// How many minutes a class takes for it.
    pub fn minutes(&self) -> u32 {
        self.steps.iter().map(|step| step.minutes).fold(0, u32::saturating_add)
    }

    fn check(&self) -> Result<(), Invalid> {
        said([("title", &self.title), ("summary", &self.summary), ("before", &self.before)]).map_err(Invalid::Whole)?;
        match self.steps.len() {
            0 => Err(Invalid::Whole(Problem::NoSteps)),
            count if count > MOST_STEPS => Err(Invalid::Whole(Problem::ManySteps(count))),
            _ => self.check_steps(Step::check),
        }
    }

    /// Asks of each step what is wrong with it.
    ///
    /// # Errors
    /// The first answer, with the step's number and heading.
    pub fn check_steps(&self, check: impl Fn(&Step) -> Result<(), Problem>) -> Result<(), Invalid> {
        self.steps.iter().zip(1..).try_for_each(|(step, number)| {
            let title = step.title.trim().to_owned();
            check(step).map_err(|problem| Invalid::Step { number, title, problem })
        })
    }
}

/// Refuses a file by its size, before it is read.
///
/// # Errors
/// [`Invalid::TooLarge`] above [`MOST_BYTES`].
pub fn check_size(bytes: u64) -> Result<(), Invalid> {
    if bytes > MOST_BYTES { Err(Invalid::TooLarge { bytes }) } else { Ok(()) }
}

fn unreadable(error: serde_json::Error) -> Invalid {
    Invalid::Unreadable { line: error.line(), column: error.column(), reason: error.to_string() }
}

/// A file of another format or version is not looked at any further.
fn check_format(document: &Value) -> Result<(), Problem> {
    match document["format"].as_str() {
        Some(format) if format != FORMAT => Err(Problem::Format(format.into())),
        _ => Ok(()),
    }
}

impl Step {
    fn check(&self) -> Result<(), Problem> {
        said([("title", &self.title), ("hint", &self.hint), ("answer", &self.answer), ("look", &self.look)])?;
        if self.text.is_empty() {
            return Err(Problem::NoText);
        }
        said(self.text.iter().map(|paragraph| ("text", paragraph)))?;
        self.question.check()
    }
}

/// Refuses fields that say nothing.
fn said<'a>(words: impl IntoIterator<Item = (&'static str, &'a String)>) -> Result<(), Problem> {
    let empty = words.into_iter().find(|(_, text)| text.trim().is_empty());
    empty.map_or(Ok(()), |(field, _)| Err(Problem::Empty { field }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document() -> Value {
        let question = json!({"text": "How many?", "number": {"value": 3, "tolerance": 0.5, "unit": "bands"}});
        let step = json!({
            "title": "A step", "minutes": 5, "text": ["Look."], "link": "v1/cut=25", "shows": ["screen"],
            "question": question, "hint": "Count.", "answer": "Three.", "look": "The bars."
        });
        json!({
            "format": "freqscope-lesson/1", "title": "T", "summary": "S.", "before": "Nothing.", "steps": [step, step]
        })
    }

    fn parse(document: &Value) -> Result<Lesson, Invalid> {
        Lesson::parse(document.to_string().as_bytes())
    }

    /// The document with another value at a pointer.
    fn with(pointer: &str, value: Value) -> Value {
        let mut document = document();
        *document.pointer_mut(pointer).unwrap() = value;
        document
    }

    #[test]
    fn a_lesson_is_read() {
        let lesson = parse(&document()).unwrap();
        assert_eq!((lesson.title.as_str(), lesson.steps.len(), lesson.minutes()), ("T", 2, 10));
        assert_eq!((lesson.place, lesson.steps[1].reveals.len()), (None, 0));
    }

    #[test]
    fn what_is_broken_is_named() {
        let choice = |right: bool| json!({"text": if right { "Yes" } else { "No" }, "right": right});
        let misspelt = json!([{"text": "Yes", "right": true}, {"text": "No", "rigth": false}]);
        let choices = |choices: Vec<Value>| json!({"text": "Why?", "choices": choices});
        let number = |value: Value| json!({"text": "Why?", "number": value});
        let [same, other] = [json!({"text": " Yes "}), json!({"text": "Too", "right": true})];
        let two = document().pointer("/steps/0/question/number").unwrap().clone();
        for (broken, says) in [
            (with("/format", json!("freqscope-lesson/9")), "format"),
            (with("/steps", json!([])), "no steps"),
            (with("/steps/1/hint", json!(" ")), "step 2, “A step”: its “hint” is empty"),
            (with("/steps/0/text", json!([])), "no paragraph"),
            (with("/steps/0/minutes", json!(-1)), "step 1, “A step”: “minutes” has to be a whole number, 0 or more"),
            (with("/steps/0/minutes", json!("5")), "step 1, “A step”: “minutes” has to be a whole number"),
            (with("/steps/1/text", json!("Look.")), "step 2, “A step”: “text” has to be a list of texts"),
            (with("/steps/1/link", json!(null)), "step 2, “A step”: “link” has to be a text"),
            (with("/steps/0", json!({"title": "A"})), "step 1, “A”: it has no “minutes”"),
            (with("/steps/0", json!("A")), "step 1: it has to be a list of fields"),
            (with("/steps/0/question/number/value", json!("3")), "“question › number › value” has to be a number"),
            (with("/steps", json!({})), "“steps” has to be a list"),
            (json!({}), "it has no “format”"),
            (json!([1]), "this lesson cannot be used: it has to be a list of fields in curly brackets"),
            (with("/steps/0/question", json!({"text": "Why?"})), "neither choices nor a number"),
            (with("/steps/0/question", json!({"text": "Why?", "choices": [], "number": two})), "both"),
            (with("/steps/0/question", choices(vec![choice(true)])), "2 to 6"),
            (with("/steps/0/question", json!({"text": "Why?", "choices": misspelt})), "“question › choices 2 › rigth”"),
            (with("/steps/0/question", choices(vec![choice(true), other])), "exactly one"),
            (with("/steps/0/question", choices(vec![choice(true), same])), "two of its choices are the same, “Yes”"),
            (with("/steps/0/question", choices(vec![choice(false), json!({"text": "Why?"})])), "exactly one"),
            (with("/steps/0/question", number(json!({"value": 1, "tolerance": -1, "unit": ""}))), "tolerance"),
            (with("/steps/0/question/text", json!("")), "question"),
        ] {
            let error = parse(&broken).unwrap_err().to_string();
            assert!(error.contains(says), "{error}: not “{says}”");
        }
        let mut misspelt = document();
        misspelt["steps"][0]["hnit"] = json!("?");
        let said = parse(&misspelt).unwrap_err().to_string();
        assert!(said.contains("step 1, “A step”: it has a field “hnit” that no lesson has"), "{said}");
        assert!(said.contains("hint, answer"), "{said}");
        let mut lacking = document();
        lacking["steps"][1].as_object_mut().unwrap().remove("hint");
        assert!(parse(&lacking).unwrap_err().to_string().ends_with("step 2, “A step”: it has no “hint”"));
    }

    #[test]
    fn a_file_that_is_no_json_is_told_by_its_place() {
        let broken = document().to_string().replacen(",", ",\n,", 1);
        let error = Lesson::parse(broken.as_bytes()).unwrap_err();
        assert!(matches!(error, Invalid::Unreadable { line: 2, column: 1, .. }), "{error:?}");
        assert!(error.reason().is_some() && !error.to_string().contains(error.reason().unwrap()), "{error}");
        let twice = document().to_string().replacen("\"title\"", "\"title\":\"T\",\"title\"", 1);
        assert!(
            matches!(Lesson::parse(twice.as_bytes()), Err(Invalid::Unreadable { .. })),
            "a field that stands twice"
        );
    }

    #[test]
    fn a_byte_order_mark_is_skipped_and_other_encodings_are_named() {
        let text = document().to_string();
        assert!(Lesson::parse(format!("\u{feff}{text}").as_bytes()).is_ok());
        let wide = |bytes: fn(u16) -> [u8; 2], mark| {
            [mark].into_iter().chain(text.encode_utf16()).flat_map(bytes).collect::<Vec<u8>>()
        };
        let latin = text.replace("Three", "Dr\u{e9}i").chars().map(|letter| letter as u8).collect();
        let plain = wide(u16::to_le_bytes, u16::from(b' '));
        for file in [wide(u16::to_le_bytes, 0xfeff), wide(u16::to_be_bytes, 0xfeff), plain, latin] {
            let error = Lesson::parse(&file).unwrap_err();
            assert_eq!(error, Invalid::Encoding);
            assert!(error.to_string().contains("save it as UTF-8"));
        }
    }

    #[test]
    fn a_file_is_refused_by_its_size() {
        assert!(check_size(MOST_BYTES).is_ok());
        assert_eq!(check_size(5_000_000), Err(Invalid::TooLarge { bytes: 5_000_000 }));
        let long = vec![b' '; 1_000_001];
        assert!(matches!(Lesson::parse(&long), Err(Invalid::TooLarge { .. })));
    }

    /// The example of the documentation.
    #[test]
    fn the_documented_example_is_a_lesson() {
        let page = include_str!("../../../docs/lessons.md");
        let (_, rest) = page.split_once("```json\n").unwrap();
        let (example, _) = rest.split_once("```").unwrap();
        assert_eq!(Lesson::parse(example.as_bytes()).unwrap().steps.len(), 2);
    }
}
