//! Parsing and checking parameters; the error of a check names the parameter and the allowed range.

use crate::{
    error::{Error, Result},
    image::Image,
};
use std::fmt::Display;

/// The most steps, iterations or binary searches that a run may have.
pub const MAX_STEPS: u32 = 10_000;

/// A number or a fraction such as 8/255, with a decimal point or, as many write it, a comma; spaces around numbers are
/// allowed.
pub fn parse_number(text: &str) -> Option<f64> {
    let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
    match text.split_once('/') {
        Some((above, below)) => Some(number(above)? / number(below)?),
        None => number(text),
    }
}

/// The shortest text from which [`parse_number`] makes this number: a whole number of 255ths where decimals are longer,
/// as in 8/255 but 0.2.
pub fn number_text(value: f64) -> String {
    let (decimals, parts) = (value.to_string(), (255.0 * value).round());
    let fraction = format!("{parts}/255");
    if parts / 255.0 == value && fraction.len() < decimals.len() { fraction } else { decimals }
}

/// How a distance between images is measured, in pixel units: pixels lie in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// As the largest difference of two values.
    Linf,
    /// As the root of the sum of all squared differences.
    L2,
}

impl Measure {
    /// How far apart two images can be: 1, or √3072 in ℓ2.
    pub fn most(self) -> f64 {
        match self {
            Self::Linf => 1.0,
            Self::L2 => (Image::LEN as f64).sqrt(),
        }
    }

    /// [`Measure::most`] and the norm, as they follow “a number from 0 to”.
    fn range(self) -> &'static str {
        match self {
            Self::Linf => "1 in the ℓ∞ norm, of pixels that lie in [0, 1]",
            Self::L2 => "√3072 (55.4) in the ℓ2 norm, of pixels that lie in [0, 1]",
        }
    }
}

/// Checks a distance: 0 to the most that there can be.
///
/// # Errors
/// [`Error::Parameter`].
pub fn check_radius(name: &str, value: f64, measure: Measure) -> Result<()> {
    let range = format!("a number from 0 to {}", measure.range());
    ensure((0.0..=measure.most()).contains(&value), name, value, &range)
}

/// Checks the length of a step: above 0, and at most the largest distance.
///
/// # Errors
/// [`Error::Parameter`].
pub fn check_step(name: &str, value: f64, measure: Measure) -> Result<()> {
    let range = format!("a number above 0 and at most {}", measure.range());
    ensure(value > 0.0 && value <= measure.most(), name, value, &range)
}

/// Checks a count: 1 to `most`.
///
/// # Errors
/// [`Error::Parameter`].
pub fn check_count(name: &str, value: u32, most: u32) -> Result<()> {
    ensure((1..=most).contains(&value), name, value, &format!("a whole number from 1 to {most}"))
}

/// Refuses `value` unless it is `fit`; the error says the allowed `range`.
///
/// # Errors
/// [`Error::Parameter`].
pub fn ensure(fit: bool, name: &str, value: impl Display, range: &str) -> Result<()> {
    let refusal = || Error::Parameter { name: name.into(), value: value.to_string(), range: range.into() };
    if fit { Ok(()) } else { Err(refusal()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_fractions_are_understood() {
        let understood = ["0.03", " 8/255 ", "7,5 / 255", "-1e-3", "+.5"].map(parse_number);
        assert_eq!(understood, [0.03, 8.0 / 255.0, 7.5 / 255.0, -0.001, 0.5].map(Some));
        assert_eq!(parse_number("1/0"), Some(f64::INFINITY), "whether a number is fit is not asked here");
    }

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let written = [8.0 / 255.0, 2.0 / 255.0, 0.2, 0.5, 0.125, 0.0, 1.0, 0.01].map(number_text);
        assert_eq!(written, ["8/255", "2/255", "0.2", "0.5", "0.125", "0", "1", "0.01"]);
        for value in (0..=255).map(|i| f64::from(i) / 255.0).chain([0.1 + 0.2, -8.0 / 255.0, 1e-30]) {
            assert_eq!(parse_number(&number_text(value)), Some(value));
        }
    }

    #[test]
    fn anything_else_is_not() {
        for text in ["", " ", "a lot", "/", "1/", "/2", "1/2/3", "0,0,3", "1 2", "8 255"] {
            assert_eq!(parse_number(text), None, "“{text}”");
        }
    }
}
