//! The network of a checkpoint, with its batch-norm folded into the convolutions.

use super::{
    assumptions::assumptions,
    naming_scheme::NamingScheme,
    recognise::{Candidate, candidates, is_ignored},
    stored_normalisation::{self, StoredNormalisation},
    unsupported,
};
use crate::{
    geometry::{Architecture, Geometry},
    header::PackedHeader,
    invalid::InvalidModel,
    name::Name,
    source::{Layer, WeightSource},
};
use freqscope_checkpoint::Checkpoint;
use freqscope_core::{
    error::unfit::Fault,
    model::{Hints, Normalisation, Questions},
};
use std::collections::BTreeSet;

/// What PyTorch adds to a variance before the root, unless it is told otherwise.
pub const EPSILON: f64 = 1e-5;
/// Where MadryLab/robustness keeps its normalisation.
const NORMALISER: &str = "normalizer";
/// What a batch-norm has.
const STATISTICS: [&str; 4] = ["weight", "bias", "running_mean", "running_var"];
/// Counters that nothing reads: of batches, and of a profiler.
const COUNTERS: [&str; 3] = ["num_batches_tracked", "total_ops", "total_params"];

/// Why a checkpoint is not packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot be.
    Invalid(InvalidModel),
    /// Something must be said first.
    Open(Questions),
}

impl From<InvalidModel> for Refusal {
    fn from(invalid: InvalidModel) -> Self {
        Self::Invalid(invalid)
    }
}

/// A network found in a checkpoint, all of whose tensors have the right shapes.
#[derive(Debug)]
pub struct Folded {
    checkpoint: Checkpoint,
    network: Candidate,
    header: PackedHeader,
    stored: StoredNormalisation,
    /// Names of tensors that are called like no part of the network.
    beside: Vec<String>,
}

/// A network of a checkpoint.
#[derive(Debug)]
struct Network {
    candidate: Candidate,
    geometry: Geometry,
    /// Names of tensors that begin as its own do, and are called like no part of it.
    beside: Vec<String>,
}

impl Folded {
    /// Finds the network in a checkpoint, by the names and shapes of its tensors; `architecture` is what it must be.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when there is no network, a tensor is missing, left over or of another shape, or what the
    /// hints say is not so; [`Refusal::Open`] when there is more than one, or nobody says how to normalise.
    pub fn find(checkpoint: Checkpoint, architecture: Option<Architecture>, hints: &Hints) -> Result<Self, Refusal> {
        let networks = networks(&checkpoint, hints.key.as_deref())?;
        let keys: Vec<String> = match networks.as_slice() {
            [_] => Vec::new(),
            several => several.iter().map(|network| network.candidate.key().to_owned()).collect(),
        };
        let Some(Network { candidate: network, geometry, beside }) = networks.into_iter().next() else {
            return Err(InvalidModel::new("it holds no network").because(Fault::Unsupported).into());
        };
        if let Some(other) = architecture.filter(|architecture| *architecture != geometry.architecture()) {
            let found = geometry.architecture();
            return Err(InvalidModel::new(format!("it is a {found} by its names and shapes, and no {other}"))
                .because(Fault::Hints)
                .into());
        }
        let stored = stored_normalisation::find(&checkpoint, &network.prefix)?;
        match agreed(stored.normalisation, hints.normalisation)? {
            Some(normalisation) if keys.is_empty() => {
                Ok(Self { checkpoint, network, header: PackedHeader { geometry, normalisation }, stored, beside })
            }
            normalisation => Err(Refusal::Open(Questions { keys, normalisation: normalisation.is_none() })),
        }
    }

    /// How the checkpoint names its tensors.
    pub fn layout(&self) -> NamingScheme {
        self.network.scheme
    }

    /// What all names of the network begin with.
    pub fn key(&self) -> &str {
        self.network.key()
    }

