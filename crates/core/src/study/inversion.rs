//! How alike two images are that a network cannot tell apart, over a data set (paper, Experiment II and Fig. 3): what is
//! asked, what was found for each image, and the means.

use crate::{
    change::{Change, ChangeMeans, rct::ImagePair},
    class::Class,
    error::Result,
    image::Image,
    inversion::{InversionReport, InversionSpec},
    statistics::Estimate,
    study::data::{DataSet, ModelFile},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// The only version of an [`InversionStudy`] that is read and written.
pub const FORMAT: &str = "freqscope-inversion/1";

/// A question about a whole data set; equal questions have equal answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Version of the program that answers.
    pub version: String,
    /// The network whose representation is inverted.
    pub model: ModelFile,
    /// The images x.
    pub data: DataSet,
    /// How x_r is searched for.
    pub inversion: InversionSpec,
    /// Chooses the starts.
    pub seed: u64,
}

/// What the inversion of one image came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
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
pub struct InversionStudy {
    format: String,
    /// What was asked.
    pub question: Question,
    /// The relative loss ‖g(x_r) − g(x)‖₂/‖g(x)‖₂ at the starts.
    pub start_loss: Estimate,
    /// The relative loss that was left.
    pub loss: Estimate,
    /// DCT(start) − DCT(x): what two images differ by.
    pub before: ChangeMeans,
    /// DCT(x_r) − DCT(x): what two images differ by that the network takes for the same.
    pub after: ChangeMeans,
}

/// The position of the image at which the inversion of the one at `position` begins: another one of `images`, at least 2.
pub fn start(seed: u64, position: usize, images: usize) -> usize {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(position as u64);
    let drawn = random.random_range(0..images as u64 - 1) as usize;
    if drawn < position { drawn } else { drawn + 1 }
}

impl Record {
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

impl InversionStudy {
    /// The means of `records`, which are sorted by image.
    ///
    /// # Errors
    /// [`crate::error::Error::Scores`] unless every image of the question is there exactly once, with all bands.
    pub fn of(question: Question, records: &[Record]) -> Result<Self> {
        question.data.check(records.iter().map(|record| record.image))?;
        let loss = |loss: fn(&Record) -> f32| {
            let losses: Vec<f64> = records.iter().map(|record| loss(record).into()).collect();
            Estimate::of(&losses).rounded()
        };
        let means = |part: fn(&Record) -> Option<&Change>| {
            ChangeMeans::of(&records.iter().filter_map(part).collect::<Vec<_>>())
        };
        Ok(Self {
            format: FORMAT.into(),
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
    use crate::study::document;

    fn question(images: usize) -> Question {
        Question {
            version: "1".into(),
            model: ModelFile { id: "net".into(), sha256: "ab".into() },
            data: DataSet { images, images_sha256: "cd".into(), labels_sha256: "ef".into() },
            inversion: InversionSpec::default(),
            seed: 0,
        }
    }

    fn grey(value: f32) -> Image {
        Image::from_fn(|_, _, _| value)
    }

    fn record(position: usize, reached: f32) -> Record {
        let report = InversionReport { image: grey(reached), loss: reached, losses: vec![0.75, 0.5] };
        Record::of((position, &grey(0.5), Class::Cat), (9, &grey(0.25)), &report)
    }

    #[test]
    fn starts_are_other_images_and_follow_the_seed() {
        let starts = |seed| (0..200).map(|position| start(seed, position, 200)).collect::<Vec<_>>();
        assert!(starts(0).iter().enumerate().all(|(position, &start)| start != position && start < 200));
        assert!(starts(0) == starts(0) && starts(0) != starts(1));
        assert_eq!((start(0, 0, 2), start(0, 1, 2)), (1, 0));
        // Most images are a start: they are not drawn from a corner.
        let different: std::collections::BTreeSet<usize> = starts(0).into_iter().collect();
        assert!(different.len() > 100 && different.last() > Some(&190));
    }

    #[test]
    fn means_compare_before_with_after() {
        let study = InversionStudy::of(question(2), &[record(0, 0.5), record(1, 0.375)]).unwrap();
        assert_eq!((study.start_loss.mean, study.loss.mean), (Some(0.75), Some(0.4375)));
        assert_eq!((study.before.n, study.after.n), (2, 1));
        assert_eq!((study.before.absolute.get(0, 0), study.after.absolute.get(0, 0)), (Some(8.0), Some(4.0)));
        let json = document::to_json(&study).unwrap();
        assert!(document::parse::<InversionStudy>(json.as_bytes(), FORMAT) == Ok(study));
        assert!(InversionStudy::of(question(3), &[record(0, 0.5), record(2, 0.5)]).is_err());
    }
}
