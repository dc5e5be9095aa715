//! Any bytes as a `.npy` file: of images, of any numbers, of labels, of a permutation.
#![no_main]

use freqscope_core::image::npy;
use freqscope_fuzz::limit::in_time;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| in_time(file, |file| {
    if let Ok(images) = npy::read_one_or_many(file) {
        let written = npy::write(&images).expect("images can be written");
        assert_eq!(npy::read_one_or_many(&written), Ok(images));
    }
    if let Ok((shape, values)) = npy::read_array(file) {
        assert_eq!(values.len() as u64, shape.iter().product::<u64>());
    }
    let _ = npy::read_labels(file);
    let _ = npy::read_permutation(file);
}));
