//! Limits on `.pt` archives: a small file must not expand to more memory than there is when it is read.

use crate::model::invalid::InvalidModel;
use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
};
use zip::{CompressionMethod, ZipArchive};

/// What the first entry of an archive begins with, or the end of an empty one: pytorch-reader knows one by this.
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// What a TAR archive holds behind the name, owner and size of its first entry.
const TAR: &[u8] = b"ustar";
const TAR_OFFSET: usize = 257;
/// The pickle that says which tensors there are. Each of its bytes may become an object of a hundred; that of a
/// ResNet-50 has a fortieth of what is read.
const PICKLE: &str = "data.pkl";
const MOST_PICKLE_BYTES: u64 = 4 << 20;
const ADVICE: &str = "load it with PyTorch and save it again, with torch.save of today or as safetensors";

/// Refuses archives that could expand: TAR, whose entries may be sparse, and ZIP with a compressed entry or a huge
/// pickle.
///
/// # Errors
/// [`InvalidModel`], also when the file cannot be read.
pub fn refuse(path: &Path) -> Result<(), InvalidModel> {
    let broken = |error: std::io::Error| InvalidModel::new(error.to_string());
    let mut start = Vec::new();
    let mut file = File::open(path).map_err(broken)?;
    file.by_ref().take((TAR_OFFSET + TAR.len()) as u64).read_to_end(&mut start).map_err(broken)?;
    if ZIP.iter().any(|magic| start.starts_with(magic)) {
        return refuse_entries(file);
    }
    match start.get(TAR_OFFSET..) == Some(TAR) {
        true => Err(InvalidModel::new(format!("it is a TAR archive, the form before PyTorch 0.1.10: {ADVICE}"))),
        false => Ok(()),
    }
}

/// torch.save only stores. The names and sizes are those that pytorch-reader sees, because it reads with the same
/// crate.
fn refuse_entries(file: File) -> Result<(), InvalidModel> {
    let broken = |error: zip::result::ZipError| InvalidModel::new(format!("its ZIP archive cannot be read: {error}"));
    let archive = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(broken)?;
        let name = entry.name().map_err(broken)?;
        if entry.compression() != CompressionMethod::Stored {
            return Err(InvalidModel::new(format!("“{name}” is compressed in it, as torch.save never does: {ADVICE}")));
        }
        let is_pickle = name.ends_with(PICKLE) || entry.name_raw().ends_with(PICKLE.as_bytes());
        if is_pickle && entry.size() > MOST_PICKLE_BYTES {
            let (size, most) = (entry.size(), MOST_PICKLE_BYTES);
            return Err(InvalidModel::new(format!("“{name}” has {size} bytes, more than the {most} that are read")));
        }
    }
    Ok(())
}
