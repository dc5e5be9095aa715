//! The engine: one device, the models that are loaded on it, and the questions that can be asked of them.

use crate::{
    attack::{attack, withstand},
    device::{self, Compute},
    inversion::invert,
    model::{
        classifier::Classifier,
        geometry::Architecture,
        manifest::{Entry, Golden},
        packed::Packed,
        unfit::Unfit,
    },
    occlusion::{
        first_order::{FirstOrder, first_order},
        occluded_frequency,
    },
};
use freqscope_core::{
    attack::{
        AttackSpec, Example,
        pgd::Pgd,
        report::{AttackReport, Progress},
    },
    class::Class,
    device::{DeviceChoice, DeviceKind, DeviceReport},
    error::{Error, Result},
    image::Image,
    inversion::{Endpoints, InversionReport, InversionSpec, Iterate},
    logits::Logits,
    occlusion::{OcclusionReport, OcclusionSpec},
    progress,
};
use std::collections::BTreeMap;

/// A device and the models that are loaded on it.
#[derive(Debug)]
pub struct Engine {
    compute: Compute,
    moved: bool,
    models: BTreeMap<String, Model>,
    lost: Vec<(String, Error)>,
}

#[derive(Debug)]
struct Model {
    origin: Origin,
    /// The packed weights stay, a few MB, so that a lost GPU can be left for the CPU.
    file: Vec<u8>,
    classifier: Classifier,
}

/// Where a model comes from.
#[derive(Debug)]
enum Origin {
    /// The manifest, which stores the self-test.
    Shipped(Golden),
    /// A file that no manifest lists; its name, for people.
    Unlisted(String),
}

impl Origin {
    fn error(&self, id: &str, unfit: &Unfit) -> Error {
        let reason = unfit.to_string();
        match self {
            Self::Shipped(_) => Error::Weights { model: id.into(), reason },
            Self::Unlisted(name) => Error::PackedFile { name: name.clone(), reason },
        }
    }
}

impl Engine {
    /// Opens the device.
    pub async fn start(choice: DeviceChoice) -> Self {
        Self { compute: device::open(choice).await, moved: false, models: BTreeMap::new(), lost: Vec::new() }
    }

    /// Where the engine computes, and why.
    pub fn device(&self) -> &DeviceReport {
        &self.compute.report
    }

    /// Whether the engine has gone over to another device since this was last asked.
    pub fn device_changed(&mut self) -> bool {
        std::mem::take(&mut self.moved)
    }

    /// The models that did not survive going over to another device, and why, since this was last asked.
    pub fn lost_models(&mut self) -> Vec<(String, Error)> {
        std::mem::take(&mut self.lost)
    }

    /// Whether jobs may name this model.
    pub fn has(&self, id: &str) -> bool {
        self.models.contains_key(id)
    }

    /// Checks a weights file against the manifest, builds its network and lets it pass the self-test. When that fails on
    /// the GPU, the engine goes over to the CPU, which [`Engine::device`] then says. Other models stay loaded.
    ///
    /// # Errors
    /// [`Error::Weights`] when the file is not the manifest's, [`Error::SelfTest`] when the CPU fails too.
    pub async fn load(&mut self, entry: &Entry, file: Vec<u8>) -> Result<()> {
        entry.verify(&file)?;
        self.place(&entry.id, Origin::Shipped(entry.golden.clone()), file).await?;
        Ok(())
    }

    /// Loads a weights file that no manifest lists, and says what it is: it is checked for what it says of itself, but
    /// has no self-test. Other models stay loaded.
    ///
    /// # Errors
    /// [`Error::PackedFile`], which calls the file `name`, when it cannot be used.
    pub async fn load_unlisted(&mut self, id: &str, name: &str, file: Vec<u8>) -> Result<Architecture> {
        self.place(id, Origin::Unlisted(name.into()), file).await
    }

    async fn place(&mut self, id: &str, origin: Origin, file: Vec<u8>) -> Result<Architecture> {
        let classifier = match self.tested(id, &origin, &file).await {
            Err(error @ (Error::SelfTest { .. } | Error::Computation(_))) if self.on_gpu() => {
                self.leave_gpu(&error).await;
                self.tested(id, &origin, &file).await?
            }
            tested => tested?,
        };
        let architecture = classifier.architecture();
        self.models.insert(id.into(), Model { origin, file, classifier });
        Ok(architecture)
    }

    /// The logits of each image, by the model with this id.
    ///
    /// # Errors
    /// [`Error::NotLoaded`], or [`Error::Computation`] when the CPU fails too.
    pub async fn classify(&mut self, model: &str, images: &[Image]) -> Result<Vec<Logits>> {
        let result = self.classifier(model)?.logits(images).await;
        match self.recover(&result).await {
            Recovered::Moved => self.classifier(model)?.logits(images).await,
            Recovered::NotNeeded => result,
        }
    }

