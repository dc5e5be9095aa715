//! Lessons: steps with words, something to look at, and a question. A lesson is a file, `www/lessons/*.json` or a teacher's own;
//! docs/lessons.md says what it holds.
//!
//! What a step shows and in which state is text here: the page knows its parts and its links, and checks them. [`listing`] is
//! the list of the lessons that come with the page.

#![forbid(unsafe_code)]

pub mod listing;
pub mod question;

use question::Question;
use serde::Deserialize;
use std::fmt;

/// The version of the files that are read.
pub const FORMAT: &str = "freqscope-lesson/1";

/// Why a file is no lesson that can be used, in a clause that says where it is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid(pub String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this lesson cannot be used: {}. docs/lessons.md says what a lesson holds", self.0)
    }
}

impl std::error::Error for Invalid {}

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

/// The most steps, and the most bytes of a file: far more than a class needs.
const MOST_STEPS: usize = 100;
const MOST_BYTES: usize = 1_000_000;

impl Lesson {
    /// Reads a lesson and checks that its parts fit together.
    ///
    /// # Errors
    /// When it is no JSON, lacks a field or has an unknown one, or a step is broken.
    pub fn parse(json: &[u8]) -> Result<Self, Invalid> {
        if json.len() > MOST_BYTES {
            return Err(Invalid(format!("it has {} bytes, more than {MOST_BYTES}", json.len())));
        }
        let lesson: Self = serde_json::from_slice(json).map_err(|error| Invalid(error.to_string()))?;
        lesson.check().map_err(Invalid)?;
        Ok(lesson)
    }

    /// How many minutes a class takes for it.
    pub fn minutes(&self) -> u32 {
        self.steps.iter().map(|step| step.minutes).fold(0, u32::saturating_add)
    }

    fn check(&self) -> Result<(), String> {
        if self.format != FORMAT {
            return Err(format!("its format is “{}”, not “{FORMAT}”", self.format));
        }
        said([("title", &self.title), ("summary", &self.summary), ("before", &self.before)])?;
        match self.steps.len() {
            0 => Err("it has no steps".into()),
            count if count > MOST_STEPS => Err(format!("it has {count} steps, more than {MOST_STEPS}")),
            _ => self.steps.iter().zip(1..).try_for_each(|(step, number)| {
                step.check().map_err(|reason| format!("step {number}, “{}”: {reason}", step.title))
            }),
        }
    }
}

impl Step {
    fn check(&self) -> Result<(), String> {
        let words = [("title", &self.title), ("hint", &self.hint), ("answer", &self.answer), ("look", &self.look)];
        said(words)?;
        if self.text.is_empty() {
            return Err("its “text” has no paragraph".into());
        }
        said(self.text.iter().map(|paragraph| ("text", paragraph)))?;
        self.question.check()
    }
}

/// Refuses fields that say nothing.
fn said<'a>(words: impl IntoIterator<Item = (&'static str, &'a String)>) -> Result<(), String> {
    let empty = words.into_iter().find(|(_, text)| text.trim().is_empty());
    empty.map_or(Ok(()), |(name, _)| Err(format!("its “{name}” is empty")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

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
        let choice = |right: bool| json!({"text": "Yes", "right": right});
        let choices = |choices: Vec<Value>| json!({"text": "Why?", "choices": choices});
        let number = |value: Value| json!({"text": "Why?", "number": value});
        let two = document().pointer("/steps/0/question/number").unwrap().clone();
        for (broken, says) in [
            (with("/format", json!("freqscope-lesson/9")), "format"),
            (with("/steps", json!([])), "no steps"),
            (with("/steps/1/hint", json!(" ")), "step 2, “A step”: its “hint” is empty"),
            (with("/steps/0/text", json!([])), "no paragraph"),
            (with("/steps/0/minutes", json!(-1)), "-1"),
            (with("/steps/0", json!({"title": "A"})), "missing field"),
            (with("/steps/0/question", json!({"text": "Why?"})), "neither choices nor a number"),
            (with("/steps/0/question", json!({"text": "Why?", "choices": [], "number": two})), "both"),
            (with("/steps/0/question", choices(vec![choice(true)])), "2 to 6"),
            (with("/steps/0/question", choices(vec![choice(true), choice(true)])), "exactly one"),
            (with("/steps/0/question", choices(vec![choice(false), choice(false)])), "exactly one"),
            (with("/steps/0/question", number(json!({"value": 1, "tolerance": -1, "unit": ""}))), "tolerance"),
            (with("/steps/0/question/text", json!("")), "question"),
        ] {
            let error = parse(&broken).unwrap_err().to_string();
            assert!(error.contains(says), "{error}: not “{says}”");
        }
        let mut misspelt = document();
        misspelt["steps"][0]["hnt"] = json!("?");
        assert!(parse(&misspelt).unwrap_err().to_string().contains("unknown field `hnt`"));
        assert!(Lesson::parse(b"{").unwrap_err().to_string().contains("docs/lessons.md"));
        assert!(Lesson::parse(&vec![b' '; MOST_BYTES + 1]).unwrap_err().to_string().contains("more than"));
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
