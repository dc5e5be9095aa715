//! What the networks on show answer when one band is missing.

use crate::{
    article::{figure::band_figure::BandFigure, number::answer},
    export::{Exported, record::Record, sheet::Sheet},
    occlusion::scored::{ScoreAnswer, ScoredPicture},
    words::words,
};
use freqscope_core::{error::Result, spectrum::band::Band};

#[derive(Debug)]
pub struct ExportedAnswers<'a> {
    pub scored: ScoredPicture<'a>,
    pub figure: BandFigure,
    /// The band that is missing in the sentences.
    pub missing: Band,
}

impl Exported for ExportedAnswers<'_> {
    fn name(&self) -> Vec<String> {
        let mut parts = self.scored.name();
        parts[0] = "answers".into();
        parts
    }

    /// That of the scores, which has the logits and the answers without each band.
    fn record(&self) -> Record {
        self.scored.record()
    }

    fn figure(&self) -> Result<String> {
        let without = |asked: &ScoreAnswer| {
            let logits = &asked.report.ablated[self.missing.index()];
            words().figures.said_without(&self.scored.says(asked), &self.missing.to_string(), &answer(logits))
        };
        let said = self.scored.answers.iter().map(without);
        let lines: Vec<String> = std::iter::once(self.scored.picture.origin.title()).chain(said).collect();
        let notes = [words().figures.dashed_whole().to_owned()].into_iter().chain(self.scored.notes());
        let sheet = Sheet::new(&self.figure.title, &lines).small(&self.figure.charts, &self.figure.scale);
        Ok(sheet.noted(&notes.collect::<Vec<_>>()))
    }
}
