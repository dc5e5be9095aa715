//! The models that visitors have opened, and those that they keep on this machine.

use crate::files::Files;
use freqscope_core::{
    error::{
        Error, Result,
        unfit::{Fault, Unfit},
    },
    model::{ModelCard, Packing},
    protocol,
};
use freqscope_weights::manifest::sha256;
use serde::{Deserialize, Serialize};

/// What a stored description ends in.
const ABOUT: &str = "/about";

/// A model of the visitor's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitorModel {
    /// What people see of it.
    pub card: ModelCard,
    /// How its checkpoint was read; none of packed weights.
    pub packing: Option<Packing>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct VisitorModels {
    /// URL of the folder in whose name they are stored.
    folder: String,
    models: Vec<VisitorModel>,
}

impl VisitorModels {
    /// `folder`: the URL of the folder of the manifest, ending in `/`.
    pub fn new(folder: &str) -> Self {
        Self { folder: format!("{folder}own/"), models: Vec::new() }
    }

    /// As they were opened.
    pub fn cards(&self) -> impl Iterator<Item = &ModelCard> {
        self.models.iter().map(|model| &model.card)
    }

    /// None where there is no such model.
    pub fn get(&self, id: &str) -> Option<&VisitorModel> {
        self.models.iter().find(|model| model.card.id == id)
    }

    /// Adds a model at the end. One that is there already keeps its name.
    pub fn add(&mut self, mut model: VisitorModel) {
        if let Some(known) = self.get(&model.card.id) {
            model.card.name.clone_from(&known.card.name);
        }
        self.models.retain(|known| known.card.id != model.card.id);
        self.models.push(model);
    }

    /// Whether a stored file is one of these.
    pub fn owns(&self, name: &str) -> bool {
        name.starts_with(&self.folder)
    }

    /// The name under which a model's weights are stored.
    pub fn place(&self, id: &str) -> String {
        format!("{}{}", self.folder, id.rsplit(':').next().unwrap_or_default())
    }

    /// Adds those that are stored on this machine.
    pub async fn recall_all(&mut self, files: &impl Files) {
        for name in files.stored().await {
            if self.owns(&name) && name.ends_with(ABOUT) {
                let about = files.recall(&name).await;
                let model = about.and_then(|about| protocol::decode::<VisitorModel>(&about).ok());
                let unknown = |model: &VisitorModel| self.get(&model.card.id).is_none();
                if let Some(model) = model.filter(unknown) {
                    self.models.push(model);
                }
            }
        }
    }

    /// The stored weights of a model.
    ///
    /// # Errors
    /// [`Error::Checkpoint`] when they are not there any more, or not as they were.
    pub async fn recall(&self, id: &str, files: &impl Files) -> Result<(VisitorModel, Vec<u8>)> {
        let model = self.get(id).ok_or_else(|| Error::NotLoaded(id.into()))?;
        let file = files.recall(&self.place(id)).await.filter(|file| sha256(file) == model.card.sha256);
        let gone = || Error::Checkpoint {
            path: format!("“{}”", model.card.name),
            reason: Unfit::new(Fault::Gone, "what was kept of it is gone or damaged: open its file again"),
        };
        file.map(|file| (model.clone(), file)).ok_or_else(gone)
    }

    /// Stores a model's weights and its description, where that is possible.
    pub async fn keep(&self, id: &str, weights: &[u8], files: &impl Files) {
        files.store(&self.place(id), weights).await;
        self.keep_description(id, files).await;
    }

    /// Gives a model another name.
    pub async fn rename(&mut self, id: &str, name: &str, files: &impl Files) {
        let Some(model) = self.models.iter_mut().find(|model| model.card.id == id) else { return };
        model.card.name = name.into();
        if files.stored().await.contains(&self.place(id)) {
            self.keep_description(id, files).await;
        }
    }

    async fn keep_description(&self, id: &str, files: &impl Files) {
        let about = self.get(id).and_then(|model| protocol::encode(model).ok());
        if let Some(about) = about {
            files.store(&(self.place(id) + ABOUT), &about).await;
        }
    }

    /// Deletes what is stored of a model. It can be used until the page is closed.
    pub async fn forget(&self, id: &str, files: &impl Files) {
        files.forget(&self.place(id)).await;
        files.forget(&(self.place(id) + ABOUT)).await;
    }
}
