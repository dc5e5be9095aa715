use crate::words::probes::Words;

pub const WORDS: Words = Words {
    heading: "Noise along one wave, and filters",
    intro: "Two other ways to ask which frequencies a network rests on. Both are stored results of the first test images, \
            of the networks on show; how many images is said with each.",
    maps_heading: "How often it is wrong, with noise along one wave",
    maps_reading: "Each place is one wave: noise of length 4 in each channel (ℓ2, pixels from 0 to 1) is laid along it, with a random \
                   sign (Yin et al., 2019). The lighter, the more often the network is then wrong. In the Fourier basis the \
                   constant wave is in the middle, in the DCT basis at the top left.",
    bases: || ["Fourier basis", "DCT basis"],
    map_label: |network| {
        format!(
            "Error rates of {network} with noise along each wave of two bases; the tables below have the rates by ring"
        )
    },
    images: |n| format!("n = {n}"),
    rate: |share, interval| format!("{share} ({interval})"),
    told_fourier: |n, clean, rings, low, high| {
        format!(
            "Wrong about {clean} of {n} images as they are. In the Fourier basis about {low} along the {rings} lowest \
             rings of waves, about {high} along the others."
        )
    },
    told_dct: |bands, low, high| {
        format!("In the DCT basis about {low} along the {bands} lowest bands, about {high} along the others.")
    },
    fourier_table: "Show the error rates by ring of the Fourier basis as a table",
    dct_table: "Show the error rates by band of the DCT basis as a table",
    ring: "Ring",
    band: "Band",
    interval_column: "95 % interval",
    between: |low, high| format!("{low} to {high}"),
    filters_heading: "What is left without fine detail, or without all else",
    filters_reading: "How often a network is right about images of which only the bands up to a cut-off are kept, or only those from it \
                      on (after Wang et al., 2020; here with bands of the DCT). Ten classes: guessing is right on 10 %.",
    filters_title: "Accuracy behind low-pass and high-pass filters",
    low_pass: "bands 0 to k kept",
    high_pass: "bands k and above kept",
    low_label: "Accuracy with bands 0 to k kept, for each k; the table below has the numbers",
    high_label: "Accuracy with bands k and above kept, for each k; the table below has the numbers",
    across: "band k = u + v",
    right_percent: "right (%)",
    filter_table: "Show the accuracies as a table",
    cut: "k",
    low_of: |network| format!("{network}: up to k"),
    high_of: |network| format!("{network}: from k on"),
    interval_meaning: "Shaded, in brackets and in tables: 95 % intervals over images, by Wilson of a share of counted images, by Student’s t of a \
                       mean of rates.",
    awaited: |network| format!("The stored results of {network} are on their way."),
    missing: |network| format!("The stored results of {network} cannot be had. "),
    try_again: "Try again",
    unmeasured: |network| format!("Of {network} not all of this is measured yet; what is, is drawn."),
    nothing_stored: |network| format!("Nothing is stored of {network}: choose a network that comes with the page."),
    other_question: |network| format!("they answer another question than that of {network}"),
};
