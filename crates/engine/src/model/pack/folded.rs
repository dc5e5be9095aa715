//! The network of a checkpoint, with its batch-norm folded into the convolutions.

use super::{naming_scheme::NamingScheme, pytorch_checkpoint::PytorchCheckpoint};
use crate::model::{
    geometry::{Architecture, Geometry},
    header::{Normalisation, PackedHeader},
    invalid::InvalidModel,
    name::{Name, Part},
    source::{Layer, WeightSource},
};
use std::collections::BTreeSet;

/// What PyTorch adds to a variance before the root.
const EPSILON: f32 = 1e-5;
/// Names of a checkpoint with one of these among their parts belong to no network: the optimiser's state, and the
/// second copy that MadryLab/robustness keeps.
const IGNORED: [&str; 2] = ["optimizer", "attacker"];
/// Where MadryLab/robustness keeps its normalisation.
const NORMALISER: &str = "normalizer";
/// What a batch-norm has, and a counter that nothing reads.
const STATISTICS: [&str; 4] = ["weight", "bias", "running_mean", "running_var"];
const COUNTER: &str = "num_batches_tracked";

/// A network found in a checkpoint, all of whose tensors have the right shapes.
#[derive(Debug)]
pub struct Folded {
    checkpoint: PytorchCheckpoint,
    /// What all names of the network begin with.
    prefix: String,
    layout: NamingScheme,
    header: PackedHeader,
}

impl Folded {
    /// Finds the network in a checkpoint. `normalisation` comes before that of the checkpoint.
    ///
    /// # Errors
    /// [`InvalidModel`] when there is no network or more than one, a tensor is missing, left over or of another shape,
    /// or nobody says how to normalise.
    pub fn find(
        checkpoint: PytorchCheckpoint,
        architecture: Architecture,
        normalisation: Option<Normalisation>,
    ) -> Result<Self, InvalidModel> {
        let (prefix, layout) = find_head(&checkpoint)?;
        let widths = widths(&checkpoint, &prefix, layout, architecture)?;
        let geometry = Geometry::new(architecture, widths, architecture.blocks().to_vec())?;
        let normalisation = match normalisation {
            Some(normalisation) => normalisation,
            None => find_normalisation(&checkpoint)?,
        };
        let folded = Self { checkpoint, prefix, layout, header: PackedHeader { geometry, normalisation } };
        folded.check()?;
        Ok(folded)
    }

    /// How the checkpoint names its tensors.
    pub fn layout(&self) -> NamingScheme {
        self.layout
    }

    /// Compares all names and shapes with those of the architecture.
    fn check(&self) -> Result<(), InvalidModel> {
        let mut known = BTreeSet::new();
        for (name, dimensions) in self.header.geometry.layers() {
            for (name, shape) in self.tensors(name, &dimensions) {
                self.checkpoint.expect(&name, shape)?;
                known.insert(name);
            }
        }
        let network = self.checkpoint.names().filter(|name| name.starts_with(&self.prefix));
        let mut surplus = network.filter(|name| !known.contains(*name) && !has_no_weights(name));
        match surplus.next() {
            Some(name) => {
                let (architecture, layout) = (self.header.geometry.architecture(), self.layout);
                let reason = format!("it holds “{name}”, which a {architecture} in the {layout} layout does not have");
                Err(InvalidModel::new(reason))
            }
            None => Ok(()),
        }
    }

    /// Names and shapes of the tensors of one layer.
    fn tensors<'a>(&self, name: Name, dimensions: &'a [usize]) -> Vec<(String, &'a [usize])> {
        let place = self.layout.place(name);
        let (layer, out) = (format!("{}{}", self.prefix, place.layer), &dimensions[..1]);
        let mut tensors = vec![(format!("{layer}.weight"), dimensions)];
        let bias = format!("{layer}.bias");
        if place.norm.is_none() || self.checkpoint.has(&bias) {
            tensors.push((bias, out));
        }
        if let Some(norm) = place.norm {
            tensors.extend(STATISTICS.map(|part| (format!("{}{norm}.{part}", self.prefix), out)));
        }
        tensors
    }
}

impl WeightSource for Folded {
    fn header(&self) -> &PackedHeader {
        &self.header
    }

    fn layer(&self, name: Name, dimensions: &[usize]) -> Result<Layer, InvalidModel> {
        let place = self.layout.place(name);
        let read = |tensor: String, shape| self.checkpoint.floats(&format!("{}{tensor}", self.prefix), shape);
        let (out, bias) = (&dimensions[..1], format!("{}.bias", place.layer));
        let weight = read(format!("{}.weight", place.layer), dimensions)?;
        let Some(norm) = place.norm else { return Ok(Layer { weight, bias: read(bias, out)? }) };
        let bias = match self.checkpoint.has(&format!("{}{bias}", self.prefix)) {
            true => read(bias, out)?,
            false => vec![0.0; dimensions[0]],
        };
        let [gain, shift, mean, variance] = STATISTICS.map(|part| read(format!("{norm}.{part}"), out));
        let norm = BatchNorm { gain: gain?, shift: shift?, mean: mean?, variance: variance? };
        let layer = norm.fold(Layer { weight, bias });
        match layer.weight.iter().chain(&layer.bias).all(|value| value.is_finite()) {
            true => Ok(layer),
            false => {
                Err(InvalidModel::new(format!("the batch-norm of “{}{}” cannot be folded", self.prefix, place.layer)))
            }
        }
    }
}

