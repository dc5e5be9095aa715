//! The article: its frame and its sections.

use super::topic::topic;
use freqscope_core::spectrum::band::Band;
use yew::Html;

/// What stands before bands in a sentence, which changes their words in some languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Nothing: `bands 16–62` do something.
    Bare,
    /// Something lies `in bands 16–62`.
    In,
    /// The sum `of bands 16–62`.
    Of,
}

topic! {
    heading;
    lead;
    /// A label.
    contents;
    link_to(title: &str);
    /// A label.
    beside_paper;
    try_it;
    look_for;
    awaited;
    missing;
    try_again;
    does_it_hold;
    quoted(claim: &str);
    claim_in_full(number: usize);
    and;
    /// What is wrong with a stored result, here and below.
    no_value;
    no_mean;
    /// Unbroken at the end of a line.
    bands(case: Case, first: Band, last: Band);
    band(case: Case, band: Band);
    no_band(case: Case);
    /// How a network was trained, in short, here and below.
    natural;
    l2_quarter;
    l2_half;
    linf;
    /// A paragraph, here and below.
    sum_patterns(side: usize, plane: &str, dct: Html) -> Html;
    sum_bands(band: Html, count: usize, highest: &str, coarse: &str) -> Html;
    sum_coarse(share: &str, in_bands: &str);
    sum_task;
    sum_look;
    sum_look_with(bands: &str, all: &str, fine: &str);
    sum_aside;
    sum_aside_text;
    sum_formula(coefficient: Html, down: Html, across: Html, pattern: Html) -> Html;
    missing_logits(logits: Html) -> Html;
    missing_fall(network: &str, band: &str, class: &str, without: &str, whole: &str);
    missing_task;
    missing_look;
    missing_none;
    missing_some(counted: &str);
    for_network(count: usize, network: &str);
    missing_aside;
    missing_aside_text;
    missing_formula(band: Html) -> Html;
    scores_fall(normalised: Html) -> Html;
    scores_lowest(images: &str, lowest: &str, times: &str);
    scores_task;
    scores_look;
    scores_look_with(counted: &str);
    scores_aside;
    scores_aside_text;
    scores_formula(logit: Html, class: Html, band: Html) -> Html;
    landing_small(epsilon: Html, norms: Html) -> Html;
    landing_noise(noise: Html, clause: &str) -> Html;
    landing_noise_clause(share: &str, in_bands: &str, coefficients: &str);
    landing_task(link: Html, seed: Html) -> Html;
    landing_attack;
    landing_look;
    landing_part(attack: &str, coarse: &str, fine: &str);
    landing_look_with(attacks: &str);
    landing_here(attacked: &str, images: &str, seed: u64, radii: &str);
    landing_radius(attack: &str, epsilon: &str);
    landing_aside;
    landing_aside_text(rct: Html, here: &str, link: Html) -> Html;
    landing_maps;
    landing_formula(coefficients: Html, band: Html) -> Html;
    training_ball(ball: Html, price: &str) -> Html;
    training_price(attack: &str, after: &str, before: &str, paid: &str, full: &str);
    training_shift(shift: &str);
    training_shares(bands: &str, natural: &str, robust: &str);
    training_low_pass(images: &str, bands: &str, natural: &str, robust: &str);
    training_high_pass(natural: &str, robust: &str);
    training_tools(found: &str);
    training_look;
    training_look_with(left: &str);
    training_task(button: Html) -> Html;
    training_compare;
    training_here(images: &str);
    training_aside;
    training_aside_text(here: &str, link: Html) -> Html;
    training_by_class;
    training_formula(weights: Html, cross_entropy: Html, change: Html) -> Html;
    lookalikes_search(representation: Html) -> Html;
    /// A sentence, which the next one follows.
    lookalikes_loss(images: &str, start: &str, end: &str, steps: &str);
    lookalikes_lowest(before: &str, natural: &str, robust: &str);
    lookalikes_task(link: Html) -> Html;
    instruments;
    lookalikes_look;
    lookalikes_look_with(left: &str);
    lookalikes_aside;
    lookalikes_aside_text(images: &str);
    lookalikes_images(images: usize);
    lookalikes_formula(representation: Html) -> Html;
    lookalikes_relative(representation: Html) -> Html;
    holds_claims(interval: Html, count: &str) -> Html;
    holds_text;
    holds_task(link: Html) -> Html;
    claims_in_full;
    holds_look;
    holds_look_with(readings: usize, firm: usize);
    holds_aside;
    holds_aside_text(control_variate: Html) -> Html;
}
