//! The figures of the article.

use super::topic::topic;
use yew::Html;

topic! {
    show_numbers;
    band;
    band_value(band: &str, value: &str);
    chart_label(title: &str, what: &str);
    /// A legend.
    show;
    share;
    logits;
    not_measured;
    network;
    networks_awaited;
    /// A label.
    accuracies_label;
    accuracies(pgd: Html) -> Html;
    clean;
    test_images(images: &str);
    answers_awaited;
    missing_band;
    without(band: &str);
    without_band(band: &str);
    logit_without_each;
    logit_of(class: &str);
    /// A label.
    logit_chart;
    /// A label.
    answers_label;
    whole_picture;
    go_on_without(band: &str);
    over_noise;
    change_over_noise;
    /// What a chart shows, as it follows its title.
    change_over_noise_chart;
    share_of_change;
    /// What a chart shows, as it follows its title.
    share_of_change_chart;
    white_noise;
    attack;
    coarse_and_fine(coarse: &str, fine: &str);
    over_start;
    end_over_start;
    share_of_difference;
    /// What a chart shows, as it follows its title.
    differences_chart;
    start;
    in_lowest_third(share: &str);
    stop_search;
    search;
    search_not_ready;
    /// As it stands in a label for saving.
    image_found;
    begun_at;
    found;
    sought;
    mean_scores;
    share_of_scores;
    /// What a chart shows, as it follows its title.
    means_chart;
    natural;
    band_zero(value: &str);
    band_zero_beyond(value: &str);
    sum_title;
    add_bands;
    sum_reading(of_bands: &str, share: &str);
    the_picture;
    sum(of_bands: &str);
    alone(band: &str);
    mean_colour;
    around_grey;
    multiplied(factor: u16);
    /// A label.
    spectrum;
    its_coefficients;
    spectrum_note;
    ask_about_sum(bands: &str);
    this_picture;
    test_set;
    scores_for(class: &str);
    scores;
    mean_scores_over(images: &str);
    all;
    still_computing;
    /// What a chart shows, as it follows its title.
    scores_chart;
    /// A label.
    verdicts_label;
    claim;
    in_the_paper;
    verdict;
    /// Of a drawing, here and below.
    numbers;
    said_without(said: &str, band: &str, answer: &str);
    dashed_whole;
    attacked_images(network: &str, attacked: &str, images: &str, seed: u64);
    shares_note;
    four_networks(images: &str);
    means_note;
    four_networks_steps(images: &str, steps: &str);
    differences_note;
}