    /// Occluded Frequency of the model with this id; `step` hears how many images are done.
    ///
    /// # Errors
    /// [`Error::NotLoaded`], an error of `step`, or [`Error::Computation`] when the CPU fails too.
    pub async fn occluded_frequency(
        &mut self,
        model: &str,
        spec: &OcclusionSpec,
        mut step: impl AsyncFnMut(usize) -> Result<()>,
    ) -> Result<OcclusionReport> {
        let result = self.attribute(model, spec, &mut step).await;
        match self.recover(&result).await {
            Recovered::Moved => self.attribute(model, spec, &mut step).await,
            Recovered::NotNeeded => result,
        }
    }

    /// First-order scores by the model with this id; see [`first_order`](crate::occlusion::first_order::first_order).
    ///
    /// # Errors
    /// [`Error::NotLoaded`], what is wrong with the `spec`, or [`Error::Computation`] when the CPU fails too.
    pub async fn first_order(&mut self, model: &str, spec: &OcclusionSpec) -> Result<FirstOrder> {
        let result = first_order(spec, self.classifier(model)?).await;
        match self.recover(&result).await {
            Recovered::Moved => first_order(spec, self.classifier(model)?).await,
            Recovered::NotNeeded => result,
        }
    }

    /// Attacks the `examples` on the model with this id; see [`attack`](crate::attack::attack).
    ///
    /// # Errors
    /// [`Error::NotLoaded`], what is wrong with the `spec`, an error of `step`, or [`Error::Computation`] when the CPU
    /// fails too.
    pub async fn attack(
        &mut self,
        model: &str,
        spec: &AttackSpec,
        examples: &[Example],
        mut step: impl AsyncFnMut(Progress) -> Result<()>,
    ) -> Result<Vec<AttackReport>> {
        let result = attack(spec, examples, self.classifier(model)?, self.compute.batch, &mut step).await;
        match self.recover(&result).await {
            Recovered::Moved => attack(spec, examples, self.classifier(model)?, self.compute.batch, &mut step).await,
            Recovered::NotNeeded => result,
        }
    }

    /// Whether the model with this id stays right all through PGD on each image; see [`withstand`](crate::attack::withstand).
    ///
    /// # Errors
    /// [`Error::NotLoaded`], what is wrong with the attack, or [`Error::Computation`] when the CPU fails too.
    pub async fn withstand(
        &mut self,
        model: &str,
        pgd: &Pgd,
        seed: u64,
        examples: &[(usize, Image, Class)],
    ) -> Result<Vec<bool>> {
        let result = withstand(pgd, seed, examples, self.classifier(model)?).await;
        match self.recover(&result).await {
            Recovered::Moved => withstand(pgd, seed, examples, self.classifier(model)?).await,
            Recovered::NotNeeded => result,
        }
    }

    /// Inverts the representation of each target by the model with this id; see [`invert`](crate::inversion::invert).
    ///
    /// # Errors
    /// [`Error::NotLoaded`], what is wrong with the `spec`, an error of `step`, or [`Error::Computation`] when the CPU
    /// fails too.
    pub async fn invert(
        &mut self,
        model: &str,
        spec: &InversionSpec,
        endpoints: &[Endpoints],
        mut step: impl AsyncFnMut(progress::Progress<Iterate>) -> Result<()>,
    ) -> Result<Vec<InversionReport>> {
        let result = invert(spec, endpoints, self.classifier(model)?, self.compute.batch, &mut step).await;
        match self.recover(&result).await {
            Recovered::Moved => invert(spec, endpoints, self.classifier(model)?, self.compute.batch, &mut step).await,
            Recovered::NotNeeded => result,
        }
    }

    async fn attribute(
        &self,
        model: &str,
        spec: &OcclusionSpec,
        step: &mut impl AsyncFnMut(usize) -> Result<()>,
    ) -> Result<OcclusionReport> {
        let classifier = self.classifier(model)?;
        let logits = async |images: &[Image]| classifier.logits(images).await;
        occluded_frequency(spec, self.compute.batch, logits, step).await
    }

    fn classifier(&self, id: &str) -> Result<&Classifier> {
        self.models.get(id).map(|model| &model.classifier).ok_or_else(|| Error::NotLoaded(id.into()))
    }

    fn on_gpu(&self) -> bool {
        self.compute.report.kind == DeviceKind::Gpu
    }

