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
    (b"\x1f\x8b", "it is compressed with gzip", Cure::Unpack),
    (b"7z\xbc\xaf", "it is a 7z archive", Cure::Unpack),
    (b"\x89png", "it is a picture", Cure::SaveWithPytorch),
];
const WEB_PAGE: &str = "it is a web page, not a checkpoint";
const ONNX: &str = "it is an ONNX program";
/// What a TAR archive holds behind the name, owner and size of its first entry.
const TAR: &[u8] = b"ustar";
const TAR_OFFSET: usize = 257;
/// What the entries of a TAR archive are called that PyTorch itself wrote, before it wrote pickles.
const ENTRIES: [&[u8]; 4] = [b"sys_info\0", b"pickle\0", b"tensors\0", b"storages\0"];

/// What the file is, where it is one of these.
pub fn recognise(start: &[u8]) -> Option<Unreadable> {
    if start.is_empty() {
        return Some(Unreadable::new("it is empty").with(Cure::Download));
    }
    if start.get(TAR_OFFSET..).is_some_and(|rest| rest.starts_with(TAR)) {
        return Some(match ENTRIES.iter().any(|name| start.starts_with(name)) {
            true => Unreadable::new("it is a TAR archive, the form before PyTorch 0.1.10").with(Cure::SaveAgain),
            false => Unreadable::new("it is a TAR archive").with(Cure::Unpack),
        });
    }
    let text = start.trim_ascii_start();
    let begins = |magic: &[u8]| text.get(..magic.len()).is_some_and(|found| found.eq_ignore_ascii_case(magic));
    let (_, what, cure) = BEGINNINGS.iter().find(|(magic, ..)| begins(magic))?;
    Some(Unreadable::new(*what).with(*cure))
}

/// Why a file is no checkpoint whose form is none of those that are known.
pub fn unknown(start: &[u8]) -> Unreadable {
    match is_text(start) {
        true => Unreadable::new("it is text, perhaps a server's answer, not a checkpoint").with(Cure::Download),
        false => Unreadable::new("it is no file of PyTorch's, safetensors or NumPy's").with(Cure::SaveAgain),
    }
}

/// Whether it is UTF-8 without what no text holds; a last character may be cut.
fn is_text(start: &[u8]) -> bool {
    let is_printed = |byte: &u8| !matches!(byte, 0..9 | 14..32 | 127);
    let is_utf8 = str::from_utf8(start).map_or_else(|error| error.error_len().is_none(), |_| true);
    is_utf8 && start.iter().all(is_printed)
}
