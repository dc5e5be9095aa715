//! Where in the spectrum each [corruption](crate::corruption) changes images: no network is asked.

use crate::{
    change::{Change, rct::ImagePair},
    corruption::{Corruption, Corruptor, Severity},
    image::{Image, similarity::Distance},
    spectrum::{band::Band, frequency_range::FrequencyRange},
    statistics::{Estimate, Estimates, INTERVALS, check_length},
    study::{corruption::CorruptionStudy, data::DataSet, document::Document, program::Program},
};
use serde::{Deserialize, Serialize};
use std::{fmt, iter::once};

/// What each corruption changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CorruptionBands {
    /// What was asked.
    pub question: BandQuestion,
    /// Each corruption.
    pub corruptions: Vec<SeverityBands>,
}

/// Corruptions of a data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BandQuestion {
    /// What answers it.
    #[serde(flatten)]
    pub program: Program,
    /// The images.
    pub data: DataSet,
    /// Which corruptions.
    #[serde(flatten)]
    pub study: CorruptionStudy,
}

/// What one corruption changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeverityBands {
    /// Which.
    pub corruption: Corruption,
    /// At each severity, 1 to 5.
    pub severities: Vec<BandChange>,
}

/// What changes over the images, to five digits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BandChange {
    /// Images that change at all, which are those in the means.
    pub n: usize,
    /// ‖x′ − x‖₂
    pub l2: Estimate,
    /// The share of each of the 63 bands in the energy Σ (x′ − x)².
    pub energy: Estimates,
}

impl Document for CorruptionBands {
    const FORMATS: &'static [&'static str] = &["freqscope-corruption-bands/1"];

    fn check(&self) -> Result<(), String> {
        self.corruptions.iter().try_for_each(|one| {
            check_length("corruption", &one.severities, Severity::COUNT)?;
            one.severities.iter().try_for_each(|change| change.energy.check("energy", Band::COUNT))
        })
    }
}

/// Changes of one corruption at one severity, image by image.
#[derive(Debug, Clone, Default)]
struct Changes {
    l2: Vec<f64>,
    energy: Vec<Vec<f64>>,
}

/// The ℓ2 norm of a change and the energy of its bands; none where nothing changes.
type OneChange = Option<(f64, Vec<f64>)>;

fn change(clean: &Image, corrupted: &Image) -> OneChange {
    let energy = Change::of(&ImagePair { clean, adversarial: corrupted })?.energy;
    Some((Distance::between(clean, corrupted).l2, energy))
}

impl Changes {
    fn add(&mut self, (l2, energy): (f64, Vec<f64>)) {
        self.l2.push(l2);
        self.energy.push(energy);
    }

    fn means(&self) -> BandChange {
        let energy = Estimates::of(Band::COUNT, &self.energy).rounded();
        BandChange { n: self.l2.len(), l2: Estimate::of(&self.l2).rounded(), energy }
    }
}

/// What becomes of one image's bands, by each corruption at each severity.
#[derive(Debug)]
pub struct ImageChanges(Vec<OneChange>);

impl ImageChanges {
    /// Of an image.
    pub fn of(study: &CorruptionStudy, corruptor: &Corruptor, image: &Image) -> Self {
        Self(study.corrupted(corruptor, image).map(|corrupted| change(image, &corrupted)).collect())
    }
}

/// What becomes of the bands, image by image.
#[derive(Debug)]
pub struct CorruptionBandsSum {
    study: CorruptionStudy,
    changes: Vec<Changes>,
}

impl CorruptionBandsSum {
    /// Without any image yet.
    pub fn new(study: CorruptionStudy) -> Self {
        Self { changes: vec![Changes::default(); study.corruptions.len() * Severity::COUNT], study }
    }

    /// With one image more.
    pub fn add(&mut self, image: ImageChanges) {
        self.changes
            .iter_mut()
            .zip(image.0)
            .for_each(|(changes, change)| change.into_iter().for_each(|c| changes.add(c)));
    }

    /// The means.
    pub fn means(self, program: Program, data: DataSet) -> CorruptionBands {
        let parts = self.study.corruptions.iter().zip(self.changes.chunks(Severity::COUNT));
        let corruptions = parts
            .map(|(&corruption, severities)| SeverityBands {
                corruption,
                severities: severities.iter().map(Changes::means).collect(),
            })
            .collect();
        CorruptionBands { corruptions, question: BandQuestion { program, data, study: self.study } }
    }
}

/// The share of each third of the bands at severity 3.
impl fmt::Display for CorruptionBands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |one: &SeverityBands| {
            let change = &one.severities[Severity::COUNT / 2];
            let shares: Vec<f64> = change.energy.mean.iter().map(|share| share.unwrap_or(f64::NAN)).collect();
            let thirds = FrequencyRange::ALL.map(|range| format!("{:>6.1} %", 100.0 * range.sum(&shares))).join("  ");
            let l2 = change.l2;
            let norm = format!("{:.2}{}", l2.mean.unwrap_or(f64::NAN), l2.plus_minus(change.n, 2));
            format!("{:<18}  {norm:<14}  {thirds}", one.corruption.name())
        };
        let header = format!(
            "{} images at severity 3: ℓ2 norm of the change, and the share of each third of the bands in its energy",
            self.question.data.images
        );
        let rows = once(header).chain(self.corruptions.iter().map(row)).chain([INTERVALS.to_owned()]);
        f.write_str(&rows.collect::<Vec<_>>().join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{self, document};

    #[test]
    fn noise_is_spread_as_the_coefficients_are_and_contrast_lies_low() {
        let cat = Image::decode(include_bytes!("../../../../www/samples/cat-0.png")).unwrap();
        let corruptor = Corruptor::default();
        let study = CorruptionStudy::of(&corruptor);
        let mut sum = CorruptionBandsSum::new(study.clone());
        (0..2).for_each(|_| sum.add(ImageChanges::of(&study, &corruptor, &cat)));
        let question = study::tests::question(2, ());
        let bands = sum.means(question.program, question.data);
        let shares = |corruption: Corruption| {
            let found = bands.corruptions.iter().find(|one| one.corruption == corruption).unwrap();
            let change = &found.severities[4];
            let values: Vec<f64> = change.energy.mean.iter().flatten().copied().collect();
            assert!(change.n == 2 && (values.iter().sum::<f64>() - 1.0).abs() < 1e-3);
            FrequencyRange::ALL.map(|range| range.sum(&values))
        };
        let noise = shares(Corruption::GaussianNoise);
        assert!([231.0, 562.0, 231.0].iter().zip(noise).all(|(count, share)| (count / 1024.0 - share).abs() < 0.05));
        assert!(shares(Corruption::Contrast)[0] > 0.8 && shares(Corruption::Fog)[0] > 0.8);
        let json = document::to_json(&bands).unwrap();
        let mut read = document::parse::<CorruptionBands>(json.as_bytes()).unwrap();
        assert_eq!(read.corruptions.len(), 14);
        read.corruptions[3].severities.truncate(2);
        let refusal = document::parse::<CorruptionBands>(document::to_json(&read).unwrap().as_bytes()).unwrap_err();
        assert!(refusal.to_string().contains("its corruption has 2 values, not 5"), "{refusal}");
    }
}
