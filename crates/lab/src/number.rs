//! Numbers on the command line.

use freqscope_core::parameter::parse_number;
use std::num::IntErrorKind;

/// Parses a number or a fraction such as 8/255.
pub fn number(text: &str) -> Result<f64, String> {
    parse_number(text).ok_or_else(|| "choose a number such as 0.03 or 8/255".into())
}

/// Parses a whole number that is not negative.
pub fn count<T: TryFrom<u64>>(text: &str) -> Result<T, String> {
    let too_large = || "choose a smaller whole number".to_owned();
    match text.trim().parse::<u64>() {
        Ok(value) => T::try_from(value).map_err(|_| too_large()),
        Err(error) if *error.kind() == IntErrorKind::PosOverflow => Err(too_large()),
        Err(_) => Err("choose a whole number that is not negative".into()),
    }
}

/// Parses a whole number that is not 0.
pub fn at_least_one(text: &str) -> Result<usize, String> {
    match count(text)? {
        0 => Err("choose a whole number from 1 on".into()),
        number => Ok(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_whole_and_fit() {
        assert_eq!((count::<u8>(" 32 "), count::<usize>("0")), (Ok(32), Ok(0)));
        for text in ["-5", "1.5", "x", ""] {
            assert_eq!(count::<u32>(text), Err("choose a whole number that is not negative".into()));
        }
        assert_eq!(count::<u8>("256"), Err("choose a smaller whole number".into()));
        assert_eq!((at_least_one("1"), at_least_one("0").is_err()), (Ok(1), true));
        assert!(count::<u64>("99999999999999999999").unwrap_err().contains("smaller"));
    }
}
