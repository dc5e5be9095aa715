//! Occluded Frequency: the chart of scores, what is taken out, and what becomes of the picture.

use super::topic::topic;

topic! {
    /// In a list: only the number is read out after it.
    band(band: usize);
    bands_to_take_out;
    low;
    middle;
    high;
    bands;
    bands_example;
    clear;
    zero;
    zero_meaning;
    mean;
    mean_meaning;
    noise;
    noise_meaning;
    pixels;
    pixels_meaning;
    normalised;
    normalised_meaning;
    replace_by;
    zero_in;
    limit;
    the_class;
    quoted(class: &str);
    /// `class`: quoted, or `the_class`.
    score_axis(class: &str);
    all_zero;
    stop;
    try_again;
    compute;
    bar(band: usize, score: &str);
    bar_of_two(band: usize, first: &str, second: &str);
    bar_of_second(band: usize, second: &str);
    bar_unknown(band: usize);
    predicted_class;
    chart(class: &str);
    /// Behind the name of a network.
    waiting;
    computing;
    computing_of(done: u32, total: u32);
    not_computed;
    stopped;
    predicts(name: &str, class: &str);
    both_about(others: &str, class: &str);
    /// Between two clauses.
    and;
    column_score;
    column_logit;
    column_prediction;
    column_band;
    as_table;
    scores;
    predicted;
    predicted_is(class: &str);
    class_of_interest;
    figure_root(class: &str, picture: &str);
    figure_head(class: &str, picture: &str);
    figure_title(class: &str);
    input;
    log_dct;
    spectrum_without(band: usize);
    score_comes_about(logit: &str, less: &str, score: &str);
    score(score: &str);
    score_and_answer(score: &str, class: &str, share: &str);
    all_scores;
    without_lowest(band: usize);
    without_second_lowest(band: usize);
    without_third_lowest(band: usize);
    /// `place`: 1 for that with the highest score.
    without_top(place: usize, band: usize);
    extremes_title;
    extremes_help;
    /// After the sentence before.
    extremes_of_first;
    three_lowest;
    /// `class`: quoted, or `the_class`.
    three_highest(class: &str);
    image_without(band: usize);
    /// Titles.
    all_bands;
    largest_score;
    point_at_bar;
    no_score_yet;
    band_head(band: usize);
    still(class: &str);
    becomes(class: &str);
    readout(score: &str, class: &str, before: &str, after: &str, verdict: &str);
    network_says(name: &str, says: &str, probability: &str, class: &str, logit: &str);
    score_note;
    replaced_by(what: &str);
}
