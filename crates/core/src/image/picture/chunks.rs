//! The chunks of a PNG file.

/// Chunks that say nothing about the pixels. Their decoder would keep all of them and unfold the profile, to a thousand
/// times its length, before the first pixel.
const SILENT: [&[u8]; 4] = [b"iCCP", b"tEXt", b"zTXt", b"iTXt"];
/// Bytes of the signature that a file begins with.
const SIGNATURE: usize = 8;
/// Bytes around the data of a chunk: length and name before, checksum after it.
const FRAME: usize = 12;

/// The file without its colour profile and texts. A chunk that is longer than the file stays, and all behind it, so
/// that the decoder says what is wrong.
pub fn without_profile_and_texts(file: &[u8]) -> Vec<u8> {
    let (signature, mut rest) = file.split_at(SIGNATURE.min(file.len()));
    let mut kept = signature.to_vec();
    while let Some((name, chunk, behind)) = first(rest) {
        if !SILENT.contains(&name) {
            kept.extend(chunk);
        }
        rest = behind;
    }
    kept.extend(rest);
    kept
}

/// Whether the checksum of every chunk is right. A chunk that is longer than the file has none.
pub fn are_intact(file: &[u8]) -> bool {
    let mut rest = file.get(SIGNATURE..).unwrap_or_default();
    while let Some((name, chunk, behind)) = first(rest) {
        let (data, checksum) = chunk.split_at(chunk.len() - 4);
        if crc32fast::hash(&data[4..]).to_be_bytes() != checksum {
            return false;
        }
        // What is behind the end is none of the file's.
        rest = if name == b"IEND" { &[] } else { behind };
    }
    true
}

/// The name of the first chunk, the whole of it, and what is behind it; none where the file ends before it does.
fn first(file: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let length = u32::from_be_bytes(*file.first_chunk()?);
    let (chunk, behind) = file.split_at_checked(FRAME.checked_add(length.try_into().ok()?)?)?;
    Some((&chunk[4..8], chunk, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chunk whose checksum is not looked at.
    fn chunk(name: &str, data: &[u8]) -> Vec<u8> {
        [&(data.len() as u32).to_be_bytes()[..], name.as_bytes(), data, b"sum!"].concat()
    }

    #[test]
    fn only_profile_and_texts_go() {
        let stay = ["IHDR", "PLTE", "tRNS", "eXIf", "acTL", "IDAT", "abCd", "IEND"];
        let named = |names: &[&str]| names.iter().flat_map(|name| chunk(name, name.as_bytes())).collect::<Vec<_>>();
        let file = [&b"8 bytes!"[..], &named(&["iCCP", "tEXt"]), &named(&stay), &named(&["zTXt", "iTXt"])].concat();
        assert_eq!(without_profile_and_texts(&file), [&b"8 bytes!"[..], &named(&stay)].concat());
    }

    #[test]
    fn a_file_that_ends_early_stays_as_it_is() {
        let file = [&b"8 bytes!"[..], &chunk("IHDR", b"size"), &chunk("iCCP", b"profile")].concat();
        for length in 0..file.len() {
            assert_eq!(without_profile_and_texts(&file[..length]), file[..length]);
        }
    }
}
