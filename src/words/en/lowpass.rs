use crate::words::lowpass::Words;

pub const WORDS: Words = Words {
    title: "Which spatial frequencies does a network rely on?",
    lead: "Drag the line to take the fine frequencies out, and see which of two networks still recognises the \
           picture.",
    lead_of_one: "Drag the line to take the fine frequencies out, and see how long the network still recognises the \
                  picture.",
    another_picture: "Another picture",
    another_square: "Another square of it",
    other_networks: "Other networks",
    kept: "kept",
    taken: "taken away",
    finest: ", band 62",
    slider: "First band that is taken away",
    scale: "Scale",
    scale_share: "Share",
    scale_logits: "Logits",
    stop: "Stop",
    go_on: "Go on",
    stored: "Its bars come from a stored result.",
    with_all: "With all its bands",
    without_one: |band| format!("Without band {band}"),
    without_from: |first, last| format!("Without bands {first}\u{2060}–\u{2060}{last}"),
    begin: |without| format!("{without}, "),
    both_say: |still| if still { "both networks still say " } else { "both networks say " },
    natural_says: |first, still| says("natural", first, still),
    robust_says: |first, still| says("robust", first, still),
    only_says: |still| if still { "the network still says " } else { "the network says " },
    own_says: |_, still| ["", if still { " still says " } else { " says " }],
    quoted: |name| format!("“{name}”"),
    natural_network: "Natural network",
    robust_network: "Robust network",
    network: "Network",
    natural: "natural",
    robust: "robust",
    of_natural: " of natural",
    of_robust: " of robust",
    natural_strip: "natural network",
    robust_strip: "robust network",
    own_training: "your own",
    natural_training: "trained on clean pictures",
    robust_training: |radius| format!("trained against attacks, {radius}"),
    whole_of_both: |class| format!("The whole picture: {class} for both, "),
    whole: "The whole picture: ",
    whole_unknown: "The whole picture.",
    whole_plate: "The whole picture",
    and: " and ",
    picture_without: |title, without| format!("{title}: {}", without.to_lowercase()),
    evidence: "Evidence",
    evidence_for: |class| format!("Evidence for “{class}”"),
    share_of: || ["share", " of each band, from coarse to fine"],
    logit_of: || ["score", " of each band in logits, from coarse to fine"],
    the_class: "the class",
    definition: |class| {
        format!(
            "A band’s score is the fall of the logit of {class}, the network’s raw mark for \
                    it, when the band is taken out. Its share is the size of that score over the sum of all 63."
        )
    },
    speaks_against: |class| format!("speaks against {class}"),
    supports: |class| format!("supports {class}"),
    reading: |band, bars| format!("Band {band}: {bars}"),
    chart: |of| format!("Bars of all 63 bands{of}; the numbers are among the instruments, under Bands"),
    their_answer: "Their answer for each position of the line",
    its_answer: "Its answer for each position of the line",
    count: |known, all| format!(": {known} of {all}"),
    range: |from, to| format!("{from} to {to}"),
    with_kept: |kept, class| format!("with {kept} {class}"),
    not_known_yet: "not known yet",
    strip: |name, answers| format!("{name}, coarse bands kept: {answers}"),
    replaced_by: |what| format!("What is taken away is replaced by {what}."),
};

fn says(word: &'static str, first: bool, still: bool) -> [&'static str; 3] {
    let rest = match (first, still) {
        (true, true) => " network still says ",
        (true, false) => " network says ",
        (false, true) => " one still says ",
        (false, false) => " one says ",
    };
    ["the ", word, rest]
}
