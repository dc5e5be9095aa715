//! Why a file is no lesson that can be used. What it says of itself is English; the page says it in its own language.

use crate::{FORMAT, MOST_BYTES, MOST_STEPS, field::Kind};
use std::fmt;

/// Why a file is no lesson that can be used.
#[derive(Debug, Clone, PartialEq)]
pub enum Invalid {
    /// It is larger than [`MOST_BYTES`].
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// Its text is not in UTF-8.
    Encoding,
    /// It is no JSON from some place on, or a field stands there twice.
    Unreadable {
        /// From 1, as editors count them.
        line: usize,
        /// Likewise.
        column: usize,
        /// What the parser says, for those who look for the cause.
        reason: String,
    },
    /// The lesson as a whole is broken.
    Whole(Problem),
    /// One of its steps is.
    Step {
        /// From 1.
        number: usize,
        /// Its heading; empty where it has none.
        title: String,
        /// What is wrong with it.
        problem: Problem,
    },
}

/// What is wrong with a lesson or with one of its steps. Fields are named with those around them, such as `question › number › unit`.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// Another format, or another version.
    Format(String),
    /// A field that has to be there is not.
    Missing {
        /// Which.
        field: String,
    },
    /// A field that no lesson has.
    Unknown {
        /// Which.
        field: String,
        /// Those that may stand there.
        known: Vec<&'static str>,
    },
    /// A field holds something of another kind.
    Kind {
        /// Which; empty for the whole.
        field: String,
        /// What it has to be.
        kind: Kind,
    },
    /// A field is there and says nothing.
    Empty {
        /// Which.
        field: &'static str,
    },
    /// There is no step.
    NoSteps,
    /// There are more than [`MOST_STEPS`].
    ManySteps(usize),
    /// The text of a step has no paragraph.
    NoText,
    /// A question with choices and a number.
    TwoQuestions,
    /// A question with neither.
    NoQuestion,
    /// A number of choices that is not 2 to 6.
    Choices(usize),
    /// So many of the choices are right, instead of one.
    Right(usize),
    /// Two choices with the same text.
    SameChoices(String),
    /// A tolerance below 0.
    Tolerance(f64),
    /// A name of a part that the page does not have.
    Part(String),
    /// The link names a sample that the page does not have.
    Sample(String),
    /// The link names a network that the page does not have.
    Network(String),
    /// The page cannot read the link, and says why: a clause in its language.
    Link(String),
}

impl Invalid {
    /// What the parser said, where it was the parser.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Unreadable { reason, .. } => Some(reason),
            _ => None,
        }
    }
}

impl std::error::Error for Invalid {}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this lesson cannot be used: ")?;
        match self {
            Self::TooLarge { bytes } => write!(f, "it has {bytes} bytes, more than {MOST_BYTES}"),
            Self::Encoding => write!(f, "its text is not in UTF-8: save it as UTF-8"),
            Self::Unreadable { line, column, .. } => write!(
                f,
                "it cannot be read any further at line {line}, column {column}: look there and just before for a comma, a \
                 colon, a quotation mark or a bracket that is missing or too many, or for a field that stands there twice"
            ),
            Self::Whole(problem) => write!(f, "{problem}"),
            Self::Step { number, title, problem } if title.is_empty() => write!(f, "step {number}: {problem}"),
            Self::Step { number, title, problem } => write!(f, "step {number}, “{title}”: {problem}"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(found) => write!(f, "its “format” is “{found}” and has to be “{FORMAT}”"),
            Self::Missing { field } => write!(f, "it has no “{field}”"),
            Self::Unknown { field, known } => {
                write!(
                    f,
                    "it has a field “{field}” that no lesson has: those that may stand there are {}",
                    known.join(", ")
                )
            }
            Self::Kind { field, kind } if field.is_empty() => write!(f, "it has to be {kind}"),
            Self::Kind { field, kind } => write!(f, "“{field}” has to be {kind}"),
            Self::Empty { field } => write!(f, "its “{field}” is empty"),
            Self::NoSteps => write!(f, "it has no steps"),
            Self::ManySteps(count) => write!(f, "it has {count} steps, more than {MOST_STEPS}"),
            Self::NoText => write!(f, "its “text” has no paragraph"),
            Self::TwoQuestions => write!(f, "its question has both choices and a number: leave one out"),
            Self::NoQuestion => write!(f, "its question has neither choices nor a number"),
            Self::Choices(count) => write!(f, "its question has {count} choices: give 2 to 6"),
            Self::Right(count) => write!(f, "{count} of its choices are right: mark exactly one as “right”"),
            Self::SameChoices(text) => write!(f, "two of its choices are the same, “{text}”"),
            Self::Tolerance(tolerance) => write!(f, "its tolerance is {tolerance}: choose 0 or more"),
            Self::Part(name) => write!(
                f,
                "“{name}” is no part of the page: use picture, screen, claims, or the name of an instrument or a section"
            ),
            Self::Sample(id) => write!(f, "its “link” names a sample that is not there, “{id}”"),
            Self::Network(id) => write!(f, "its “link” names a network that is not there, “{id}”"),
            Self::Link(clause) => write!(f, "its “link” cannot be used: {clause}"),
        }
    }
}
