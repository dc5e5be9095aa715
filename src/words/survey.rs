//! Mean Occluded Frequency over the samples.

use super::topic::topic;

topic! {
    heading;
    intro;
    interval_meaning;
    axis;
    point_at_band;
    band_read(band: &str, read: &str);
    not_drawn;
    start_over;
    only_stored;
    /// A label.
    measured;
    band_zero;
    hidden;
    shown;
    band_zero_meaning;
    stop;
    go_on;
    measure;
    failed(done: usize, total: usize, why: &str);
    waiting(done: usize, total: usize);
    running(done: usize, total: usize);
    no_samples_yet;
    all_measured(total: usize);
    not_ready;
    some(done: usize, total: usize);
    all;
    labelled;
    /// Which images a curve is the mean of, here and below.
    samples;
    test_images;
    of_samples(network: &str, n: usize);
    of_test_images(network: &str, n: &str);
    interval(low: &str, high: &str);
    no_interval;
    /// A label.
    chart;
    table;
    /// A label.
    means_by_band;
    band;
    interval_column;
    between(low: &str, high: &str);
    /// What is wrong with a stored curve.
    other_question(network: &str);
    /// Of a drawing, here and below.
    all_images;
    images_labelled(class: &str);
    axis_of_figure;
    note;
    title;
}
