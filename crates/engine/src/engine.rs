//! The engine: one device, the models that are loaded on it, and the questions that can be asked of them.

use crate::{
    attack::{attack, robust_accuracy},
    device::{self, Compute},
    inversion::invert,
    model::classifier::Classifier,
    occlusion::{
        ablated,
        first_order::{FirstOrder, first_order},
        occluded_frequency,
    },
};
use freqscope_core::{
    attack::{
        AttackSpec, Example,
        pgd::Pgd,
        report::{AttackProgress, AttackReport},
    },
    class::Class,
    device::{
        DeviceChoice, DeviceKind, DeviceReport, GpuTrust,
        reason::{GpuFailure, Reason},
    },
    error::{Error, Result, unfit::Fault},
    image::Image,
    inversion::{Endpoints, InversionReport, InversionSpec, Iterate},
    logits::Logits,
    occlusion::{OcclusionReport, OcclusionSpec},
    progress::Progress,
};
use freqscope_weights::{
    geometry::Architecture,
    invalid::InvalidModel,
    manifest::{Entry, Golden, test_image},
    packed::Packed,
};
use std::{collections::BTreeMap, ops::Range, sync::Arc};

/// A device and the models that are loaded on it.
#[derive(Debug)]
pub struct Engine {
    compute: Compute,
    moved: bool,
    models: BTreeMap<String, Arc<Model>>,
    lost: Vec<(String, Error)>,
}

#[derive(Debug)]
struct Model {
    origin: Origin,
    /// The packed weights stay, a few MB, so that a lost GPU can be left for the CPU.
    file: Arc<Vec<u8>>,
    classifier: Classifier,
}

/// Where a model comes from.
#[derive(Debug, Clone)]
enum Origin {
    /// The manifest, which stores the self-test.
    Shipped(Golden),
    /// A file that no manifest lists; its name, for people.
    Unlisted(String),
}

impl Origin {
    fn error(&self, id: &str, invalid: &InvalidModel) -> Error {
        let reason = invalid.unfit();
        match self {
            Self::Shipped(_) => Error::Weights { model: id.into(), reason },
            Self::Unlisted(name) => Error::PackedFile { name: name.clone(), reason },
        }
    }
}

impl Engine {
    /// Opens the device.
    pub async fn start(choice: DeviceChoice) -> Self {
        Self::start_trusting(choice, GpuTrust::Full).await
    }

    /// Opens the device, where a GPU may have failed before.
    pub async fn start_trusting(choice: DeviceChoice, trust: GpuTrust) -> Self {
        Self { compute: device::open(choice, trust).await, moved: false, models: BTreeMap::new(), lost: Vec::new() }
    }

    /// An engine for another thread: on the same device, with the same models, whose memory both share.
    pub fn twin(&self) -> Self {
        Self { compute: self.compute.clone(), moved: false, models: self.models.clone(), lost: Vec::new() }
    }

    /// Where the engine computes, and why.
    pub fn device(&self) -> &DeviceReport {
        &self.compute.report
    }

    /// How many images it computes at once.
    pub fn batch(&self) -> usize {
        self.compute.batch
    }

    /// Whether the engine has gone over to another device since this was last asked.
    pub fn device_changed(&mut self) -> bool {
        std::mem::take(&mut self.moved)
    }

    /// The models that could not be loaded on the device that the engine has changed to, and why, since this was last
    /// asked.
    pub fn lost_models(&mut self) -> Vec<(String, Error)> {
        std::mem::take(&mut self.lost)
    }

    /// Whether jobs may name this model.
    pub fn has(&self, id: &str) -> bool {
        self.models.contains_key(id)
    }

    /// Checks a weights file against the manifest, builds its network and lets it pass the self-test. When that fails
    /// on the GPU, the engine goes over to the CPU, which [`Engine::device`] then says. Other models stay loaded.
    ///
    /// # Errors
    /// [`Error::Weights`] when the file is not the manifest's, [`Error::SelfTest`] when the CPU fails too.
    pub async fn load(&mut self, entry: &Entry, file: impl Into<Arc<Vec<u8>>>) -> Result<()> {
        let file = file.into();
        entry.verify(&file)?;
        self.place(&entry.id, Origin::Shipped(entry.golden.clone()), file).await?;
        Ok(())
    }

