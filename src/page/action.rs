//! What can happen to the page, and what it can do: the vocabulary of [`State::update`](super::state::State::update).

use crate::{
    ablation::Baseline,
    class::Class,
    error::Result,
    frequency::{Band, Bands},
    image::Image,
    page::{
        attack_form::Form, download::Download, inversions, measure::Measure, notice::NoticeId, outlay::Outlay,
        samples::Sample, side::Side, stored::Stored, survey::View,
    },
    protocol::{DeviceChoice, Event, JobId, Request},
};
use gloo::file::File;

/// Something has happened.
#[derive(Debug)]
pub enum Action {
    /// The list of samples is here, or cannot be had.
    Listed(Result<Vec<Sample>>),
    /// The visitor picks a picture.
    Pick(Source),
    /// What was picked has been read.
    Opened(PickId, Result<Content>),
    /// The visitor picks a file with a model.
    Bring(File),
    /// A file with a model, by its name, has been read.
    Brought(String, Result<Vec<u8>>),
    /// The visitor selects the bands to remove.
    Select(Bands),
    /// The visitor points at a band, or no longer at any.
    Point(Option<Band>),
    /// The visitor changes what replaces removed bands.
    Replace(Baseline),
    /// The visitor attacks the picture.
    Attack(AttackAction),
    /// The visitor changes what Proposition 1 spends.
    Spend(Outlay),
    /// The visitor wants something as a file.
    Export(Export),
    /// The visitor wants to see a result that comes with the page.
    Consult(Stored),
    /// A result that comes with the page has been fetched, or cannot be had.
    Fetched(Stored, Result<Vec<u8>>),
    /// The visitor measures the mean over all samples.
    Survey(SurveyAction),
    /// A sample has been read.
    SampleRead(Sample, Result<Image>),
    /// The visitor inverts the picture's representation.
    Invert(InversionAction),
    /// The visitor chooses the class of interest; none is the predicted class.
    Explain(Option<Class>),
    /// The visitor chooses a model by its id.
    Show(Side, String),
    /// The visitor wants no second model any more.
    Alone,
    /// The visitor deletes the weights that are stored on this machine.
    ForgetStored,
    /// The visitor chooses a device.
    Device(DeviceChoice),
    /// The visitor asks again for a chart that failed.
    Retry,
    /// The visitor starts the engine again.
    Restart,
    /// The visitor dismisses a notice.
    Dismiss(NoticeId),
    /// The engine says something.
    Word(Word),
    /// A second has passed.
    Tick,
}

/// What a visitor can do about attacks.
#[derive(Debug, Clone, PartialEq)]
pub enum AttackAction {
    /// Change the settings.
    Change(Form),
    /// Attack the picture.
    Run,
    /// Run four attacks on the picture, one after the other.
    Compare,
    /// Stop every attack.
    Cancel,
    /// Show the result of this run again, with its settings and its picture.
    Restore(JobId),
    /// Measure the change of the spectrum in another way.
    Measure(Measure),
    /// Use the adversarial image that was made for the model on this side as the picture.
    Adopt(Side),
    /// Go back to the picture from which the adversarial image was made.
    Return,
}

/// What a visitor can do about the mean over all samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurveyAction {
    /// Start, or go on.
    Start,
    /// Stop, and keep what has been measured.
    Stop,
    /// Forget what has been measured.
    Clear,
    /// Show the stored curves of test images.
    ShowStored,
    /// Change what is drawn.
    Look(View),
}

/// What a visitor can do about representation inversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InversionAction {
    /// Change the settings.
    Change(inversions::Form),
    /// Invert the picture on every model on show.
    Run,
    /// Stop, and keep how far it is.
    Cancel,
}

/// What a visitor can take away as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// The paper's Fig. 4 of the picture, as SVG.
    Figure,
    /// The scores of all bands of the models on show, as CSV.
    Scores,
}

/// What comes from the worker.
#[derive(Debug)]
pub enum Word {
    /// Bytes of the engine's own code that have arrived.
    Download {
        /// Bytes so far.
        done: u64,
        /// Bytes in all, if the server says so.
        total: Option<u64>,
    },
    /// The engine answers.
    Event(Event),
    /// The worker's script failed, before the engine ran or while it did.
    Failed(String),
}

/// Something to do in the outside world.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Read what was picked; answered by [`Action::Opened`].
    Open(PickId, Source),
    /// Read a file with a model; answered by [`Action::Brought`].
    Read(File),
    /// Remember the visitor's device for the next visit.
    Remember(DeviceChoice),
    /// Fetch a result that comes with the page; answered by [`Action::Fetched`].
    Fetch(Stored),
    /// Read a sample; answered by [`Action::SampleRead`].
    ReadSample(Sample),
    /// Give the visitor a file.
    Save(Download),
    /// Post a request to the engine.
    Post(Request),
    /// End the engine, if there is one, and start another.
    StartEngine,
    /// End the engine.
    EndEngine,
}

/// Names one pick of a picture; the newest wins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PickId(pub u32);

impl PickId {
    /// The name of the pick after this one.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// It came with the page.
    Sample(Sample),
    /// The visitor's own file: chosen, dropped or pasted.
    File(File),
}

/// What was found in a file that was picked: visitors drop both kinds anywhere.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A picture.
    Image(Image),
    /// A model, by all appearances; the engine has the last word.
    Model(Vec<u8>),
}
