//! Why a checkpoint cannot be read, and what makes it readable.

use std::fmt;

/// Why a file gives no tensors, as a clause, and what to do: “it is a web page, not a checkpoint: download the file
/// itself”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    reason: String,
    cure: Option<Cure>,
}

/// What makes a file readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cure {
    /// It did not arrive whole, or something else did.
    Download,
    /// `git lfs pull`.
    Pull,
    /// Two statements of Python that load it and keep its tensors only.
    SaveAgain,
    /// Two statements of Python for a program of TorchScript.
    SaveScripted,
    /// It belongs to another framework.
    SaveWithPytorch,
    /// The checkpoint lies in an archive.
    Unpack,
}

/// Characters of a reason that are kept: a hostile file may put a megabyte into a name.
const LONGEST: usize = 300;

impl Unreadable {
    /// A reason without a cure, cut to a readable length.
    pub fn new(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        let reason = match reason.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &reason[..end]),
            None => reason,
        };
        Self { reason, cure: None }
    }

    /// The same with something to do about it.
    pub fn with(self, cure: Cure) -> Self {
        Self { cure: Some(cure), ..self }
    }

    /// The bytes end before what they promise.
    pub fn truncated() -> Self {
        Self::new("it ends too early, as a download that was cut off does").with(Cure::Download)
    }

    /// What is wrong, without what to do.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What to do, where something helps.
    pub fn cure(&self) -> Option<Cure> {
        self.cure
    }
}

impl Cure {
    fn text(self) -> &'static str {
        match self {
            Self::Download => "download the file itself once more",
            Self::Pull => "run “git lfs pull” in its repository, or download the file itself",
            Self::SaveAgain => {
                "in Python, load it where its own code is, and keep its tensors only: \
                 state = torch.load(\"FILE\", map_location=\"cpu\", weights_only=False); \
                 torch.save(getattr(state, \"state_dict\", lambda: state)(), \"plain.pt\")"
            }
            Self::SaveScripted => {
                "in Python, keep its tensors only: net = torch.jit.load(\"FILE\", map_location=\"cpu\"); \
                 torch.save(net.state_dict(), \"plain.pt\")"
            }
            Self::Unpack => "unpack it, and choose the checkpoint that is in it",
            Self::SaveWithPytorch => {
                "save the state_dict of the network in PyTorch: torch.save(net.state_dict(), \"plain.pt\")"
            }
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cure {
            Some(cure) => write!(f, "{}: {}", self.reason, cure.text()),
            None => f.write_str(&self.reason),
        }
    }
}

impl std::error::Error for Unreadable {}
