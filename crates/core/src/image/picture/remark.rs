//! What has to be said of a picture that was read.

use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is not as one would expect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// The file ends before its picture does.
    CutOff,
    /// What follows somewhere in it cannot be understood.
    Damaged,
    /// A checksum is not that of what it stands for.
    Checksum,
    /// It moves.
    Moving,
    /// The reader that is the same everywhere refuses it, and the browser does not.
    ReadByBrowser,
    /// A drawing without pixels of its own.
    Drawing,
    /// Values below 0 or above 1, of an array.
    Leaves,
}

impl Remark {
    /// The error that it is where part of the picture is missing.
    pub fn loss(self) -> Option<Error> {
        match self {
            Self::CutOff => Some(Error::CutOff),
            Self::Damaged => Some(Error::Damaged),
            Self::Checksum | Self::Moving | Self::ReadByBrowser | Self::Drawing | Self::Leaves => None,
        }
    }
}

impl fmt::Display for Remark {
    /// A sentence without its full stop.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CutOff => return Error::CutOff.fmt(f),
            Self::Damaged => return Error::Damaged.fmt(f),
            Self::Checksum => "a checksum in the file is wrong, so that some of its pixels may be: get the file again",
            Self::Moving => "the picture moves, and its first frame was taken",
            Self::ReadByBrowser => {
                "the file breaks the rules of its format, and this browser has made of it what it could"
            }
            Self::Drawing => "the file is a drawing without pixels; this browser has drawn it",
            Self::Leaves => {
                "values leave [0, 1], as those of an image without some frequencies do; or is it normalised? Then undo that first, x * std + mean"
            }
        })
    }
}
