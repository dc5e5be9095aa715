//! The page as a whole: its parts and what stands between them.

use super::topic::topic;

topic! {
    drop_hint;
    /// Below the first screen.
    rest_missing(reason: &str);
    leave_projector;
    another_picture;
    which_square;
    other_networks;
    /// Before a link.
    more_networks;
    all_networks;
    all_measured;
    /// A paragraph above the chart of scores.
    how_to_read_scores;
    scores_of_class(class: &str);
    scores_of_picture;
    take_bands_out;
    /// In place of the names of networks that are not known yet.
    some_networks;
    /// Between two names.
    and;
    /// What replaces a band.
    zeros;
    training_mean;
    noise;
    about_survey;
    about_figure(networks: &str, picture: &str, fill: &str);
}
