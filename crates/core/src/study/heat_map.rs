//! How often a network is wrong about images with noise along one wave, for each wave: the Fourier heat map of Yin et al. (2019,
//! “A Fourier perspective on model robustness in computer vision”).

use crate::{
    class::Class,
    error::Result,
    image::Image,
    parameter::{Measure, check_step},
    random,
    spectrum::basis::{Basis, places},
    statistics::{Estimate, Estimates, INTERVALS, Proportion, check_length},
    study::{
        ImageRecord, ImageStudy, Question, Study,
        document::Document,
        flags::{self, Flags},
    },
};
use rand::Rng;
use serde::{Deserialize, Serialize};
use std::{fmt, ops::Range};

/// The stream of the signs among the [`random`] numbers of an image.
const SIGN_STREAM: u64 = 63;

/// Noise along each wave of a basis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeatMapStudy {
    /// The waves.
    pub basis: Basis,
    /// The ℓ2 norm v of the noise in each channel, in pixel units; that of the image's three channels together is √3·v.
    pub norm: f64,
    /// Whether the perturbed image is limited to [0, 1].
    pub clip: bool,
    /// Seed of the signs; see [`random`].
    pub seed: u64,
}

/// What was found out about one image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeatMapRecord {
    /// Position of the image in the data set, from 0.
    pub image: usize,
    /// Its true class.
    pub label: Class,
    /// Whether the network is wrong about the image as it is.
    pub clean: bool,
    /// Whether it is wrong with noise along each of the basis's [distinct](Basis::distinct) waves.
    pub wrong: Flags,
}

/// How many images the network is wrong about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeatMap {
    /// What was asked.
    pub question: Question<HeatMapStudy>,
    /// As they are.
    pub clean: usize,
    /// With noise along the wave of each place: 32 rows of 32 counts.
    pub errors: Vec<Vec<usize>>,
    /// The error rate along the waves of each [ring](Basis::ring), the mean over its distinct waves of an image, over images,
    /// to five digits.
    pub profile: Estimates,
    /// The error rate along all distinct waves of the [low](Basis::low) rings, of an image, over images.
    pub low: Estimate,
    /// That along all others.
    pub high: Estimate,
}

impl HeatMapStudy {
    /// The norm that Yin et al. take for CIFAR-10.
    pub const NORM: f64 = 4.0;

    /// Refuses what has no meaning, before any work starts.
    ///
    /// # Errors
    /// [`crate::error::Error::Parameter`] for a norm that is not above 0, or beyond what two images can differ by.
    pub fn check(&self) -> Result<()> {
        check_step("norm", self.norm, Measure::L2)
    }

    /// The image with noise along each distinct wave; see [`HeatMapStudy::perturbed_along`].
    pub fn perturbed<'a>(&self, image: &'a Image) -> impl Iterator<Item = Image> + use<'a> {
        self.perturbed_along(image, 0..self.basis.distinct().count())
    }

    /// The image with noise along some of the [distinct](Basis::distinct) waves, by their positions: x + r·v·U in each channel, with a
    /// sign r of its own.
    ///
    /// The sign of channel c at a place is the lowest bit of the (3·(32·row + column) + c)-th 32-bit number of the image's
    /// [`random`] numbers, stream 63: 1 is +, 0 is −.
    pub fn perturbed_along<'a>(&self, image: &'a Image, waves: Range<usize>) -> impl Iterator<Item = Image> + use<'a> {
        let (basis, norm, clip) = (self.basis, self.norm, self.clip);
        let signs = self.signs(image);
        basis.distinct().take(waves.end).skip(waves.start).map(move |(row, column)| {
            let (wave, first) = (basis.wave((row, column)), Image::CHANNELS * (row * Image::SIDE + column));
            let noise = |c: usize, i: usize| signs[first + c] * norm * wave[i];
            let pixel = |c: usize, i: usize| (f64::from(image.channel(c)[i]) + noise(c, i)) as f32;
            let perturbed = Image::from_fn(|c, y, x| pixel(c, y * Image::SIDE + x));
            if clip { perturbed.clipped() } else { perturbed }
        })
    }

    fn signs(&self, image: &Image) -> Vec<f64> {
        let mut random = random::of_image(self.seed, image);
        random.set_stream(SIGN_STREAM);
        (0..Image::LEN).map(|_| if random.next_u32() & 1 == 1 { 1.0 } else { -1.0 }).collect()
    }
}

