//! Which networks a checkpoint holds, by the names and shapes of its tensors.

use super::{naming_scheme::NamingScheme, unsupported};
use crate::{
    geometry::{Architecture, Family, Geometry},
    invalid::InvalidModel,
    name::{Name, Part},
};
use freqscope_checkpoint::Checkpoint;
use freqscope_core::{class::Class, error::unfit::Fault};

/// What begins the names of an optimiser's state.
const OPTIMISER: &str = "optim";
/// The second copy of the network that MadryLab/robustness keeps.
const ATTACKER: &str = "attacker";
/// Blocks, or convolutions of a VGG, that are counted.
const MOST_BLOCKS: usize = 64;
const MOST_STAGES: usize = 5;
/// Numbers of a network that are packed: what packed files may hold.
const MOST_NUMBERS: usize = 128 << 20;

/// A network by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What all its names begin with.
    pub prefix: String,
    /// How it names its tensors.
    pub scheme: NamingScheme,
    /// What its linear layer is called.
    pub head: &'static str,
}

/// Every network that the names promise, and whether one of them is called `key`.
pub fn candidates(checkpoint: &Checkpoint, key: Option<&str>) -> Result<Vec<Candidate>, InvalidModel> {
    let names = || checkpoint.names().filter(|name| !is_ignored(name));
    let of = |name: &str| NamingScheme::ALL.into_iter().find_map(|scheme| anchored(checkpoint, name, scheme));
    let all: Vec<Candidate> = names().filter_map(of).collect();
    if all.is_empty() {
        return Err(unknown(checkpoint, &names().collect::<Vec<_>>()));
    }
    let Some(key) = key else { return Ok(all) };
    let chosen: Vec<Candidate> = all.iter().filter(|candidate| candidate.is_called(key)).cloned().collect();
    if chosen.is_empty() {
        return Err(InvalidModel::new(format!("it holds no network that is called “{key}”, {}", called(&all)))
            .because(Fault::Hints));
    }
    Ok(chosen)
}

/// What the networks of a file are called instead.
fn called(all: &[Candidate]) -> String {
    let keys = all.iter().map(Candidate::key).filter(|key| !key.is_empty());
    let keys: Vec<_> = keys.map(|key| format!("“{key}”")).collect();
    match (keys.len(), all.len()) {
        (0, _) => "but one whose names have nothing before them: give no key".into(),
        (named, all) if named == all => format!("but {}", keys.join(", ")),
        _ => format!("but {}, and one whose names have nothing before them", keys.join(", ")),
    }
}

/// The network of which this is the tensor that tells.
fn anchored(checkpoint: &Checkpoint, name: &str, scheme: NamingScheme) -> Option<Candidate> {
    let prefix = name.strip_suffix(scheme.anchor()).filter(|prefix| prefix.is_empty() || prefix.ends_with('.'))?;
    let has = |name: &str| checkpoint.tensor(&format!("{prefix}{name}")).is_some();
    let convolution = |name: &str| checkpoint.tensor(&format!("{prefix}{name}")).is_some_and(|t| t.shape().len() == 4);
    let is_vgg = || convolution("features.0.weight");
    // The names of a VGG without batch-norm are among those of one with it.
    let is_plain = || !has("features.1.running_mean") && !has("norms.0.running_mean");
    if (scheme.is_vgg() && !is_vgg()) || (scheme == NamingScheme::PlainVgg && !is_plain()) {
        return None;
    }
    let head = scheme.heads().iter().find(|head| has(&format!("{head}.weight")));
    Some(Candidate { prefix: prefix.into(), scheme, head: head.copied().unwrap_or(scheme.heads()[0]) })
}

/// Whether the tensor is none of a network's.
pub fn is_ignored(name: &str) -> bool {
    name.split('.').any(|part| part.starts_with(OPTIMISER) || part == ATTACKER)
}

/// Whether a shape is of images: of one, or of several, with the colours first or last.
fn is_of_images(shape: &[usize]) -> bool {
    matches!(shape, [3, 32, 32] | [32, 32, 3] | [_, 3, 32, 32] | [_, 32, 32, 3])
}

fn unknown(checkpoint: &Checkpoint, names: &[&str]) -> InvalidModel {
    if let Some(network) = unsupported::network(names) {
        return InvalidModel::new(format!("it is {network} by its names: not supported yet"))
            .because(Fault::Unsupported);
    }
    // A transformer's patches of 32 pixels have weights of the same shape.
    let arrays = names.iter().filter(|name| !name.ends_with("weight"));
    let mut shapes = arrays.filter_map(|name| Some((name, checkpoint.tensor(name)?.shape())));
    if let Some((name, shape)) = shapes.find(|(_, shape)| is_of_images(shape)) {
        let one = if shape.len() == 4 { "[0]" } else { "" };
        return InvalidModel::new(format!(
            "its “{name}” is of images, and it holds no network: take one image out of it, numpy.save(\"x.npy\", archive[\"{name}\"]{one})"
        ))
        .because(Fault::Images);
    }
    let first = names.first().map_or("it holds no tensor".into(), |name| format!("it begins with “{name}”"));
    InvalidModel::new(format!(
        "the names of its tensors are those of no ResNet and no VGG that is known: {first}; its network is not supported yet"
    )).because(Fault::Unsupported)
}

