//! The vocabulary that page and engine share: what can be asked, and what is answered.
//!
//! The page posts [`Request`]s to the worker, the worker answers with [`Event`]s, both as postcard bytes. A job is one
//! question about images; its id comes back with every answer, so that the page can drop what it no longer wants.

use crate::{
    attack::{
        AttackSpec, Example,
        report::{AttackProgress, AttackReport},
    },
    device::{DeviceChoice, DeviceReport, GpuOffer, GpuTrust},
    error::{Error, Result},
    image::Image,
    inversion::{Endpoints, InversionReport, InversionSpec, Iterate},
    logits::Logits,
    model::{Hints, ModelCard, Packing, Questions},
    occlusion::{OcclusionReport, OcclusionSpec},
    progress::Progress,
    study::heat_map::HeatMapStudy,
};
use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{ops::Range, sync::Arc};

/// Names one job; the page counts upwards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JobId(pub u32);

/// What the page asks of the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Choose the device and fetch the manifest; the first request. Answered by [`Event::Device`] and
    /// [`Event::Models`].
    Start {
        /// The device that the visitor wants.
        device: DeviceChoice,
        /// How far a GPU is trusted.
        trust: GpuTrust,
        /// Absolute URL of the folder that holds `manifest.json` and the weights, ending in `/`; empty where models only come by
        /// [`Request::Open`].
        models: String,
    },
    /// Fetch, check and self-test the model with this id; those that are loaded stay. Answered by [`Event::Loaded`].
    Load {
        /// An id of the manifest.
        model: String,
    },
    /// Give up a model's memory; it can be loaded again. Not answered.
    Unload {
        /// Its id.
        model: String,
    },
    /// Load packed weights, or a checkpoint of the visitor's own. Answered by [`Event::Packed`] where it was a checkpoint,
    /// [`Event::Models`], which then lists it, and [`Event::Loaded`]; by [`Event::Unsaid`] where the checkpoint leaves
    /// something open; or by [`Event::Unavailable`], whose model is then the name.
    Open {
        /// Name of the file, for people.
        name: String,
        /// Its bytes.
        file: VisitorFile,
        /// What the visitor says of it.
        hints: Hints,
    },
    /// Delete the weights that are stored on this machine. Answered by [`Event::Stored`].
    ForgetStored,
    /// Do a task. Answered by [`Event::Progress`], unless it is quick, and then by [`Event::Answered`] or
    /// [`Event::Failed`].
    Ask {
        /// Names the job.
        job: JobId,
        /// Id of a loaded model.
        model: String,
        /// What is asked.
        task: Task,
    },
    /// Stop a job, running or waiting. Answered by [`Event::Failed`] with [`Error::Cancelled`] if it had not ended.
    Cancel {
        /// Which job.
        job: JobId,
    },
    /// Look for a GPU without opening it. Answered by [`Event::Offer`], beside all else.
    LookForGpu,
    /// Keep a loaded model of the visitor's on this machine, for later visits. Answered by [`Event::Stored`], which names it unless
    /// nothing can be stored.
    Keep {
        /// Its id.
        model: String,
    },
    /// Delete what is kept of it. Answered by [`Event::Stored`].
    Forget {
        /// Its id.
        model: String,
    },
    /// Give it another name. Answered by [`Event::Models`].
    Rename {
        /// Its id.
        model: String,
        /// The name that people see.
        name: String,
    },
    /// Compute with so many threads of the CPU instead of one, as far as they can be had; with one, the others give their memory
    /// back. Answered by [`Event::Threads`] whenever the number that computes changes. Results do not depend on it.
    Threads {
        /// One or more.
        count: u32,
    },
}

/// Where the bytes of a visitor's file are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum VisitorFile {
    /// Here.
    Bytes(#[serde(with = "shared")] Arc<Vec<u8>>),
    /// At a URL of the page's, from which the engine reads what it needs: of a large file no copy is made.
    Url(String),
}

