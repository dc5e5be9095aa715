//! Numbers and sentences as the page writes them.

use crate::language::{self, Language};

/// Between a whole number and its fraction.
pub fn decimal_mark() -> char {
    match language::current() {
        Language::English => '.',
        Language::German => ',',
    }
}

/// A number with a decimal point, such as `1.20`, as the page's language writes it; nothing else in the text may be a point.
pub fn local(number: String) -> String {
    number.replace('.', decimal_mark().encode_utf8(&mut [0; 4]))
}

/// With this many significant digits.
pub fn significant(value: f64, digits: usize) -> String {
    local(freqscope_core::text::significant(value, digits))
}

/// A signed number with a true minus sign, such as `−1.20` or `+0.35`.
pub fn signed(value: f32, decimals: usize) -> String {
    let digits = local(format!("{:.decimals$}", value.abs()));
    let nothing = digits.chars().all(|c| matches!(c, '0' | '.' | ','));
    match value {
        _ if nothing => digits,
        value if value < 0.0 => format!("−{digits}"),
        _ => format!("+{digits}"),
    }
}

/// A number with a true minus sign and no plus, such as `−1.2` or `8.2`.
pub fn plain(value: f32, decimals: usize) -> String {
    signed(value, decimals).trim_start_matches('+').to_owned()
}

/// A share in [0, 1] as a percentage, such as `97.3 %`, unbroken at the end of a line; never rounded up to 100.
pub fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).round();
    let digits = if tenths >= 1000.0 && share < 1.0 { "> 99.9".into() } else { format!("{:.1}", tenths / 10.0) };
    in_percent(&local(digits))
}

/// A number and its sign, which stay on one line.
pub fn in_percent(number: &str) -> String {
    format!("{number}\u{a0}%")
}

/// A count in groups of three digits, such as `10,000`.
pub fn thousands(count: u64) -> String {
    let between = match language::current() {
        Language::English => ',',
        Language::German => '.',
    };
    match count {
        0..1000 => count.to_string(),
        _ => format!("{}{between}{:03}", thousands(count / 1000), count % 1000),
    }
}

/// Bytes in millions, such as `2.8`.
pub fn megabytes(bytes: u64) -> String {
    local(format!("{:.1}", bytes as f64 / 1e6))
}

/// Bytes with their unit, such as `20.3 kB` or `2.8 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", local(format!("{:.1}", bytes as f64 / 1e3))),
        _ => format!("{} MB", megabytes(bytes)),
    }
}

/// A coordinate in percent of the drawing.
pub fn share(position: f64) -> String {
    format!("{:.3}%", 100.0 * position)
}

/// The text as a sentence: it begins with a capital letter, or with the name of a file or an address as it is, and ends with a
/// full stop.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    let whole: String = if begins_with_address(text) { text.into() } else { first.chain(letters).collect() };
    if whole.ends_with(['.', '!', '?']) { whole } else { format!("{whole}.") }
}

/// Whether the first word is an address, a path or the name of a file, which have slashes or an ending.
fn begins_with_address(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default().trim_end_matches([':', ',', '.', '?', '!']);
    word.contains(['/', '.', '_'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(signed(-1.2, 2), "−1.20");
        assert_eq!(signed(0.351, 2), "+0.35");
        assert_eq!(signed(-0.001, 2), "0.00");
        assert_eq!(plain(8.25, 1), "8.2");
        assert_eq!(percent(0.9996), "> 99.9\u{a0}%");
        assert_eq!(percent(1.0), "100.0\u{a0}%");
        assert_eq!(percent(0.5), "50.0\u{a0}%");
        assert_eq!(megabytes(2_840_000), "2.8");
        assert_eq!([size(20_316), size(2_840_000)], ["20.3 kB", "2.8 MB"]);
        assert_eq!([0, 999, 1000, 10_000, 1_234_005].map(thousands), ["0", "999", "1,000", "10,000", "1,234,005"]);
    }

    #[test]
    fn german_numbers_have_a_comma_and_groups_with_points() {
        language::speak(Language::German);
        assert_eq!([signed(-1.2, 2), signed(0.001, 2), plain(8.25, 1)], ["−1,20", "0,00", "8,2"]);
        assert_eq!([percent(0.9996), percent(0.5)], ["> 99,9\u{a0}%", "50,0\u{a0}%"]);
        assert_eq!([thousands(10_000), megabytes(2_840_000), significant(1.234e8, 3)], ["10.000", "2,8", "1,23e8"]);
        assert_eq!(share(0.5), "50.000%", "no number for people");
    }

    #[test]
    fn large_and_small_numbers_stay_short() {
        let shown = [0.0, 0.001_234, 0.5, 12.34, 1234.5, 1.234e8].map(|value| significant(value, 3));
        assert_eq!(shown, ["0", "0.00123", "0.500", "12.3", "1234", "1.23e8"]);
        assert_eq!(significant(-0.5, 2), "−0.50");
    }

    #[test]
    fn sentences_begin_and_end_as_such() {
        assert_eq!(sentence("no GPU is used"), "No GPU is used.");
        assert_eq!(sentence("Why?"), "Why?");
        assert_eq!(sentence("yes."), "Yes.");
        for name in ["samples/cat-0.png", "https://a.example/b", "mine.safetensors:", "freq_dims"] {
            assert_eq!(sentence(&format!("{name} is missing")), format!("{name} is missing."), "names keep their case");
        }
    }
}