impl Candidate {
    /// What it is chosen by.
    pub fn key(&self) -> &str {
        self.prefix.trim_end_matches('.')
    }

    fn is_called(&self, key: &str) -> bool {
        let key = key.trim_end_matches('.');
        self.key() == key || self.prefix.strip_prefix(key).is_some_and(|rest| key.is_empty() || rest.starts_with('.'))
    }

    /// Prefixes of a layer's tensors in the file, and of its batch-norm's.
    pub fn place(&self, name: Name) -> (String, Option<String>) {
        let with_prefix = |part: String| format!("{}{part}", self.prefix);
        match name {
            Name::Head => (with_prefix(self.head.into()), None),
            _ => {
                let place = self.scheme.place(name);
                (with_prefix(place.layer), place.norm.map(with_prefix))
            }
        }
    }

    /// Which network it is.
    ///
    /// # Errors
    /// [`InvalidModel`] when it is none that is computed, by its name where that can be told.
    pub fn geometry(&self, checkpoint: &Checkpoint) -> Result<Geometry, InvalidModel> {
        let found = Found { candidate: self, checkpoint };
        let (family, blocks) = if self.scheme.is_vgg() { found.groups() } else { found.stages() };
        let known = Architecture::ALL.into_iter().find(|known| known.family() == family && known.blocks() == blocks);
        let Some(architecture) = known else { return Err(found.unknown(family, &blocks)) };
        found.refuse_forms(architecture)?;
        let geometry = Geometry::new(architecture, found.widths(architecture)?, blocks)?;
        let numbers: usize = geometry.layers().iter().map(|(_, dimensions)| dimensions.iter().product::<usize>()).sum();
        match numbers <= MOST_NUMBERS {
            true => Ok(geometry),
            false => Err(InvalidModel::new(format!(
                "it has {numbers} weights, more than the {MOST_NUMBERS} that are packed"
            ))
            .because(Fault::TooLarge)),
        }
    }
}

/// A network whose tensors are looked up.
struct Found<'a> {
    candidate: &'a Candidate,
    checkpoint: &'a Checkpoint,
}