/// Bytes that are written as such, at once, and read into memory that clones of a message share.
mod shared {
    use serde::{
        Deserializer, Serializer,
        de::{Error, Visitor},
    };
    use std::{
        fmt::{self, Formatter},
        sync::Arc,
    };

    pub fn serialize<S: Serializer>(bytes: &Arc<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Arc<Vec<u8>>, D::Error> {
        deserializer.deserialize_bytes(Copy).map(Arc::new)
    }

    struct Copy;

    impl Visitor<'_> for Copy {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            Ok(bytes.to_vec())
        }
    }
}

/// What a model can be asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// The logits of some images, at least one. Answered by [`Answer::Logits`].
    Classify(Vec<Image>),
    /// Occluded Frequency of one image. Answered by [`Answer::Occlusion`].
    OccludedFrequency(OcclusionSpec),
    /// An attack on each of some images, at least one; what comes of an image does not depend on the others. Answered by
    /// [`Answer::Attack`].
    Attack(AttackSpec, Vec<Example>),
    /// Representation inversion of one image. Answered by [`Answer::Inversion`].
    Invert(InversionSpec, Endpoints),
    /// The logits of some of the images of an Occluded Frequency: image 0 is the whole one, image k + 1 lacks band k. Answered by
    /// [`Answer::Logits`].
    Ablated(OcclusionSpec, Range<u32>),
    /// The logits of an image with noise along some of the distinct waves of a basis, by their positions, at least one. Answered by
    /// [`Answer::Logits`].
    Perturbed(HeatMapStudy, Image, Range<u32>),
}

impl Task {
    /// Refuses parameters outside their ranges, before any work.
    ///
    /// # Errors
    /// [`Error::Parameter`] or [`Error::Permutation`].
    pub fn check(&self) -> Result<()> {
        match self {
            Self::Attack(spec, _) => spec.check(),
            Self::Invert(spec, _) => spec.check(),
            Self::Perturbed(study, ..) => study.check(),
            Self::Classify(_) | Self::OccludedFrequency(_) | Self::Ablated(..) => Ok(()),
        }
    }
}

/// How far a [`Task`] is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum JobProgress {
    /// Images of an Occluded Frequency.
    Occlusion {
        /// Images computed so far.
        done: u32,
        /// Images in all.
        total: u32,
    },
    /// Steps of an attack, on several images those of all together, and the iterates of some of them.
    Attack(AttackProgress),
    /// Steps of an inversion, and the iterate.
    Inversion(Progress<Iterate>),
}

/// What came of a [`Task`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// One for each image, in their order.
    Logits(Vec<Logits>),
    /// The scores of all bands.
    Occlusion(OcclusionReport),
    /// How the attack on each image ended, in their order.
    Attack(Vec<AttackReport>),
    /// How the inversion ended.
    Inversion(InversionReport),
}

/// What the engine tells the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The engine's event loop is alive; sent every second.
    Alive,
    /// The device that was chosen, and why; sent again when it changes.
    Device(DeviceReport),
    /// What the manifest lists, followed by the visitor's own.
    Models(Vec<ModelCard>),
    /// The ids of the models whose weights are stored on this machine; sent after [`Event::Models`] and when it
    /// changes.
    Stored(Vec<String>),
    /// Bytes of a model that have arrived.
    Loading {
        /// The model's id.
        model: String,
        /// Bytes so far.
        done: u64,
        /// Bytes in all, from the manifest.
        total: u64,
    },
    /// The model passed its self-test and is ready.
    Loaded {
        /// The model's id.
        model: String,
    },
    /// A checkpoint of the visitor's was packed; [`Event::Loaded`] follows when its network can be asked.
    Packed {
        /// The model's id.
        model: String,
        /// How the checkpoint was read.
        packing: Packing,
    },
    /// A checkpoint of the visitor's leaves something open: it can be opened again with what the visitor says.
    Unsaid {
        /// Name of the file.
        name: String,
        /// What it leaves open.
        questions: Questions,
    },
    /// The manifest or a model could not be had; what was loaded before stays.
    Unavailable {
        /// The model's id; none for the manifest.
        model: Option<String>,
        /// Why.
        error: Error,
    },
    /// How far a job is; sent about ten times a second.
    Progress {
        /// Which job.
        job: JobId,
        /// Where it stands.
        progress: JobProgress,
    },
    /// A job ended by itself.
    Answered {
        /// Which job.
        job: JobId,
        /// What came of it.
        answer: Answer,
    },
    /// A job ended without a result.
    Failed {
        /// Which job.
        job: JobId,
        /// Why.
        error: Error,
    },
    /// The engine panicked or trapped and must be restarted.
    Crashed {
        /// The panic's message.
        message: String,
    },
    /// What the browser has beside the CPU.
    Offer(GpuOffer),
    /// So many threads compute from now on.
    Threads(u32),
}

