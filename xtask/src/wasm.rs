//! WebAssembly's bytes, as programs are written here: sections are copied, or written anew.

/// A section: its number and its content.
pub fn section(program: &mut Vec<u8>, id: u8, content: &[u8]) {
    program.push(id);
    number(program, content.len() as u32);
    program.extend_from_slice(content);
}

/// A section that counts what is in it.
pub fn list(program: &mut Vec<u8>, id: u8, items: &[Vec<u8>]) {
    let mut content = Vec::new();
    number(&mut content, items.len() as u32);
    items.iter().for_each(|item| content.extend_from_slice(item));
    section(program, id, &content);
}

/// A number as WebAssembly writes it: seven bits a byte, the lowest first (LEB128).
pub fn number(bytes: &mut Vec<u8>, mut rest: u32) {
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// A number with a sign, as constants have: the highest bit of the last seven is that of all above.
pub fn signed(bytes: &mut Vec<u8>, mut rest: i32) {
    while !(-0x40..0x40).contains(&rest) {
        bytes.push(rest as u8 & 0x7f | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8 & 0x7f);
}

/// Bytes, or a text, with their length before them.
pub fn counted(bytes: &mut Vec<u8>, content: &[u8]) {
    number(bytes, content.len() as u32);
    bytes.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes_of<T>(write: impl Fn(&mut Vec<u8>, T), value: T) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, value);
        bytes
    }

    #[test]
    fn numbers_are_written_seven_bits_a_byte() {
        for (value, expected) in [(0, &[0][..]), (127, &[127]), (128, &[128, 1]), (624_485, &[0xe5, 0x8e, 0x26])] {
            assert_eq!(bytes_of(number, value), expected);
        }
        assert_eq!(bytes_of(number, u32::MAX), [0xff, 0xff, 0xff, 0xff, 0x0f]);
    }

    #[test]
    fn numbers_with_a_sign_keep_it() {
        let expected = [
            (0, &[0][..]),
            (63, &[63]),
            (64, &[0xc0, 0]),
            (-1, &[0x7f]),
            (-64, &[0x40]),
            (-65, &[0xbf, 0x7f]),
            (-123_456, &[0xc0, 0xbb, 0x78]),
        ];
        for (value, expected) in expected {
            assert_eq!(bytes_of(signed, value), expected, "{value}");
        }
    }
}
