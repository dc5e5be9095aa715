//! A representation inversion for other programs.

use crate::{
    charts::measure::Measure,
    export::{
        Exported,
        curve_plot::CurvePlot,
        naming,
        plate::Plate,
        record::{Record, short},
        sheet::Sheet,
    },
    inversion::inversions::InversionRun,
    words::words,
};
use freqscope_core::{
    change::rct::ImagePair,
    error::Result,
    figure::colour::map_rgba,
    image::{Image, png},
    model::ModelCard,
};

#[derive(Debug)]
pub struct ExportedInversion<'a> {
    pub card: &'a ModelCard,
    pub run: &'a InversionRun,
}

impl Exported for ExportedInversion<'_> {
    /// A row for each reported loss.
    fn record(&self) -> Record {
        let (run, setup) = (self.run, &self.run.setup);
        let mut record = Record::new("freqscope-inversion-run/1", &["report", "relative_loss"])
            .of_network(self.card)
            .with("target", setup.target.origin.title())
            .with("start", setup.start.id())
            .with("steps", setup.spec.steps)
            .with("step_size", setup.spec.step_size)
            .finding("steps_done", run.done)
            .finding("relative_loss", run.losses.last().copied().map(short))
            .finding("class_found", run.says().map(|logits| logits.class().name()));
        run.losses.iter().enumerate().for_each(|(i, &loss)| record.row([i.into(), short(loss)]));
        record
    }

    /// Images, difference and losses as an SVG document.
    fn figure(&self) -> Result<String> {
        let (run, setup) = (self.run, &self.run.setup);
        let plate = |name: &str, png, line: String| Plate { name: name.into(), png, lines: vec![line] };
        let mut plates = vec![
            plate(
                words().inversion.start(),
                setup.start_image.to_png()?,
                words().classes.name(setup.start.class).into(),
            ),
            plate(
                words().inversion.found(),
                run.image.to_png()?,
                run.says()
                    .map(|says| words().inversion.taken_for(words().classes.name(says.class())))
                    .unwrap_or_default(),
            ),
            plate(words().inversion.sought(), setup.target.image.to_png()?, setup.target.origin.title()),
        ];
        let pair = ImagePair { clean: &setup.target.image, adversarial: &run.image };
        if let Some(map) = Measure::Absolute.map(&pair) {
            let values = map.rows().flatten().map(|&value| value as f32);
            plates.push(plate(
                words().inversion.what_differs_short(),
                png(map_rgba(values, Measure::Absolute.decades()))?,
                "|DCT(x_r) − DCT(x)|".into(),
            ));
        }
        let lines = [format!("{} · {}", self.card.name, run.status_text())];
        let curve = CurvePlot { title: words().inversion.relative_loss_formula().into(), values: run.losses.clone() };
        Ok(Sheet::new(words().inversion.title(), &lines).plates(&plates).curve(&curve, 120.0).noted(&[]))
    }

    fn name(&self) -> Vec<String> {
        let setup = &self.run.setup;
        let (target, start) = (naming::picture(&setup.target), format!("from-{}", setup.start.id()));
        vec!["inversion".into(), self.card.id.clone(), target, start, format!("{}-steps", setup.spec.steps)]
    }

    fn image(&self) -> Option<&Image> {
        Some(&self.run.image)
    }
}