impl ImageStudy for HeatMapStudy {
    const RECORDS: &'static str = "freqscope-heatmap-records/1";
    const UNCHECKED_RECORDS: &'static [&'static str] = &[];
    type Record = HeatMapRecord;
}

impl Study for HeatMapStudy {
    type Summary = HeatMap;

    fn summarise(question: Question<Self>, records: &[HeatMapRecord]) -> Result<HeatMap> {
        HeatMap::of(question, records)
    }
}

impl Document for HeatMap {
    const FORMATS: &'static [&'static str] = &["freqscope-heatmap/1"];

    fn check(&self) -> Result<(), String> {
        check_length("map", &self.errors, Image::SIDE)?;
        self.errors.iter().try_for_each(|row| check_length("row of a map", row, Image::SIDE))?;
        self.profile.check("profile", self.question.study.basis.rings())
    }
}

impl ImageRecord for HeatMapRecord {
    fn image(&self) -> usize {
        self.image
    }
}

/// The error rate without noise, and the least and the largest along a wave, with their intervals.
impl fmt::Display for HeatMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Question { model, data, study, .. } = &self.question;
        let rate = |errors: usize| Proportion::of(errors, data.images).percent(1);
        let errors = || self.errors.iter().flatten().copied();
        let (least, most) = (errors().min().unwrap_or_default(), errors().max().unwrap_or_default());
        let basis = match study.basis {
            Basis::Fourier => "Fourier",
            Basis::Dct => "DCT",
        };
        let (id, images, norm) = (&model.id, data.images, study.norm);
        write!(
            f,
            "{id} over {images} images: wrong about {}\nwith noise of norm {norm} along a wave of the {basis} basis: \
             {} at least, {} at most\n{INTERVALS}",
            rate(self.clean),
            rate(least),
            rate(most)
        )
    }
}

impl HeatMap {
    /// The error rate of each place, from 0 to 1: 32 rows of 32; none without an image.
    pub fn rates(&self) -> Vec<Vec<Option<f64>>> {
        let n = self.question.data.images;
        let share = |&count: &usize| (n > 0).then(|| count as f64 / n as f64);
        self.errors.iter().map(|row| row.iter().map(share).collect()).collect()
    }

    /// The counts over `records`, which are sorted by image.
    ///
    /// # Errors
    /// [`crate::error::Error::Scores`] unless every image of the question is there exactly once, with all waves.
    pub fn of(question: Question<HeatMapStudy>, records: &[HeatMapRecord]) -> Result<Self> {
        question.data.check(records.iter().map(|record| record.image))?;
        let basis = question.study.basis;
        let waves = basis.distinct().count();
        flags::check(waves, records.iter().map(|record| (record.image, &record.wrong)))?;
        let counts = Flags::counts(waves, records.iter().map(|record| &record.wrong));
        let mut map = vec![vec![0; Image::SIDE]; Image::SIDE];
        basis.distinct().zip(counts).for_each(|((row, column), count)| map[row][column] = count);
        for (row, column) in places() {
            let first = basis.first((row, column));
            map[row][column] = map[first.0][first.1];
        }
        let profiles: Vec<Vec<f64>> = records.iter().map(|record| profile(basis, &record.wrong)).collect();
        let part = |low: bool| {
            let rates: Vec<f64> = records.iter().map(|record| rate(basis, &record.wrong, low)).collect();
            Estimate::of(&rates).rounded()
        };
        Ok(Self {
            clean: records.iter().filter(|record| record.clean).count(),
            errors: map,
            profile: Estimates::of(basis.rings(), &profiles).rounded(),
            low: part(true),
            high: part(false),
            question,
        })
    }
}

/// The share of the distinct waves in the low rings, or in the others, that the network is wrong along.
fn rate(basis: Basis, wrong: &Flags, low: bool) -> f64 {
    let places = basis.distinct().zip(wrong.iter()).filter(|&(place, _)| (basis.ring(place) < basis.low()) == low);
    let (errors, waves) = places.fold((0, 0), |(errors, waves), (_, wrong)| (errors + usize::from(wrong), waves + 1));
    errors as f64 / waves as f64
}

