//! The order of names as people count: 2 before 10.

use std::cmp::Ordering;

/// Compares two names; a run of digits counts as the number that it writes.
pub fn compare(a: &str, b: &str) -> Ordering {
    parts(a).cmp(parts(b)).then_with(|| a.cmp(b))
}

/// A run of digits without leading zeros, by its length and then its digits, or any other character.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Number(usize, &'a str),
    Other(char),
}

fn parts(name: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        if !first.is_ascii_digit() {
            rest = &rest[first.len_utf8()..];
            return Some(Part::Other(first));
        }
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at(end);
        rest = behind;
        let digits = digits.trim_start_matches('0');
        Some(Part::Number(digits.len(), digits))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_comes_before_ten() {
        let mut names = ["b10.png", "b2.png", "a.png", "b2.npy", "10.png", "b02.png", "9.png", "ä1", "b"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(names, ["9.png", "10.png", "a.png", "b", "b2.npy", "b02.png", "b2.png", "b10.png", "ä1"]);
    }
}
