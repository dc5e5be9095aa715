use crate::words::export::Words;

pub const WORDS: Words = Words {
    npy: ".npy, exakt",
    png16: "PNG mit 16 Bit",
    save_figure: "Abbildung speichern",
    save_figure_and_numbers: "Abbildung und Zahlen dazu speichern",
    save_numbers: "Zahlen speichern",
    save_image: |image| format!("{image} speichern"),
    cite: "Zitieren",
    bibtex: "BibTeX des Aufsatzes und der Software",
    close: "Schließen",
    zeros_in_pixels: "Nullen, bei Pixelwerten von 0 bis 1",
    zeros_normalised: "Nullen, bei normierten Pixelwerten",
    training_mean: "mittlere Koeffizienten der Trainingsmenge",
    noise: |seed| format!("Rauschen gleicher Energie, Startwert {seed}"),
    clipped: "; Bilder werden auf [0, 1] begrenzt",
    drawn_clipped: "; Bilder werden begrenzt auf [0, 1] gezeichnet",
};
