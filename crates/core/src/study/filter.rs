//! How often a network is right about images of which only the low, or only the high, bands are kept, as a function of the
//! cut-off (Wang, Wu, Huang and Xing, 2020, “High-frequency component helps explain the generalization of convolutional neural
//! networks”; here with bands of the DCT).

use crate::{
    class::Class,
    error::Result,
    image::Image,
    occlusion::ablation::{Baseline, Occluder},
    spectrum::partition::Partition,
    statistics::{INTERVALS, Proportion, check_length},
    study::{
        ImageRecord, ImageStudy, Question, Study,
        document::Document,
        flags::{self, Flags},
    },
};
use serde::{Deserialize, Serialize};
use std::{fmt, iter::once};

/// Low-pass and high-pass filters at every cut-off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilterStudy {
    /// What takes the place of the bands that are not kept.
    pub baseline: Baseline,
    /// What the bands are.
    pub partition: Partition,
}

/// What was found out about one image; both lists have one answer a band of the partition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FilterRecord {
    /// Position of the image in the data set, from 0.
    pub image: usize,
    /// Its true class.
    pub label: Class,
    /// Whether the network is right when the bands 0 to k are kept, for each k; the last is the whole image.
    pub low: Flags,
    /// Whether it is right when the bands from k on are kept, for each k; the first is the whole image.
    pub high: Flags,
}

/// How many images the network is right about; both lists have one count a band of the partition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilterCurves {
    /// What was asked.
    pub question: Question<FilterStudy>,
    /// When the bands 0 to k are kept, for each k; the last is of whole images.
    pub low: Vec<usize>,
    /// When the bands from k on are kept, for each k; the first is of whole images.
    pub high: Vec<usize>,
}

impl FilterStudy {
    /// The image as each low-pass filter leaves it, the last of which takes nothing away, and then as each high-pass filter does
    /// that takes something away.
    pub fn filtered<'a>(&self, image: &'a Image) -> impl Iterator<Item = Image> + use<'a> {
        let (partition, occluder) = (self.partition, Occluder::new(self.baseline, image));
        let count = partition.count();
        // The bands that are taken away.
        let low = (1..=count).map(move |kept| kept..count);
        let high = (1..count).map(|from| 0..from);
        let without =
            move |(from, to): (usize, usize)| occluder.without(partition, partition.bands().take(to).skip(from));
        low.chain(high).map(|removed| (removed.start, removed.end)).map(without)
    }
}

impl FilterRecord {
    /// The record of the image at this position, from whether the network is `right` about each of its filtered forms.
    pub fn of(study: &FilterStudy, (image, label): (usize, Class), right: &[bool]) -> Self {
        let (low, high) = right.split_at(study.partition.count().min(right.len()));
        let whole = low.last().copied();
        Self {
            image,
            label,
            low: low.iter().copied().collect(),
            high: whole.into_iter().chain(high.iter().copied()).collect(),
        }
    }
}

impl ImageStudy for FilterStudy {
    const RECORDS: &'static str = "freqscope-filter-records/1";
    const UNCHECKED_RECORDS: &'static [&'static str] = &[];
    type Record = FilterRecord;
}

impl Study for FilterStudy {
    type Summary = FilterCurves;

    fn summarise(question: Question<Self>, records: &[FilterRecord]) -> Result<FilterCurves> {
        FilterCurves::of(question, records)
    }
}

impl Document for FilterCurves {
    const FORMATS: &'static [&'static str] = &["freqscope-filter/1"];

    fn check(&self) -> Result<(), String> {
        let count = self.question.study.partition.count();
        check_length("low-pass curve", &self.low, count)?;
        check_length("high-pass curve", &self.high, count)
    }
}

impl ImageRecord for FilterRecord {
    fn image(&self) -> usize {
        self.image
    }
}

