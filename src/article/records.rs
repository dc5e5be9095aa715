//! The stored results that the article draws, cut down to what it needs of them.

use crate::{platform::fetched::Fetched, words::words};
use freqscope_core::{
    attack::{Method, method_kind::MethodKind},
    error::{Error, Result},
    spectrum::frequency_range::FrequencyRange,
    statistics::Estimate,
    study::{attack::AttackChanges, document, inversion::InversionChanges, occlusion::Profile},
};
use std::collections::BTreeMap;

/// The paper's four attacks, in the order in which the article shows them.
pub const ATTACKS: [MethodKind; 4] = [MethodKind::Cw, MethodKind::Fgsm, MethodKind::Simba, MethodKind::PgdLinf];

/// Where in the spectrum the attacks of one method land, beside white noise of the same length.
#[derive(Debug, Clone, PartialEq)]
pub struct AttackShares {
    pub method: Method,
    /// How many of the first test images were looked at.
    pub images: usize,
    /// How many of them the network classifies rightly, and were attacked.
    pub attacked: usize,
    pub succeeded: usize,
    pub seed: u64,
    /// The share of each band in the energy of the attack's change.
    pub attack: Vec<f64>,
    /// The same of the noise.
    pub noise: Vec<f64>,
}

/// What differs between test images and those that a network takes for the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterparts {
    pub images: usize,
    pub steps: u32,
    /// The mean relative loss of the images at which the searches began.
    pub start_loss: f64,
    /// The same of the images found.
    pub loss: f64,
    /// The mean |DCT| of the difference from the start, for each band.
    pub before: Vec<f64>,
    /// The same from the image found.
    pub after: Vec<f64>,
    /// The share of the lowest third of the bands in the energy of the difference from the start.
    pub lowest_before: f64,
    /// The same from the image found.
    pub lowest_after: f64,
}

/// The mean scores of a network over test images.
#[derive(Debug, Clone, PartialEq)]
pub struct MeanScores {
    pub images: usize,
    /// Of each band, in logits.
    pub mean: Vec<f64>,
    /// The share of Σ|score| in the low bands of each image, averaged: what claim 1 is about.
    pub low_share: f64,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Records {
    attacks: BTreeMap<MethodKind, Fetched<AttackShares>>,
    /// By the model's id.
    inversions: BTreeMap<String, Fetched<Counterparts>>,
}

impl Records {
    /// To request or to set it.
    pub fn attack_mut(&mut self, method: MethodKind) -> &mut Fetched<AttackShares> {
        self.attacks.entry(method).or_default()
    }

    pub fn attack(&self, method: MethodKind) -> Fetched<AttackShares> {
        self.attacks.get(&method).cloned().unwrap_or_default()
    }

    /// To request or to set it.
    pub fn inversion_mut(&mut self, model: &str) -> &mut Fetched<Counterparts> {
        self.inversions.entry(model.into()).or_default()
    }

    pub fn inversion(&self, model: &str) -> Fetched<Counterparts> {
        self.inversions.get(model).cloned().unwrap_or_default()
    }
}

impl AttackShares {
    /// # Errors
    /// [`Error::Profile`] when the file is broken, of another version, or has gaps.
    pub fn parse(json: &[u8]) -> Result<Self> {
        let changes: AttackChanges = document::parse(json)?;
        Ok(Self {
            images: changes.question.data.images,
            attacked: changes.attacked,
            succeeded: changes.succeeded,
            seed: changes.question.study.attack.seed,
            method: changes.question.study.attack.method,
            attack: whole(&changes.attack.change.energy.mean)?,
            noise: whole(&changes.noise.change.energy.mean)?,
        })
    }

    /// What the attack has over what the noise has, for each band.
    pub fn ratios(&self) -> Vec<f64> {
        self.attack.iter().zip(&self.noise).map(|(attack, noise)| attack / noise).collect()
    }

    /// The same over a third of the bands.
    pub fn ratio(&self, range: FrequencyRange) -> f64 {
        range.sum(&self.attack) / range.sum(&self.noise)
    }
}

impl Counterparts {
    /// # Errors
    /// [`Error::Profile`] when the file is broken, of another version, or has gaps.
    pub fn parse(json: &[u8]) -> Result<Self> {
        let changes: InversionChanges = document::parse(json)?;
        let lowest = |shares: &[Option<f64>]| Ok::<f64, Error>(whole(shares)?[FrequencyRange::Lowest as usize]);
        Ok(Self {
            images: changes.question.data.images,
            steps: changes.question.study.inversion.steps,
            start_loss: mean(changes.start_loss)?,
            loss: mean(changes.loss)?,
            before: whole(&changes.before.absolute.profile.mean)?,
            after: whole(&changes.after.absolute.profile.mean)?,
            lowest_before: lowest(&changes.before.ranges.mean)?,
            lowest_after: lowest(&changes.after.ranges.mean)?,
        })
    }

