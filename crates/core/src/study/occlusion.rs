//! Mean Occluded Frequency over a data set (paper, Experiment IV and Fig. 1): what is asked, the scores of each image,
//! and their means.

use super::{ImageRecord, ImageStudy, Question, Study};
use crate::{
    class::Class,
    error::{Error, Result},
    image::Image,
    occlusion::{OcclusionSpec, ablation::Baseline},
    spectrum::{band::Band, partition::Partition},
    statistics::{Estimate, Estimates, INTERVALS},
    study::{
        control_variate::{ControlVariate, ScorePair},
        document::{self, Document},
        estimator::Estimator,
    },
};
use serde::{Deserialize, Serialize};
use std::{fmt, iter::once};

/// Mean Occluded Frequency of each band.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProfileStudy {
    /// The class of interest c of each image.
    pub interest: Interest,
    /// What a removed band is replaced by.
    pub baseline: Baseline,
    /// What the bands are.
    pub partition: Partition,
    /// Which scores are computed.
    pub estimator: Estimator,
}

/// Which class of an image is attributed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Interest {
    /// The class that the model predicts.
    #[default]
    Predicted,
    /// The label, right or wrong.
    Label,
}

/// Occluded Frequency of one image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Position of the image in the data set, from 0.
    pub image: usize,
    /// Its true class.
    pub label: Class,
    /// The class of interest.
    pub class: Class,
    /// score_k (eq. 7) for each band; none where the estimator does without them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scores: Option<Vec<f32>>,
    /// The first-order score of each band; none where the estimator does without them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_order: Option<Vec<f32>>,
}

/// Means of the scores for each band, over all images and over those of each label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Profile {
    /// What was asked.
    pub question: Question<ProfileStudy>,
    /// All images.
    pub all: BandMeans,
    /// The images of each label, in the order of [`Class::ALL`].
    pub classes: Vec<ClassMeans>,
}

/// Means over a group of images, a value for each band.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BandMeans {
    /// Images in the group.
    pub n: usize,
    /// How many of them have exact scores.
    pub exact: usize,
    /// The mean score; none of an empty group.
    pub mean: Vec<Option<f64>>,
    /// Its standard error; none where there are fewer than two images with exact scores.
    pub standard_error: Vec<Option<f64>>,
    /// [`ControlVariate::gain`]; only with that estimator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain: Option<Vec<Option<f64>>>,
    /// The share of |score| that lies in the low bands (bands 0–15; see [`Partition::low`]), Σ_low |score| / Σ |score| of each
    /// image, over the images with exact scores of which one is not 0.
    pub low_share: Estimate,
    /// The share of |score| that lies in each band, |score_k| / Σ |score| of each image, over the same images as `low_share`,
    /// to five digits; none in older files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Estimates>,
}

/// [`BandMeans`] over the images of one label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassMeans {
    /// The label.
    pub class: Class,
    /// The means.
    #[serde(flatten)]
    pub bands: BandMeans,
}

impl ProfileStudy {
    /// What is asked about an image.
    pub fn spec(&self, image: Image, label: Class) -> OcclusionSpec {
        let class = match self.interest {
            Interest::Predicted => None,
            Interest::Label => Some(label),
        };
        OcclusionSpec { image, class, baseline: self.baseline, partition: self.partition }
    }
}

impl ImageStudy for ProfileStudy {
    const RECORDS: &'static str = "freqscope-scores/3";
    const UNCHECKED_RECORDS: &'static [&'static str] = &["freqscope-scores/2"];
    type Record = Scores;

    /// The subsample of the control variate is drawn from all images.
    fn depends_on_count(&self) -> bool {
        self.estimator != Estimator::Exact
    }
}

impl Study for ProfileStudy {
    type Summary = Profile;

    fn summarise(question: Question<Self>, scores: &[Scores]) -> Result<Profile> {
        Profile::of(question, scores)
    }
}

impl Document for Profile {
    const FORMATS: &'static [&'static str] = &["freqscope-profile/3", "freqscope-profile/2"];

    fn check(&self) -> Result<(), String> {
        let bands = self.question.study.partition.count();
        let has_all = |mean: &[_], standard_error: &[_]| mean.len() == bands && standard_error.len() == bands;
        let whole = |means: &BandMeans| {
            let shares_are_whole = |share: &Estimates| has_all(&share.mean, &share.standard_error);
            has_all(&means.mean, &means.standard_error) && means.share.as_ref().is_none_or(shares_are_whole)
        };
        let groups = self.classes.iter().map(|group| &group.bands).chain([&self.all]);
        if groups.into_iter().all(whole) { Ok(()) } else { Err(format!("a group has not {bands} bands")) }
    }
}

