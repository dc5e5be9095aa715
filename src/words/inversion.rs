//! Representation inversion: settings, a run, and what it found.

use super::topic::topic;
use yew::Html;

topic! {
    heading;
    /// A paragraph.
    intro() -> Html;
    stop;
    invert;
    not_ready;
    sample(class: &str, index: u32);
    begin_at;
    steps;
    steps_meaning;
    none_yet;
    /// A label.
    progress;
    start;
    found;
    sought;
    relative_loss;
    /// As it stands in a label for saving.
    image_found;
    as_it_is_now;
    network_says(class: &str, probability: &str);
    /// A heading.
    what_differs() -> Html;
    nearness(last: &str, first: &str);
    waiting;
    /// Where a run is; what follows is the loss.
    step(done: u32, steps: u32);
    all_done(steps: u32);
    stopped(done: u32, steps: u32);
    loss(loss: &str);
    /// Of a drawing, here and below.
    taken_for(class: &str);
    what_differs_short;
    relative_loss_formula;
    title;
}
