//! A curve of Fig. 1: the mean score of each band with its 95 % interval.

use crate::{
    networks::side::Side,
    text::{signed, thousands},
    words::words,
};
use freqscope_core::{
    figure::panel::Point,
    spectrum::band::{Band, Bands},
    study::occlusion::BandMeans,
};

/// Which images a curve is the mean of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageSet {
    /// The samples of this page that have been measured here.
    Samples,
    /// The test set, or the first images of it, measured beforehand.
    TestSet,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    pub side: Side,
    /// The model's name.
    pub name: String,
    /// Which images it is the mean of.
    pub image_set: ImageSet,
    /// Number of images.
    pub n: usize,
    /// From the lowest band to the highest.
    pub points: Vec<Point>,
}

impl ImageSet {
    pub fn name(self) -> &'static str {
        match self {
            Self::Samples => words().survey.samples(),
            Self::TestSet => words().survey.test_images(),
        }
    }

    /// As files have it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Samples => "samples",
            Self::TestSet => "test images",
        }
    }

    /// The CSS class of its curve, and the value of `data-extent`.
    pub fn css_class(self) -> &'static str {
        match self {
            Self::Samples => "samples",
            Self::TestSet => "test-set",
        }
    }
}

impl Curve {
    /// The curve through the means of some bands; none where no image has been measured.
    pub fn of(side: Side, name: &str, image_set: ImageSet, means: &BandMeans, bands: Bands) -> Option<Self> {
        let points: Vec<Point> = bands.iter().filter_map(|band| Point::of(means, band)).collect();
        (!points.is_empty()).then(|| Self { side, name: name.into(), image_set, n: means.n, points })
    }

    /// What it is the mean of.
    pub fn title(&self) -> String {
        match self.image_set {
            ImageSet::Samples => words().survey.of_samples(&self.name, self.n),
            ImageSet::TestSet => words().survey.of_test_images(&self.name, &thousands(self.n as u64)),
        }
    }

    pub fn at(&self, band: Band) -> Option<&Point> {
        self.points.iter().find(|point| point.band == band)
    }

    /// The mean and the interval of a band as text.
    pub fn text_at(&self, band: Band) -> Option<String> {
        let point = self.at(band)?;
        let interval = match point.interval {
            Some((low, high)) => words().survey.interval(&signed(low as f32, 2), &signed(high as f32, 2)),
            None => words().survey.no_interval().into(),
        };
        Some(format!("{} {}{interval}", self.image_set.name(), signed(point.mean as f32, 2)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::{
        class::Class,
        spectrum::partition::Partition,
        study::{estimator::Estimator, occlusion::Scores},
    };

    fn means(values: &[f32]) -> BandMeans {
        let one = |(image, &score): (usize, &f32)| Scores {
            image,
            label: Class::Cat,
            class: Class::Cat,
            scores: Some(vec![score; Band::COUNT]),
            first_order: None,
        };
        let scores: Vec<Scores> = values.iter().enumerate().map(one).collect();
        BandMeans::of(Partition::Diagonal, Estimator::Exact, &scores.iter().collect::<Vec<_>>())
    }

    #[test]
    fn an_interval_is_students() {
        let bands = "1-3".parse().unwrap();
        let curve = Curve::of(Side::A, "net", ImageSet::Samples, &means(&[1.0, 3.0]), bands).unwrap();
        assert_eq!((curve.n, curve.points.len()), (2, 3));
        // s/√n = 1, and t = 12.706 for one degree of freedom.
        assert_eq!(curve.text_at(Band::of(1, 1)).unwrap(), "samples +2.00 (−10.71 to +14.71)");
        assert_eq!(curve.text_at(Band::of(0, 0)), None);
    }

    #[test]
    fn one_image_has_no_interval_and_none_no_curve() {
        let curve = Curve::of(Side::A, "net", ImageSet::Samples, &means(&[1.0]), Bands::ALL).unwrap();
        assert!(curve.text_at(Band::of(0, 0)).unwrap().ends_with("(one image, no interval)"));
        assert_eq!(Curve::of(Side::A, "net", ImageSet::Samples, &means(&[]), Bands::ALL), None);
    }
}
