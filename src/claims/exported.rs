//! The claims with what was measured, for other programs.

use crate::{
    claims::{claim_card::with_names, interval_row::number_text},
    export::{
        Exported,
        interval_plot::{IntervalPlot, IntervalRow},
        record::Record,
        sheet::{Sheet, wrapped},
    },
    words::words,
};
use freqscope_core::{
    error::Result,
    figure::axis::Axis,
    model::ModelCard,
    study::claims::{Claim, Claims, Reading, Unit},
};
use std::rc::Rc;

#[derive(Debug)]
pub struct ExportedClaims<'a> {
    pub claims: &'a Claims,
    /// Of all networks: readings are told by their names.
    pub models: Rc<[ModelCard]>,
}

const COLUMNS: [&str; 10] =
    ["number", "claim", "in_the_paper", "verdict", "reading", "unit", "value", "low_95", "high_95", "n"];

impl Exported for ExportedClaims<'_> {
    fn name(&self) -> Vec<String> {
        vec!["claims".into()]
    }

    /// A row for each reading of a claim.
    fn record(&self) -> Record {
        let mut record = Record::new("freqscope-readings/1", &COLUMNS);
        for (claim, number) in self.claims.claims.iter().zip(1..) {
            for reading in &claim.readings {
                record.row([
                    number.into(),
                    claim.claim.as_str().into(),
                    claim.place.as_str().into(),
                    claim.verdict.name().into(),
                    reading.name.as_str().into(),
                    unit(claim.unit).into(),
                    reading.value.into(),
                    reading.low.into(),
                    reading.high.into(),
                    reading.n.into(),
                ]);
            }
        }
        record
    }

    /// An axis for each claim, as an SVG document.
    fn figure(&self) -> Result<String> {
        let sheet = Sheet::new(words().claims.does_it_hold(), &[words().claims.figure_line().into()]);
        let all = self.claims.claims.iter().zip(1..).map(|(claim, number)| self.plot(claim, number));
        let notes = [words().claims.figure_key().into()];
        Ok(all.fold(sheet, |sheet, plot| sheet.intervals(&plot)).noted(&notes))
    }
}

impl ExportedClaims<'_> {
    fn plot(&self, claim: &Claim, number: usize) -> IntervalPlot {
        let numbers = claim.readings.iter().flat_map(Reading::numbers).chain(claim.threshold);
        let row = |reading: &Reading| IntervalRow {
            name: with_names(&words().claims.reading(&reading.name), &self.models),
            value: reading.value,
            interval: reading.interval(),
            number: number_text(reading, claim.unit),
        };
        IntervalPlot {
            title: wrapped(&format!("{number}. {}", words().claims.stored(&claim.claim))),
            says: format!(
                "{}: {}",
                words().claims.stored(claim.place.trim_end_matches('.')),
                words().claims.verdict(claim.verdict)
            ),
            axis: Axis::covering(numbers.map(|number| number as f32), 4),
            rows: claim.readings.iter().map(row).collect(),
            percent: claim.unit == Unit::Share,
            threshold: claim.threshold,
        }
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Ratio => "ratio",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reading_is_in_the_table_and_in_the_drawing() {
        let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/www/results/claims.json")).unwrap();
        let claims = Claims::parse(&file).unwrap();
        let readings: Vec<&Reading> = claims.claims.iter().flat_map(|claim| &claim.readings).collect();
        let exported = ExportedClaims { claims: &claims, models: Rc::new([]) };
        assert_eq!(exported.record().to_csv().lines().count(), 1 + readings.len());
        let measured = readings.iter().filter(|reading| reading.value.is_some()).count();
        let svg = exported.figure().unwrap();
        assert_eq!(svg.matches("<circle").count(), measured);
        assert!(svg.contains("stroke-dasharray=\"3 3\"") && !svg.contains("NaN"));
    }
}