impl Found<'_> {
    fn shape(&self, name: Name) -> Option<&[usize]> {
        let (layer, _) = self.candidate.place(name);
        self.checkpoint.tensor(&format!("{layer}.weight")).map(|tensor| tensor.shape())
    }

    fn residual(stage: usize, block: usize, index: usize) -> Name {
        Name::Residual { stage, block, part: Part::Convolution(index) }
    }

    /// The blocks of each stage of a ResNet.
    fn stages(&self) -> (Family, Vec<usize>) {
        let has = |stage, block| self.shape(Self::residual(stage, block, 1)).is_some();
        let count = |stage| (0..MOST_BLOCKS).take_while(|block| has(stage, *block)).count();
        let blocks = (0..MOST_STAGES).map(count).take_while(|count| *count > 0).collect();
        match self.shape(Self::residual(0, 0, 3)) {
            Some(_) => (Family::BottleneckResnet, blocks),
            None => (Family::BasicResnet, blocks),
        }
    }

    /// The convolutions of each group of a VGG: a number is left out after each of them, where its pooling is. This
    /// project's names do not count poolings, and the number of convolutions tells.
    fn groups(&self) -> (Family, Vec<usize>) {
        let has = |group, index| self.shape(Name::Feature { group, index }).is_some_and(|shape| shape.len() == 4);
        if self.candidate.scheme == NamingScheme::ProjectVgg {
            let count = (0..MOST_BLOCKS).take_while(|index| has(0, *index)).count();
            let of =
                |known: &Architecture| known.family() == Family::Vgg && known.blocks().iter().sum::<usize>() == count;
            let known = Architecture::ALL.into_iter().find(of);
            return (Family::Vgg, known.map_or(vec![count], |known| known.blocks().to_vec()));
        }
        let (mut index, mut blocks) = (0, Vec::new());
        for group in 0..MOST_STAGES {
            let count = (index..MOST_BLOCKS).take_while(|index| has(group, *index)).count();
            blocks.push(count);
            index += count;
        }
        blocks.truncate(blocks.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1));
        (Family::Vgg, blocks)
    }

    fn unknown(&self, family: Family, blocks: &[usize]) -> InvalidModel {
        let names =
            self.checkpoint.names().filter(|name| name.starts_with(&self.candidate.prefix) && !is_ignored(name));
        if let Some(network) = unsupported::network(&names.collect::<Vec<_>>()) {
            return InvalidModel::new(format!("it is {network} by its names: not supported yet"))
                .because(Fault::Unsupported);
        }
        InvalidModel::new(match family {
            Family::Vgg => format!(
                "it is a VGG whose groups have {blocks:?} convolutions, and VGG-11, 13, 16 and 19 are supported"
            ),
            Family::BasicResnet => {
                format!(
                    "it is a ResNet of {blocks:?} blocks of two convolutions, and ResNet-18 and 34 are supported so far"
                )
            }
            Family::BottleneckResnet => {
                format!(
                    "it is a ResNet of {blocks:?} blocks of three convolutions, and ResNet-50, 101 and 152 are supported so far"
                )
            }
        }).because(Fault::Unsupported)
    }

    /// Refuses the forms of a network that are not computed, by name.
    fn refuse_forms(&self, architecture: Architecture) -> Result<(), InvalidModel> {
        let refuse =
            |what: String| Err(InvalidModel::new(format!("{what}: not supported yet")).because(Fault::Unsupported));
        if let Some([.., 7, 7]) = self.shape(Name::Stem) {
            return refuse(format!("it is a {architecture} for ImageNet, whose first convolution is 7×7"));
        }
        let has = |name: &str| self.checkpoint.tensor(&format!("{}{name}", self.candidate.prefix)).is_some();
        if has("classifier.3.weight") || has("pre_logits.fc1.weight") {
            return refuse(format!("it is a {architecture} for ImageNet, with several linear layers at its end"));
        }
        if let Some([classes, _]) = self.shape(Name::Head).filter(|shape| shape.first() != Some(&Class::COUNT)) {
            return refuse(format!("it tells {classes} classes apart, and not the {} of CIFAR-10", Class::COUNT));
        }
        if !self.candidate.scheme.is_vgg() {
            self.refuse_blocks(architecture)?;
        }
        self.refuse_modules(architecture)
    }

    /// Refuses ResNets whose blocks are others.
    fn refuse_blocks(&self, architecture: Architecture) -> Result<(), InvalidModel> {
        let refuse = |what: &str| {
            Err(InvalidModel::new(format!("it is {what} by its names and shapes: not supported yet"))
                .because(Fault::Unsupported))
        };
        let (_, norm) = self.candidate.place(Name::Stem);
        if norm.is_some_and(|norm| self.checkpoint.tensor(&format!("{norm}.weight")).is_none()) {
            return refuse("a pre-activation ResNet");
        }
        let shapes = [1, 2, 3].map(|index| self.shape(Self::residual(0, 0, index)));
        if let [Some([inner, ..]), Some([_, grouped, ..]), Some([output, ..])] = shapes {
            if grouped != inner {
                return refuse("a ResNeXt, with grouped convolutions,");
            }
            if 4 * inner != *output && architecture.family() == Family::BottleneckResnet {
                return refuse("a wide ResNet");
            }
        }
        Ok(())
    }

    /// Refuses a model that was saved whole where its modules are others than those that are computed.
    fn refuse_modules(&self, architecture: Architecture) -> Result<(), InvalidModel> {
        const OTHER_ACTIVATIONS: [&str; 8] =
            ["GELU", "SiLU", "ELU", "LeakyReLU", "PReLU", "Mish", "Hardswish", "Softplus"];
        let is_vgg = self.candidate.scheme.is_vgg();
        let mut modules = self.checkpoint.modules().filter(|(name, _)| name.starts_with(&self.candidate.prefix));
        let other = modules.find(|(_, module)| {
            OTHER_ACTIVATIONS.contains(&module.class.as_str()) || (!is_vgg && module.class == "MaxPool2d")
        });
        match other {
            Some((name, module)) => {
                let class = &module.class;
                Err(InvalidModel::new(format!(
                    "its “{name}” is a {class}, which the {architecture} of this program does not have: not supported yet"
                )).because(Fault::Unsupported))
            }
            None => Ok(()),
        }
    }

    /// The output channels of each stage, which are those of the last convolution of its first block.
    fn widths(&self, architecture: Architecture) -> Result<Vec<usize>, InvalidModel> {
        let blocks = architecture.blocks();
        let last = |stage| match architecture.family() {
            Family::BasicResnet => Self::residual(stage, 0, 2),
            Family::BottleneckResnet => Self::residual(stage, 0, 3),
            Family::Vgg => Name::Feature { group: stage, index: blocks[..stage].iter().sum() },
        };
        let width = |stage| {
            let shape = self.shape(last(stage)).and_then(|shape| shape.first().copied());
            let name = || self.candidate.place(last(stage)).0;
            shape.ok_or_else(|| {
                InvalidModel::new(format!("“{}.weight” is missing or a single number", name())).because(Fault::Shapes)
            })
        };
        (0..blocks.len()).map(width).collect()
    }
}
