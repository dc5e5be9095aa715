//! What can happen to the page, and what it can do: the vocabulary of [`State::update`](super::state::State::update).

use crate::{
    attack::action::AttackAction,
    export::Export,
    inversion::action::InversionAction,
    language::Language,
    lesson::{action::LessonAction, progress::Progress},
    link::action::LinkAction,
    lowpass::view::LowPassAction,
    networks::{own_model::OwnModelAction, side::Side},
    picture::{
        pick::{PickId, PictureSource},
        samples::Sample,
    },
    platform::{
        download::Download,
        file_input::{FileContent, FileInput},
        stored_result::StoredResult,
        worker::WorkerMessage,
    },
    probes::live::action::LiveAction,
    proposition::budget::EnergyBudget,
    shell::{
        copy_link::Copied, figure::Figure, instrument::Instrument, notice::NoticeId, section::Section, theme::Theme,
    },
    survey::action::SurveyAction,
};
use freqscope_core::{
    class::Class,
    device::{DeviceChoice, times::Measurement},
    error::Result,
    image::{Image, picture::square::Square},
    model::Hints,
    occlusion::ablation::Baseline,
    protocol::{Request, VisitorFile},
    spectrum::band::{Band, Bands},
};
use gloo::file::File;

/// Something has happened: the visitor has used a control, the worker has posted a message, or a [`Command`] has been carried
/// out.
#[derive(Debug)]
pub enum Action {
    /// The list of samples, or why it cannot be fetched.
    SamplesListed(Result<Vec<Sample>>),
    /// Choosing a sample, or choosing, dropping or pasting a file.
    PickPicture(PictureSource),
    /// Answers [`Command::ReadPicture`].
    PictureRead(PickId, Result<FileContent>),
    /// Something was dropped or pasted.
    TakeInput(FileInput),
    /// Answers [`Command::ReadBeside`], for each file.
    BesideRead(File, Result<FileContent>),
    /// Another square of the picture on show.
    Cut(Square),
    /// The visitor has drawn a picture.
    Draw(Image),
    /// The visitor chooses a file with a model.
    LoadModel(File),
    /// Answers [`Command::ReadModel`], with the file's name.
    ModelRead(String, Result<VisitorFile>),
    /// What the visitor says of the checkpoint that leaves something open; none drops it.
    DescribeCheckpoint(Option<Hints>),
    /// What the page around a figure says of the checkpoint with this name.
    HostSays(String, Hints),
    OwnModel(OwnModelAction),
    /// The bands to remove.
    SelectBands(Bands),
    /// None when the visitor points at no band any more.
    PointAt(Option<Band>),
    LowPass(LowPassAction),
    /// What replaces removed bands.
    SetBaseline(Baseline),
    Attack(AttackAction),
    /// The settings of Proposition 1.
    SetEnergyBudget(EnergyBudget),
    /// The visitor wants a file.
    Export(Export),
    /// An author wants a drawing of this figure, to stand in its place.
    SavePoster(Figure),
    /// Answers [`Command::SaveFile`].
    FileSaved(Result<()>),
    /// The visitor opens what shows this result.
    ShowStored(StoredResult),
    /// Answers [`Command::FetchResult`].
    ResultFetched(StoredResult, Result<Vec<u8>>),
    Survey(SurveyAction),
    LiveMaps(LiveAction),
    /// Answers [`Command::ReadSample`].
    SampleRead(Sample, Result<Image>),
    Invert(InversionAction),
    /// The class of interest; none is the predicted class.
    ChooseClass(Option<Class>),
    /// Shows the model with this id on a side.
    ShowModel(Side, String),
    StopComparing,
    /// Keeps the weights of the model with this id for a visit without a network.
    KeepWeights(String),
    /// Answers [`Command::KeepWeights`], with the id and why they are not kept.
    WeightsKept(String, std::result::Result<(), String>),
    /// Deletes the weights that are stored on this machine.
    DeleteStoredWeights,
    ChooseDevice(DeviceChoice),
    /// Asks again for charts that failed or were stopped.
    RetryFailed,
    /// Stops the charts that are being computed.
    StopCharts,
    RestartEngine,
    DismissNotice(NoticeId),
    /// The visitor wants what a report of a problem needs.
    CopyReport(NoticeId),
    /// Answers [`Command::CopyReport`].
    ReportCopied(NoticeId, Copied),
    Link(LinkAction),
    Lesson(LessonAction),
    /// A tab of the instruments.
    OpenInstrument(Instrument),
    ChooseTheme(Theme),
    ChooseLanguage(Language),
    WorkerMessage(WorkerMessage),
    /// Of the worker in which a GPU is tried.
    TrialMessage(WorkerMessage),
    /// Whether the figure that the page is in a page of somebody else's has come into sight, or left it.
    Seen(bool),
    /// Whether the page has gone behind other tabs, or come back.
    Hidden(bool),
    /// The page around that figure wants done what the figure's button does.
    Run,
    /// A second has passed.
    Tick,
}

/// Something to do outside of the state.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Answered by [`Action::PictureRead`].
    ReadPicture(PickId, PictureSource),
    /// One after the other. Answered by [`Action::BesideRead`].
    ReadBeside(Vec<File>),
    /// Answered by [`Action::ModelRead`].
    ReadModel(File),
    /// For the next visit.
    RememberDevice(DeviceChoice),
    /// For the next visit.
    RememberTimes(Measurement),
    /// Answered by [`Action::ResultFetched`].
    FetchResult(StoredResult),
    /// Answered by [`Action::SampleRead`].
    ReadSample(Sample),
    /// Answered by [`Action::FileSaved`].
    SaveFile(Download),
    /// Answered by [`Action::WeightsKept`].
    KeepWeights {
        /// The model's id.
        model: String,
        /// Under which they are stored.
        url: String,
        sha256: String,
    },
    /// Removes the release that the browser keeps for a visit without a network.
    ForgetRelease,
    /// Answered by [`LinkAction::Copied`]. What follows the `#` of the link.
    CopyLink(String),
    /// Answered by [`Action::ReportCopied`]. What the page knows of a problem; version, browser and link are added.
    CopyReport(NoticeId, String),
    /// Answered by [`LessonAction::Fetched`]. The id of a lesson.
    FetchLesson(String),
    /// The lessons that come with the page, in its language.
    ListLessons,
    /// For the next visit.
    RememberAnswers(Progress),
    /// Goes to the heading of the step that is open.
    ShowStep,
    Print,
    /// Goes there.
    ShowSection(Section),
    ShowTheme(Theme),
    /// Of the document, which is drawn anew.
    ShowLanguage(Language),
    /// To the engine.
    Post(Request),
    /// Ends the engine and the trial of a GPU first, if they run.
    StartEngine,
    EndEngine,
    /// Starts a worker in which a GPU is tried.
    StartTrial,
    /// To that worker.
    PostToTrial(Request),
    EndTrial,
    /// That worker takes the engine's place, which ends.
    AdoptTrial,
}
