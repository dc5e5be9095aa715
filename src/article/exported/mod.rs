//! The figures of the article for other programs: [`stored`] results, the [`answers`] without a band, and the [`partial_sum`].

pub mod answers;
pub mod partial_sum;
pub mod stored;

use crate::{
    article::figure::band_figure::BandFigure,
    export::{Exported, record::Record, sheet::Sheet},
    words::words,
};
use freqscope_core::error::Result;

/// Small charts, their numbers and what holds for them.
#[derive(Debug)]
pub struct ExportedFigure {
    name: Vec<String>,
    /// None of a table.
    figure: Option<BandFigure>,
    record: Record,
    /// Below the title.
    lines: Vec<String>,
    notes: Vec<String>,
}

impl Exported for ExportedFigure {
    fn name(&self) -> Vec<String> {
        self.name.clone()
    }

    fn record(&self) -> Record {
        self.record.clone()
    }

    fn figure(&self) -> Result<String> {
        let title = self.figure.as_ref().map_or(words().figures.numbers(), |figure| figure.title.as_str());
        let sheet = Sheet::new(title, &self.lines);
        let drawn = match &self.figure {
            Some(figure) => sheet.small(&figure.charts, &figure.scale),
            None => sheet,
        };
        Ok(drawn.noted(&self.notes))
    }
}