impl ImageRecord for Scores {
    fn image(&self) -> usize {
        self.image
    }
}

/// The mean score of each band with its 95 % interval.
impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BandMeans { n, exact, mean, standard_error, low_share, .. } = &self.all;
        let row = |band: Band| {
            let [mean, standard_error] = [mean, standard_error].map(|values| values[band.index()]);
            let interval = Estimate { mean, standard_error }.plus_minus(*exact, 4);
            format!("{band:>4}  {:>+8.4}{interval}", mean.unwrap_or(f64::NAN))
        };
        let (model, partition) = (&self.question.model, self.question.study.partition);
        let (share, last) = (low_share.percent(*exact, 1), partition.low() - 1);
        let subsample = if exact < n { format!(" over {exact} of them") } else { String::new() };
        let share = format!("{share} of |score| in the low bands, 0–{last}{subsample}");
        let header = format!("{} over {n} images, {share}\nband  mean score", model.id);
        let rows = once(header).chain(partition.bands().map(row)).chain([INTERVALS.to_owned()]);
        f.write_str(&rows.collect::<Vec<_>>().join("\n"))
    }
}

impl Profile {
    /// The means of `scores`, which are sorted by image.
    ///
    /// # Errors
    /// [`Error::Scores`] unless every image of the question is there exactly once, with the scores that its estimator takes.
    pub fn of(question: Question<ProfileStudy>, scores: &[Scores]) -> Result<Self> {
        check(&question, scores)?;
        let means = |of: &dyn Fn(&&Scores) -> bool| {
            BandMeans::of(
                question.study.partition,
                question.study.estimator,
                &scores.iter().filter(of).collect::<Vec<_>>(),
            )
        };
        let of_label = |class| ClassMeans { class, bands: means(&|one| one.label == class) };
        let (all, classes) = (means(&|_| true), Class::ALL.into_iter().map(of_label).collect());
        Ok(Self { question, all, classes })
    }

    /// Reads a profile that was written by [`document::to_json`].
    ///
    /// # Errors
    /// [`Error::Profile`] when the text is broken or of another version.
    pub fn parse(json: &[u8]) -> Result<Self> {
        document::parse(json)
    }

    /// The means over the images of `class`, or over all.
    pub fn group(&self, class: Option<Class>) -> Option<&BandMeans> {
        match class {
            None => Some(&self.all),
            Some(class) => self.classes.iter().find(|group| group.class == class).map(|group| &group.bands),
        }
    }
}

impl BandMeans {
    /// The means of some images' scores.
    pub fn of(partition: Partition, estimator: Estimator, scores: &[&Scores]) -> Self {
        let estimates: Vec<ControlVariate> = partition.bands().map(|band| estimator.estimate(scores, band)).collect();
        let exact = || scores.iter().filter_map(|one| one.scores.as_deref());
        let sizes: Vec<Sizes> = exact().filter_map(Sizes::of).collect();
        let shares: Vec<Vec<f64>> = sizes.iter().map(Sizes::shares).collect();
        let low: Vec<f64> = sizes.iter().map(|sizes| sizes.low_share(partition)).collect();
        Self {
            n: scores.len(),
            exact: exact().count(),
            mean: estimates.iter().map(|one| one.estimate.mean).collect(),
            standard_error: estimates.iter().map(|one| one.estimate.standard_error).collect(),
            gain: match estimator {
                Estimator::Exact => None,
                Estimator::ControlVariate { .. } => Some(estimates.iter().map(|one| one.gain).collect()),
            },
            low_share: Estimate::of(&low),
            share: Some(Estimates::of(partition.count(), &shares).rounded()),
        }
    }
}

impl Estimator {
    fn estimate(self, scores: &[&Scores], band: Band) -> ControlVariate {
        let exact = |one: &Scores| one.scores.as_ref().map(|scores| f64::from(scores[band.index()]));
        let approximate = |one: &Scores| one.first_order.as_ref().map(|scores| f64::from(scores[band.index()]));
        match self {
            Self::Exact => {
                let values: Vec<f64> = scores.iter().filter_map(|one| exact(one)).collect();
                ControlVariate { estimate: Estimate::of(&values), gain: None }
            }
            Self::ControlVariate { .. } => {
                let all: Vec<f64> = scores.iter().filter_map(|one| approximate(one)).collect();
                let pair = |one: &&Scores| Some(ScorePair { exact: exact(one)?, approximate: approximate(one)? });
                ControlVariate::of(&all, &scores.iter().filter_map(pair).collect::<Vec<_>>())
            }
        }
    }
}