    /// What differs at the end over what differed at the start, for each band.
    pub fn ratios(&self) -> Vec<f64> {
        self.after.iter().zip(&self.before).map(|(after, before)| after / before).collect()
    }
}

impl MeanScores {
    /// None where the profile has gaps.
    pub fn of(profile: &Profile) -> Option<Self> {
        let all = &profile.all;
        Some(Self { images: all.n, mean: whole(&all.mean).ok()?, low_share: all.low_share.mean? })
    }

    /// |mean score| over the sum of all of them, for each band.
    pub fn shares(&self) -> Vec<f64> {
        let all: f64 = self.mean.iter().map(|score| score.abs()).sum();
        self.mean.iter().map(|score| score.abs() / all).collect()
    }
}

fn whole(values: &[Option<f64>]) -> Result<Vec<f64>> {
    values.iter().copied().collect::<Option<_>>().ok_or_else(|| Error::Profile(words().article.no_value().into()))
}

fn mean(estimate: Estimate) -> Result<f64> {
    estimate.mean.ok_or_else(|| Error::Profile(words().article.no_mean().into()))
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::{article::network::Network, platform::stored_result::StoredResult};
    use freqscope_core::study::claims::Claims;
    use std::path::Path;

    /// A file as it is served.
    pub fn served(stored: &StoredResult) -> Vec<u8> {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(stored.url())).unwrap()
    }

    pub fn attacks() -> Vec<AttackShares> {
        let file = |method| served(&StoredResult::Attack(Network::Natural.id().into(), method));
        ATTACKS.map(|method| AttackShares::parse(&file(method)).unwrap()).to_vec()
    }

    pub fn inversions() -> Vec<Counterparts> {
        let file = |network: Network| served(&StoredResult::Inversion(network.id().into()));
        Network::ALL.map(|network| Counterparts::parse(&file(network)).unwrap()).to_vec()
    }

    pub fn means() -> Vec<MeanScores> {
        let file = |network: Network| served(&StoredResult::Profile(network.id().into()));
        Network::ALL.map(|network| MeanScores::of(&Profile::parse(&file(network)).unwrap()).unwrap()).to_vec()
    }

    pub fn claims() -> Claims {
        Claims::parse(&served(&StoredResult::Claims)).unwrap()
    }

    /// The value of a reading of a claim.
    fn claimed(claim: &str, reading: &str) -> f64 {
        let claims = claims();
        let claim = claims.claims.iter().find(|one| one.id == claim).unwrap();
        claim.readings.iter().find(|one| one.name == reading).unwrap().value.unwrap()
    }

    #[test]
    fn attacks_lie_where_the_claim_says() {
        for shares in attacks() {
            let name = shares.method.kind().name();
            let fine = FrequencyRange::Middle.sum(&shares.attack) + FrequencyRange::Highest.sum(&shares.attack);
            let expected = claimed("fig2-energy", &format!("{name} on {}", Network::Natural.id()));
            assert!((fine - expected).abs() < 1e-4, "{name}: {fine}, not {expected}");
            assert!((shares.noise.iter().sum::<f64>() - 1.0).abs() < 1e-3 && shares.ratios().len() == 63);
        }
    }

    #[test]
    fn the_low_bands_have_the_share_of_the_claim() {
        for (network, means) in Network::ALL.into_iter().zip(means()) {
            assert!((means.low_share - claimed("fig1-shift", network.id())).abs() < 1e-4, "{network:?}");
            assert!((means.shares().iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn robust_counterparts_have_the_share_of_the_claim() {
        for (network, found) in Network::ALL.into_iter().zip(inversions()).skip(1) {
            assert!((found.lowest_after - claimed("fig3-robust", network.id())).abs() < 1e-4, "{network:?}");
            assert!(found.loss < found.start_loss && found.ratios()[0] < 1.0);
        }
    }

    #[test]
    fn a_file_with_gaps_is_refused() {
        let json = served(&StoredResult::Inversion(Network::Natural.id().into()));
        let json =
            String::from_utf8(json).unwrap().replacen("\"thirds\":{\"mean\":[", "\"thirds\":{\"mean\":[null,", 1);
        assert!(matches!(Counterparts::parse(json.as_bytes()), Err(Error::Profile(_))));
    }
}
