//! How alike the frequency tools rank the networks, and whether Occluded Frequency expects which corruption hurts which:
//! `www/results/agreement.json`, which training/agreement.py writes.

use crate::{
    corruption::Corruption,
    error::{Error, Result},
    spectrum::band::Band,
    study::document::{self, Document},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that is compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// How many resamples of the images the intervals of correlations are from.
    pub draws: usize,
    /// The first band of the upper part of the spectrum.
    pub cut: usize,
    /// What the tools say of each network, as far as it is measured.
    pub networks: Vec<NetworkTools>,
    /// Of each pair of tools that enough networks have both of.
    pub correlations: Vec<ToolCorrelation>,
    /// None before corruptions are measured.
    pub corruptions: Option<CorruptionComparison>,
    /// Whether the heat maps are as published.
    pub heat_maps: Vec<MapVerdict>,
}

/// A tool that says how much a network takes from which part of the spectrum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// The share of |score| from each band on.
    OccludedFrequency,
    /// The error rate under noise along the waves of each band.
    HeatMap,
    /// The accuracy with the bands from each on.
    HighPass,
    /// The share of the energy of PGD's perturbation from each band on.
    Pgd,
}

/// A mean over images, from 0 to 1, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The mean.
    pub value: f64,
    /// Lower end of the interval; none of one image.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// How many images it is of.
    pub n: usize,
}

/// What the tools say of one network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetworkTools {
    /// The network's id.
    pub model: String,
    /// Whether it was adversarially trained.
    pub robust: bool,
    /// SHA-256 of its weights.
    pub sha256: String,
    /// What each tool says, of those that are measured.
    pub tools: BTreeMap<Tool, ToolReadings>,
}

/// What one tool says of one network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolReadings {
    /// Of the upper part of the spectrum, from which networks are ranked.
    pub upper: Reading,
    /// For each band.
    pub value: Vec<Option<f64>>,
    /// Lower ends of the intervals.
    pub low: Vec<Option<f64>>,
    /// Upper ends.
    pub high: Vec<Option<f64>>,
}

/// Spearman's rank correlation, with the middle 95 % of resamples of the images; none of ranks that are all equal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Correlation {
    /// From −1 to 1.
    pub rho: Option<f64>,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// What a correlation's interval decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It lies above 0.
    Alike,
    /// It lies below 0.
    Contrary,
    /// Neither.
    Open,
}

/// How alike two tools rank the networks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolCorrelation {
    /// Both.
    pub tools: [Tool; 2],
    /// Networks that have both.
    pub networks: usize,
    /// Of their ranks.
    #[serde(flatten)]
    pub correlation: Correlation,
}

/// Losses of accuracy under corruptions, beside what Occluded Frequency expects of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorruptionComparison {
    /// How many images the corruptions' bands are of.
    pub images_of_bands: usize,
    /// The accuracy of each network on images as they are.
    pub clean: Vec<CleanAccuracy>,
    /// Each corruption.
    pub rows: Vec<CorruptionRow>,
    /// Over the networks, of each corruption.
    pub over_networks: Vec<OfCorruption>,
    /// Over the corruptions, of each network.
    pub over_corruptions: Vec<OfNetwork>,
    /// Over all pairs, of what is beyond the means of the network and of the corruption; none of too few.
    pub interaction: Option<Correlation>,
}

/// A network on images as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CleanAccuracy {
    /// The network's id.
    pub model: String,
    /// Its accuracy.
    #[serde(flatten)]
    pub accuracy: Reading,
}

/// One corruption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorruptionRow {
    /// Which.
    pub corruption: Corruption,
    /// The share of the upper part of the spectrum in the energy of what it changes, the mean over severities.
    pub energy_above: f64,
    /// The share of each band in it.
    pub bands: Vec<f64>,
    /// Each network under it, the mean over severities.
    pub networks: Vec<CorruptedNetwork>,
}

/// A network under a corruption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorruptedNetwork {
    /// The network's id.
    pub model: String,
    /// How often it is right.
    pub accuracy: Reading,
    /// By how much less often than without the corruption.
    pub loss: Reading,
    /// What Occluded Frequency expects: Σ over bands of its share of |score| and the corruption's share of energy.
    pub expected: Reading,
}

