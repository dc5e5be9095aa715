//! The one error of the crate: every variant is a sentence that names what is wrong and what to do.

pub mod array;
pub mod download;
pub mod unfit;

use self::{array::ArrayFault, download::DownloadFault, unfit::Unfit};
use crate::format::Format;
use serde::{Deserialize, Serialize};

/// Shorthand for a result with the crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong, from a broken file to a lost GPU.
///
/// It crosses the boundary between worker and page, so it is serialisable and owns its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file of zero bytes.
    #[error("the file is empty: choose a PNG or JPEG image")]
    EmptyFile,
    /// A file larger than the reader accepts.
    #[error("the file is {mib} MiB, more than the {max_mib} MiB that are read: scale the image down and save it again")]
    FileTooLarge {
        /// Size of the file in MiB, rounded up.
        mib: usize,
        /// The limit in MiB.
        max_mib: usize,
    },
    /// A recognised format that is not read.
    #[error("the file is {}, which is not read here: save the image as PNG or JPEG and choose it again", .0.description())]
    UnsupportedFormat(Format),
    /// A PNG or JPEG that its decoder refuses.
    #[error(
        "the image cannot be decoded ({0}): open it in an image editor, save it again as PNG or JPEG, and choose the new file"
    )]
    Undecodable(String),
    /// A picture of a format that browsers read, and that this one cannot make anything of.
    #[error("the file is {} and cannot be decoded: it may be cut off or broken, so get it again, or save the image as PNG or JPEG", .0.description())]
    BrokenPicture(Format),
    /// A picture without a pixel.
    #[error("the image is {width} × {height} pixels, so there is nothing in it: choose another one")]
    NoPixels {
        /// Claimed width in pixels.
        width: u32,
        /// Claimed height in pixels.
        height: u32,
    },
    /// An image whose header claims more pixels than are decoded.
    #[error(
        "the image is {width} × {height} pixels, more than the {max_megapixels} megapixels, or 65,535 a side, that are decoded: scale it down and choose it again"
    )]
    ImageTooLarge {
        /// Claimed width in pixels.
        width: u32,
        /// Claimed height in pixels.
        height: u32,
        /// The limit in megapixels.
        max_megapixels: u64,
    },
    /// A drawing that the browser does not draw.
    #[error("this browser cannot draw it: save it as PNG and choose that")]
    Undrawable,
    /// A picture whose end is missing.
    #[error("the file ends before its picture does, so that part of the picture is missing: get the whole file")]
    CutOff,
    /// A picture that is broken somewhere.
    #[error("part of the file is damaged, and what it would show is missing: get the file again")]
    Damaged,
    /// A NumPy file that does not hold what is wanted.
    #[error("the .npy file cannot be used: {0}")]
    Array(ArrayFault),
    /// Text that names no band.
    #[error("“{0}” names no band: bands are 0 to 62, written like 0,5-9")]
    Band(String),
    /// Text or a number that names no class.
    #[error(
        "“{0}” names no class: use 0 to 9, or one of airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck"
    )]
    Class(String),
    /// A parameter of an attack that has no meaning.
    #[error("{name} is {value}: choose {range}")]
    Parameter {
        /// The parameter's name, such as `epsilon`.
        name: String,
        /// The refused value.
        value: String,
        /// The allowed values, as they follow “choose”.
        range: String,
    },
    /// An option that the chosen method does not have.
    #[error("{option} has no meaning for {choice}: leave it out")]
    Foreign {
        /// The option as it is written, such as `--steps`.
        option: String,
        /// The method, or other choice, that lacks it.
        choice: String,
    },
    /// A target class that the image has already.
    #[error("image {number} is a “{class}” already: choose another target class or another image")]
    Target {
        /// Which of the images, from 1.
        number: usize,
        /// Name of the target.
        class: String,
    },
    /// An order of SimBA's directions that is no permutation of them.
    #[error(
        "the permutation is none ({0}): give every direction c·1024 + u·32 + v with u, v below some n from 1 to 32 exactly once, 3·n² numbers"
    )]
    Permutation(String),
    /// A model that the manifest does not list.
    #[error("there is no model “{id}”: use one of {known}")]
    UnknownModel {
        /// What was asked for.
        id: String,
        /// The ids that the manifest lists, separated by commas.
        known: String,
    },
    /// A manifest that cannot be read.
    #[error(
        "the model manifest cannot be used ({0}): restore models/manifest.json from the release that this program came with"
    )]
    Manifest(String),
    /// A weights file that cannot be used.
    #[error(
        "the weights of “{model}” cannot be used ({reason}): fetch the file again from the release that this program came with"
    )]
    Weights {
        /// Id or path of the model.
        model: String,
        /// What is wrong with the file.
        reason: Unfit,
    },
    /// A packed file of the visitor's own that cannot be used.
    #[error(
        "“{name}” cannot be used as a model ({reason}): pack its checkpoint with `lab pack` and choose the new file"
    )]
    PackedFile {
        /// Name or path of the file.
        name: String,
        /// What is wrong with it.
        reason: Unfit,
    },
    /// A checkpoint that cannot be packed.
    #[error("{path} cannot be used as a network: {reason}")]
    Checkpoint {
        /// The path as it was given.
        path: String,
        /// What is wrong with it.
        reason: Unfit,
    },
    /// Text that names no architecture.
    #[error("“{0}” names no architecture: use resnet18, 34, 50, 101 or 152, or vgg11, 13, 16 or 19, such as resnet34")]
    Architecture(String),
    /// A file that cannot be read or written.
    #[error("{path}: {reason}")]
    File {
        /// The path as it was given.
        path: String,
        /// The operating system's reason.
        reason: String,
    },
    /// A download that failed.
    #[error("{url} cannot be downloaded ({reason}): check the connection and try again")]
    Download {
        /// What was asked for.
        url: String,
        /// Why.
        reason: DownloadFault,
    },
    /// A data set that is missing or broken.
    #[error(
        "{path} is not the test set ({reason}): run training/.venv/bin/python training/data.py, or name its folder with --data"
    )]
    DataSet {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Scores of a data set that are incomplete.
    #[error("these scores cannot be used ({0}): give every shard of one run, each finished, and each once")]
    Scores(String),
    /// A file of means that is broken or of another version.
    #[error("the means cannot be used ({0}): write them again with `lab dataset` or `lab merge`")]
    Profile(String),
    /// A file of claims that is broken or of another version.
    #[error(
        "the stored results cannot be used ({0}): restore results/claims.json from the release that this page came with"
    )]
    Claims(String),
    /// A file that holds the beginning of another run.
    #[error(
        "{path} holds another run, which differs in {difference}: name another file with --out, or remove this one"
    )]
    OtherRun {
        /// The path as it was given.
        path: String,
        /// The fields that differ.
        difference: String,
    },
    /// A device that was asked for by name and is not there.
    #[error("the GPU cannot be used: {0}; choose the CPU instead")]
    Device(String),
    /// The self-test's logits differ from the stored ones on the last device that was left.
    #[error(
        "the self-test of “{model}” failed on the {device}: its logits differ from the stored ones by {difference}; reload the page, and if it stays, report the model and the device"
    )]
    SelfTest {
        /// Id of the model.
        model: String,
        /// Where it ran.
        device: String,
        /// The largest difference, as text.
        difference: String,
    },
    /// A job names a model that is not loaded.
    #[error("the model “{0}” is not loaded: load it first")]
    NotLoaded(String),
    /// The network gives something that is not a finite number: its weights are to blame.
    #[error(
        "the network gives {0} that is not a finite number, so its weights are broken or far too large: choose another network, or pack its checkpoint again"
    )]
    NotFinite(Quantity),
    /// The device failed, or the result of a computation cannot be read.
    #[error("the computation failed ({0}): try again, on the CPU if it happens again")]
    Computation(String),
    /// The device has computed, or seems to, and what it computed cannot be had.
    #[error("the GPU does not give its numbers back: choose the CPU")]
    Silent,
    /// The job was cancelled; not shown to people.
    #[error("cancelled")]
    Cancelled,
    /// A message between page and worker that cannot be decoded.
    #[error("page and engine do not understand each other ({0}): reload the page")]
    Protocol(String),
}

/// What a network gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Quantity {
    /// Of a class.
    #[error("a logit")]
    Logit,
    /// Of an image that it was searched for.
    #[error("a pixel")]
    Pixel,
    /// Of a search.
    #[error("a loss")]
    Loss,
}
