//! What is wrong with a NumPy file, and what to do about it.

use serde::{Deserialize, Serialize};

/// Why an array cannot be used. Each is a clause about the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ArrayFault {
    /// An archive of several arrays.
    #[error("it is an .npz archive: take one array out of it, numpy.save(\"x.npy\", archive[\"x\"])")]
    Archive,
    /// No file of NumPy's.
    #[error("it does not begin as .npy files do: save the array with numpy.save")]
    Foreign,
    /// A header that is broken, and how.
    #[error("its header cannot be read, {0}: save the array again")]
    Header(String),
    /// A type that is read nowhere here, by NumPy's name for it.
    #[error("its type is {0}, not a number that is read here: convert it, x.astype(\"float32\")")]
    Type(String),
    /// Fewer numbers than its header says.
    #[error("it ends before its last number: copy or download it again, or save it again")]
    CutOff,
    /// Records of several numbers, by NumPy's name for their type.
    #[error(
        "its type is {0}, a record of fields: make plain numbers of it, \
         numpy.lib.recfunctions.structured_to_unstructured(x)"
    )]
    Record(String),
    /// More axes than a list has.
    #[error("its shape is {0:?}, and one axis is wanted: reshape it, x.reshape(-1)")]
    Axes(Vec<usize>),
    /// Where only integers have a meaning.
    #[error("its type is of floats, and whole numbers are wanted: x.astype(\"int64\")")]
    Floats,
    /// An array without an image.
    #[error("it holds no image: choose a file with one or more")]
    Empty,
    /// A shape that is not of images, and what makes it one.
    #[error("its shape is {0:?}: {1}")]
    Shape(Vec<usize>, ShapeCure),
    /// A whole number that is no pixel.
    #[error("it holds {0}, and whole numbers are pixels from 0 to 255: scale it")]
    NoByte(i64),
    /// Whole numbers that were made of values in [0, 1].
    #[error("it holds zeros and ones only, and whole numbers are pixels from 0 to 255: multiply it by 255")]
    ZerosAndOnes,
    /// A value such as `NaN`.
    #[error("it holds {0}: look where that comes from, or use numpy.nan_to_num")]
    NotFinite(String),
    /// Values outside of [0, 1].
    #[error("its values go from {least} to {most}, and pixels lie in [0, 1]: {cure}")]
    Range {
        /// The smallest, as text.
        least: String,
        /// The largest, as text.
        most: String,
        /// What may have been done to them.
        cure: RangeCure,
    },
    /// Several images where one is wanted.
    #[error("it holds {0} images: save one of them, x[0]")]
    Several(usize),
    /// So many values, which are no image.
    #[error("an image has 3072 values, not {0}: save one of 3×32×32")]
    Length(usize),
    /// A value of an image that is no number.
    #[error("a pixel is not a finite number: use numpy.nan_to_num")]
    Pixel,
    /// An array that cannot be written, and why.
    #[error("{0}")]
    Unwritten(String),
}

/// What makes a shape one of images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ShapeCure {
    /// The values of one image in a row.
    #[error("reshape it, x.reshape(3, 32, 32)")]
    One,
    /// Those of several.
    #[error("reshape it, x.reshape(-1, 3, 32, 32)")]
    Many,
    /// A fourth channel.
    #[error("leave out what is transparent, the fourth colour")]
    Opaque,
    /// One channel.
    #[error("give it three colours, numpy.repeat(x.reshape(-1, 1, 32, 32), 3, axis=1)")]
    Colour,
    /// Anything else.
    #[error("an image is (3, 32, 32) and a batch (N, 3, 32, 32); scale it to 32 × 32 pixels")]
    Scale,
}

/// What brings values back into [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RangeCure {
    /// They are bytes.
    #[error("divide by 255")]
    Bytes,
    /// They have been normalised.
    #[error("undo the normalisation, x * std + mean")]
    Normalised,
}
