//! The paper’s claims, what was measured, and the verdicts.

use super::topic::topic;
use freqscope_core::study::claims::Verdict;

topic! {
    heading;
    intro;
    open;
    awaited;
    missing;
    try_again;
    none;
    key;
    as_json;
    report;
    count(claims: usize, verdicts: &str);
    /// So many claims with this verdict.
    counted(verdict: Verdict, number: usize);
    verdict(verdict: Verdict) -> &'static str;
    /// A text of the stored results, which are English: a claim, where the paper has it, its test, what came of it, or a way of reading.
    stored(text: &str);
    /// The name of a measurement of the stored results.
    reading(name: &str);
    tested_by(place: &str, test: &str);
    as_table;
    not_measured;
    interval(low: &str, high: &str);
    no_interval;
    variants;
    variants_meaning;
    /// A label.
    variants_label;
    reading_column;
    claim_column(number: usize);
    models_column;
    images_column;
    /// Of a drawing, here and below.
    does_it_hold;
    figure_line;
    figure_key;
}

#[cfg(test)]
mod tests {
    use crate::{
        article::records::tests::claims,
        language::{self, Language},
        words::words,
    };

    #[test]
    fn all_that_is_stored_is_told_in_german() {
        language::speak(Language::German);
        let claims = claims();
        let of = |claim: &freqscope_core::study::claims::Claim| {
            [&claim.claim, &claim.place, &claim.test, &claim.because].map(|text| text.to_owned())
        };
        let readings = claims.figure1_readings.iter().map(|reading| reading.reading.clone());
        for text in claims.claims.iter().flat_map(of).chain(readings) {
            let german = words().claims.stored(&text);
            // Nothing of this one is a word of a language alone.
            assert!(german != text || text == "Proposition 1", "{text}");
            assert!(!german.contains('#'), "{german}");
        }
        for reading in claims.claims.iter().flat_map(|claim| &claim.readings) {
            let german = words().claims.reading(&reading.name);
            let english = ["white", " on ", "noise", "start", "band ", "largest"];
            assert!(!english.iter().any(|word| german.contains(word)), "{german}");
        }
        let because = words().claims.stored(&claims.claims[0].because);
        assert_eq!(because, "6 von 6 robusten Modellen liegen über dem natürlichen, 6 davon über der Hälfte.");
    }
}
