//! Where in the spectrum an attack lands, over a data set (paper, Experiment I and Fig. 2): what is asked, what was found
//! in each image, and the means.
//!
//! Raw RCT divides by coefficients that are near 0, above all at high frequencies, and so favours these whatever the
//! change is. To tell that from the attack, each image also gets white noise of the same ℓ2 norm.

use crate::{
    attack::{
        AttackSpec,
        report::{AttackReport, Outcome},
    },
    change::{
        Change, ChangeMeans, MapMeans,
        log_band_ratio::LogBandRatios,
        rct::{Form, ImagePair, Map},
    },
    class::Class,
    error::Result,
    image::{Image, similarity::Distance},
    random,
    statistics::{Estimate, INTERVALS, Proportion},
    study::{ImageRecord, ImageStudy, Question, Study, document::Document},
};
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The stream of the noise among the [`random`] numbers of an image: its attack has stream 0 of the same seed.
const NOISE_STREAM: u64 = 1;

/// Where in the spectrum an attack lands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttackStudy {
    /// The attack; its seed is that of the noise too.
    pub attack: AttackSpec,
    /// The least denominator τ > 0 of the guarded form.
    pub floor: f64,
}

/// The result of the attack on one image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttackRecord {
    /// Position of the image in the data set, from 0.
    pub image: usize,
    /// Its true class.
    pub label: Class,
    /// Whether the attack succeeded; an image that was misclassified before is left alone.
    pub outcome: Outcome,
    /// The distance of x′ from x.
    pub distance: Distance,
    /// What changed; none where x′ = x.
    pub found: Option<Found>,
}

/// What changed in one image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// By the attack.
    pub attack: Relative,
    /// By white noise of the same ℓ2 norm.
    pub noise: Relative,
}

/// A change of one image in all forms of RCT (eq. 8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relative {
    /// [`Form::Raw`]
    pub raw: Map,
    /// [`Form::Guarded`]
    pub guarded: Map,
    /// [`Form::Absolute`], and the energy.
    pub change: Change,
}

/// The means over a data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttackChanges {
    /// What was asked.
    pub question: Question<AttackStudy>,
    /// Images that the network got right, and that were attacked.
    pub attacked: usize,
    /// Those whose attack succeeded.
    pub succeeded: usize,
    /// ‖x′ − x‖₂ over the images that changed.
    pub l2: Estimate,
    /// ‖x′ − x‖∞ over the images that changed.
    pub linf: Estimate,
    /// What the attack changed.
    pub attack: RelativeMeans,
    /// What white noise of the same ℓ2 norms changed.
    pub noise: RelativeMeans,
    /// The log band ratios of both; `tilt` in files.
    #[serde(rename = "tilt")]
    pub log_band_ratios: FormRatios,
}

/// [`LogBandRatios`] in all forms of RCT.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormRatios {
    /// [`Form::Raw`]
    pub raw: LogBandRatios,
    /// [`Form::Guarded`]
    pub guarded: LogBandRatios,
    /// [`Form::Absolute`]
    pub absolute: LogBandRatios,
}

/// Means of [`Relative`] changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RelativeMeans {
    /// [`Form::Raw`]
    pub raw: MapMeans,
    /// [`Form::Guarded`]
    pub guarded: MapMeans,
    /// [`Form::Absolute`], and the energy.
    #[serde(flatten)]
    pub change: ChangeMeans,
}

impl ImageStudy for AttackStudy {
    const RECORDS: &'static str = "freqscope-rct-scores/2";
    const UNCHECKED_RECORDS: &'static [&'static str] = &["freqscope-rct-scores/1"];
    type Record = AttackRecord;
}

impl Study for AttackStudy {
    type Summary = AttackChanges;

    fn summarise(question: Question<Self>, records: &[AttackRecord]) -> Result<AttackChanges> {
        AttackChanges::of(question, records)
    }
}

impl Document for AttackChanges {
    const FORMATS: &'static [&'static str] = &["freqscope-rct/3", "freqscope-rct/2"];

    fn check(&self) -> Result<(), String> {
        [&self.attack, &self.noise].into_iter().try_for_each(RelativeMeans::check)
    }
}

impl ImageRecord for AttackRecord {
    fn image(&self) -> usize {
        self.image
    }
}

/// Who was attacked, and the share of each third of the bands in the energy.
impl fmt::Display for AttackChanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { question, attacked, succeeded, attack, noise, .. } = self;
        let (model, images, method) =
            (&question.model.id, question.data.images, question.study.attack.method.kind().name());
        let rate = Proportion::of(*succeeded, *attacked).percent(1);
        let (attack, noise) = (attack.change.ranges_in_words(), noise.change.ranges_in_words());
        write!(
            f,
            "{model}, {method}: {succeeded} of {attacked} attacks succeeded, {rate}, {images} images\n\
             energy of the attack: {attack}\nwhite noise: {noise}\n{INTERVALS}"
        )
    }
}

