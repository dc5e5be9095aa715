//! A pupil's answers as a file of plain text, which prints and mails as it is.

use crate::{
    lesson::progress::Given,
    platform::download::{Content, Download, file_name},
};
use freqscope_lesson::{Lesson, Step, question::Judgement};

pub fn download(lesson: &Lesson, given: &[Given]) -> Download {
    let steps = lesson.steps.iter().zip(given).zip(1..).map(|((step, given), number)| answer(number, step, given));
    let text = format!("{}\n\nName: \n\n{}", lesson.title, steps.collect::<Vec<_>>().join("\n"));
    Download { name: file_name(&[&lesson.title, "answers"], "txt"), media: "text/plain", content: Content::Text(text) }
}

fn answer(number: usize, step: &Step, given: &Given) -> String {
    let reply = given.text(&step.question).unwrap_or("–".into());
    format!("{number}. {}\n{}\n{reply}{}\n", step.title, step.question.text, verdict(step, given))
}

/// In brackets behind a reply; empty where it has not been judged.
pub fn verdict(step: &Step, given: &Given) -> &'static str {
    match given.judgement(&step.question) {
        Some(Judgement::Right) => " (right)",
        Some(Judgement::Wrong) => " (not right)",
        Some(Judgement::Unreadable) => " (no number)",
        None => "",
    }
}
