//! What can happen to the page, and what it can do: the vocabulary of [`State::update`](super::state::State::update).

use crate::{
    attack::action::AttackAction,
    inversion::action::InversionAction,
    networks::side::Side,
    occlusion::export::Export,
    picture::{
        pick::{PickId, Source},
        samples::Sample,
    },
    platform::{download::Download, files::Content, stored::Stored, worker::Word},
    proposition::outlay::Outlay,
    shell::notice::NoticeId,
    survey::action::SurveyAction,
};
use freqscope_core::{
    class::Class,
    device::DeviceChoice,
    error::Result,
    image::Image,
    occlusion::ablation::Baseline,
    protocol::Request,
    spectrum::band::{Band, Bands},
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