    /// Whether the checkpoint says itself how it normalises.
    pub fn normalisation_is_stored(&self) -> bool {
        self.stored.normalisation.is_some()
    }

    /// What is taken for granted because weights do not say it.
    pub fn assumptions(&self) -> Vec<String> {
        let mut assumptions = assumptions(&self.header.geometry, self.network.scheme, self.epsilon_is_stored());
        if let Some(first) = self.beside.first() {
            let more = match self.beside.len() - 1 {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            assumptions
                .push(format!("“{first}”{more} in the file belong to no part of the network, and are passed over."));
        }
        assumptions
    }

    fn epsilon_is_stored(&self) -> bool {
        let norms = self.checkpoint.modules().filter(|(name, _)| name.starts_with(&self.network.prefix));
        norms.filter_map(|(_, module)| module.epsilon).next().is_some()
    }

    /// ε of a batch-norm, which only models that were saved whole say.
    fn epsilon(&self, norm: &str) -> f64 {
        let module = self.checkpoint.modules().find(|(name, _)| *name == norm);
        module.and_then(|(_, module)| module.epsilon).unwrap_or(EPSILON)
    }

    fn read(&self, name: String) -> Result<Vec<f32>, InvalidModel> {
        self.checkpoint.floats(&name).map_err(InvalidModel::from)
    }
}

/// The normalisation that file and visitor say.
fn agreed(stored: Option<Normalisation>, given: Option<Normalisation>) -> Result<Option<Normalisation>, InvalidModel> {
    match (stored, given) {
        (Some(stored), Some(given)) if !stored.agrees(&given) => {
            let Normalisation { mean, std } = stored;
            let reason = format!(
                "it says itself that its mean is {mean:?} and its std {std:?}, and another is given: give none"
            );
            Err(InvalidModel::new(reason).because(Fault::Hints))
        }
        // What the file says is what it was trained with; people round it.
        (stored, given) => Ok(stored.or(given)),
    }
}

/// The networks of a checkpoint that are complete; of those that are the same tensors by two names, the first.
fn networks(checkpoint: &Checkpoint, key: Option<&str>) -> Result<Vec<Network>, InvalidModel> {
    let candidates = candidates(checkpoint, key)?;
    let mut networks: Vec<Network> = Vec::new();
    let mut errors = Vec::new();
    for candidate in &candidates {
        match whole(checkpoint, candidate, &candidates) {
            Ok(_) if networks.iter().any(|known| are_same(checkpoint, known, candidate)) => (),
            Ok(network) => networks.push(network),
            Err(error) => errors.push(error),
        }
    }
    match errors.into_iter().next() {
        Some(error) if networks.is_empty() => Err(error),
        _ => Ok(networks),
    }
}

/// What a candidate is, if all its tensors are there and no other is called like one of its parts.
fn whole(checkpoint: &Checkpoint, candidate: &Candidate, all: &[Candidate]) -> Result<Network, InvalidModel> {
    let geometry = candidate.geometry(checkpoint)?;
    let mut known = BTreeSet::new();
    for (name, dimensions) in geometry.layers() {
        for (name, shape) in tensors(checkpoint, candidate, name, &dimensions) {
            expect(checkpoint, &name, shape)?;
            known.insert(name);
        }
    }
    let within = |name: &str| part(name.strip_prefix(&candidate.prefix).unwrap_or(name)).to_owned();
    let parts: BTreeSet<String> = known.iter().map(|name| within(name)).collect();
    known.extend(stored_normalisation::find(checkpoint, &candidate.prefix)?.names);
    let is_anothers = |name: &str| {
        let mut others = all.iter().filter(|other| other.prefix.len() > candidate.prefix.len());
        others.any(|other| name.starts_with(&other.prefix))
    };
    let network = checkpoint.names().filter(|name| name.starts_with(&candidate.prefix));
    let surplus = network.filter(|name| !known.contains(*name) && !has_no_weights(name) && !is_anothers(name));
    let surplus: Vec<&str> = surplus.collect();
    let is_part = |name: &&&str| {
        let part = within(name);
        part.is_empty() || parts.contains(&part) || unsupported::network(&[**name]).is_some()
    };
    match surplus.iter().find(is_part) {
        Some(name) => Err(left_over(name, candidate, &geometry)),
        None => {
            let beside = surplus.into_iter().map(str::to_owned).collect();
            Ok(Network { candidate: candidate.clone(), geometry, beside })
        }
    }
}

/// What the part of a network is called that a name begins with, without its number: “layer” of “layer1.0.conv1.weight”.
fn part(name: &str) -> &str {
    &name[..name.find(|letter: char| !letter.is_alphabetic()).unwrap_or(name.len())]
}

fn left_over(name: &str, candidate: &Candidate, geometry: &Geometry) -> InvalidModel {
    let (architecture, layout) = (geometry.architecture(), candidate.scheme);
    InvalidModel::new(format!(
        "it holds “{name}”, which a {architecture} in the {layout} layout does not have: if the network computes nothing with it, \
         take it out of the state_dict, state.pop(\"{name}\")"
    ))
    .because(Fault::Shapes)
}

/// Whether two networks are the same bytes of the file.
fn are_same(checkpoint: &Checkpoint, known: &Network, other: &Candidate) -> bool {
    known.geometry.layers().iter().all(|(name, _)| {
        let [known, other] = [&known.candidate, other].map(|network| format!("{}.weight", network.place(*name).0));
        checkpoint.tensor(&known).zip(checkpoint.tensor(&other)).is_some_and(|(known, other)| known.is(other))
    })
}

/// Asserts the dimensions of a tensor.
fn expect(checkpoint: &Checkpoint, name: &str, shape: &[usize]) -> Result<(), InvalidModel> {
    match checkpoint.tensor(name).map(|tensor| tensor.shape()) {
        Some(found) if found == shape => Ok(()),
        Some(found) => Err(InvalidModel::new(format!("“{name}” is {found:?}, not {shape:?}")).because(Fault::Shapes)),
        None => Err(InvalidModel::new(format!("“{name}” is missing")).because(Fault::Shapes)),
    }
}

/// Names and shapes of the tensors of one layer.
fn tensors<'a>(
    checkpoint: &Checkpoint,
    candidate: &Candidate,
    name: Name,
    dimensions: &'a [usize],
) -> Vec<(String, &'a [usize])> {
    let ((layer, norm), out) = (candidate.place(name), &dimensions[..1]);
    let mut tensors = vec![(format!("{layer}.weight"), dimensions)];
    let bias = format!("{layer}.bias");
    if norm.is_none() || checkpoint.tensor(&bias).is_some() {
        tensors.push((bias, out));
    }
    if let Some(norm) = norm {
        tensors.extend(STATISTICS.map(|part| (format!("{norm}.{part}"), out)));
    }
    tensors
}

