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
    interval_column: "95\u{a0}% interval",
    between: |low, high| format!("{low} to {high}"),
    live_heading: "The same, measured here",
    live_reading: "The networks on show are asked about pictures of this page with noise along one row of waves after another, from the \
                   constant wave outwards; a row is drawn once all pictures are answered about. Beside each map is the stored one.",
    live_start: "Measure the maps",
    live_stop: "Stop",
    live_go_on: "Go on",
    live_clear: "Start over",
    live_measured: "Rows measured",
    live_basis: "Basis",
    live_fourier_meaning: "514 waves, the constant one in the middle.",
    live_dct_meaning: "1,024 waves, the constant one at the top left.",
    live_of: "Pictures",
    live_one_a_class: "The first of each class.",
    live_all: "All of this page.",
    live_failed: |done, total, why| format!("Stopped at {done} of {total} rows. {why}"),
    live_waiting: |done, total| {
        format!("{done} of {total} rows of pictures; waiting while the engine answers your own questions.")
    },
    live_running: |done, total| format!("{done} of {total} rows of pictures are measured."),
    live_not_ready: "The measurement can start as soon as a network is ready.",
    live_whole: |total| format!("All {total} rows of pictures are measured."),
    live_some: |done, total| format!("{done} of {total} rows of pictures are measured so far."),
    live_title: |network, n| format!("{network}, here, n = {n}"),
    stored_title: |network, n| format!("{network}, stored, n = {n}"),
    live_label: |network| {
        format!(
            "Error rates of {network} with noise along each wave, as far as they are measured here; the table below has them by ring"
        )
    },
    live_nothing_yet: "Nothing is measured yet.",
    live_rows: |done, total| format!("{done} of {total} rows."),
    live_clean: |share| format!("Wrong about {share} of the pictures as they are."),
    live_low: |rings, share| format!("Along the {rings} lowest rings about {share}."),
    live_high: |share| format!("Along the others about {share}."),
    live_table: "Show these error rates by ring as a table",
    live_pictures: "Of few pictures, which were not drawn at random: the first test images of each class. The intervals are as if they had \
                    been.",
    filters_heading: "What is left without fine detail, or without all else",
    filters_reading: "How often a network is right about images of which only the bands up to a cut-off are kept, or only those from it \
                      on (after Wang et al., 2020; here with bands of the DCT). Ten classes: guessing is right on 10\u{a0}%.",
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
    one_picture_title: "The picture on show behind a filter",
    one_picture_filter: "Filter",
    low_pass_filter: "low-pass",
    high_pass_filter: "high-pass",
    keeps_up_to: |band| format!("Bands 0 to {band} are kept."),
    keeps_from: |band| format!("Bands {band} to 62 are kept."),
    keeps_one: |band| format!("Band {band} is kept."),
    keeps_others: |bands| format!("Bands {bands} are taken out, which neither filter does."),
    filtered_picture: "What the filter leaves of the picture",
    around_grey: "Without band 0 its values lie around 0: it is drawn here around mid-grey, and the networks are given it as it is.",
    agree_heading: "Do these tools agree?",
    agree_reading: "Of all networks of this page, what each tool finds from a band on: the share of |score| of Occluded Frequency, the accuracy \
                    with these bands alone, the share of the energy of PGD’s perturbation (ℓ∞ 8/255); of the heat map the error rate along \
                    the waves of the band itself. If the tools measure the same, they rank the networks alike.",
    agree_unknown: "How alike the tools rank the networks is not known yet: too few networks are measured by two of them.",
    agree_counts: |alike, contrary, open| {
        format!(
            "Of {} pairs of tools {alike} put the networks in a similar order, {contrary} in the opposite one; of {open} that is not known well \
             enough.",
            alike + contrary + open
        )
    },
    measure_alike: |images, tools| {
        format!(
            "So, as far as {images} images a network tell, Occluded Frequency puts the networks, by how much they rest on the upper bands, in an \
             order similar to that of {tools}."
        )
    },
    measure_contrary: |tools| format!("It says the opposite of {tools}."),
    measure_open: |tools| format!("Whether it says the same as {tools} is not known from so few images."),
    agree_few: |few, networks, enough, least| {
        format!(
            "Behind {few} of the {networks} networks are fewer than {enough} images, only {least} at the least; intervals \
             from so few are too narrow."
        )
    },
    published_natural: |yes, all, no, open| {
        format!(
            "Yin et al. (2019) found natural networks sensitive to all but the lowest waves: {yes} of {all} err here more often along high \
             waves than without noise, and than along the constant wave ({no} do not, of {open} it is not known)."
        )
    },
    published_robust: |yes, all, no, open| {
        format!(
            "Adversarially trained ones they found robust to high waves and sensitive to low ones: {yes} of {all} err here more often along \
             low waves than along high ones ({no} do not, of {open} it is not known)."
        )
    },
    agree_meaning: |draws| {
        format!(
            "Rank correlations are Spearman’s, with the middle 95\u{a0}% of {draws} resamples of the images, the same in all tools; they say nothing \
             of other networks, and of a handful of images they are too narrow."
        )
    },
    agree_table: |band| format!("Show what each tool finds from band {band} on as a table"),
    tools: || ["Occluded Frequency", "the heat map", "the high-pass filter", "PGD"],
    tool_panels: || {
        [
            "Occluded Frequency: share from band k on",
            "Heat map: errors along band k",
            "Filter: right with bands k and above",
            "PGD: energy from band k on",
        ]
    },
    tool_label: |tool| format!("{tool}, a curve for each network; the table below has the numbers"),
    natural: |n| format!("natural, n = {n}"),
    adversarial: |n| format!("adversarially trained, n = {n}"),
    least_to_most: |least, most| format!("{least} to {most}"),
    tools_column: "Tools",
    rank_correlation: "Rank correlation",
    correlation_table: "Show the rank correlations as a table",
    network: "Network",
    reading: |share, interval, n| format!("{share} ({interval}), n = {n}"),
    and: |first, last| format!("{first} and {last}"),
    corruptions_heading: "Does it expect which corruption hurts which network?",
    corruptions_reading: "CIFAR-10-C’s corruptions change some bands more than others. If Occluded Frequency is right about the bands that a network rests \
                          on, a corruption of these should cost it most: what it expects is the sum over bands of the network’s share \
                          of |score|, times the corruption’s share of energy. It leaves out how large the change is.",
    corruptions_unknown: "Too few networks and corruptions are measured to compare their ranks.",
    over_networks: |alike, contrary, open| {
        format!(
            "Of {} corruptions the order of the networks is as expected in {alike}, the other way round in {contrary}, not known in {open}.",
            alike + contrary + open
        )
    },
    over_corruptions: |alike, contrary, open| {
        format!(
            "Of {} networks the order of the corruptions is as expected in {alike}, the other way round in {contrary}, not known in {open}.",
            alike + contrary + open
        )
    },
    interaction_alike: |rho, interval| {
        format!(
            "Beyond how hard a corruption is and how frail a network, it tells which corruption hurts which network (rank correlation {rho}, \
             {interval})."
        )
    },
    interaction_contrary: |rho, interval| {
        format!(
            "Beyond how hard a corruption is and how frail a network, it expects the opposite of what is found (rank correlation {rho}, \
             {interval})."
        )
    },
    interaction_open: |rho, interval| {
        format!(
            "Beyond how hard a corruption is and how frail a network, whether it tells which corruption hurts which network is not known (rank \
             correlation {rho}, {interval})."
        )
    },
    corruptions_meaning: |images| {
        format!(
            "Marks: how often a network is right, the mean over five severities, with 95\u{a0}% intervals: by Student’s t, and by Wilson where all \
             images agree, as at 0 and 100\u{a0}%, and without corruption. Bars: the share of each \
             band, from the lowest on, in what a corruption changes, each row up to its largest, over {images} images."
        )
    },
    corruptions_label: "Accuracy of the networks on show under each corruption, and the bands that it changes; the table has the numbers",
    corruptions: || {
        [
            "gaussian noise",
            "shot noise",
            "impulse noise",
            "defocus blur",
            "glass blur",
            "motion blur",
            "zoom blur",
            "snow",
            "frost",
            "fog",
            "brightness",
            "contrast",
            "elastic transform",
            "pixelate",
            "JPEG compression",
        ]
    },
    no_corruption: "none",
    changed_bands: "bands",
    of_images: |network, n| format!("{network}, n = {n}"),
    energy_above: |band| format!("Energy from band {band} on"),
    corruption: "Corruption",
    corruption_table: "Show the accuracy of all networks as a table",
    of_corruption: |name| format!("{name}, over networks"),
    of_network: |name| format!("{name}, over corruptions"),
    which_hurts_which: "which hurts which",
    loss_column: "Loss of accuracy as expected",
    loss_table: "Show how far losses are as expected as a table",
    interval_meaning: "In brackets, in tables, and shaded or as lines where they are drawn: 95\u{a0}% intervals over images, by Wilson of a share of \
                       counted images, by Student’s t of a mean of rates, and by Wilson of one about which all images agree.",
    awaited: |network| format!("The stored results of {network} are on their way."),
    missing: |network| format!("The stored results of {network} cannot be had. "),
    try_again: "Try again",
    unmeasured: |network| format!("Of {network} not all of this is measured yet; what is, is drawn."),
    nothing_stored: |network| format!("Nothing is stored of {network}: choose a network that comes with the page."),
    other_question: |network| format!("they answer another question than that of {network}"),
};
