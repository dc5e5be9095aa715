//! Noise along waves, and filters.

use super::topic::topic;

topic! {
    heading;
    intro;
    maps_heading;
    maps_reading;
    /// The names of both bases.
    bases() -> [&'static str; 2];
    /// A label.
    map_label(network: &str);
    /// How many test images, above a drawing.
    images(n: &str);
    rate(share: &str, interval: &str);
    told_fourier(n: &str, clean: &str, rings: usize, low: &str, high: &str);
    told_dct(bands: usize, low: &str, high: &str);
    /// What opens a table, here and below.
    fourier_table;
    dct_table;
    ring;
    band;
    interval_column;
    between(low: &str, high: &str);
    filters_heading;
    filters_reading;
    filters_title;
    low_pass;
    high_pass;
    /// A label.
    low_label;
    /// A label.
    high_label;
    across;
    right_percent;
    filter_table;
    cut;
    low_of(network: &str);
    high_of(network: &str);
    interval_meaning;
    awaited(network: &str);
    missing(network: &str);
    try_again;
    unmeasured(network: &str);
    nothing_stored(network: &str);
    /// What is wrong with a stored result.
    other_question(network: &str);
}
