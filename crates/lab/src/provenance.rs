//! What every JSON says beside its answer: what it is of, what computed it, and from which parameters.

use super::{
    Options,
    images::{ImageSource, Images},
    input::Loaded,
    program,
};
use freqscope_core::{
    device::DeviceKind,
    error::Result,
    image::one_or_many::OneOrMany,
    study::{Question, data::ModelFile, program::Program},
};
use serde::Serialize;

/// What computed an answer, and from which parameters.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Provenance<P> {
    /// Kind and version of the answer.
    format: &'static str,
    #[serde(flatten)]
    program: Program,
    /// The network; none where there is none.
    model: Option<ModelFile>,
    parameters: P,
    /// The seed of everything random, whether anything was.
    seed: u64,
}

/// No parameters.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Nothing {}

/// An answer as it is written: what it is of, the answer, its provenance.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Answer<'a, T, P> {
    #[serde(flatten)]
    source: Option<&'a ImageSource>,
    #[serde(flatten)]
    answer: &'a T,
    provenance: &'a Provenance<P>,
}

impl<P> Provenance<P> {
    /// Of an answer that no network has a part in.
    pub fn new(format: &'static str, options: &Options, parameters: P) -> Self {
        Self { format, program: program::of(DeviceKind::Cpu), model: None, parameters, seed: options.seed }
    }

    /// Of a network's answer, on the device that it is on now.
    pub fn by(format: &'static str, network: &Loaded, options: &Options, parameters: P) -> Self {
        let device = network.engine.device().kind;
        Self { model: Some(network.file.clone()), ..Self::new(format, options, parameters).on(device) }
    }

    /// The same, computed on this device.
    pub fn on(self, device: DeviceKind) -> Self {
        Self { program: program::of(device), ..self }
    }

    /// Of a part of the answer to a question about a data set.
    pub fn of_question<S>(format: &'static str, question: &Question<S>, options: &Options, parameters: P) -> Self {
        let (program, model) = (question.program.clone(), Some(question.model.clone()));
        Self { program, model, ..Self::new(format, options, parameters) }
    }

    /// The answers, one for each image, as they are written.
    pub fn answers<'a, T>(&'a self, images: &'a Images, answers: &'a [T]) -> Result<OneOrMany<Answer<'a, T, P>>> {
        let pairs = images.sources.iter().zip(answers);
        images.all.with(pairs.map(|(source, answer)| Answer::of(source, answer, self)).collect())
    }
}

impl<'a, T, P> Answer<'a, T, P> {
    /// An answer that names its files itself.
    pub fn new(answer: &'a T, provenance: &'a Provenance<P>) -> Self {
        Self { source: None, answer, provenance }
    }

    /// An answer about an image.
    pub fn of(source: &'a ImageSource, answer: &'a T, provenance: &'a Provenance<P>) -> Self {
        Self { source: Some(source), answer, provenance }
    }
}

/// The JSON schemas of answers.
#[cfg(test)]
impl<P: schemars::JsonSchema> Provenance<P> {
    /// That of a single answer.
    pub fn schema<T: schemars::JsonSchema>() -> schemars::Schema {
        schema::<Answer<T, P>>()
    }

    /// That of the answers about one image or several.
    pub fn schema_of_each<T: schemars::JsonSchema>() -> schemars::Schema {
        schema::<OneOrMany<Answer<T, P>>>()
    }
}

/// The JSON schema of what a type is written as.
#[cfg(test)]
pub fn schema<T: schemars::JsonSchema>() -> schemars::Schema {
    use schemars::generate::SchemaSettings;
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
