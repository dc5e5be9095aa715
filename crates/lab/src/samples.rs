//! The pictures of CIFAR-10's test set that the page offers, three a class.

use freqscope_core::{error::Result, image::Image};

macro_rules! files {
    ($($name:literal)*) => {
        [$(include_bytes!(concat!("../../../www/samples/", $name, ".png")).as_slice()),*]
    };
}

const FILES: [&[u8]; 30] = files! {
    "airplane-10" "airplane-21" "airplane-3" "automobile-37" "automobile-6" "automobile-9"
    "bird-25" "bird-35" "bird-65" "cat-0" "cat-46" "cat-8"
    "deer-22" "deer-26" "deer-32" "dog-12" "dog-16" "dog-24"
    "frog-4" "frog-5" "frog-7" "horse-13" "horse-17" "horse-20"
    "ship-1" "ship-15" "ship-2" "truck-11" "truck-14" "truck-23"
};

/// All of them.
///
/// # Errors
/// Those of [`Image::decode`], which only a bug can cause.
pub fn images() -> Result<Vec<Image>> {
    FILES.into_iter().map(Image::decode).collect()
}