    /// Builds a classifier and lets it pass the self-test, where there is one.
    async fn tested(&self, id: &str, origin: &Origin, file: &[u8]) -> Result<Classifier> {
        let built = Packed::open(file).and_then(|packed| Classifier::new(&packed, &self.compute.device));
        let classifier = built.map_err(|unfit| origin.error(id, &unfit))?;
        let Origin::Shipped(golden) = origin else { return Ok(classifier) };
        let logits = classifier.logits(&[golden.image()]).await?;
        match logits.first().and_then(|logits| golden.difference(logits)) {
            None => Ok(classifier),
            Some(difference) => Err(Error::SelfTest {
                model: id.into(),
                device: self.compute.report.name.clone(),
                difference: format!("{difference:.3}"),
            }),
        }
    }

    /// After a computation that failed on the GPU: goes over to the CPU.
    async fn recover<T>(&mut self, result: &Result<T>) -> Recovered {
        match result {
            Err(error @ Error::Computation(_)) if self.on_gpu() => {
                self.leave_gpu(error).await;
                Recovered::Moved
            }
            _ => Recovered::NotNeeded,
        }
    }

    /// Moves every model to the CPU; one that fails its self-test there is lost, the others stay.
    async fn leave_gpu(&mut self, error: &Error) {
        let gpu = &self.compute.report.name;
        let reason = match error {
            Error::Computation(cause) => format!("the GPU ({gpu}) failed, so the CPU took over: {cause}"),
            other => format!("the GPU ({gpu}) was given up: {other}"),
        };
        self.compute = device::cpu(reason, true);
        self.moved = true;
        for (id, model) in std::mem::take(&mut self.models) {
            match self.tested(&id, &model.origin, &model.file).await {
                Ok(classifier) => _ = self.models.insert(id, Model { classifier, ..model }),
                Err(error) => self.lost.push((id, error)),
            }
        }
    }
}

/// What [`Engine::recover`] did.
enum Recovered {
    NotNeeded,
    Moved,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest::Manifest;
    use pollster::block_on;

    const MODEL: &str = "resnet18-natural";

    fn file() -> Vec<u8> {
        include_bytes!("../../../models/resnet18-natural.safetensors").to_vec()
    }

    /// An engine with the same weights twice, once as shipped and once as a visitor's own.
    fn engine() -> Engine {
        let manifest = Manifest::parse(include_bytes!("../../../models/manifest.json")).unwrap();
        let mut engine = block_on(Engine::start(DeviceChoice::Cpu));
        block_on(engine.load(manifest.get(MODEL).unwrap(), file())).unwrap();
        assert_eq!(block_on(engine.load_unlisted("own", "own.safetensors", file())), Ok(Architecture::Resnet18));
        engine
    }

    fn images() -> [Image; 1] {
        [Image::from_fn(|c, y, x| ((c + y + x) % 32) as f32 / 31.0)]
    }

    #[test]
    fn models_answer_side_by_side() {
        let mut engine = engine();
        let logits = block_on(engine.classify(MODEL, &images())).unwrap();
        assert_eq!(block_on(engine.classify("own", &images())), Ok(logits));
        assert_eq!(block_on(engine.classify("other", &images())), Err(Error::NotLoaded("other".into())));
    }

    #[test]
    fn a_file_that_cannot_be_used_leaves_what_was_loaded() {
        let mut engine = engine();
        let error = block_on(engine.load_unlisted("own", "own.safetensors", vec![0; 100])).unwrap_err();
        assert!(error.to_string().starts_with("“own.safetensors” cannot be used as a model"), "{error}");
        assert!(engine.has(MODEL) && engine.has("own"));
    }

    #[test]
    fn a_lost_gpu_takes_only_the_models_that_fail_on_the_cpu() {
        let mut engine = engine();
        let logits = block_on(engine.classify(MODEL, &images())).unwrap();
        let broken = block_on(engine.tested(MODEL, &Origin::Unlisted(String::new()), &file())).unwrap();
        let origin = Origin::Unlisted("broken".into());
        engine.models.insert("broken".into(), Model { origin, file: Vec::new(), classifier: broken });
        engine.compute.report.kind = DeviceKind::Gpu;
        assert!(matches!(block_on(engine.recover::<()>(&Err(Error::Computation("lost".into())))), Recovered::Moved));
        assert_eq!(engine.device().kind, DeviceKind::Cpu);
        assert!(engine.device_changed() && !engine.device_changed());
        assert!(matches!(&engine.lost_models()[..], [(id, Error::PackedFile { .. })] if id == "broken"));
        assert_eq!(block_on(engine.classify(MODEL, &images())), Ok(logits.clone()));
        assert_eq!(block_on(engine.classify("own", &images())), Ok(logits));
        assert!(!engine.has("broken"));
    }
}