/// |score| of each band of an image, and their sum.
struct Sizes {
    each: Vec<f64>,
    all: f64,
}

impl Sizes {
    /// None where every score is 0.
    fn of(scores: &[f32]) -> Option<Self> {
        let each: Vec<f64> = scores.iter().map(|&score| f64::from(score).abs()).collect();
        let all = each.iter().sum();
        (all > 0.0).then_some(Self { each, all })
    }

    /// |score_k| / Σ |score| of each band.
    fn shares(&self) -> Vec<f64> {
        self.each.iter().map(|size| size / self.all).collect()
    }

    /// Σ_low |score| / Σ |score|
    fn low_share(&self, partition: Partition) -> f64 {
        self.each[..partition.low()].iter().sum::<f64>() / self.all
    }
}

/// Checks that every image is there, with the scores that its run takes.
fn check(question: &Question<ProfileStudy>, scores: &[Scores]) -> Result<()> {
    question.data.check(scores.iter().map(|one| one.image))?;
    let exact = question.study.estimator.exact(question.data.images);
    let first_order = question.study.estimator != Estimator::Exact;
    let fits = |scores: &Option<Vec<f32>>, wanted: bool| {
        scores.as_ref().map(Vec::len) == wanted.then(|| question.study.partition.count())
    };
    let fit = |one: &&Scores| fits(&one.scores, exact.contains(&one.image)) && fits(&one.first_order, first_order);
    match scores.iter().find(|one| !fit(one)) {
        Some(one) => Err(Error::Scores(format!("image {} has not the scores of its run", one.image))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study;

    fn question(images: usize) -> Question<ProfileStudy> {
        let (interest, baseline, partition) = (Interest::Predicted, Baseline::default(), Partition::Diagonal);
        study::tests::question(images, ProfileStudy { interest, baseline, partition, estimator: Estimator::Exact })
    }

    fn with(partition: Partition, estimator: Estimator, images: usize) -> Question<ProfileStudy> {
        let question = question(images);
        Question { study: ProfileStudy { partition, estimator, ..question.study }, ..question }
    }

    fn scores(image: usize, label: Class, score: f32) -> Scores {
        let scores = (0..Band::COUNT).map(|k| score * k as f32).collect();
        Scores { image, label, class: Class::Frog, scores: Some(scores), first_order: None }
    }

    fn three() -> [Scores; 3] {
        [scores(0, Class::Cat, 1.0), scores(1, Class::Dog, 5.0), scores(2, Class::Cat, 3.0)]
    }

    #[test]
    fn images_are_averaged_together_and_by_label() {
        let profile = Profile::of(question(3), &three()).unwrap();
        assert_eq!((profile.all.n, profile.all.mean[10]), (3, Some(30.0)));
        let cats = profile.group(Some(Class::Cat)).unwrap();
        assert_eq!((cats.n, cats.mean[1], cats.standard_error[1]), (2, Some(2.0), Some(1.0)));
        let dogs = profile.group(Some(Class::Dog)).unwrap();
        assert_eq!((dogs.n, dogs.mean[2], dogs.standard_error[2]), (1, Some(10.0), None));
        assert_eq!(profile.group(Some(Class::Ship)).unwrap().mean, [None; 63]);
    }

    #[test]
    fn the_low_bands_have_their_share() {
        // 0 + … + 15 of 0 + … + 62, whatever the sign and size of an image's scores; black has no scores and no share.
        let mut three = three();
        three[1] = scores(1, Class::Dog, -5.0);
        three[2] = scores(2, Class::Cat, 0.0);
        let share = Profile::of(question(3), &three).unwrap().all.low_share;
        assert!((share.mean.unwrap() - 120.0 / 1953.0).abs() < 1e-12 && share.standard_error.unwrap() < 1e-12);
        assert_eq!(Profile::of(question(1), &[scores(0, Class::Cat, 0.0)]).unwrap().all.low_share.mean, None);
        let rings = [Scores { scores: Some(vec![1.0; 45]), ..three[0].clone() }];
        let profile = Profile::of(with(Partition::Radial, Estimator::Exact, 1), &rings).unwrap();
        assert_eq!((profile.all.low_share.mean, profile.all.mean.len()), (Some(11.0 / 45.0), 45));
    }

    #[test]
    fn the_shares_of_the_bands_are_means_over_images_and_make_up_the_low_share() {
        let [first, mut all_in_band_20, third] = three();
        all_in_band_20.scores = Some((0..Band::COUNT).map(|k| if k == 20 { -2.0 } else { 0.0 }).collect());
        let black = scores(3, Class::Ship, 0.0);
        let profile = Profile::of(question(4), &[first, all_in_band_20, third, black]).unwrap();
        let share = profile.all.share.as_ref().unwrap();
        let (line, one) = (20.0 / 1953.0, share.mean[20].unwrap());
        assert!((one - (2.0 * line + 1.0) / 3.0).abs() < 1e-5, "{one}");
        assert!((share.standard_error[20].unwrap() - (1.0 - line) / 3.0).abs() < 1e-5);
        let sum = |bands: &[Option<f64>]| bands.iter().flatten().sum::<f64>();
        assert!((sum(&share.mean) - 1.0).abs() < 1e-4);
        assert!((sum(&share.mean[..16]) - profile.all.low_share.mean.unwrap()).abs() < 1e-5);
        let of = |class| profile.group(Some(class)).unwrap().share.clone().unwrap();
        assert_eq!((of(Class::Dog).mean[20], of(Class::Dog).standard_error[20]), (Some(1.0), None));
        assert_eq!(of(Class::Ship).mean, [None; 63]);
    }

    #[test]
    fn a_profile_without_shares_is_read_and_one_of_other_bands_is_not() {
        let mut profile = Profile::of(question(3), &three()).unwrap();
        let json = |profile: &Profile| document::to_json(profile).unwrap();
        profile.all.share.as_mut().unwrap().mean.pop();
        assert!(Profile::parse(json(&profile).as_bytes()).unwrap_err().to_string().contains("has not 63 bands"));
        profile.all.share = None;
        profile.classes.iter_mut().for_each(|group| group.bands.share = None);
        assert!(!json(&profile).contains(r#""share""#));
        assert_eq!(Profile::parse(json(&profile).as_bytes()).unwrap().all.share, None);
    }

    #[test]
    fn first_order_scores_carry_the_images_without_exact_ones() {
        let estimator = Estimator::ControlVariate { subsample: 2, seed: 0 };
        let question = with(Partition::Diagonal, estimator, 3);
        let exact = estimator.exact(3);
        let one = |image: usize, one: Scores| {
            let first_order = one.scores.as_ref().map(|scores| scores.iter().map(|score| score + 1.0).collect());
            Scores { image, scores: one.scores.filter(|_| exact.contains(&image)), first_order, ..one }
        };
        let scores: Vec<Scores> = three().into_iter().enumerate().map(|(image, scores)| one(image, scores)).collect();
        let profile = Profile::of(question.clone(), &scores).unwrap();
        assert_eq!((profile.all.n, profile.all.exact), (3, 2));
        assert!((profile.all.mean[10].unwrap() - 30.0).abs() < 1e-12, "every residual is −1");
        assert_eq!(profile.all.gain, Some(vec![None; 63]));
        let missing = Scores { first_order: None, ..scores[0].clone() };
        let refusal = Profile::of(question, &[&[missing], &scores[1..]].concat()).unwrap_err().to_string();
        assert!(refusal.contains("image 0 has not the scores of its run"), "{refusal}");
    }

    #[test]
    fn a_profile_survives_its_file() {
        // Errors that are whole numbers: serde_json may read others with another last bit.
        let pair = [scores(0, Class::Cat, 1.0), scores(1, Class::Cat, 3.0)];
        let profile = Profile::of(question(2), &pair).unwrap();
        let json = document::to_json(&profile).unwrap();
        assert_eq!(Profile::parse(json.as_bytes()), Ok(profile));
        assert!(Profile::parse(json.replace("profile/3", "profile/9").as_bytes()).is_err());
        assert!(Profile::parse(b"{}").is_err());
    }

    #[test]
    fn every_image_counts_exactly_once() {
        let [first, second, third] = three();
        let refused = |images, scores: &[Scores]| Profile::of(question(images), scores).unwrap_err().to_string();
        assert!(refused(3, &[first.clone(), second.clone()]).contains("2 of 3 images are there"));
        assert!(refused(3, &[first.clone(), third.clone()]).contains("2 of 3 images are there"));
        assert!(refused(3, &[first.clone(), first.clone(), second]).contains("image 0 is there twice"));
        assert!(refused(1, &[first, third]).contains("2 of 1 images"));
    }
}
