//! `models/manifest.json`: the models that ship, how they were trained and how good they are.

use freqscope_core::{
    attack::threat::{Norm, ThreatModel},
    class::Class,
    error::{
        Error, Result,
        unfit::{Fault, Unfit},
    },
    image::Image,
    logits::Logits,
    model::{ModelCard, ModelSource, Robustness, Training},
    study::document::{self, Document},
};
use serde::{Deserialize, Deserializer, de::Error as _};
use sha2::{Digest, Sha256};

/// All models of one release.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Manifest {
    models: Vec<Entry>,
}

/// What the manifest says of one model.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Entry {
    /// A short and stable identifier, such as `resnet18-natural`.
    pub id: String,
    /// Name of the weights file, beside the manifest.
    pub file: String,
    /// The name that people see.
    pub name: String,
    /// The architecture, such as `resnet18`.
    pub architecture: String,
    /// How it was trained.
    #[serde(deserialize_with = "training")]
    pub training: Training,
    classes: Vec<Class>,
    /// Test accuracy in [0, 1] before quantisation, all 10,000 images; none where it was not measured.
    pub accuracy_f32: Option<f64>,
    /// Test accuracy in [0, 1] of the file's int8 weights, all 10,000 images; none where it was not measured.
    pub accuracy_int8: Option<f64>,
    /// Test accuracy in [0, 1] under PGD-20 at the training's ε, all 10,000 images; none where it was not measured.
    pub robust_accuracy: Option<f64>,
    /// How often it is right under attacks, in the order of the manifest.
    #[serde(default)]
    pub robustness: Vec<Measurement>,
    /// Size of the weights file in bytes.
    pub bytes: u64,
    /// SHA-256 of the weights file in lower-case hexadecimal.
    pub sha256: String,
    /// What the self-test expects.
    pub golden: Golden,
}

/// Test accuracy under one attack.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Measurement {
    /// Whose implementation of the attack measured it.
    pub by: String,
    /// The attack, such as `pgd20` or `autoattack`.
    pub attack: String,
    /// What the attack may do.
    #[serde(flatten)]
    pub threat: ThreatModel,
    /// How many of the test images were attacked, the first ones.
    pub images: u32,
    /// Share in [0, 1] of them that are still right.
    pub accuracy: f64,
}

/// The manifest's form of a [`Training`].
#[derive(Deserialize)]
struct TrainingBlock {
    kind: Kind,
    norm: Option<Norm>,
    epsilon: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Natural,
    Adversarial,
}

fn training<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Training, D::Error> {
    let block = TrainingBlock::deserialize(deserializer)?;
    match (block.kind, block.norm, block.epsilon) {
        (Kind::Natural, None, None) => Ok(Training::Natural),
        (Kind::Adversarial, Some(norm), Some(epsilon)) => Ok(Training::Adversarial(ThreatModel { norm, epsilon })),
        _ => Err(D::Error::custom("natural training has no norm and no epsilon, adversarial training has both")),
    }
}

/// Logits that the model must reproduce before any result of it is shown.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Golden {
    image: GoldenImage,
    /// PyTorch's, for the file's dequantised weights.
    logits: Logits,
}

/// An image that every implementation can compute exactly.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
enum GoldenImage {
    /// [`test_image`].
    #[serde(rename = "ramp-7919")]
    Ramp7919,
}

/// The ramp ((1024 c + 32 y + x) · 7919 mod 256) / 255, which every program computes exactly.
pub fn test_image() -> Image {
    Image::from_fn(|c, y, x| ((1024 * c + 32 * y + x) * 7919 % 256) as f32 / 255.0)
}

impl Golden {
    /// The image that the logits belong to.
    pub fn image(&self) -> Image {
        match self.image {
            GoldenImage::Ramp7919 => test_image(),
        }
    }

    /// The largest difference from the stored logits z, if one exceeds 1e-3 + 1e-3·|z|.
    ///
    /// What passes follows from the largest difference of the machines that were measured (`benches/numbers/run.mjs`; “Numbers on other
    /// machines” in docs/RELIABILITY.md has it, and the factor between the two): hundreds of times that, as room for drivers that order
    /// or contract the arithmetic of 32 bits otherwise. Numbers of 16 bits between the layers would take 0.59 of it (GPU.md, job 6).
    pub fn difference(&self, logits: &Logits) -> Option<f32> {
        let pairs = || logits.0.into_iter().zip(self.logits.0);
        let fails = pairs().any(|(a, b)| (a - b).abs() > 1e-3 + 1e-3 * b.abs());
        fails.then(|| pairs().map(|(a, b)| (a - b).abs()).fold(0.0, f32::max))
    }
}

