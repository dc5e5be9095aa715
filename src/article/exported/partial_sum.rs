//! The picture put together from its bands.

use crate::{
    article::figure::partial_sum::{held, plates, reading},
    export::{Exported, naming, plate::Plate, record::Record, sheet::Sheet},
    picture::Picture,
    words::words,
};
use freqscope_core::{
    error::Result,
    image::Image,
    spectrum::band::{Band, Bands},
};

#[derive(Debug)]
pub struct ExportedSum<'a> {
    pub picture: &'a Picture,
    pub last: Band,
}

impl Exported for ExportedSum<'_> {
    fn name(&self) -> Vec<String> {
        vec!["sum".into(), naming::picture(self.picture), format!("bands-0-{}", self.last)]
    }

    /// A row for each band, with what it and all bands up to it have of the contrast.
    fn record(&self) -> Record {
        let columns = ["band", "share_of_contrast", "share_up_to"];
        let record = Record::new("freqscope-partial-sum/1", &columns);
        let mut record = record.with("picture", self.picture.origin.title()).with("last_band", self.last.index());
        for band in Band::all() {
            let share = |bands: Bands| held(self.picture, bands);
            record.row([band.index().into(), share(band.into()).into(), share(Bands::span(Band::LOWEST, band)).into()]);
        }
        record
    }

    fn figure(&self) -> Result<String> {
        let all = plates(self.picture, self.last);
        let plate = |(name, image): (String, Image)| Ok(Plate { name, png: image.to_png()?, lines: Vec::new() });
        let plates = all.into_iter().map(plate).collect::<Result<Vec<_>>>()?;
        let lines = [self.picture.origin.title(), reading(self.picture, self.last)];
        Ok(Sheet::new(words().figures.sum_title(), &lines).plates(&plates).noted(&[]))
    }
}