/// y = gain · (x − mean) / √(variance + ε) + shift, for each channel.
struct BatchNorm {
    gain: Vec<f32>,
    shift: Vec<f32>,
    mean: Vec<f32>,
    variance: Vec<f32>,
}

impl BatchNorm {
    /// The layer that does the same as `layer` and then this: w′ = w · g, b′ = shift + (b − mean) · g, with
    /// g = gain / √(variance + ε).
    fn fold(&self, mut layer: Layer) -> Layer {
        let row = layer.weight.len() / layer.bias.len().max(1);
        for (o, weight) in layer.weight.chunks_mut(row.max(1)).enumerate() {
            let gain = self.gain[o] / (self.variance[o] + EPSILON).sqrt();
            weight.iter_mut().for_each(|weight| *weight *= gain);
            layer.bias[o] = self.shift[o] + (layer.bias[o] - self.mean[o]) * gain;
        }
        layer
    }
}

/// The prefix of the network's names and their layout, by the one linear layer of a known name.
fn find_head(checkpoint: &PytorchCheckpoint) -> Result<(String, NamingScheme), InvalidModel> {
    let names = || checkpoint.names().filter(|name| !has_no_weights(name));
    let heads: Vec<_> =
        names().flat_map(|name| NamingScheme::ALL.map(|layout| (prefix(name, layout), layout))).collect();
    let mut heads = heads.into_iter().filter_map(|(prefix, layout)| prefix.map(|prefix| (prefix.to_owned(), layout)));
    match (heads.next(), heads.next()) {
        (Some(head), None) => Ok(head),
        (Some((a, x)), Some((b, y))) => {
            let (x, y) = (x.head(), y.head());
            Err(InvalidModel::new(format!(
                "it holds “{a}{x}” and “{b}{y}”, and one network with one linear layer is wanted"
            )))
        }
        (None, _) => {
            let heads = NamingScheme::ALL.map(NamingScheme::head).join(", ");
            let first =
                names().next().map_or("it holds no tensor".to_owned(), |name| format!("it begins with “{name}”"));
            Err(InvalidModel::new(format!(
                "its layout is not known: no linear layer is called one of {heads}; {first}"
            )))
        }
    }
}

/// What comes before `head.weight`, where that is what the name ends in.
fn prefix(name: &str, layout: NamingScheme) -> Option<&str> {
    let prefix = name.strip_suffix(".weight")?.strip_suffix(layout.head())?;
    (prefix.is_empty() || prefix.ends_with('.')).then_some(prefix)
}

/// Whether the tensor is none of a network's weights.
fn has_no_weights(name: &str) -> bool {
    name.split('.').any(|part| IGNORED.contains(&part) || part == NORMALISER || part == COUNTER)
}

/// The output channels of each stage, which are those of the last convolution of its first block.
fn widths(
    checkpoint: &PytorchCheckpoint,
    prefix: &str,
    layout: NamingScheme,
    architecture: Architecture,
) -> Result<Vec<usize>, InvalidModel> {
    let residual = |stage, index| Name::Residual { stage, block: 0, part: Part::Convolution(index) };
    let blocks = architecture.blocks();
    let last = |stage| match architecture {
        Architecture::Resnet18 => residual(stage, 2),
        Architecture::Resnet50 => residual(stage, 3),
        Architecture::Vgg19 => Name::Feature { group: stage, index: blocks[..stage].iter().sum() },
    };
    let width = |stage| {
        let name = format!("{prefix}{}.weight", layout.place(last(stage)).layer);
        let shape = checkpoint.shape(&name)?;
        shape.first().copied().ok_or_else(|| InvalidModel::new(format!("“{name}” is a single number")))
    };
    (0..blocks.len()).map(width).collect()
}

/// The normalisation that MadryLab/robustness stores.
fn find_normalisation(checkpoint: &PytorchCheckpoint) -> Result<Normalisation, InvalidModel> {
    let colour = |end: &str| -> Result<[f32; 3], InvalidModel> {
        let mut names = checkpoint.names().filter(|name| !name.split('.').any(|part| IGNORED.contains(&part)));
        let name = names.find(|name| name.ends_with(&format!("{NORMALISER}.{end}")));
        let name =
            name.ok_or_else(|| InvalidModel::new("it does not say how it normalises pixels: give --mean and --std"))?;
        let values = checkpoint.floats(name, &[3, 1, 1])?;
        values.try_into().map_err(|_| InvalidModel::new(format!("“{name}” does not hold three values")))
    };
    Normalisation::new(colour("new_mean")?, colour("new_std")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_the_batch_norm_of_the_layer() {
        let norm = BatchNorm { gain: vec![2.0], shift: vec![1.0], mean: vec![3.0], variance: vec![4.0 - EPSILON] };
        let layer = norm.fold(Layer { weight: vec![5.0, 7.0], bias: vec![4.0] });
        // 2 · (5 a + 7 b + 4 − 3) / 2 + 1
        assert_eq!(layer, Layer { weight: vec![5.0, 7.0], bias: vec![2.0] });
    }

    #[test]
    fn a_network_is_known_by_its_linear_layer() {
        assert_eq!(prefix("model.module.model.linear.weight", NamingScheme::CifarResnet), Some("model.module.model."));
        assert_eq!(prefix("fc.weight", NamingScheme::Torchvision), Some(""));
        assert_eq!(prefix("myfc.weight", NamingScheme::Torchvision), None);
        assert!(has_no_weights("model.module.attacker.model.linear.weight"));
    }
}