impl Document for Manifest {
    const FORMATS: &'static [&'static str] = &["freqscope-manifest/1"];
    const INVALID: fn(String) -> Error = Error::Manifest;
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// [`Error::Manifest`] when it is broken, of another version, lists no model, or lists other classes.
    pub fn parse(json: &[u8]) -> Result<Self> {
        let manifest: Self = document::parse(json)?;
        if manifest.models.is_empty() {
            return Err(Error::Manifest("it lists no model".into()));
        }
        manifest.models.iter().try_for_each(Entry::check)?;
        Ok(manifest)
    }

    /// The models in the order of the manifest.
    pub fn models(&self) -> &[Entry] {
        &self.models
    }

    /// The model with this id.
    ///
    /// # Errors
    /// [`Error::UnknownModel`], which lists the ids that there are.
    pub fn get(&self, id: &str) -> Result<&Entry> {
        self.models.iter().find(|entry| entry.id == id).ok_or_else(|| {
            let ids: Vec<_> = self.models.iter().map(|entry| entry.id.as_str()).collect();
            Error::UnknownModel { id: id.into(), known: ids.join(", ") }
        })
    }
}

impl Entry {
    fn check(&self) -> Result<()> {
        if !self.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)) {
            return Err(Error::Manifest(format!("“{}” is no plain id", self.id)));
        }
        if self.file.contains(['/', '\\']) || self.file.starts_with('.') {
            return Err(Error::Manifest(format!("“{}” is no plain file name", self.file)));
        }
        if self.classes != Class::ALL {
            return Err(Error::Manifest(format!("the classes of “{}” are not those of CIFAR-10", self.id)));
        }
        Ok(())
    }

    /// Compares a weights file with the length and hash that the manifest states.
    ///
    /// # Errors
    /// [`Error::Weights`] when they differ.
    pub fn verify(&self, file: &[u8]) -> Result<()> {
        let fail = |detail| Err(Error::Weights { model: self.id.clone(), reason: Unfit::new(Fault::Download, detail) });
        if file.len() as u64 != self.bytes {
            return fail(format!("it has {} bytes, not the {} of the manifest", file.len(), self.bytes));
        }
        match sha256(file) == self.sha256 {
            true => Ok(()),
            false => fail("its SHA-256 is not that of the manifest: it was altered".into()),
        }
    }

    /// The description of the model for the page.
    pub fn card(&self) -> ModelCard {
        ModelCard {
            id: self.id.clone(),
            name: self.name.clone(),
            architecture: self.architecture.clone(),
            bytes: self.bytes,
            sha256: self.sha256.clone(),
            source: ModelSource::Shipped {
                training: self.training,
                accuracy: self.accuracy_int8,
                robustness: self.robustness(),
            },
        }
    }

    fn robustness(&self) -> Vec<Robustness> {
        let pgd = self.robustness.iter().filter(|measured| measured.attack == "pgd20");
        pgd.map(|&Measurement { threat, images, accuracy, .. }| Robustness { threat, accuracy, images }).collect()
    }
}

/// Bytes of a call.
const HASHED_AT_ONCE: usize = 16 << 10;

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    // A browser puts quicker code in a function's place from one call to the next, and never within one.
    bytes.chunks(HASHED_AT_ONCE).for_each(|bytes| hash.update(bytes));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_model_that_nobody_has_measured_is_listed() {
        let mut json: Value = serde_json::from_slice(include_bytes!("../../../models/manifest.json")).unwrap();
        for name in ["accuracy_f32", "accuracy_int8", "robust_accuracy"] {
            json["models"][1][name] = Value::Null;
        }
        let manifest = Manifest::parse(json.to_string().as_bytes()).unwrap();
        let source = manifest.models()[1].card().source;
        assert!(matches!(source, ModelSource::Shipped { accuracy: None, .. }), "{source:?}");
    }

    #[test]
    fn every_model_was_measured_in_the_same_two_threat_models() {
        let manifest = Manifest::parse(include_bytes!("../../../models/manifest.json")).unwrap();
        for card in manifest.models().iter().map(Entry::card) {
            let ModelSource::Shipped { robustness, .. } = card.source else { panic!("{} has no source", card.id) };
            for (norm, epsilon) in [(Norm::L2, 0.5), (Norm::Linf, 8.0 / 255.0)] {
                let threat = ThreatModel { norm, epsilon };
                let measured: Vec<_> = robustness.iter().filter(|measured| measured.threat == threat).collect();
                assert!(matches!(measured[..], [one] if one.images >= 1000), "{} {threat:?}: {measured:?}", card.id);
            }
        }
    }
}
