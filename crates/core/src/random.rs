//! Random numbers that belong to an image and not to its place among others.

use crate::image::Image;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};

/// The random numbers of an image: the same alone, in a folder, in a batch and in a data set, on every machine.
///
/// They are stream 0 of ChaCha8 under the key SHA-256(seed ‖ pixels), with the seed as 8 bytes and the 3072 pixels as
/// float32 in CHW order, all little-endian. The start of an attack or an inversion and the order of SimBA take stream 0,
/// white noise beside an attack stream 1, and the noise in the place of band k stream k. The signs of a heat map take stream 63,
/// corruptions the streams from 64 on.
pub fn of_image(seed: u64, image: &Image) -> ChaCha8Rng {
    let mut key = Sha256::new_with_prefix(seed.to_le_bytes());
    image.pixels().iter().for_each(|pixel| key.update(pixel.to_le_bytes()));
    ChaCha8Rng::from_seed(key.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    fn image(corner: f32) -> Image {
        Image::from_fn(|c, y, x| if (c, y, x) == (2, 31, 31) { corner } else { 0.5 })
    }

    #[test]
    fn seed_and_pixels_decide_and_nothing_else() {
        let drawn = |seed, corner| of_image(seed, &image(corner)).next_u64();
        assert_eq!(drawn(1, 0.5), drawn(1, 0.5));
        assert_ne!(drawn(1, 0.5), drawn(2, 0.5));
        assert_ne!(drawn(1, 0.5), drawn(1, 0.5_f32.next_up()));
    }

    #[test]
    fn the_key_is_what_hashlib_says() {
        // hashlib.sha256(struct.pack("<Q3072f", 7, *[0.5] * 3071, 0.25)).hexdigest()[:16]
        assert_eq!(of_image(7, &image(0.25)).get_seed()[..8], [0x6b, 0xf5, 0x9a, 0x9f, 0x93, 0x7f, 0xd1, 0xc7]);
    }
}
