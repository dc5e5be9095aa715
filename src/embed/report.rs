//! The numbers of a figure, as a page around it gets them. Logits and scores are in logits, lengths in pixel units, of values in [0, 1].

use freqscope_core::{
    attack::report::Outcome, class::Class, image::similarity::Distance, logits::Logits, proposition::BandBound,
};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The name of the figure.
    pub view: &'static str,
    /// What follows the `#` of its link.
    pub link: String,
    /// What the picture is called.
    pub picture: String,
    #[serde(flatten)]
    pub numbers: Numbers,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Numbers {
    /// Of `compare`.
    Cut { cut: usize, class: Option<Class>, networks: Vec<Answered> },
    /// Of `ablation`.
    Without { bands: String, networks: Vec<Answered> },
    /// Of `occlusion`.
    Scores { class: Class, networks: Vec<Scored> },
    /// Of `spectrum`: Σ X² of each band over the three channels.
    Energy { energy: Vec<f32> },
    /// Of `attack`.
    Attacks { networks: Vec<Attacked> },
    /// Of `inversion`.
    Inversions { networks: Vec<Inverted> },
    /// Of `survey`.
    Means { networks: Vec<Mean> },
    /// Of `proposition`: how much energy is spent, and what that costs in each band.
    Prices { energy: f64, bands: Vec<BandBound> },
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answered {
    pub id: String,
    pub name: String,
    /// Of the whole picture.
    pub logits: Logits,
    /// Without the bands that are taken away.
    pub without: Logits,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scored {
    pub id: String,
    pub name: String,
    pub logits: Logits,
    /// Of each band, for the class of interest.
    pub scores: Vec<f32>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attacked {
    pub id: String,
    pub name: String,
    /// As a link calls it.
    pub attack: String,
    pub outcome: Outcome,
    /// Of the picture, and of the adversarial image.
    pub before: Logits,
    pub after: Logits,
    pub distance: Distance,
    pub queries: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inverted {
    pub id: String,
    pub name: String,
    /// ‖g(x_r) − g(x)‖₂/‖g(x)‖₂ at the reported steps, the oldest first.
    pub losses: Vec<f32>,
    /// Of the image that was found, once the network was asked.
    pub logits: Option<Logits>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mean {
    pub id: &'static str,
    /// Test images.
    pub images: usize,
    /// The mean score of each band.
    pub scores: Vec<f64>,
}
