//! What is said of a link that cannot be shown as a whole: clauses of one sentence.

use super::topic::topic;

topic! {
    /// A closed choice of values; follows “choose”.
    zero_mean_or_noise;
    a_name;
    whole_number(least: i64, most: i64);
    a_png(reason: &str);
    a_place;
    a_loss;
    one_of(all: &str);
    a_number;
    too_long;
    no_form;
    other_version(version: u32);
    unknown_key(name: &str);
    and_more(more: usize);
    not_all(told: &str);
    no_sample(id: &str);
    no_network(id: &str);
    no_step(step: usize, steps: usize);
    with_itself(id: &str);
    /// `hash`: the beginning.
    senders_network(hash: &str);
    diagonal_only;
    /// `run`: as a link calls it.
    not_run(run: &str, reason: &str);
    rounded(lost: &str);
    lesson_needs_link(text: &str);
}
