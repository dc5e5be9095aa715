//! Lines that say whether they are still what was written: JSON, a tab, CRC-32 of the JSON in eight hexadecimal digits, and a
//! line feed.

use freqscope_core::error::{Error, Result};
use serde::Serialize;

/// `value` as a line.
///
/// # Errors
/// [`Error::Computation`], which only a bug can cause.
pub fn encode(value: &impl Serialize) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(value).map_err(|error| Error::Computation(error.to_string()))?;
    let checksum = checksum(&json);
    Ok([json.as_slice(), checksum.as_bytes(), b"\n"].concat())
}

/// The JSON of a line that is whole and as it was written.
pub fn json(line: &[u8]) -> Option<&[u8]> {
    let line = line.strip_suffix(b"\n")?;
    let tab = line.iter().rposition(|&byte| byte == b'\t')?;
    let (json, found) = line.split_at(tab);
    (found == checksum(json).as_bytes()).then_some(json)
}

fn checksum(json: &[u8]) -> String {
    format!("\t{:08x}", crc32fast::hash(json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_changed_bit_is_seen() {
        // The check value of CRC-32, 0xcbf43926, is that of the digits 1 to 9.
        let line = encode(&123_456_789).unwrap();
        assert_eq!(
            (line.as_slice(), json(&line)),
            (b"123456789\tcbf43926\n".as_slice(), Some(b"123456789".as_slice()))
        );
        for (place, bit) in (0..line.len()).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
            let mut damaged = line.clone();
            damaged[place] ^= 1 << bit;
            assert_eq!(json(&damaged), None, "bit {bit} of byte {place}");
        }
    }
}