/// Whether the tensor is none of a network's weights.
fn has_no_weights(name: &str) -> bool {
    is_ignored(name) || name.split('.').any(|part| part == NORMALISER || COUNTERS.contains(&part))
}

impl WeightSource for Folded {
    fn header(&self) -> &PackedHeader {
        &self.header
    }

    fn layer(&self, name: Name, dimensions: &[usize]) -> Result<Layer, InvalidModel> {
        let (layer, norm) = self.network.place(name);
        let weight = self.read(format!("{layer}.weight"))?;
        let bias = match self.checkpoint.tensor(&format!("{layer}.bias")) {
            Some(_) => self.read(format!("{layer}.bias"))?,
            None => vec![0.0; dimensions[0]],
        };
        let Some(norm) = norm else { return Ok(Layer { weight: weight.into(), bias }) };
        let [gain, shift, mean, variance] = STATISTICS.map(|part| self.read(format!("{norm}.{part}")));
        let epsilon = self.epsilon(&norm) as f32;
        let statistics = BatchNorm { gain: gain?, shift: shift?, mean: mean?, variance: variance?, epsilon };
        if let Some(variance) = statistics.impossible() {
            return Err(broken(format!("“{norm}.running_var” holds {variance}, and no variance is negative")));
        }
        let (weight, bias) = statistics.fold(weight, bias);
        match weight.iter().chain(&bias).all(|value| value.is_finite()) {
            true => Ok(Layer { weight: weight.into(), bias }),
            false => {
                Err(broken(format!("“{layer}” and the batch-norm “{norm}” together have a weight that is not finite")))
            }
        }
    }
}

