use crate::words::claims::Words;
use freqscope_core::study::claims::Verdict;

pub const WORDS: Words = Words {
    heading: "The claims in full",
    intro: "What the paper claims, what was measured with the networks of this page to test it, and a verdict. The \
            numbers were computed beforehand and come with the page.",
    open: "Show the claims and the measurements",
    awaited: "The measurements are being fetched.",
    missing: "No measurements can be shown. ",
    try_again: "Try again",
    none: "No claim has been tested yet.",
    key: "A dot is the measured number, the line its 95\u{a0}% interval, the dashed line what it must clear. ",
    as_json: "All numbers as JSON",
    report: "The full report",
    count: |claims, verdicts| format!("Of {claims} claims, {verdicts}."),
    counted: |verdict, number| {
        let (one, many) = match verdict {
            Verdict::Holds => ("holds", "hold"),
            Verdict::HoldsInPart => ("holds in part", "hold in part"),
            Verdict::DoesNotHold => ("does not hold", "do not hold"),
            Verdict::Undecided => ("is undecided", "are undecided"),
            Verdict::NotMeasured => ("is not measured", "are not measured"),
        };
        format!("{number} {}", if number == 1 { one } else { many })
    },
    verdict: |verdict| verdict.name(),
    stored: |text| text.into(),
    reading: |name| name.into(),
    tested_by: |place, test| format!("{place}. Tested by: {test}"),
    as_table: "Numbers as a table",
    not_measured: "not measured",
    interval: |low, high| format!(" ({low} to {high})"),
    no_interval: " (no interval)",
    variants: "Does it depend on how Occluded Frequency is read?",
    variants_meaning: "The claims of Fig. 1 once more, with another fill, clipping, zeros in normalised pixels, rings \
                       in place of diagonals, and a cheaper estimate: a first-order one of every image, corrected \
                       by the exact scores of some (a control variate).",
    variants_label: "The verdicts under each reading",
    reading_column: "Reading",
    claim_column: |number| format!("Claim {number}"),
    models_column: "Models",
    images_column: "Images, at least",
    does_it_hold: "Does it hold?",
    figure_line: "The paper’s claims, and what was measured to test them.",
    figure_key: "Dot: the measured number. Line: its 95\u{a0}% interval. Dashed: what it must clear.",
};
