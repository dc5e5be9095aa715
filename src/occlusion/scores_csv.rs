//! Occluded Frequency of the picture as a table for other programs.

use freqscope_core::{class::Class, occlusion::OcclusionReport, spectrum::band::Band};
use std::iter::once;

/// One line for each model and band; `reports` are the answers by the models' ids. RFC 4180, with line feeds.
pub fn scores_csv(class: Class, reports: &[(&str, &OcclusionReport)]) -> String {
    let lines = reports.iter().flat_map(|(model, report)| Band::all().map(|band| line(class, model, report, band)));
    once("model,class,band,score,logit,logit_without,prediction_without\n".to_owned()).chain(lines).collect()
}

fn line(class: Class, model: &str, report: &OcclusionReport, band: Band) -> String {
    let without = report.ablated[band.index()];
    let (logit, less) = (report.clean.of(class), without.of(class));
    format!("{},{class},{band},{},{logit},{less},{}\n", quoted(model), logit - less, without.class())
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::logits::Logits;

    #[test]
    fn every_model_and_band_has_a_line() {
        let (mut clean, mut less) = (Logits([0.0; 10]), Logits([0.0; 10]));
        (clean.0[Class::Cat.index()], less.0[Class::Cat.index()], less.0[Class::Dog.index()]) = (4.5, 1.25, 2.0);
        let report = OcclusionReport {
            class: Class::Cat,
            clean,
            ablated: vec![less; Band::COUNT],
            scores: vec![3.25; Band::COUNT],
            milliseconds: 1.0,
        };
        let csv = scores_csv(Class::Cat, &[("a", &report), ("b, \"c\"", &report)]);
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 1 + 2 * Band::COUNT);
        assert_eq!(lines[6], "a,cat,5,3.25,4.5,1.25,dog");
        assert!(lines[126].starts_with("\"b, \"\"c\"\"\",cat,62,"));
    }
}