/// A message as bytes.
///
/// # Errors
/// [`Error::Protocol`], which only a bug can cause.
pub fn encode(message: &impl Serialize) -> Result<Vec<u8>> {
    postcard::to_stdvec(message).map_err(|error| Error::Protocol(error.to_string()))
}

/// A message as bytes, piece by piece: of a file that it holds no copy is made.
///
/// # Errors
/// [`Error::Protocol`], which only a bug can cause.
pub fn encode_in_pieces(message: &impl Serialize, piece: impl FnMut(&[u8])) -> Result<()> {
    let pieces = Pieces { piece, small: Vec::with_capacity(SMALL) };
    postcard::serialize_with_flavor(message, pieces).map_err(|error| Error::Protocol(error.to_string()))
}

/// Bytes that are gathered to a piece.
const SMALL: usize = 1 << 14;

/// What is written, as pieces.
struct Pieces<P> {
    piece: P,
    small: Vec<u8>,
}

impl<P: FnMut(&[u8])> Flavor for Pieces<P> {
    type Output = ();

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        if self.small.len() + bytes.len() > SMALL {
            (self.piece)(&self.small);
            self.small.clear();
        }
        match bytes.len() {
            ..SMALL => self.small.extend(bytes),
            _ => (self.piece)(bytes),
        }
        Ok(())
    }

    fn finalize(mut self) -> postcard::Result<()> {
        (self.piece)(&self.small);
        Ok(())
    }
}

