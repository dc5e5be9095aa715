//! Four attacks beside each other for other programs.

use crate::{
    attack::{exported::outcome, run::FinishedAttack, series::Series},
    export::{
        Exported,
        band_plot::{BandPlot, FIRST, Layer, Look, STEPS},
        naming,
        record::Record,
        sheet::Sheet,
    },
    words::words,
};
use freqscope_core::{
    change::rct::{ImagePair, Map},
    error::Result,
    figure::axis::Axis,
    model::ModelCard,
    spectrum::band::Band,
};

#[derive(Debug)]
pub struct ExportedSeries<'a> {
    pub card: &'a ModelCard,
    pub series: &'a Series,
}

const COLUMNS: [&str; 11] =
    ["attack", "settings", "outcome", "class_after", "l0", "l2", "linf", "ssim", "queries", "band", "energy_share"];

impl Exported for ExportedSeries<'_> {
    /// A row for each attack that ended and each band, with the band's share in the energy of the change.
    fn record(&self) -> Record {
        let record = Record::new("freqscope-comparison/1", &COLUMNS).of_network(self.card);
        let mut record = record.with("picture", self.picture());
        for run in self.series.done() {
            let shares = shares(run);
            for band in Band::all() {
                let share = shares.as_ref().map(|shares| shares[band.index()]);
                let (report, distance) = (&run.report, &run.report.distance);
                record.row([
                    run.kind().id().into(),
                    run.setup.form.title().into(),
                    outcome(report.outcome).into(),
                    report.after.class().name().into(),
                    distance.l0.into(),
                    distance.l2.into(),
                    distance.linf.into(),
                    report.ssim.into(),
                    report.queries.into(),
                    band.index().into(),
                    share.into(),
                ]);
            }
        }
        record
    }

    /// A plot for each attack that changed the image, all over one axis, as an SVG document.
    fn figure(&self) -> Result<String> {
        let profiles: Vec<_> = self.series.done().filter_map(|run| Some((run, shares(run)?))).collect();
        let axis = Axis::covering(profiles.iter().flat_map(|(_, shares)| shares).map(|&share| share as f32), STEPS);
        let sheet = Sheet::new(words().attack.four_on(&self.card.name), &[self.picture()]);
        let plot = |sheet: Sheet, (run, shares): &(&FinishedAttack, Vec<f64>)| {
            let title = format!("{} · {}", run.setup.form.title(), run.outcome());
            let layers = vec![Layer::new("", Look::Bars, FIRST, shares)];
            sheet.bands(&BandPlot::new(title, layers).over(axis.clone()).in_percent(), 130.0)
        };
        Ok(profiles.iter().fold(sheet, plot).noted(&[words().attack.share_of_each_band().into()]))
    }

    fn name(&self) -> Vec<String> {
        let picture = self.series.setup().map(|setup| naming::picture(&setup.picture));
        ["comparison".into(), self.card.id.clone()].into_iter().chain(picture).collect()
    }
}

impl ExportedSeries<'_> {
    fn picture(&self) -> String {
        self.series.setup().map(|setup| setup.picture.origin.title()).unwrap_or_default()
    }
}

/// None where the image did not change.
fn shares(run: &FinishedAttack) -> Option<Vec<f64>> {
    let pair = ImagePair { clean: &run.setup.picture.image, adversarial: &run.report.image };
    Map::energy(&pair).map(|map| map.sums())
}
