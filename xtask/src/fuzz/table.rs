//! The table of docs/RELIABILITY.md: for each target what came of its last run.

use super::outcome::Outcome;
use crate::command::{program, read, root};
use anyhow::{Context, Result};
use std::fs;

const PAGE: &str = "docs/RELIABILITY.md";
const BEGIN: &str = "<!-- All down to the next comment is written by `cargo xtask fuzz`. -->";
const END: &str = "<!-- The end of what is written by `cargo xtask fuzz`. -->";
const HEADER: &str = "| target | last run | minutes computed | executions | edges | slowest input | memory | finding |\n\
                      | --- | --- | ---: | ---: | ---: | ---: | ---: | --- |";

/// Puts what came of a target, today, in the place of its last row.
///
/// # Errors
/// When the document cannot be read or written, or has no place for it.
pub fn write(name: &str, outcome: &Outcome) -> Result<()> {
    let date = read(program("date").arg("+%Y-%m-%d"), "it should say which day it is")?;
    let page = root().join(PAGE);
    let text = fs::read_to_string(&page).with_context(|| format!("{PAGE} cannot be read: restore it"))?;
    let text = with_row(&text, name, &outcome.row(name, &date))?;
    fs::write(&page, text).with_context(|| format!("{PAGE} cannot be written: check its rights"))
}

/// The document with this row; those of other targets stay as they are.
fn with_row(text: &str, name: &str, row: &str) -> Result<String> {
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?)));
    let (before, (table, after)) = parts.with_context(|| format!("{PAGE} has no place for the table: restore it"))?;
    let own = format!("| {name} |");
    let others = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with(&own)).skip(2);
    let mut rows: Vec<&str> = others.chain([row]).collect();
    rows.sort_unstable();
    Ok(format!("{before}{BEGIN}\n\n{HEADER}\n{}\n\n{END}{after}", rows.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzz::TARGETS;

    #[test]
    fn a_row_takes_the_place_of_the_one_before() {
        let page = fs::read_to_string(root().join(PAGE)).unwrap();
        let first = with_row(&page, "npy", "| npy | on Monday |").unwrap();
        let second = with_row(&first, "zip", "| zip | on Monday |").unwrap();
        let third = with_row(&second, "npy", "| npy | on Tuesday |").unwrap();
        assert_eq!(third, second.replace("| npy | on Monday |", "| npy | on Tuesday |"));
        assert_eq!(with_row(&third, "npy", "| npy | on Monday |").unwrap(), second);
        assert!(with_row("nothing", "npy", "| npy |").is_err());
    }

    #[test]
    fn every_row_is_of_a_target() {
        let page = fs::read_to_string(root().join(PAGE)).unwrap();
        let table = page.split_once(BEGIN).unwrap().1.split_once(END).unwrap().0;
        let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| ")).skip(2).collect();
        assert!(table.contains(HEADER));
        assert!(rows.iter().all(|row| TARGETS.iter().any(|target| row.starts_with(&format!("| {} |", target.name)))));
    }
}