fn broken(what: String) -> InvalidModel {
    InvalidModel::new(format!("{what}, so its weights are broken: get the file again, or save it again"))
        .because(Fault::NotFinite)
}

/// y = gain · (x − mean) / √(variance + ε) + shift, for each channel.
struct BatchNorm {
    gain: Vec<f32>,
    shift: Vec<f32>,
    mean: Vec<f32>,
    variance: Vec<f32>,
    epsilon: f32,
}

impl BatchNorm {
    /// A variance of which there is no root.
    fn impossible(&self) -> Option<f32> {
        self.variance.iter().copied().find(|variance| variance + self.epsilon <= 0.0)
    }

    /// Weight and bias of the layer that does the same as one of these and then this: w′ = w · g, b′ = shift + (b − mean) · g,
    /// with g = gain / √(variance + ε).
    fn fold(&self, mut weight: Vec<f32>, mut bias: Vec<f32>) -> (Vec<f32>, Vec<f32>) {
        let row = weight.len() / bias.len().max(1);
        for (o, weight) in weight.chunks_mut(row.max(1)).enumerate() {
            let gain = self.gain[o] / (self.variance[o] + self.epsilon).sqrt();
            weight.iter_mut().for_each(|weight| *weight *= gain);
            bias[o] = self.shift[o] + (bias[o] - self.mean[o]) * gain;
        }
        (weight, bias)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_the_batch_norm_of_the_layer() {
        let epsilon = EPSILON as f32;
        let norm =
            BatchNorm { gain: vec![2.0], shift: vec![1.0], mean: vec![3.0], variance: vec![4.0 - epsilon], epsilon };
        let layer = norm.fold(vec![5.0, 7.0], vec![4.0]);
        // 2 · (5 a + 7 b + 4 − 3) / 2 + 1
        assert_eq!(layer, (vec![5.0, 7.0], vec![2.0]));
    }

    #[test]
    fn what_file_and_visitor_say_must_agree() {
        let other = Normalisation { mean: [0.5; 3], ..Normalisation::CIFAR10 };
        let cifar = Some(Normalisation::CIFAR10);
        assert_eq!(agreed(cifar, None), Ok(cifar));
        assert_eq!(agreed(None, cifar), Ok(cifar));
        assert_eq!(agreed(cifar, cifar), Ok(cifar));
        assert_eq!(agreed(None, None), Ok(None));
        let rounded = Normalisation { std: [0.247, 0.243, 0.261], ..Normalisation::CIFAR10 };
        let exact = Normalisation { std: [0.2471, 0.2435, 0.2616], ..Normalisation::CIFAR10 };
        assert_eq!(
            agreed(Some(exact), Some(rounded)),
            Ok(Some(exact)),
            "what the file says is the same however it is asked for"
        );
        assert!(agreed(cifar, Some(other)).unwrap_err().to_string().contains("another is given"));
    }

    #[test]
    fn a_second_copy_is_no_network() {
        assert!(has_no_weights("model.module.attacker.model.linear.weight"));
        assert!(has_no_weights("optimizer_state_dict.state.0.exp_avg") && has_no_weights("layer1.0.total_ops"));
        assert!(!has_no_weights("model.module.model.linear.weight"));
    }
}
