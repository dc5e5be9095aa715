//! Proposition 1: what a change costs.

use super::topic::topic;

topic! {
    heading;
    intro;
    choose_image;
    price;
    bound;
    /// A label.
    chart;
    readout(band: &str, price: &str, bound: &str);
    example(first: &str, middle: &str, last: &str);
    says;
    says_text;
    says_not;
    says_not_text;
    limits_text;
    outside_note;
    changed_in(band: &str);
    energy;
    spent(energy: &str, length: &str);
    band;
    limit;
    table;
    /// A label.
    prices_and_bounds;
    price_column;
    bound_column;
    /// Of a drawing, here and below.
    figure_line(picture: &str, energy: &str);
    figure_line_limited(picture: &str, energy: &str);
    axis;
}