/// A message from bytes.
///
/// # Errors
/// [`Error::Protocol`] when the bytes are no such message.
pub fn decode<M: DeserializeOwned>(bytes: &[u8]) -> Result<M> {
    postcard::from_bytes(bytes).map_err(|error| Error::Protocol(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attack::{Method, Misclassified, cw::Cw, goal::Goal, pgd::Pgd, simba::Simba},
        class::Class,
        device::{DeviceKind, reason::Reason},
        occlusion::ablation::Baseline,
        spectrum::partition::Partition,
    };

    fn image() -> Image {
        Image::from_fn(|_, y, x| (x * y) as f32 / 1024.0)
    }

    #[test]
    fn bytes_are_written_as_a_list_of_them_is() {
        let bytes: Vec<u8> = (0..=255).collect();
        let file = VisitorFile::Bytes(bytes.clone().into());
        let written = encode(&file).unwrap();
        assert_eq!(written[1..], encode(&bytes).unwrap());
        assert_eq!(decode::<VisitorFile>(&written), Ok(file));
    }

    #[test]
    fn pieces_are_the_whole_message_and_a_file_is_one_of_them() {
        let file = |bytes: usize| VisitorFile::Bytes(Arc::new((0..bytes).map(|i| i as u8).collect()));
        for bytes in [0, 1, SMALL - 3, SMALL - 1, SMALL, 5 * SMALL] {
            let message = (image(), file(bytes), image(), file(bytes));
            let (mut whole, mut largest) = (Vec::new(), 0);
            let note = |piece: &[u8]| {
                largest = largest.max(piece.len());
                whole.extend_from_slice(piece);
            };
            encode_in_pieces(&message, note).unwrap();
            assert_eq!(Ok(whole), encode(&message), "{bytes}");
            assert_eq!(largest, bytes.max(largest.min(SMALL)), "{bytes}");
        }
    }

    #[test]
    fn messages_survive_the_boundary() {
        let request = Request::Ask {
            job: JobId(7),
            model: "resnet18-natural".into(),
            task: Task::OccludedFrequency(OcclusionSpec {
                image: image(),
                class: Some(Class::Frog),
                baseline: Baseline::default(),
                partition: Partition::Diagonal,
            }),
        };
        assert_eq!(decode(&encode(&request).unwrap()), Ok(request));
    }

    #[test]
    fn attacks_survive_the_boundary() {
        for method in [Method::Pgd(Pgd::L2), Method::Cw(Cw::default()), Method::Simba(Simba::default())] {
            let spec = AttackSpec {
                method,
                goal: Goal::Targeted(Class::Ship),
                seed: 7,
                misclassified: Misclassified::LeaveAlone,
            };
            let example = Example { image: image(), class: Some(Class::Frog) };
            let task = Task::Attack(spec, vec![example.clone(), example]);
            let request = Request::Ask { job: JobId(7), model: "resnet18-natural".into(), task };
            assert_eq!(decode(&encode(&request).unwrap()), Ok(request));
        }
    }

    #[test]
    fn inversions_survive_the_boundary() {
        let endpoints = Endpoints { start: Image::from_fn(|_, _, _| 0.5), target: image() };
        let (job, spec) = (JobId(7), InversionSpec::default());
        let request = Request::Ask { job, model: "resnet18-natural".into(), task: Task::Invert(spec, endpoints) };
        assert_eq!(decode(&encode(&request).unwrap()), Ok(request));
        let states = vec![Iterate { index: 0, image: image(), loss: 0.5 }];
        let progress = Progress { done: 1, total: 1000, states };
        let event = Event::Progress { job, progress: JobProgress::Inversion(progress) };
        assert_eq!(decode(&encode(&event).unwrap()), Ok(event));
    }

    /// A script writes and reads messages without this crate: its numbers of the variants must be these.
    #[test]
    fn the_benches_number_variants_as_they_are() {
        fn number(message: &impl Serialize) -> String {
            encode(message).unwrap()[0].to_string()
        }
        let (job, text, error) = (JobId(0), String::new, Error::Cancelled);
        let requests = [
            Request::Start { device: DeviceChoice::Gpu, trust: GpuTrust::Full, models: text() },
            Request::Load { model: text() },
            Request::Open { name: text(), file: VisitorFile::Bytes(Arc::default()), hints: Hints::default() },
            Request::Ask { job, model: text(), task: Task::Classify(Vec::new()) },
            Request::Threads { count: 1 },
        ];
        let report = DeviceReport { kind: DeviceKind::Gpu, name: text(), reason: Reason::ByHand, notice: false };
        let events = [
            Event::Device(report),
            Event::Models(Vec::new()),
            Event::Loaded { model: text() },
            Event::Unavailable { model: None, error: error.clone() },
            Event::Answered { job, answer: Answer::Logits(Vec::new()) },
            Event::Failed { job, error },
            Event::Crashed { message: text() },
            Event::Threads(1),
        ];
        let script = include_str!("../../../benches/gpu-kit/conversation.mjs");
        for numbers in [requests.iter().map(number).collect::<Vec<_>>(), events.iter().map(number).collect()] {
            let list = format!("] = [{}];", numbers.join(", "));
            assert!(script.contains(&list), "the script does not number the variants {list}");
        }
        // What follows a variant that the kit writes.
        assert_eq!(encode(&requests[0]), Ok(vec![0, 2, 0, 0]));
        assert_eq!(encode(&requests[2]).unwrap()[1..], [0, 0, 0, 0, 0]);
    }

    #[test]
    fn foreign_bytes_are_refused() {
        assert!(matches!(decode::<Request>(&[250, 1, 2]), Err(Error::Protocol(_))));
        assert!(matches!(decode::<Event>(&[]), Err(Error::Protocol(_))));
    }
}