/// The accuracy at each cut-off, with its interval.
impl fmt::Display for FilterCurves {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (id, images) = (&self.question.model.id, self.question.data.images);
        let share = |right: usize| Proportion::of(right, images).percent(1);
        let row = |(k, (&low, &high))| format!("{k:>4}  {:<26}  {}", share(low), share(high));
        let header = format!("{id} over {images} images\nband  right with bands up to it    with bands from it on");
        let rows =
            once(header).chain(self.low.iter().zip(&self.high).enumerate().map(row)).chain([INTERVALS.to_owned()]);
        f.write_str(&rows.collect::<Vec<_>>().join("\n"))
    }
}

impl FilterCurves {
    /// The counts over `records`, which are sorted by image.
    ///
    /// # Errors
    /// [`crate::error::Error::Scores`] unless every image of the question is there exactly once, with all bands.
    pub fn of(question: Question<FilterStudy>, records: &[FilterRecord]) -> Result<Self> {
        question.data.check(records.iter().map(|record| record.image))?;
        let count = question.study.partition.count();
        flags::check(count, records.iter().flat_map(|one| [(one.image, &one.low), (one.image, &one.high)]))?;
        Ok(Self {
            low: Flags::counts(count, records.iter().map(|record| &record.low)),
            high: Flags::counts(count, records.iter().map(|record| &record.high)),
            question,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        spectrum::dct::Spectrum,
        study::{self, document},
    };

    fn image() -> Image {
        Image::from_fn(|c, y, x| ((c * 7 + y * 31 + x * 17) % 64) as f32 / 63.0)
    }

    fn study(partition: Partition) -> FilterStudy {
        FilterStudy { baseline: Baseline::default(), partition }
    }

    #[test]
    fn low_and_high_make_up_the_image() {
        for partition in [Partition::Diagonal, Partition::Radial] {
            let (count, image) = (partition.count(), image());
            let all: Vec<Image> = study(partition).filtered(&image).collect();
            assert_eq!(all.len(), 2 * count - 1);
            let near = |a: f32, b: f32| (a - b).abs() < 1e-4;
            assert!(all[count - 1].pixels().iter().zip(image.pixels()).all(|(&a, &b)| near(a, b)));
            for kept in [1, 7, count - 1] {
                // What the low-pass filter takes away is what the high-pass one of the same cut-off keeps.
                let (low, high) = (&all[kept - 1], &all[count + kept - 1]);
                let sums = low.pixels().iter().zip(high.pixels()).map(|(low, high)| low + high);
                assert!(sums.zip(image.pixels()).all(|(sum, &pixel)| near(sum, pixel)), "{partition:?} {kept}");
                let (low, high) = (Spectrum::of(low), Spectrum::of(high));
                for band in partition.bands() {
                    let removed = if band.index() < kept { &high } else { &low };
                    assert!(removed.energy(0, partition.coefficients(band)) < 1e-6, "{partition:?} {kept} {band}");
                }
            }
        }
    }

    #[test]
    fn both_curves_have_the_whole_image() {
        let count = Partition::Radial.count();
        let right = |from: usize| (0..2 * count - 1).map(|i| i >= from).collect::<Vec<_>>();
        let study = study(Partition::Radial);
        let records = [0, 1].map(|image| FilterRecord::of(&study, (image, Class::Dog), &right(40 + 6 * image)));
        let curves = FilterCurves::of(study::tests::question(2, study.clone()), &records).unwrap();
        assert_eq!((curves.low.len(), curves.high.len()), (45, 45));
        assert_eq!((curves.low[39], curves.low[40], curves.low[44]), (0, 1, 1));
        assert_eq!((curves.high[0], curves.high[1], curves.high[2]), (1, 1, 2));
        let json = document::to_json(&curves).unwrap();
        assert!(document::parse::<FilterCurves>(json.as_bytes()) == Ok(curves));
        let short = FilterRecord::of(&study, (0, Class::Dog), &[true; 9]);
        assert!(FilterCurves::of(study::tests::question(1, study), &[short]).is_err());
    }
}
