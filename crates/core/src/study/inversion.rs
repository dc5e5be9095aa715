//! How alike two images are that a network cannot tell apart, over a data set (paper, Experiment II and Fig. 3): what is
//! asked, what was found for each image, and the means.

use crate::{
    change::{Change, ChangeMeans, rct::ImagePair},
    class::Class,
    error::Result,
    image::Image,
    inversion::{InversionReport, InversionSpec},
    random,
    statistics::{Estimate, INTERVALS},
    study::{ImageRecord, ImageStudy, Question, Study, document::Document},
};
use rand::RngExt;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How alike two images are that a network cannot tell apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InversionStudy {
    /// How x_r is searched for.
    pub inversion: InversionSpec,
    /// Chooses the starts.
    pub seed: u64,
}

/// What the inversion of one image came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InversionRecord {
    /// Position of the image x in the data set, from 0.
    pub image: usize,
    /// Its true class.
    pub label: Class,
    /// Position of the image at which x_r began, in the file of all images.
    pub start: usize,
    /// The relative loss of the start.
    pub start_loss: f32,
    /// The relative loss of x_r.
    pub loss: f32,
    /// From x to the start; none where they are equal.
    pub before: Option<Change>,
    /// From x to x_r; none where they are equal.
    pub after: Option<Change>,
}

/// The means over a data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InversionChanges {
    /// What was asked.
    pub question: Question<InversionStudy>,
    /// The relative loss ‖g(x_r) − g(x)‖₂/‖g(x)‖₂ at the starts.
    pub start_loss: Estimate,
    /// The same at x_r.
    pub loss: Estimate,
    /// DCT(start) − DCT(x): what two images differ by.
    pub before: ChangeMeans,
    /// DCT(x_r) − DCT(x): what two images differ by that the network takes for the same.
    pub after: ChangeMeans,
}

/// The position of the image at which the inversion of the `image` at `position` begins: another one of all `images` of the
/// file, at least 2. It is drawn from the image's [`random`] numbers, and does not depend on how many of them are inverted.
pub fn start(seed: u64, (position, image): (usize, &Image), images: usize) -> usize {
    let drawn = random::of_image(seed, image).random_range(0..images as u64 - 1) as usize;
    if drawn < position { drawn } else { drawn + 1 }
}

impl ImageStudy for InversionStudy {
    const RECORDS: &'static str = "freqscope-inversion-scores/2";
    const UNCHECKED_RECORDS: &'static [&'static str] = &["freqscope-inversion-scores/1"];
    const BATCH: usize = 8;
    type Record = InversionRecord;
}

impl Study for InversionStudy {
    type Summary = InversionChanges;

    fn summarise(question: Question<Self>, records: &[InversionRecord]) -> Result<InversionChanges> {
        InversionChanges::of(question, records)
    }
}

impl Document for InversionChanges {
    const FORMATS: &'static [&'static str] = &["freqscope-inversion/2", "freqscope-inversion/1"];

    fn check(&self) -> Result<(), String> {
        self.before.check()?;
        self.after.check()
    }
}

impl ImageRecord for InversionRecord {
    fn image(&self) -> usize {
        self.image
    }
}

/// The losses, and the share of each third of the bands in the energy.
impl fmt::Display for InversionChanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [start, left] = [self.start_loss, self.loss].map(|loss| loss.mean.unwrap_or(f64::NAN));
        let (model, images) = (&self.question.model.id, self.question.data.images);
        let (before, after) = (self.before.ranges_in_words(), self.after.ranges_in_words());
        write!(
            f,
            "{model} over {images} images: relative loss {start:.4} → {left:.4}\n\
             energy of x_r − x: {after}\nstart − x: {before}\n{INTERVALS}"
        )
    }
}

impl InversionRecord {
    /// The record of the image at `position`, which was inverted from the image at `start`.
    pub fn of(
        (position, image, label): (usize, &Image, Class),
        (start, start_image): (usize, &Image),
        report: &InversionReport,
    ) -> Self {
        let change = |other| Change::of(&ImagePair { clean: image, adversarial: other });
        Self {
            image: position,
            label,
            start,
            start_loss: report.losses.first().copied().unwrap_or(report.loss),
            loss: report.loss,
            before: change(start_image),
            after: change(&report.image),
        }
    }
}

impl InversionChanges {
    /// The means of `records`, which are sorted by image.
    ///
    /// # Errors
    /// [`crate::error::Error::Scores`] unless every image of the question is there exactly once, with all bands.
    pub fn of(question: Question<InversionStudy>, records: &[InversionRecord]) -> Result<Self> {
        question.data.check(records.iter().map(|record| record.image))?;
        let loss = |loss: fn(&InversionRecord) -> f32| {
            let losses: Vec<f64> = records.iter().map(|record| loss(record).into()).collect();
            Estimate::of(&losses).rounded()
        };
        let means = |part: fn(&InversionRecord) -> Option<&Change>| {
            ChangeMeans::of(&records.iter().filter_map(part).collect::<Vec<_>>())
        };
        Ok(Self {
            start_loss: loss(|record| record.start_loss),
            loss: loss(|record| record.loss),
            before: means(|record| record.before.as_ref())?,
            after: means(|record| record.after.as_ref())?,
            question,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{self, document};

    fn question(images: usize) -> Question<InversionStudy> {
        study::tests::question(images, InversionStudy { inversion: InversionSpec::default(), seed: 0 })
    }

    fn grey(value: f32) -> Image {
        Image::from_fn(|_, _, _| value)
    }

    fn record(position: usize, reached: f32) -> InversionRecord {
        let report = InversionReport { image: grey(reached), loss: reached, losses: vec![0.75, 0.5] };
        InversionRecord::of((position, &grey(0.5), Class::Cat), (9, &grey(0.25)), &report)
    }

    #[test]
    fn starts_are_other_images_and_follow_the_seed() {
        let image = |position: usize| grey(position as f32 / 200.0);
        let starts = |seed| (0..200).map(|position| start(seed, (position, &image(position)), 200)).collect::<Vec<_>>();
        assert!(starts(0).iter().enumerate().all(|(position, &start)| start != position && start < 200));
        assert!(starts(0) == starts(0) && starts(0) != starts(1));
        assert_eq!((start(0, (0, &grey(0.5)), 2), start(0, (1, &grey(0.5)), 2)), (1, 0));
        // The image decides, and not its place, which is only left out.
        assert_eq!(start(0, (198, &image(3)), 200), start(0, (199, &image(3)), 200));
        // Most images are a start: they are not drawn from a corner.
        let different: std::collections::BTreeSet<usize> = starts(0).into_iter().collect();
        assert!(different.len() > 100 && different.last() > Some(&190));
    }

    #[test]
    fn means_compare_before_with_after() {
        let study = InversionChanges::of(question(2), &[record(0, 0.5), record(1, 0.375)]).unwrap();
        assert_eq!((study.start_loss.mean, study.loss.mean), (Some(0.75), Some(0.4375)));
        assert_eq!((study.before.n, study.after.n), (2, 1));
        assert_eq!((study.before.absolute.get(0, 0), study.after.absolute.get(0, 0)), (Some(8.0), Some(4.0)));
        let json = document::to_json(&study).unwrap();
        assert!(document::parse::<InversionChanges>(json.as_bytes()) == Ok(study));
        assert!(InversionChanges::of(question(3), &[record(0, 0.5), record(2, 0.5)]).is_err());
    }
}
