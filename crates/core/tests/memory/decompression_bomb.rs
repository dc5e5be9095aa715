//! Small files that claim to be, or unfold to, a great deal.

use flate2::{Compress, Compression, Crc, FlushCompress};

const MIB: usize = 1 << 20;

/// A zlib stream of `length` zeros, a thousandth as long; whole MiB are compressed once and repeated.
pub fn zeros(length: usize) -> Vec<u8> {
    let mut stream = vec![0x78, 0x9c];
    let block = deflated(MIB, FlushCompress::Full);
    (0..length / MIB).for_each(|_| stream.extend(&block));
    stream.extend(deflated(length % MIB, FlushCompress::Finish));
    // Adler-32 of zeros: the sum stays 1, and the sum of the sums counts them.
    let checksum = ((length % 65_521) as u32) << 16 | 1;
    stream.extend(checksum.to_be_bytes());
    stream
}

/// Zeros in the form of RFC 1951.
fn deflated(length: usize, end: FlushCompress) -> Vec<u8> {
    let mut blocks = Vec::with_capacity(length / 500 + 64);
    Compress::new(Compression::best(), false).compress_vec(&vec![0; length], &mut blocks, end).unwrap();
    blocks
}

/// A PNG of 16-bit RGBA, or of 8-bit grey where it is a single pixel, with these chunks.
pub fn png([width, height]: [u32; 2], chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let kind = if [width, height] == [1, 1] { [8, 0] } else { [16, 6] };
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &kind, &[0; 3]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", &header[..])].iter().chain(chunks).chain(&[(b"IEND", &[][..])]) {
        file.extend((data.len() as u32).to_be_bytes());
        let start = file.len();
        file.extend(name.iter().chain(*data));
        let mut checksum = Crc::new();
        checksum.update(&file[start..]);
        file.extend(checksum.sum().to_be_bytes());
    }
    file
}

/// The headers of a baseline JPEG of three components, without any pixel.
pub fn jpeg([width, height]: [u16; 2]) -> Vec<u8> {
    let components = [[1, 0x11, 0], [2, 0x11, 0], [3, 0x11, 0]].concat();
    let frame = [&[0xff, 0xc0, 0, 17, 8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[3], &components].concat();
    let table = [&[0xff, 0xdb, 0, 67, 0][..], &[1; 64]].concat();
    let scan = [0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0];
    [&[0xff, 0xd8][..], &table, &frame, &scan, &[0xff, 0xd9]].concat()
}
