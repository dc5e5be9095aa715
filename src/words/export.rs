//! Files that can be saved, and what is written on drawings in them.

use super::topic::topic;

topic! {
    npy;
    png16;
    save_figure;
    save_figure_and_numbers;
    save_numbers;
    /// `image`: which, as a noun phrase (in German the accusative).
    save_image(image: &str);
    cite;
    bibtex;
    close;
    /// What a removed band is replaced by, as figures say it.
    zeros_in_pixels;
    zeros_normalised;
    training_mean;
    noise(seed: u64);
    /// After what replaces a band.
    clipped;
    drawn_clipped;
}
