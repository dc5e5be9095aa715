//! Figures in pages of others: the dialogue in which authors get one, and what stands around it.

use super::topic::topic;
use freqscope_core::{class::Class, model::Questions};

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
    /// Of the drawing that stands where the figure will be.
    save_drawing;
    drawing_meaning;
    drawing_saved(file: &str);
    nothing_to_draw;
    /// Names of pictures.
    picture;
    spectrum;
    spectrum_note;
    whole_picture;
    all_bands;
    without(bands: &str);
    /// What a network says of the whole picture and without bands.
    said(network: &str, whole: Class, without: Class);
    replaced_by(what: &str);
    /// To the author of a page, with the names that it has for what is to be said.
    unsaid(name: &str, questions: &Questions);
}
