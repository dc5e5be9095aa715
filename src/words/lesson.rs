//! Lessons: the list, a step, and the sheets. What a lesson itself says is in `www/lessons/`.

use super::topic::topic;
use freqscope_lesson::invalid::Invalid;
use yew::Html;

topic! {
    intro;
    list_missing;
    list_awaited;
    open_own;
    own_meaning() -> Html;
    in_front_of_class(link: Html) -> Html;
    projector;
    amount(steps: usize, minutes: u32);
    answered(done: usize, steps: usize);
    worksheet;
    answer_sheet;
    my_answers;
    lesson;
    awaited;
    lost;
    none(id: &str);
    step(number: usize, steps: usize);
    leave;
    all_bands;
    without_bands(bands: &str);
    /// What is read aloud of a picture, here and below.
    picture_whole(picture: &str);
    picture_without(picture: &str, bands: &str);
    sample_without(class: &str, bands: &str);
    hint;
    right;
    not_quite;
    the_answer;
    look_for;
    no_number;
    not_it;
    back;
    next;
    to_your_answers;
    open_answer;
    check;
    sheet_line(sheet: &str, minutes: u32);
    name;
    date;
    before(before: &str);
    to_lesson;
    print;
    save;
    forget;
    solution(value: &str, unit: &str);
    solution_about(value: &str, unit: &str, tolerance: &str);
    hint_and_minutes(hint: &str, minutes: u32);
    not_answered;
    /// What stands behind a reply, here and below.
    is_right;
    is_wrong;
    is_no_number;
    name_line;
    /// A clause, here and below.
    list_broken;
    invalid(invalid: &Invalid);
}

#[cfg(test)]
mod tests {
    use crate::{
        language::{self, Language},
        words::words,
    };
    use freqscope_lesson::{
        Lesson,
        field::Kind,
        invalid::{Invalid, Problem},
    };

    /// One of each.
    fn problems() -> Vec<Problem> {
        let text = || "xy".to_owned();
        let kinds = [
            Kind::Text,
            Kind::Texts,
            Kind::Whole,
            Kind::Number,
            Kind::Flag,
            Kind::List(&[]),
            Kind::Object(&[]),
            Kind::Anything,
        ];
        let kinds =
            kinds.into_iter().flat_map(|kind| [text(), String::new()].map(|field| Problem::Kind { field, kind }));
        let others = [
            Problem::Format(text()),
            Problem::Missing { field: text() },
            Problem::Unknown { field: text(), known: vec!["hint", "look"] },
            Problem::Empty { field: "xy" },
            Problem::NoSteps,
            Problem::ManySteps(101),
            Problem::NoText,
            Problem::TwoQuestions,
            Problem::NoQuestion,
            Problem::Choices(1),
            Problem::Choices(7),
            Problem::Right(0),
            Problem::Right(1),
            Problem::Right(2),
            Problem::SameChoices(text()),
            Problem::Tolerance(-0.5),
            Problem::Part(text()),
            Problem::Sample(text()),
            Problem::Network(text()),
            Problem::Link(text()),
        ];
        kinds.chain(others).collect()
    }

    fn examples() -> Vec<Invalid> {
        let [named, nameless] = ["Halbe Bänder", ""];
        let step = |title: &str, problem| Invalid::Step { number: 3, title: title.into(), problem };
        let whole = problems().into_iter().map(Invalid::Whole);
        let steps = problems().into_iter().flat_map(|problem| [step(named, problem.clone()), step(nameless, problem)]);
        let files = [
            Invalid::TooLarge { bytes: 5_000_000 },
            Invalid::Encoding,
            Invalid::Unreadable { line: 7, column: 12, reason: "EOF while parsing".into() },
        ];
        whole.chain(steps).chain(files).collect()
    }

    #[test]
    fn whatever_is_wrong_with_a_lesson_is_told_in_the_language_of_the_page() {
        for invalid in examples() {
            language::speak(Language::English);
            let english = words().lesson.invalid(&invalid);
            assert_eq!(english, invalid.to_string());
            language::speak(Language::German);
            let german = words().lesson.invalid(&invalid);
            let left = ["the", "a", "it", "its", "has", "be", "step", "of", "or", "EOF"];
            let mut german_words = german.split(|letter: char| !letter.is_alphabetic());
            assert!(german_words.all(|word| !left.contains(&word)), "{german}");
            assert!(!german.contains(['”', '`', '"']) && german != english, "{german}");
            assert_eq!(german.matches('„').count(), german.matches('“').count(), "{german}");
        }
    }

    #[test]
    fn a_broken_file_is_told_by_its_step_in_german() {
        language::speak(Language::German);
        let file = include_str!("../../www/lessons/de/attacks.json");
        let told = |from: &str, to: &str| {
            let broken = file.replacen(from, to, 1);
            words().lesson.invalid(&Lesson::parse(broken.as_bytes()).unwrap_err())
        };
        let start = "diese Lektion ist nicht verwendbar: ";
        let mistyped = told("\"minutes\": ", "\"minutes\": -");
        assert!(mistyped.starts_with(&format!("{start}Schritt 1, „")), "{mistyped}");
        assert!(mistyped.ends_with("„minutes“ muss eine ganze Zahl sein, 0 oder mehr"), "{mistyped}");
        let misspelt = told("\"hint\"", "\"hnit\"");
        assert!(misspelt.contains("es gibt ein Feld „hnit“, das keine Lektion hat"), "{misspelt}");
        assert!(told("{", "{{").contains("in Zeile 1, Spalte 2"), "{}", told("{", "{{"));
    }
}
