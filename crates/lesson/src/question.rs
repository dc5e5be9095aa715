//! The question of a step, and whether a reply answers it.

use crate::invalid::Problem;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What is asked: either some choices, or a number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// A sentence with a question mark.
    pub text: String,
    /// Two to six, of which exactly one is right.
    #[serde(default)]
    pub choices: Option<Vec<Choice>>,
    /// The number that is asked for.
    #[serde(default)]
    pub number: Option<Number>,
}

/// One of the choices.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// As it is read.
    pub text: String,
    /// Whether it is the right one.
    #[serde(default)]
    pub right: bool,
}

/// A number that is asked for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// The right one.
    pub value: f64,
    /// How far another may lie from it and still be right.
    pub tolerance: f64,
    /// What it counts or is measured in, such as `%` or `bands`; may be empty.
    pub unit: String,
}

/// Whether a reply answers the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// It does.
    Right,
    /// It does not.
    Wrong,
    /// It is no choice, or no number.
    Unreadable,
}

impl Question {
    /// A reply is the position of a choice, from 0, or a number as people write it: `57.6`, `57,6`, `57.6 %`, `8/255`.
    pub fn judge(&self, reply: &str) -> Judgement {
        let right = match (&self.choices, &self.number) {
            (Some(choices), _) => reply.parse::<usize>().ok().and_then(|i| choices.get(i)).map(|choice| choice.right),
            (None, Some(number)) => number.judge(reply),
            (None, None) => None,
        };
        match right {
            Some(true) => Judgement::Right,
            Some(false) => Judgement::Wrong,
            None => Judgement::Unreadable,
        }
    }

    pub(crate) fn check(&self) -> Result<(), Problem> {
        if self.text.trim().is_empty() {
            return Err(Problem::Empty { field: "question › text" });
        }
        match (&self.choices, &self.number) {
            (Some(_), Some(_)) => Err(Problem::TwoQuestions),
            (None, None) => Err(Problem::NoQuestion),
            (Some(choices), None) => check_choices(choices),
            (None, Some(number)) if number.tolerance >= 0.0 => Ok(()),
            (None, Some(number)) => Err(Problem::Tolerance(number.tolerance)),
        }
    }
}

fn check_choices(choices: &[Choice]) -> Result<(), Problem> {
    let right = choices.iter().filter(|choice| choice.right).count();
    let mut texts = BTreeSet::new();
    let again = choices.iter().map(|choice| choice.text.trim()).find(|text| !texts.insert(*text));
    match (choices.len(), again) {
        _ if choices.iter().any(|choice| choice.text.trim().is_empty()) => {
            Err(Problem::Empty { field: "question › choices › text" })
        }
        (2..=6, Some(text)) => Err(Problem::SameChoices(text.into())),
        (2..=6, None) if right == 1 => Ok(()),
        (2..=6, None) => Err(Problem::Right(right)),
        (count, _) => Err(Problem::Choices(count)),
    }
}

impl Number {
    /// None where the text is no number.
    fn judge(&self, text: &str) -> Option<bool> {
        // What decimal fractions lose in binary does not count.
        let slack = 1e-9 * self.value.abs().max(1.0);
        Some((self.read(text)? - self.value).abs() <= self.tolerance + slack)
    }

    /// With or without its unit; a comma or a point; a true minus sign; a fraction.
    fn read(&self, text: &str) -> Option<f64> {
        let text = text.trim();
        let text = text.strip_suffix(&self.unit).unwrap_or(text);
        let text = text.replace('−', "-").replace(',', ".");
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        match text.split_once('/') {
            Some((above, below)) => Some(number(above)? / number(below)?).filter(|number| number.is_finite()),
            None => number(&text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Judgement::*, *};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let number = Number { value: 57.6, tolerance: 0.5, unit: "%".into() };
        let question = Question { text: "How much?".into(), choices: None, number: Some(number) };
        for (reply, judgement) in [
            ("57.6", Right),
            (" 57,6 % ", Right),
            ("58.1%", Right),
            ("57.1", Right),
            ("58.2", Wrong),
            ("-57.6", Wrong),
            ("−57.6", Wrong),
            ("576/10", Right),
            ("1/0", Unreadable),
            ("", Unreadable),
            ("many", Unreadable),
            ("inf", Unreadable),
        ] {
            assert_eq!(question.judge(reply), judgement, "{reply}");
        }
    }

    #[test]
    fn a_choice_is_told_by_its_position() {
        let choice = |text: &str, right| Choice { text: text.into(), right };
        let choices = Some(vec![choice("a", false), choice("b", true)]);
        let question = Question { text: "Which?".into(), choices, number: None };
        assert_eq!(["0", "1", "2", "b"].map(|reply| question.judge(reply)), [Wrong, Right, Unreadable, Unreadable]);
    }
}
