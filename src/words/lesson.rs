//! Lessons: the list, a step, and the sheets. What a lesson itself says is in `www/lessons/`.

use super::topic::topic;
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
    /// What is wrong with a lesson, in a clause, here and below.
    unknown_part(name: &str);
    step_wrong(number: usize, title: &str, reason: &str);
}
