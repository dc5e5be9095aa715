//! The words that the article explains where they first stand.

use super::topic::topic;

topic! {
    /// A word as it stands in its sentence, and what it means, here and below.
    dct;
    dct_definition;
    band;
    band_definition;
    logits;
    logits_definition;
    normalised_pixels;
    normalised_pixels_definition;
    white_noise;
    white_noise_definition;
    epsilon;
    epsilon_definition;
    norms;
    norms_definition;
    rct;
    rct_definition;
    seed;
    seed_definition;
    ball;
    ball_definition;
    cross_entropy;
    cross_entropy_definition;
    pgd20;
    pgd20_definition;
    representation;
    representation_definition;
    interval;
    interval_definition;
    control_variate;
    control_variate_definition;
}