    /// Gives up a model and its memory, if there is one.
    pub fn unload(&mut self, id: &str) {
        self.models.remove(id);
    }

    /// Loads a weights file that no manifest lists, and says what it is: it is checked for what it says of itself, and
    /// its logits of a test image must be finite. Other models stay loaded.
    ///
    /// # Errors
    /// [`Error::PackedFile`], which calls the file `name`, when it cannot be used.
    pub async fn load_unlisted(&mut self, id: &str, name: &str, file: impl Into<Arc<Vec<u8>>>) -> Result<Architecture> {
        self.place(id, Origin::Unlisted(name.into()), file.into()).await
    }

    async fn place(&mut self, id: &str, origin: Origin, file: Arc<Vec<u8>>) -> Result<Architecture> {
        let classifier = match tested(&self.compute, id, &origin, &file).await {
            Err(error) if self.on_gpu() && is_for_the_cpu(&error) => self.retested(error, id, &origin, &file).await?,
            tested => tested?,
        };
        let architecture = classifier.architecture();
        self.models.insert(id.into(), Arc::new(Model { origin, file, classifier }));
        Ok(architecture)
    }

    /// After a test that failed on the GPU: the test on the CPU, and only where that says otherwise, going over to it.
    async fn retested(&mut self, error: Error, id: &str, origin: &Origin, file: &Arc<Vec<u8>>) -> Result<Classifier> {
        let cpu = device::cpu(Reason::AtOnce, false);
        let again = tested(&cpu, id, origin, file).await;
        if is_the_gpus(&error, &again) {
            self.leave_gpu(&error).await;
        }
        again
    }

    /// The packed file of a loaded model.
    pub fn file(&self, model: &str) -> Option<&Arc<Vec<u8>>> {
        self.models.get(model).map(|model| &model.file)
    }

    /// The logits of each image, by the model with this id.
    ///
    /// # Errors
    /// [`Error::NotLoaded`], [`Error::NotFinite`] when the model's weights are broken, or [`Error::Computation`] when
    /// the CPU fails too.
    pub async fn classify(&mut self, model: &str, images: &[Image]) -> Result<Vec<Logits>> {
        self.ask(model, async |network: &Classifier, _| network.logits(images).await).await
    }

    /// Occluded Frequency of the model with this id; `step` is called with the number of images done.
    ///
    /// # Errors
    /// Those of [`Engine::classify`] and of `step`.
    pub async fn occluded_frequency(
        &mut self,
        model: &str,
        spec: &OcclusionSpec,
        mut step: impl AsyncFnMut(usize) -> Result<()>,
    ) -> Result<OcclusionReport> {
        self.ask(model, async |network: &Classifier, batch| occluded_frequency(spec, batch, network, &mut step).await)
            .await
    }

    /// The logits of some of the images of an Occluded Frequency by the model with this id; see [`ablated`].
    ///
    /// # Errors
    /// Those of [`Engine::classify`], and that a run has no such images.
    pub async fn ablated(&mut self, model: &str, spec: &OcclusionSpec, images: Range<usize>) -> Result<Vec<Logits>> {
        self.ask(model, async |network: &Classifier, _| ablated(spec, images.clone(), network).await).await
    }

    /// First-order scores by the model with this id; see [`first_order`].
    ///
    /// # Errors
    /// Those of [`Engine::classify`], and what is wrong with the `spec`.
    pub async fn first_order(&mut self, model: &str, spec: &OcclusionSpec) -> Result<FirstOrder> {
        self.ask(model, async |network: &Classifier, _| first_order(spec, network).await).await
    }

    /// Attacks the `examples` on the model with this id; see [`attack`].
    ///
    /// # Errors
    /// Those of [`Engine::classify`] and of `step`, and what is wrong with the `spec`.
    pub async fn attack(
        &mut self,
        model: &str,
        spec: &AttackSpec,
        examples: &[Example],
        mut step: impl AsyncFnMut(AttackProgress) -> Result<()>,
    ) -> Result<Vec<AttackReport>> {
        self.ask(model, async |network: &Classifier, batch| attack(spec, examples, network, batch, &mut step).await)
            .await
    }