/// A correlation over networks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfCorruption {
    /// Under which corruption.
    pub corruption: Corruption,
    /// Of the ranks of loss and expectation.
    #[serde(flatten)]
    pub correlation: Correlation,
}

/// A correlation over corruptions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfNetwork {
    /// The network's id.
    pub model: String,
    /// Of the ranks of loss and expectation.
    #[serde(flatten)]
    pub correlation: Correlation,
}

/// Error rates of a network's heat map in the Fourier basis, and whether they are as Yin et al. (2019) found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapVerdict {
    /// The network's id.
    pub model: String,
    /// Whether it was adversarially trained.
    pub robust: bool,
    /// Without noise.
    pub clean: Reading,
    /// Along the constant wave.
    pub lowest: Reading,
    /// Along the low waves.
    pub low: Reading,
    /// Along all others.
    pub high: Reading,
    /// The verdict.
    pub as_published: Published,
}

/// Whether something is as it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Published {
    /// By intervals that lie apart.
    #[serde(rename = "yes")]
    Yes,
    /// The other way round, likewise.
    #[serde(rename = "no")]
    No,
    /// Intervals meet.
    #[serde(rename = "not known")]
    Unknown,
}

impl Document for Agreement {
    const FORMATS: &'static [&'static str] = &["freqscope-agreement/2"];
}

impl Tool {
    /// In the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::OccludedFrequency, Self::HeatMap, Self::HighPass, Self::Pgd];

    /// Whether what it says of the lowest band is 1 whatever is measured: its numbers are shares from a band on, of all bands.
    pub const fn is_share(self) -> bool {
        matches!(self, Self::OccludedFrequency | Self::Pgd)
    }
}

/// Of how many images a comparison is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImagesBehind {
    /// Of the network and tool that were asked about fewest.
    pub least: usize,
    /// Of those that were asked about most.
    pub most: usize,
    /// Networks that some tool asked about [too few](ImagesBehind::FEW).
    pub few: usize,
    /// All networks.
    pub networks: usize,
}

impl ImagesBehind {
    /// Images below which resamples vary too little for the intervals of rank correlations.
    pub const FEW: usize = 30;

    /// Of the counts of each network; none without any.
    fn of(networks: &[Vec<usize>]) -> Option<Self> {
        let counts = || networks.iter().flatten().copied();
        let few = networks.iter().filter(|counts| counts.iter().any(|&n| n < Self::FEW)).count();
        Some(Self { least: counts().min()?, most: counts().max()?, few, networks: networks.len() })
    }
}

impl CorruptionComparison {
    /// Of how many images the accuracies are; none before any is measured.
    pub fn images(&self) -> Option<ImagesBehind> {
        ImagesBehind::of(&self.clean.iter().map(|one| vec![one.accuracy.n]).collect::<Vec<_>>())
    }
}

impl Reading {
    /// The ends of the interval within 0 and 1; none of one image.
    pub fn interval(self) -> Option<(f64, f64)> {
        self.low.zip(self.high).map(|(low, high)| (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0)))
    }
}

impl Correlation {
    /// What its interval decides.
    pub fn direction(self) -> Direction {
        match (self.low, self.high) {
            (Some(low), _) if low > 0.0 => Direction::Alike,
            (_, Some(high)) if high < 0.0 => Direction::Contrary,
            _ => Direction::Open,
        }
    }
}

impl Agreement {
    /// Of a file.
    ///
    /// # Errors
    /// [`Error::Profile`] unless it is of this kind and every list over bands has all of them.
    pub fn parse(json: &[u8]) -> Result<Self> {
        let found: Self = document::parse(json)?;
        let readings = found.networks.iter().flat_map(|one| one.tools.values());
        let mut lists = readings.flat_map(|one| [one.value.len(), one.low.len(), one.high.len()]);
        let rows = found.corruptions.iter().flat_map(|one| &one.rows);
        if lists.any(|length| length != Band::COUNT) || rows.clone().any(|row| row.bands.len() != Band::COUNT) {
            return Err(Error::Profile(format!("it has not {} bands everywhere", Band::COUNT)));
        }
        Ok(found)
    }

