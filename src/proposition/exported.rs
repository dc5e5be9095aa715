//! Proposition 1 on a picture for other programs.

use crate::{
    export::{
        Exported,
        band_plot::{BandPlot, INK, Layer, Look, SOFT},
        naming,
        record::Record,
        sheet::Sheet,
    },
    picture::Picture,
    proposition::budget::EnergyBudget,
    text::significant,
    words::words,
};
use freqscope_core::{error::Result, proposition::BandBound};

#[derive(Debug)]
pub struct ExportedProposition<'a> {
    pub picture: &'a Picture,
    pub budget: EnergyBudget,
}

impl Exported for ExportedProposition<'_> {
    /// A row for each band.
    fn record(&self) -> Record {
        let mut record = Record::new("freqscope-proposition/1", &["band", "l1_price", "lower_bound"])
            .with("picture", self.picture.origin.title())
            .with("energy", self.budget.spec().energy)
            .with("clip", self.budget.clip);
        for BandBound { band, l1, bound } in self.bounds() {
            record.row([band.index().into(), l1.into(), bound.into()]);
        }
        record
    }

    /// Prices and bounds as an SVG document.
    fn figure(&self) -> Result<String> {
        let bounds = self.bounds();
        let values = |of: fn(&BandBound) -> f64| bounds.iter().map(of).collect::<Vec<_>>();
        let layers = vec![
            Layer::new(words().proposition.price(), Look::Bars, SOFT, &values(|one| one.l1)),
            Layer::new(words().proposition.bound(), Look::Marks, INK, &values(|one| one.bound)),
        ];
        let (picture, energy) = (self.picture.origin.title(), significant(self.budget.spec().energy, 3));
        let line = match self.budget.clip {
            true => words().proposition.figure_line_limited(&picture, &energy),
            false => words().proposition.figure_line(&picture, &energy),
        };
        let plot = BandPlot::new(words().proposition.axis(), layers);
        Ok(Sheet::new(words().proposition.heading(), &[line]).bands(&plot, 280.0).noted(&[]))
    }

    fn name(&self) -> Vec<String> {
        let energy =
            format!("energy-{}", freqscope_core::text::significant(self.budget.spec().energy, 3)).replace('.', "-");
        let clip = if self.budget.clip { "clipped" } else { "unclipped" };
        vec!["proposition-1".into(), naming::picture(self.picture), energy, clip.into()]
    }
}

impl ExportedProposition<'_> {
    fn bounds(&self) -> Vec<BandBound> {
        self.budget.spec().band_bounds(&self.picture.image)
    }
}