    /// Whether the model with this id stays right all through PGD on each image; see
    /// [`robust_accuracy`].
    ///
    /// # Errors
    /// Those of [`Engine::classify`], and what is wrong with the attack.
    pub async fn robust_accuracy(
        &mut self,
        model: &str,
        pgd: &Pgd,
        seed: u64,
        examples: &[(Image, Class)],
    ) -> Result<Vec<bool>> {
        self.ask(model, async |network: &Classifier, _| robust_accuracy(pgd, seed, examples, network).await).await
    }

    /// Inverts the representation of each target by the model with this id; see [`invert`].
    ///
    /// # Errors
    /// Those of [`Engine::classify`] and of `step`, and what is wrong with the `spec`.
    pub async fn invert(
        &mut self,
        model: &str,
        spec: &InversionSpec,
        endpoints: &[Endpoints],
        mut step: impl AsyncFnMut(Progress<Iterate>) -> Result<()>,
    ) -> Result<Vec<InversionReport>> {
        self.ask(model, async |network: &Classifier, batch| invert(spec, endpoints, network, batch, &mut step).await)
            .await
    }

    /// Asks a model's network a `question`, which is told how many images to compute at once; and asks the CPU when the
    /// GPU fails. What is not finite there too is the weights' fault, and the GPU stays.
    async fn ask<T>(
        &mut self,
        model: &str,
        mut question: impl AsyncFnMut(&Classifier, usize) -> Result<T>,
    ) -> Result<T> {
        let known = self.models.get(model).ok_or_else(|| Error::NotLoaded(model.into()))?;
        let result = question(&known.classifier, self.compute.batch).await;
        let Err(error) = &result else { return result };
        if !self.on_gpu() || !is_for_the_cpu(error) {
            return result;
        }
        let cpu = device::cpu(Reason::AtOnce, false);
        let again = question(&built(&cpu, model, &known.origin, &known.file)?, cpu.batch).await;
        if is_the_gpus(error, &again) {
            self.leave_gpu(error).await;
        }
        again
    }

    fn on_gpu(&self) -> bool {
        self.compute.report.kind == DeviceKind::Gpu
    }

    /// Moves every model to the CPU; one that fails its self-test there is lost, the others stay.
    async fn leave_gpu(&mut self, error: &Error) {
        let gpu = &self.compute.report.name;
        let failure = match error {
            Error::Silent => GpuFailure::Silent,
            Error::SelfTest { .. } => GpuFailure::OtherLogits,
            Error::NotFinite(_) => GpuFailure::NotFinite,
            _ => GpuFailure::Failed,
        };
        self.compute = device::cpu(Reason::TookOver { gpu: gpu.clone(), failure }, true);
        self.moved = true;
        for (id, model) in std::mem::take(&mut self.models) {
            match tested(&self.compute, &id, &model.origin, &model.file).await {
                Ok(classifier) => {
                    let (origin, file) = (model.origin.clone(), model.file.clone());
                    self.models.insert(id, Arc::new(Model { origin, file, classifier }));
                }
                Err(error) => self.lost.push((id, error)),
            }
        }
    }
}

/// Whether the CPU may fare better where the GPU failed like this.
fn is_for_the_cpu(error: &Error) -> bool {
    is_no_answer(error) || matches!(error, Error::NotFinite(_) | Error::PackedFile { .. })
}

/// Whether the GPU is to blame for an error, by what the CPU says in its place: numbers that are not finite there
/// either come from the weights.
fn is_the_gpus<T>(error: &Error, on_cpu: &Result<T>) -> bool {
    is_no_answer(error) || on_cpu.is_ok()
}

/// Whether a device gave no numbers, or others than the weights' own.
fn is_no_answer(error: &Error) -> bool {
    matches!(error, Error::Computation(_) | Error::Silent | Error::SelfTest { .. })
}

