//! The engine: one device, one model, and the questions that can be asked of them.

use crate::{
    adversary::{AttackReport, AttackSpec, Example, Progress},
    attack::attack,
    attribution::occluded_frequency,
    device::{self, Compute},
    error::{Error, Result},
    image::Image,
    logits::Logits,
    model::{
        classifier::Classifier,
        manifest::{Entry, Golden},
    },
    protocol::{DeviceChoice, DeviceKind, DeviceReport, OcclusionReport, OcclusionSpec},
};

/// A device and the model that is loaded on it.
#[derive(Debug)]
pub struct Engine {
    compute: Compute,
    moved: bool,
    model: Option<Model>,
}

#[derive(Debug)]
struct Model {
    id: String,
    /// None for a file that no manifest lists.
    golden: Option<Golden>,
    /// The packed weights stay, a few MB, so that a lost GPU can be left for the CPU.
    file: Vec<u8>,
    classifier: Classifier,
}

impl Engine {
    /// Opens the device.
    pub async fn start(choice: DeviceChoice) -> Self {
        Self { compute: device::open(choice).await, moved: false, model: None }
    }

    /// Where the engine computes, and why.
    pub fn device(&self) -> &DeviceReport {
        &self.compute.report
    }

    /// Whether the engine has gone over to another device since this was last asked.
    pub fn device_changed(&mut self) -> bool {
        std::mem::take(&mut self.moved)
    }

    /// Checks a weights file against the manifest, builds its network and lets it pass the self-test. When that fails on
    /// the GPU, the engine goes over to the CPU, which [`Engine::device`] then says.
    ///
    /// # Errors
    /// [`Error::Weights`] when the file is not the manifest's, [`Error::SelfTest`] when the CPU fails too. The model that
    /// was loaded before stays.
    pub async fn load(&mut self, entry: &Entry, file: Vec<u8>) -> Result<()> {
        entry.verify(&file)?;
        self.place(entry.id.clone(), Some(entry.golden.clone()), file).await
    }

    /// Loads a weights file that no manifest lists: it is checked for what it says of itself, but has no self-test.
    ///
    /// # Errors
    /// [`Error::Weights`] when the file cannot be used. The model that was loaded before stays.
    pub async fn load_unlisted(&mut self, id: &str, file: Vec<u8>) -> Result<()> {
        self.place(id.into(), None, file).await
    }

    async fn place(&mut self, id: String, golden: Option<Golden>, file: Vec<u8>) -> Result<()> {
        let classifier = match self.tested(&id, golden.as_ref(), &file).await {
            Err(error @ (Error::SelfTest { .. } | Error::Computation(_))) if self.on_gpu() => {
                self.leave_gpu(&error);
                self.tested(&id, golden.as_ref(), &file).await?
            }
            tested => tested?,
        };
        self.model = Some(Model { id, golden, file, classifier });
        Ok(())
    }

    /// The logits of each image.
    ///
    /// # Errors
    /// [`Error::NoModel`], or [`Error::Computation`] when the CPU fails too.
    pub async fn classify(&mut self, images: &[Image]) -> Result<Vec<Logits>> {
        let result = self.model()?.classifier.logits(images).await;
        match self.recover(&result).await? {
            Recovered::Moved => self.model()?.classifier.logits(images).await,
            Recovered::NotNeeded => result,
        }
    }

    /// Occluded Frequency; `step` hears how many of the 64 images are done.
    ///
    /// # Errors
    /// [`Error::NoModel`], an error of `step`, or [`Error::Computation`] when the CPU fails too.
    pub async fn occluded_frequency(
        &mut self,
        spec: &OcclusionSpec,
        mut step: impl AsyncFnMut(usize) -> Result<()>,
    ) -> Result<OcclusionReport> {
        let result = self.attribute(spec, &mut step).await;
        match self.recover(&result).await? {
            Recovered::Moved => self.attribute(spec, &mut step).await,
            Recovered::NotNeeded => result,
        }
    }

    /// Attacks the `examples`; see [`attack`](crate::attack::attack).
    ///
    /// # Errors
    /// [`Error::NoModel`], what is wrong with the `spec`, an error of `step`, or [`Error::Computation`] when the CPU fails
    /// too.
    pub async fn attack(
        &mut self,
        spec: &AttackSpec,
        examples: &[Example],
        mut step: impl AsyncFnMut(Progress) -> Result<()>,
    ) -> Result<Vec<AttackReport>> {
        let batch = self.compute.batch;
        let result = attack(spec, examples, &self.model()?.classifier, batch, &mut step).await;
        match self.recover(&result).await? {
            Recovered::Moved => attack(spec, examples, &self.model()?.classifier, self.compute.batch, &mut step).await,
            Recovered::NotNeeded => result,
        }
    }

    async fn attribute(
        &self,
        spec: &OcclusionSpec,
        step: &mut impl AsyncFnMut(usize) -> Result<()>,
    ) -> Result<OcclusionReport> {
        let classifier = &self.model()?.classifier;
        let logits = async |images: &[Image]| classifier.logits(images).await;
        occluded_frequency(spec, self.compute.batch, logits, step).await
    }

    fn model(&self) -> Result<&Model> {
        self.model.as_ref().ok_or(Error::NoModel)
    }

    fn on_gpu(&self) -> bool {
        self.compute.report.kind == DeviceKind::Gpu
    }

    /// Builds a classifier and lets it pass the self-test, where there is one.
    async fn tested(&self, id: &str, golden: Option<&Golden>, file: &[u8]) -> Result<Classifier> {
        let classifier = Classifier::load(id, file, &self.compute.device)?;
        let Some(golden) = golden else { return Ok(classifier) };
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

    /// After a computation that failed on the GPU: moves the model to the CPU.
    async fn recover<T>(&mut self, result: &Result<T>) -> Result<Recovered> {
        let Err(error @ Error::Computation(_)) = result else { return Ok(Recovered::NotNeeded) };
        if !self.on_gpu() {
            return Ok(Recovered::NotNeeded);
        }
        self.leave_gpu(error);
        if let Some(model) = self.model.take() {
            let classifier = self.tested(&model.id, model.golden.as_ref(), &model.file).await?;
            self.model = Some(Model { classifier, ..model });
        }
        Ok(Recovered::Moved)
    }

    fn leave_gpu(&mut self, error: &Error) {
        let gpu = &self.compute.report.name;
        self.compute = device::cpu(format!("the GPU ({gpu}) was given up: {error}"), true);
        self.moved = true;
    }
}

/// What [`Engine::recover`] did.
enum Recovered {
    NotNeeded,
    Moved,
}
