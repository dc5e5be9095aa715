//! A pupil's answers as a file of plain text, which prints and mails as it is.

use crate::{
    lesson::progress::Given,
    platform::download::{Content, Download, file_name},
    words::words,
};
use freqscope_lesson::{Lesson, Step, question::Judgement};

pub fn download(lesson: &Lesson, given: &[Given]) -> Download {
    let steps = lesson.steps.iter().zip(given).zip(1..).map(|((step, given), number)| answer(number, step, given));
    let text =
        format!("{}\n\n{}\n\n{}", lesson.title, words().lesson.name_line(), steps.collect::<Vec<_>>().join("\n"));
    Download { name: file_name(&[&lesson.title, "answers"], "txt"), media: "text/plain", content: Content::Text(text) }
}

fn answer(number: usize, step: &Step, given: &Given) -> String {
    let reply = given.text(&step.question).unwrap_or("–".into());
    format!("{number}. {}\n{}\n{reply}{}\n", step.title, step.question.text, verdict(step, given))
}

/// In brackets behind a reply; empty where it has not been judged.
pub fn verdict(step: &Step, given: &Given) -> &'static str {
    match given.judgement(&step.question) {
        Some(Judgement::Right) => words().lesson.is_right(),
        Some(Judgement::Wrong) => words().lesson.is_wrong(),
        Some(Judgement::Unreadable) => words().lesson.is_no_number(),
        None => "",
    }
}