/// Builds the network of a file on a device.
fn built(compute: &Compute, id: &str, origin: &Origin, file: &Arc<Vec<u8>>) -> Result<Classifier> {
    let built = Packed::open(file.clone()).and_then(|packed| Classifier::new(&packed, &compute.device));
    built.map_err(|invalid| origin.error(id, &invalid))
}

/// Builds a network and lets it pass the self-test: that of the manifest, or else that its logits of some image are
/// finite.
async fn tested(compute: &Compute, id: &str, origin: &Origin, file: &Arc<Vec<u8>>) -> Result<Classifier> {
    let classifier = built(compute, id, origin, file)?;
    match origin {
        Origin::Shipped(golden) => {
            let logits = classifier.logits(&[golden.image()]).await?;
            match logits.first().and_then(|logits| golden.difference(logits)) {
                None => Ok(classifier),
                Some(difference) => Err(Error::SelfTest {
                    model: id.into(),
                    device: compute.report.name.clone(),
                    difference: format!("{difference:.3}"),
                }),
            }
        }
        Origin::Unlisted(_) => match classifier.logits(&[test_image()]).await {
            Ok(_) => Ok(classifier),
            Err(Error::NotFinite(what)) => {
                let reason = format!("{what} of it is not a finite number, so its weights are broken or far too large");
                Err(origin.error(id, &InvalidModel::new(reason).because(Fault::NotFinite)))
            }
            Err(error) => Err(error),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::error::Quantity;
    use freqscope_weights::manifest::Manifest;
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

    /// The engine with a device that is called a GPU.
    fn on_gpu(mut engine: Engine) -> Engine {
        engine.compute.report.kind = DeviceKind::Gpu;
        engine
    }

    /// Asks for logits where the first answer is `first`, and says how that ends.
    fn ask_after(engine: &mut Engine, model: &str, first: Error) -> Result<Vec<Logits>> {
        let mut first = Some(first);
        block_on(engine.ask(model, async |network: &Classifier, _| match first.take() {
            Some(error) => Err(error),
            None => network.logits(&images()).await,
        }))
    }

    #[test]
    fn a_lost_gpu_takes_only_the_models_that_fail_on_the_cpu() {
        let mut engine = on_gpu(engine());
        let logits = block_on(engine.classify(MODEL, &images())).unwrap();
        let origin = Origin::Unlisted("broken".into());
        let broken = built(&engine.compute, MODEL, &origin, &file().into()).unwrap();
        engine.models.insert("broken".into(), Arc::new(Model { origin, file: Arc::default(), classifier: broken }));
        assert_eq!(ask_after(&mut engine, MODEL, Error::Computation("lost".into())), Ok(logits.clone()));
        assert_eq!(engine.device().kind, DeviceKind::Cpu);
        assert!(engine.device_changed() && !engine.device_changed());
        assert!(matches!(&engine.lost_models()[..], [(id, Error::PackedFile { .. })] if id == "broken"));
        assert_eq!(block_on(engine.classify(MODEL, &images())), Ok(logits.clone()));
        assert_eq!(block_on(engine.classify("own", &images())), Ok(logits));
        assert!(!engine.has("broken"));
    }

    #[test]
    fn what_is_not_finite_is_the_gpus_fault_only_where_the_cpu_is_right() {
        let not_finite = || Error::NotFinite(Quantity::Logit);
        let mut engine = on_gpu(engine());
        let always = block_on(engine.ask("own", async |_: &Classifier, _| Err::<(), _>(not_finite())));
        assert_eq!((always, engine.device().kind), (Err(not_finite()), DeviceKind::Gpu));
        assert!(!engine.device_changed());
        assert!(ask_after(&mut engine, "own", not_finite()).is_ok());
        assert_eq!(engine.device().kind, DeviceKind::Cpu);
    }

    #[test]
    fn a_refusal_is_no_reason_to_leave_the_gpu() {
        let mut engine = on_gpu(engine());
        assert_eq!(ask_after(&mut engine, MODEL, Error::Cancelled), Err(Error::Cancelled));
        assert_eq!(engine.device().kind, DeviceKind::Gpu);
    }
}
