//! Figures in pages of others: the dialogue in which authors get one, and what stands around it.

use super::topic::topic;

topic! {
    embed;
    width(width: u32);
    meaning;
    figure;
    at_most;
    /// A label.
    html_of_figure;
    copied;
    not_copied;
    copy;
    open_whole;
}