    /// Of how many images what is compared is; none before any is measured.
    pub fn images(&self) -> Option<ImagesBehind> {
        let of = |one: &NetworkTools| one.tools.values().map(|tool| tool.upper.n).collect();
        ImagesBehind::of(&self.networks.iter().map(of).collect::<Vec<_>>())
    }

    /// The SHA-256 of a network's weights, by its id; none of one that is not compared.
    pub fn sha256(&self, model: &str) -> Option<&str> {
        self.networks.iter().find(|one| one.model == model).map(|one| one.sha256.as_str())
    }

    /// The correlations of a tool with the others, each with the other one.
    pub fn with_others(&self, tool: Tool) -> impl Iterator<Item = (Tool, &ToolCorrelation)> {
        self.correlations.iter().filter_map(move |one| {
            let [a, b] = one.tools;
            let other = if a == tool { b } else { a };
            (a == tool || b == tool).then_some((other, one))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correlation(low: f64, high: f64) -> Correlation {
        Correlation { rho: Some((low + high) / 2.0), low: Some(low), high: Some(high) }
    }

    #[test]
    fn what_is_served_is_read() {
        let json = include_bytes!("../../../../www/results/agreement.json");
        let found = Agreement::parse(json).unwrap();
        assert_eq!(found.cut, 16);
        assert!(!found.heat_maps.is_empty());
        let text = String::from_utf8_lossy(json).replace("agreement/2", "agreement/9");
        assert!(Agreement::parse(text.as_bytes()).is_err());
    }

    #[test]
    fn lists_over_bands_have_all_bands() {
        let reading = Reading { value: 0.5, low: Some(0.4), high: Some(1.2), n: 3 };
        let bands = vec![Some(0.5); Band::COUNT];
        let readings = ToolReadings { upper: reading, value: bands.clone(), low: bands.clone(), high: bands };
        let tools = BTreeMap::from([(Tool::HighPass, readings)]);
        let networks = vec![NetworkTools { model: "a".into(), robust: false, sha256: "5a".into(), tools }];
        let (correlations, heat_maps) = (Vec::new(), Vec::new());
        let mut found = Agreement { draws: 10, cut: 16, networks, correlations, corruptions: None, heat_maps };
        assert_eq!(Agreement::parse(document::to_json(&found).unwrap().as_bytes()).unwrap(), found);
        assert_eq!(reading.interval(), Some((0.4, 1.0)));
        assert_eq!(found.images(), Some(ImagesBehind { least: 3, most: 3, few: 1, networks: 1 }));
        assert_eq!((found.sha256("a"), found.sha256("b")), (Some("5a"), None));
        found.networks[0].tools.values_mut().for_each(|one| one.low.truncate(3));
        let refusal = Agreement::parse(document::to_json(&found).unwrap().as_bytes()).unwrap_err().to_string();
        assert!(refusal.contains("63 bands"), "{refusal}");
    }

    #[test]
    fn an_interval_decides_where_it_does_not_hold_zero() {
        let directions = [(0.1, 0.9), (-0.9, -0.1), (-0.1, 0.9)].map(|(low, high)| correlation(low, high).direction());
        assert_eq!(directions, [Direction::Alike, Direction::Contrary, Direction::Open]);
        let none = Correlation { rho: None, low: None, high: None };
        assert_eq!(none.direction(), Direction::Open);
    }

    #[test]
    fn a_tool_is_compared_with_the_others() {
        let of = |tools| ToolCorrelation { tools, networks: 9, correlation: correlation(0.0, 1.0) };
        let correlations = vec![of([Tool::OccludedFrequency, Tool::Pgd]), of([Tool::HeatMap, Tool::Pgd])];
        let (networks, heat_maps) = (Vec::new(), Vec::new());
        let found = Agreement { draws: 1, cut: 16, networks, correlations, corruptions: None, heat_maps };
        let others: Vec<Tool> = found.with_others(Tool::OccludedFrequency).map(|(other, _)| other).collect();
        assert_eq!(others, [Tool::Pgd]);
        assert_eq!(found.with_others(Tool::Pgd).count(), 2);
    }
}
