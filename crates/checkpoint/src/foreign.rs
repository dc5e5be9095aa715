//! Files that are no checkpoint, by how they begin.

use crate::unreadable::{Cure, Unreadable};

/// Bytes of the beginning that tell.
pub const START: u64 = 512;

/// What others begin with, what that is, and what to do.
const BEGINNINGS: [(&[u8], &str, Cure); 13] = [
    (
        b"version https://git-lfs",
        "it is a pointer of Git LFS, which stands for a file that was not fetched",
        Cure::Pull,
    ),
    (b"<!doctype", WEB_PAGE, Cure::Download),
    (b"<html", WEB_PAGE, Cure::Download),
    (b"<?xml", "it is an XML document, perhaps a server's error, not a checkpoint", Cure::Download),
    (b"entry not found", "it is a server's error, not a checkpoint", Cure::Download),
    (
        b"\x89hdf\r\n",
        "it is an HDF5 file, as Keras and TensorFlow save, and holds no network of PyTorch's",
        Cure::SaveWithPytorch,
    ),
    (b"\x08\x03\x12", ONNX, Cure::SaveWithPytorch),
    (b"\x08\x07\x12", ONNX, Cure::SaveWithPytorch),
    (b"\x08\x08\x12", ONNX, Cure::SaveWithPytorch),
    (b"\x08\x09\x12", ONNX, Cure::SaveWithPytorch),
    (b"\x1f\x8b", "it is compressed with gzip", UNPACK),
    (b"7z\xbc\xaf", "it is a 7z archive", UNPACK),
    (b"\x89png", "it is a picture", Cure::SaveWithPytorch),
];
const WEB_PAGE: &str = "it is a web page, not a checkpoint";
const ONNX: &str = "it is an ONNX program";
/// Packed files are loaded by nobody: what is in them is wanted.
const UNPACK: Cure = Cure::SaveAgain;
/// What a TAR archive holds behind the name, owner and size of its first entry.
const TAR: &[u8] = b"ustar";
const TAR_OFFSET: usize = 257;

/// What the file is, where it is one of these.
pub fn recognise(start: &[u8]) -> Option<Unreadable> {
    if start.is_empty() {
        return Some(Unreadable::new("it is empty").with(Cure::Download));
    }
    if start.get(TAR_OFFSET..).is_some_and(|rest| rest.starts_with(TAR)) {
        let reason = "it is a TAR archive, the form before PyTorch 0.1.10";
        return Some(Unreadable::new(reason).with(Cure::SaveAgain));
    }
    let text = start.trim_ascii_start();
    let begins = |magic: &[u8]| text.get(..magic.len()).is_some_and(|found| found.eq_ignore_ascii_case(magic));
    let (_, what, cure) = BEGINNINGS.iter().find(|(magic, ..)| begins(magic))?;
    Some(Unreadable::new(*what).with(*cure))
}