impl AttackRecord {
    /// The record of the image at `position`, from the report of its attack.
    pub fn of(study: &AttackStudy, position: usize, (image, label): &(Image, Class), report: &AttackReport) -> Self {
        let pair = ImagePair { clean: image, adversarial: &report.image };
        Self {
            image: position,
            label: *label,
            outcome: report.outcome,
            distance: report.distance,
            found: Found::of(&pair, report.distance.l2, study.attack.seed, study.floor),
        }
    }
}

impl Found {
    fn of(pair: &ImagePair, l2: f64, seed: u64, floor: f64) -> Option<Self> {
        let noisy = with_noise(pair.clean, l2, seed);
        let noise = Relative::of(&ImagePair { adversarial: &noisy, ..*pair }, floor)?;
        Some(Self { attack: Relative::of(pair, floor)?, noise })
    }
}

impl Relative {
    /// None where the two images are equal.
    fn of(pair: &ImagePair, floor: f64) -> Option<Self> {
        let map = |form| Map::of(form, std::slice::from_ref(pair));
        Some(Self { change: Change::of(pair)?, raw: map(Form::Raw), guarded: map(Form::Guarded { floor }) })
    }
}

/// The image plus white Gaussian noise of this ℓ2 norm. It is not limited to [0, 1], which would colour the noise.
fn with_noise(image: &Image, l2: f64, seed: u64) -> Image {
    let mut random = random::of_image(seed, image);
    random.set_stream(NOISE_STREAM);
    let noise: Vec<f64> = (0..Image::LEN).map(|_| StandardNormal.sample(&mut random)).collect();
    let scale = l2 / noise.iter().map(|value| value * value).sum::<f64>().sqrt();
    let at = |c: usize, y: usize, x: usize| (c * Image::SIDE + y) * Image::SIDE + x;
    Image::from_fn(|c, y, x| (f64::from(image.pixels()[at(c, y, x)]) + scale * noise[at(c, y, x)]) as f32)
}

impl AttackChanges {
    /// The means of `records`, which are sorted by image.
    ///
    /// # Errors
    /// [`crate::error::Error::Scores`] unless every image of the question is there exactly once, with all bands.
    pub fn of(question: Question<AttackStudy>, records: &[AttackRecord]) -> Result<Self> {
        question.data.check(records.iter().map(|record| record.image))?;
        let count = |wanted: fn(Outcome) -> bool| records.iter().filter(|record| wanted(record.outcome)).count();
        let changed: Vec<(&Distance, &Found)> =
            records.iter().filter_map(|record| Some((&record.distance, record.found.as_ref()?))).collect();
        let norm = |norm: fn(&Distance) -> f64| {
            let norms: Vec<f64> = changed.iter().map(|(distance, _)| norm(distance)).collect();
            Estimate::of(&norms).rounded()
        };
        let means = |part: fn(&Found) -> &Relative| {
            let parts: Vec<&Relative> = changed.iter().map(|(_, found)| part(found)).collect();
            RelativeMeans::of(&parts)
        };
        Ok(Self {
            attacked: count(|outcome| outcome != Outcome::Misclassified),
            succeeded: count(|outcome| outcome == Outcome::Succeeded),
            l2: norm(|distance| distance.l2),
            linf: norm(|distance| distance.linf),
            attack: means(|found| &found.attack)?,
            noise: means(|found| &found.noise)?,
            log_band_ratios: FormRatios::of(&changed),
            question,
        })
    }
}

impl FormRatios {
    fn of(changed: &[(&Distance, &Found)]) -> Self {
        let ratios = |form: fn(&Relative) -> &Map| {
            LogBandRatios::of(changed.iter().map(|(_, found)| (form(&found.attack), form(&found.noise))))
        };
        Self {
            raw: ratios(|change| &change.raw),
            guarded: ratios(|change| &change.guarded),
            absolute: ratios(|change| &change.change.absolute),
        }
    }
}

impl RelativeMeans {
    fn check(&self) -> Result<(), String> {
        self.raw.check()?;
        self.guarded.check()?;
        self.change.check()
    }

