//! What a picture lost when a link rounded it to 8 bits a value.

use freqscope_core::image::Image;
use std::fmt;

/// The largest change of a value, in hundredths of 1/255; never 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost(u8);

impl Lost {
    /// None where so many hundredths are nothing, or more than rounding can take.
    pub fn new(hundredths: u8) -> Option<Self> {
        (1..=50).contains(&hundredths).then_some(Self(hundredths))
    }

    /// None where nothing is lost. A value of a picture lies in [0, 1], so that no more than half of 1/255 can be.
    pub fn between(image: &Image, rounded: &Image) -> Option<Self> {
        let changes = image.pixels().iter().zip(rounded.pixels()).map(|(a, b)| (a - b).abs());
        let largest = changes.fold(0.0, f32::max);
        (largest > 0.0).then(|| Self((largest * 25_500.0).round().clamp(1.0, 50.0) as u8))
    }
}

impl fmt::Display for Lost {
    /// In units of 1/255, such as `0.42`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", f64::from(self.0) / 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_largest_change_in_steps_of_8_bits() {
        let image = Image::from_fn(|c, y, _| if (c, y) == (0, 0) { 10.25 / 255.0 } else { 10.0 / 255.0 });
        let lost = Lost::between(&image, &image.clone().rounded());
        assert_eq!(lost.map(|lost| lost.to_string()).as_deref(), Some("0.25"));
        let whole = image.rounded();
        assert_eq!(Lost::between(&whole, &whole), None);
    }
}