/// The share of each ring's distinct waves that the network is wrong along.
fn profile(basis: Basis, wrong: &Flags) -> Vec<f64> {
    let (mut errors, mut waves) = (vec![0.0; basis.rings()], vec![0.0; basis.rings()]);
    for (place, wrong) in basis.distinct().zip(wrong.iter()) {
        errors[basis.ring(place)] += f64::from(u8::from(wrong));
        waves[basis.ring(place)] += 1.0;
    }
    errors.into_iter().zip(waves).map(|(errors, waves)| errors / waves).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        image::similarity::Distance,
        study::{self, document},
    };

    fn study(basis: Basis) -> HeatMapStudy {
        HeatMapStudy { basis, norm: HeatMapStudy::NORM, clip: false, seed: 3 }
    }

    fn grey(value: f32) -> Image {
        Image::from_fn(|_, _, _| value)
    }

    #[test]
    fn every_channel_gets_the_norm_and_a_sign_of_its_own() {
        for basis in [Basis::Fourier, Basis::Dct] {
            let image = grey(0.5);
            let all: Vec<Image> = study(basis).perturbed(&image).collect();
            assert_eq!(all.len(), basis.distinct().count());
            assert!(all.iter().all(|one| (Distance::between(&image, one).l2 - 48.0_f64.sqrt()).abs() < 1e-4));
            assert!(study(basis).perturbed_along(&image, 40..43).eq(all[40..43].iter().cloned()));
            let up = |one: &Image, c: usize| one.channel(c)[0] > 0.5;
            for (a, b) in [(0, 1), (0, 2), (1, 2)] {
                let alike = all.iter().filter(|one| up(one, a) == up(one, b)).count() as f64 / all.len() as f64;
                assert!((alike - 0.5).abs() < 0.1, "{alike}");
            }
        }
    }

    #[test]
    fn signs_follow_the_seed_and_the_image_and_clipping_limits() {
        let (base, image) = (study(Basis::Fourier), grey(0.5));
        let first = |study: &HeatMapStudy, image: &Image| study.perturbed(image).take(9).collect::<Vec<_>>();
        assert!(first(&base, &image) == first(&base, &image));
        assert!(first(&base, &image) != first(&HeatMapStudy { seed: 4, ..base.clone() }, &image));
        assert_ne!(base.signs(&image), base.signs(&grey(0.25)));
        let clipped = first(&HeatMapStudy { clip: true, norm: 40.0, ..base.clone() }, &image);
        assert!(
            clipped.iter().all(Image::is_in_range)
                && !first(&HeatMapStudy { norm: 40.0, ..base }, &image)[0].is_in_range()
        );
    }

    #[test]
    fn errors_are_counted_at_both_places_of_a_pair() {
        let basis = Basis::Fourier;
        let wrong = |at: &[(usize, usize)]| basis.distinct().map(|place| at.contains(&place)).collect::<Flags>();
        let record = |image, clean, at: &[_]| HeatMapRecord { image, label: Class::Cat, clean, wrong: wrong(at) };
        let records = [record(0, false, &[(13, 21), (16, 16)]), record(1, true, &[(16, 16)])];
        let question = study::tests::question(2, study(basis));
        let map = HeatMap::of(question.clone(), &records).unwrap();
        assert_eq!(
            (map.clean, map.errors[13][21], map.errors[19][11], map.errors[16][16], map.errors[0][0]),
            (1, 1, 1, 2, 0)
        );
        // Ring 8 has 32 places, and so 16 waves.
        assert_eq!((map.profile.mean[0], map.profile.mean[8]), (Some(1.0), Some(1.0 / 32.0)));
        // Of the 8 low rings' 57 waves one is wrong in each image; of the 457 others one in the first.
        assert_eq!((map.low.mean, map.high.mean), (Some(0.017544), Some(0.0010941)));
        let json = document::to_json(&map).unwrap();
        assert_eq!(document::parse::<HeatMap>(json.as_bytes()).unwrap().errors, map.errors);
        let broken = HeatMapRecord { wrong: Flags::from_iter([true]), ..records[1].clone() };
        let refusal = HeatMap::of(question, &[records[0].clone(), broken]).unwrap_err().to_string();
        assert!(refusal.contains("image 1 has not the 514 answers"), "{refusal}");
    }

    #[test]
    fn a_norm_has_a_length() {
        let refused = |norm| HeatMapStudy { norm, ..study(Basis::Dct) }.check().is_err();
        assert!(refused(0.0) && refused(-1.0) && refused(60.0) && !refused(4.0));
    }
}