    fn of(changes: &[&Relative]) -> Result<Self> {
        let map = |form: fn(&Relative) -> &Map| changes.iter().map(|change| form(change)).collect::<Vec<_>>();
        let absolute: Vec<&Change> = changes.iter().map(|change| &change.change).collect();
        Ok(Self {
            raw: MapMeans::of(&map(|change| &change.raw)),
            guarded: MapMeans::of(&map(|change| &change.guarded)),
            change: ChangeMeans::of(&absolute)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attack::{
            Method, Misclassified,
            goal::{Aim, Goal},
        },
        logits::Logits,
        study::{self, document},
    };

    fn question(images: usize) -> Question<AttackStudy> {
        // A fraction of two: serde_json may read others with another last bit.
        let method = Method::Fgsm { epsilon: 0.25 };
        let attack = AttackSpec { method, goal: Goal::Untargeted, seed: 3, misclassified: Misclassified::LeaveAlone };
        study::tests::question(images, AttackStudy { attack, floor: 1e-3 })
    }

    /// An image of a few frequencies, whose other coefficients are near 0.
    fn smooth() -> Image {
        Image::from_fn(|c, y, x| 0.5 + 0.2 * ((y + c) as f32 / 9.0).sin() + 0.2 * (x as f32 / 7.0).cos())
    }

    fn record(position: usize, adversarial: Image, outcome: Outcome) -> AttackRecord {
        let clean = smooth();
        let (logits, distance) = (Logits([0.0; 10]), Distance::between(&clean, &adversarial));
        let report = AttackReport {
            outcome,
            aim: Aim::Away(Class::Cat),
            image: adversarial,
            before: logits,
            after: logits,
            distance,
            ssim: 1.0,
            queries: 1,
            iterations: 1,
            losses: Vec::new(),
            moves: Vec::new(),
        };
        AttackRecord::of(&question(3).study, position, &(clean, Class::Cat), &report)
    }

    /// Two that changed by their mean alone, one of which resisted, and one that was left alone.
    fn records() -> Vec<AttackRecord> {
        let brighter = |by: f32| {
            let clean = smooth();
            Image::from_fn(|c, y, x| clean.pixels()[(c * 32 + y) * 32 + x] + by)
        };
        let (first, second) = (brighter(0.01), brighter(0.03));
        vec![
            record(0, first, Outcome::Succeeded),
            record(1, smooth(), Outcome::Misclassified),
            record(2, second, Outcome::Resisted),
        ]
    }

    #[test]
    fn means_are_taken_over_what_changed() {
        let study = AttackChanges::of(question(3), &records()).unwrap();
        assert_eq!((study.attacked, study.succeeded, study.attack.change.n), (2, 1, 2));
        // A brightness of 0.01 is a coefficient of 0.32.
        let mean = study.attack.change.absolute.get(0, 0).unwrap();
        assert!((mean - 0.64).abs() < 1e-4, "{mean}");
        assert!((study.linf.mean.unwrap() - 0.02).abs() < 1e-6);
        assert!(study.attack.change.ranges.mean[0].unwrap() > 0.999);
    }

    #[test]
    fn noise_is_as_long_as_the_attack_and_white() {
        let study = AttackChanges::of(question(3), &records()).unwrap();
        let expected = |range: usize| [231.0, 562.0, 231.0][range] / 1024.0;
        for range in 0..3 {
            let share = study.noise.change.ranges.mean[range].unwrap();
            assert!((share - expected(range)).abs() < 0.05, "third {range}: {share}");
        }
        let noisy = with_noise(&smooth(), 0.7, 5);
        assert!((Distance::between(&smooth(), &noisy).l2 - 0.7).abs() < 1e-4);
        assert!(noisy == with_noise(&smooth(), 0.7, 5) && noisy != with_noise(&smooth(), 0.7, 6));
    }

    #[test]
    fn white_noise_shows_what_raw_rct_favours() {
        let study = AttackChanges::of(question(3), &records()).unwrap();
        let band = |means: &MapMeans, k: usize| means.profile.mean[k].unwrap();
        assert!(band(&study.noise.raw, 60) > 100.0 * band(&study.noise.raw, 0));
        assert!(band(&study.noise.change.absolute, 60) < 3.0 * band(&study.noise.change.absolute, 5));
        assert!(band(&study.noise.guarded, 60) < band(&study.noise.raw, 60));
        let [raw, absolute] =
            [study.log_band_ratios.raw, study.log_band_ratios.absolute].map(|ratios| ratios.noise.mean.unwrap());
        assert!(raw > 0.1 && absolute.abs() < 0.1, "{raw}, {absolute}");
    }

    #[test]
    fn a_study_survives_its_file_and_misses_no_image() {
        let study = AttackChanges::of(question(3), &records()).unwrap();
        let json = document::to_json(&study).unwrap();
        // Not the means: serde_json may read a fraction with another last bit.
        let read = document::parse::<AttackChanges>(json.as_bytes()).unwrap();
        assert!((read.question, read.attacked, read.attack.change.n) == (study.question, 2, 2));
        let error = AttackChanges::of(question(3), &records()[..2]).unwrap_err().to_string();
        assert!(error.contains("2 of 3 images are there"), "{error}");
    }
}
