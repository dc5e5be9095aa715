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
    /// Maps that grow on the page.
    live_heading;
    live_reading;
    live_start;
    live_stop;
    live_go_on;
    live_clear;
    /// A label.
    live_measured;
    live_basis;
    live_fourier_meaning;
    live_dct_meaning;
    live_of;
    live_one_a_class;
    live_all;
    live_failed(done: usize, total: usize, why: &str);
    live_waiting(done: usize, total: usize);
    live_running(done: usize, total: usize);
    live_not_ready;
    live_whole(total: usize);
    live_some(done: usize, total: usize);
    live_title(network: &str, n: usize);
    stored_title(network: &str, n: &str);
    /// A label.
    live_label(network: &str);
    live_nothing_yet;
    live_rows(done: usize, total: usize);
    live_clean(share: &str);
    live_low(rings: usize, share: &str);
    live_high(share: &str);
    live_table;
    live_pictures;
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
    /// One picture, live.
    one_picture_title;
    one_picture_filter;
    low_pass_filter;
    high_pass_filter;
    keeps_up_to(band: &str);
    keeps_from(band: &str);
    keeps_one(band: &str);
    keeps_others(bands: &str);
    /// A label.
    filtered_picture;
    around_grey;
    /// Whether the tools agree.
    agree_heading;
    agree_reading;
    agree_unknown;
    agree_counts(alike: usize, contrary: usize, open: usize);
    measure_alike(images: &str, tools: &str);
    measure_contrary(tools: &str);
    measure_open(tools: &str);
    agree_few(few: usize, networks: usize, enough: usize, least: usize);
    published_natural(yes: usize, all: usize, no: usize, open: usize);
    published_robust(yes: usize, all: usize, no: usize, open: usize);
    agree_meaning(draws: usize);
    agree_table(band: usize);
    /// In a sentence, in the order of core's.
    tools() -> [&'static str; 4];
    /// Above a drawing, in the same order.
    tool_panels() -> [&'static str; 4];
    /// A label.
    tool_label(tool: &str);
    natural(n: &str);
    adversarial(n: &str);
    /// How many images, where networks differ.
    least_to_most(least: usize, most: usize);
    tools_column;
    rank_correlation;
    correlation_table;
    network;
    reading(share: &str, interval: &str, n: usize);
    and(first: &str, last: &str);
    corruptions_heading;
    corruptions_reading;
    corruptions_unknown;
    over_networks(alike: usize, contrary: usize, open: usize);
    over_corruptions(alike: usize, contrary: usize, open: usize);
    interaction_alike(rho: &str, interval: &str);
    interaction_contrary(rho: &str, interval: &str);
    interaction_open(rho: &str, interval: &str);
    corruptions_meaning(images: usize);
    /// A label.
    corruptions_label;
    /// In the order of core's.
    corruptions() -> [&'static str; 15];
    no_corruption;
    changed_bands;
    of_images(network: &str, n: usize);
    energy_above(band: usize);
    corruption;
    corruption_table;
    of_corruption(name: &str);
    of_network(name: &str);
    which_hurts_which;
    loss_column;
    loss_table;
    interval_meaning;
    awaited(network: &str);
    missing(network: &str);
    try_again;
    unmeasured(network: &str);
    nothing_stored(network: &str);
    /// What is wrong with a stored result.
    other_question(network: &str);
}
