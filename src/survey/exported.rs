//! Fig. 1 of the samples for other programs.

use crate::{
    export::{
        Exported,
        band_plot::{BandPlot, FIRST, Layer, Look, Point, SECOND},
        record::Record,
        sheet::Sheet,
    },
    networks::side::Side,
    survey::{
        SurveyView,
        curve::{Curve, ImageSet},
    },
    words::words,
};
use freqscope_core::{class::Class, error::Result, figure::panel, model::ModelCard, occlusion::ablation::Baseline};

#[derive(Debug)]
pub struct ExportedSurvey<'a> {
    pub view: SurveyView,
    /// With the network that each is about.
    pub curves: Vec<(&'a ModelCard, Curve)>,
}

const COLUMNS: [&str; 8] = ["network", "images", "n", "band", "mean_score", "low_95", "high_95", "weights_sha256"];

impl Exported for ExportedSurvey<'_> {
    /// A row for each curve and band.
    fn record(&self) -> Record {
        let record = Record::new("freqscope-survey/1", &COLUMNS)
            .with("images_labelled", self.view.group.map_or("all", Class::name));
        let mut record = record.of_baseline(Baseline::default());
        for (card, curve) in &self.curves {
            for point in &curve.points {
                let (low, high) = point.interval.unzip();
                record.row([
                    card.id.as_str().into(),
                    curve.image_set.id().into(),
                    curve.n.into(),
                    point.band.index().into(),
                    point.mean.into(),
                    low.into(),
                    high.into(),
                    card.sha256.as_str().into(),
                ]);
            }
        }
        record
    }

    /// The curves as an SVG document.
    fn figure(&self) -> Result<String> {
        let layers = self.curves.iter().map(|(_, curve)| layer(curve)).collect();
        let group = self.view.group.map_or(words().survey.all_images().into(), |class| {
            words().survey.images_labelled(words().classes.name(class))
        });
        let plot = BandPlot::new(words().survey.axis_of_figure(), layers);
        let notes = [words().survey.note().into()];
        Ok(Sheet::new(words().survey.title(), &[group]).bands(&plot, 320.0).noted(&notes))
    }

    fn name(&self) -> Vec<String> {
        let mut networks: Vec<String> = self.curves.iter().map(|(card, _)| card.id.clone()).collect();
        networks.dedup();
        let group = self.view.group.map_or("all", Class::name);
        std::iter::once("survey".to_owned()).chain(networks).chain([group.to_owned()]).collect()
    }
}

fn layer(curve: &Curve) -> Layer {
    let look = if curve.image_set == ImageSet::TestSet { Look::Dashed } else { Look::Line };
    let colour = if curve.side == Side::A { FIRST } else { SECOND };
    let point = |point: &panel::Point| Point { band: point.band, value: point.mean, interval: point.interval };
    Layer { name: curve.title(), look, colour, points: curve.points.iter().map(point).collect() }
}
