//! What may stand in the header of a `.npy` file, before it is read as the Python literal that it is.

/// Characters that are read, as NumPy itself does.
const LONGEST: usize = 10_000;
/// Brackets within brackets: a plain array has two, one of records four. What reads the literal looks twice at what is in a
/// bracket, so that fifty of them would take it years.
const DEEPEST: usize = 4;

/// Refuses a header that no array has. `file`: as much of the file as there is.
///
/// # Errors
/// What is wrong, as a clause.
pub fn check(file: &[u8]) -> Result<(), String> {
    let Some((length, rest)) = split(file) else { return Ok(()) };
    if length > LONGEST {
        return Err(format!("it claims {length} characters, and {LONGEST} are read"));
    }
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in &rest[..length.min(rest.len())] {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => (),
        }
        deepest = deepest.max(depth);
    }
    match deepest > DEEPEST {
        true => Err(format!("it has {deepest} brackets within each other, and no array has more than {DEEPEST}")),
        false => Ok(()),
    }
}

/// How long the header is said to be, and what comes behind that: two bytes say it in version 1, four in later ones.
fn split(file: &[u8]) -> Option<(usize, &[u8])> {
    let (start, rest) = file.split_at_checked(super::MAGIC.len() + 2)?;
    if start[super::MAGIC.len()] < 2 {
        let (length, rest) = rest.split_first_chunk()?;
        return Some((u16::from_le_bytes(*length).into(), rest));
    }
    let (length, rest) = rest.split_first_chunk()?;
    Some((usize::try_from(u32::from_le_bytes(*length)).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(version: u8, header: &str) -> Vec<u8> {
        let length = (header.len() as u32).to_le_bytes();
        let length = if version == 1 { &length[..2] } else { &length[..] };
        [super::super::MAGIC, &[version, 0], length, header.as_bytes()].concat()
    }

    #[test]
    fn headers_of_arrays_and_records_are_read_and_no_deeper_ones() {
        let record = "{'descr': [('rgb', '|u1', (3,))], 'fortran_order': False, 'shape': (2,)}";
        for version in 1..=3 {
            assert_eq!(check(&file(version, record)), Ok(()));
            assert!(check(&file(version, &format!("{{'descr': {record}}}"))).unwrap_err().contains("5 brackets"));
            assert!(check(&file(version, &" ".repeat(10_001))).unwrap_err().contains("10001 characters"));
            let whole = file(version, record);
            assert!(
                (0..whole.len()).all(|length| check(&whole[..length]).is_ok()),
                "what is missing is found elsewhere"
            );
        }
    }
}
