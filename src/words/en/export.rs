use crate::words::export::Words;

pub const WORDS: Words = Words {
    npy: ".npy, exact",
    png16: "16-bit PNG",
    save_figure: "Save the figure",
    save_figure_and_numbers: "Save the figure and its numbers",
    save_numbers: "Save the numbers",
    save_image: |image| format!("Save {image}"),
    cite: "Cite",
    bibtex: "BibTeX of the paper and of the software",
    close: "Close",
    zeros_in_pixels: "zeros, in pixels from 0 to 1",
    zeros_normalised: "zeros, in normalised pixels",
    training_mean: "the training set’s mean coefficients",
    noise: |seed| format!("noise of its energy, seed {seed}"),
    clipped: "; images are limited to [0, 1]",
    drawn_clipped: "; pictures are drawn limited to [0, 1]",
};
