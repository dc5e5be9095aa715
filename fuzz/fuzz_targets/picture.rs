//! Any bytes as the file of a picture, of which the centre is cut out or some other square.
#![no_main]

use freqscope_core::image::{
    Image,
    picture::{self, Picture, header, square::Square},
};
use freqscope_fuzz::limit::in_time;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| in_time(file, |file| {
    let _ = (header::size(file), header::is_moving(file), picture::read_refused(file).is_ok());
    if let Ok(picture) = picture::read(file, square(file)) {
        check(&picture);
    }
}));

/// One that the last bytes say, in or out of the picture; none where the last of them is even, as most files' is.
fn square(file: &[u8]) -> Option<Square> {
    let [left, top, side, odd] = *file.last_chunk()?;
    (odd % 2 == 1).then(|| Square { left: left.into(), top: top.into(), side: side.into() })
}

fn check(picture: &Picture) {
    let Picture { image, overview, size, square, .. } = picture;
    assert!(image.is_in_range());
    let [width, height] = size.map(u64::from);
    assert!(u64::from(square.left) + u64::from(square.side) <= width);
    assert!(u64::from(square.top) + u64::from(square.side) <= height);
    assert_eq!(overview.to_rgba8().len() as u32, 4 * overview.size[0] * overview.size[1]);
    assert!(overview.preview(*square, *size).is_in_range());
    let deep = image.to_png16().expect("an image can be written");
    assert_eq!(Image::decode(&deep).map(|read| read.to_png16()), Ok(Ok(deep)));
}
