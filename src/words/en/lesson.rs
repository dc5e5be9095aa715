use crate::words::lesson::Words;
use yew::html;

pub const WORDS: Words = Words {
    intro: "For a class, or for oneself: step by step, with a question each. Answers stay in this browser.",
    list_missing: "The list of lessons is missing. ",
    list_awaited: "The list of lessons is being fetched.",
    open_own: "Open a lesson of your own",
    own_meaning: || {
        html! {
            <>
                { "A file as " }<a href="lessons.html">{ "its description" }</a>
                { " says it is written; you can also drop it anywhere on the page." }
            </>
        }
    },
    in_front_of_class: |link| html! { <>{ "In front of a class: " }{ link }{ "; lessons too open in it." }</> },
    projector: "one figure in large type",
    amount: |steps, minutes| format!("{steps} steps, {minutes} minutes"),
    answered: |done, steps| format!("{done} of {steps} steps answered"),
    worksheet: "Worksheet",
    answer_sheet: "Answer sheet",
    my_answers: "My answers",
    lesson: "Lesson",
    awaited: "The lesson is being fetched.",
    lost: "This lesson was opened from a file, which a link does not hold: open the file again.",
    step: |number, steps| format!("Step {number} of {steps}"),
    leave: "Leave the lesson",
    all_bands: "With all its bands.",
    without_bands: |bands| format!("Without bands {bands}."),
    picture_whole: |picture| format!("{picture}: with all its bands."),
    picture_without: |picture, bands| format!("{picture}: without bands {bands}."),
    sample_without: |class, bands| format!("{class}, without bands {bands}"),
    hint: "Hint",
    right: "Right.",
    not_quite: "Not quite.",
    the_answer: "The answer.",
    look_for: "What to look for:",
    no_number: "That is no number. Write one, such as 57.6.",
    not_it: "That is not it. Try again, take the hint, or open the answer.",
    back: "Back",
    next: "Next step",
    to_your_answers: "To your answers",
    open_answer: "Open the answer",
    check: "Check",
    sheet_line: |sheet, minutes| format!("{sheet} · {minutes} minutes · freqscope"),
    name: "Name",
    date: "Date",
    before: |before| format!("Before: {before}"),
    to_lesson: "To the lesson",
    print: "Print",
    save: "Save as a file",
    forget: "Forget my answers",
    solution: |value, unit| format!("{value} {unit}"),
    solution_about: |value, unit, tolerance| format!("{value} {unit} (up to {tolerance} off)"),
    hint_and_minutes: |hint, minutes| format!("Hint: {hint} · {minutes} minutes"),
    not_answered: "not answered",
    is_right: " (right)",
    is_wrong: " (not right)",
    is_no_number: " (no number)",
    name_line: "Name: ",
    list_broken: "the list is damaged: load the page again",
    invalid: |invalid| invalid.to_string(),
};
