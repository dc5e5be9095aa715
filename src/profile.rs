//! Mean Occluded Frequency over a data set (paper, Experiment IV and Fig. 1): what is asked, the scores of each image,
//! and their means.

use crate::{
    ablation::Baseline,
    class::Class,
    error::{Error, Result},
    frequency::Band,
    statistics::Estimate,
};
use serde::{Deserialize, Serialize};

/// The only version of a [`Profile`] that is read and written.
const FORMAT: &str = "freqscope-profile/1";

/// A question about a whole data set; equal questions have equal answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Version of the program that answers.
    pub version: String,
    /// The network f.
    pub model: ModelFile,
    /// The images.
    pub data: DataSet,
    /// The class of interest c of each image.
    pub interest: Interest,
    /// What a removed band is replaced by; noise is seeded for each image by [`Baseline::for_image`].
    pub baseline: Baseline,
}

/// Which weights a network has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelFile {
    /// Its id in the manifest, or the name of its file.
    pub id: String,
    /// SHA-256 of its file in lower-case hexadecimal.
    pub sha256: String,
}

/// The first images of a labelled data set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataSet {
    /// How many images are used.
    pub images: usize,
    /// SHA-256 of the file of all images in lower-case hexadecimal.
    pub images_sha256: String,
    /// SHA-256 of the file of their labels.
    pub labels_sha256: String,
}

/// Which class of an image is attributed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Interest {
    /// The one that the network predicts.
    #[default]
    Predicted,
    /// Its label, right or wrong.
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
    /// score_k (eq. 7) for k from 0 to 62.
    pub scores: Vec<f32>,
}

/// Means of the scores for each band, over all images and over those of each label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    format: String,
    /// What was asked.
    pub question: Question,
    /// All images.
    pub all: BandMeans,
    /// The images of each label, in the order of [`Class::ALL`].
    pub classes: Vec<ClassMeans>,
}

/// Means over a group of images, a value for each band from 0 to 62.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BandMeans {
    /// Images in the group.
    pub n: usize,
    /// The mean score; none of an empty group.
    pub mean: Vec<Option<f64>>,
    /// Its standard error; none where there are fewer than two images.
    pub standard_error: Vec<Option<f64>>,
}

/// [`BandMeans`] over the images of one label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassMeans {
    /// The label.
    pub class: Class,
    /// The means.
    #[serde(flatten)]
    pub bands: BandMeans,
}

impl Profile {
    /// The means of `scores`, which are sorted by image.
    ///
    /// # Errors
    /// [`Error::Scores`] unless every image of the question is there exactly once, with 63 scores.
    pub fn of(question: Question, scores: &[Scores]) -> Result<Self> {
        check(question.data.images, scores)?;
        let of_label =
            |class| ClassMeans { class, bands: BandMeans::of(scores.iter().filter(|one| one.label == class)) };
        Ok(Self {
            format: FORMAT.into(),
            question,
            all: BandMeans::of(scores.iter()),
            classes: Class::ALL.into_iter().map(of_label).collect(),
        })
    }

    /// Reads what [`Profile::to_json`] wrote.
    ///
    /// # Errors
    /// [`Error::Profile`] when the text is broken or of another version.
    pub fn parse(json: &[u8]) -> Result<Self> {
        let broken = |reason: String| Error::Profile(reason);
        let profile: Self = serde_json::from_slice(json).map_err(|error| broken(error.to_string()))?;
        if profile.format != FORMAT {
            return Err(broken(format!("its format is “{}”, not “{FORMAT}”", profile.format)));
        }
        let whole = profile.all.is_whole() && profile.classes.iter().all(|group| group.bands.is_whole());
        if !whole {
            return Err(broken(format!("a group has not {} bands", Band::COUNT)));
        }
        Ok(profile)
    }

    /// The profile as JSON, with a line feed at its end.
    ///
    /// # Errors
    /// [`Error::Computation`], which only a bug can cause.
    pub fn to_json(&self) -> Result<String> {
        let json = serde_json::to_string(self).map_err(|error| Error::Computation(error.to_string()))?;
        Ok(json + "\n")
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
    /// The means of some scores, each of 63 numbers.
    pub fn of<'a>(scores: impl Iterator<Item = &'a Scores> + Clone) -> Self {
        let estimate = |band: Band| {
            let values: Vec<f64> = scores.clone().map(|one| one.scores[band.index()].into()).collect();
            Estimate::of(&values)
        };
        let (mean, standard_error) = Band::all().map(estimate).map(|one| (one.mean, one.standard_error)).unzip();
        Self { n: scores.count(), mean, standard_error }
    }

    fn is_whole(&self) -> bool {
        self.mean.len() == Band::COUNT && self.standard_error.len() == Band::COUNT
    }
}

/// Sorted scores without a repetition are complete when their number and the last of them say so.
fn check(images: usize, scores: &[Scores]) -> Result<()> {
    if let Some(pair) = scores.windows(2).find(|pair| pair[0].image == pair[1].image) {
        return Err(Error::Scores(format!("image {} is there twice", pair[0].image)));
    }
    if scores.len() != images || scores.last().is_some_and(|last| last.image + 1 != images) {
        return Err(Error::Scores(format!("{} of {images} images are there", scores.len())));
    }
    match scores.iter().find(|one| one.scores.len() != Band::COUNT) {
        Some(one) => Err(Error::Scores(format!("image {} has {} scores", one.image, one.scores.len()))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(images: usize) -> Question {
        Question {
            version: "1".into(),
            model: ModelFile { id: "net".into(), sha256: "ab".into() },
            data: DataSet { images, images_sha256: "cd".into(), labels_sha256: "ef".into() },
            interest: Interest::Predicted,
            baseline: Baseline::default(),
        }
    }

    fn scores(image: usize, label: Class, score: f32) -> Scores {
        let scores = (0..Band::COUNT).map(|k| score * k as f32).collect();
        Scores { image, label, class: Class::Frog, scores }
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
    fn a_profile_survives_its_file() {
        // Errors that are whole numbers: serde_json may read others with another last bit.
        let pair = [scores(0, Class::Cat, 1.0), scores(1, Class::Cat, 3.0)];
        let profile = Profile::of(question(2), &pair).unwrap();
        let json = profile.to_json().unwrap();
        assert_eq!(Profile::parse(json.as_bytes()), Ok(profile));
        assert!(Profile::parse(json.replace("profile/1", "profile/9").as_bytes()).is_err());
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
