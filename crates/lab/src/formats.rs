//! The formats of what `lab` writes, and the command that writes each.

use freqscope_core::error::{Error, Result};
use serde_json::Value;
use std::path::Path;

/// A format without its version: `freqscope-profile` of `freqscope-profile/3`.
pub fn family(format: &str) -> &str {
    format.split_once('/').map_or(format, |(family, _)| family)
}

/// The command that writes a format, or records on the way to it, without `lab`; none of what is not written by `lab`.
pub fn command(format: &str) -> Option<String> {
    let name = family(format).strip_prefix("freqscope-")?;
    let kind = ["-scores", "-records", "-part"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    Some(match kind {
        "profile" | "scores" => "dataset of".into(),
        "inversion" => "dataset invert".into(),
        "kept-images" => "dataset rct --keep".into(),
        "rct" | "accuracy" | "heatmap" | "filter" | "corruption" | "corruption-bands" => format!("dataset {kind}"),
        "lab-shard" => "dataset … --shard".into(),
        _ => kind.strip_prefix("lab-")?.into(),
    })
}

/// Refuses the answer of a command about images in place of a result over a data set.
///
/// # Errors
/// [`Error::File`].
pub fn refuse_answer(path: &Path, json: &[u8]) -> Result<()> {
    let value: Value = serde_json::from_slice(json).unwrap_or_default();
    let mut first = &value;
    while let Some(answer) = first.get(0) {
        first = answer;
    }
    match first.pointer("/provenance/format").and_then(Value::as_str).and_then(command) {
        Some(command) => {
            let reason =
                format!("it is an answer of `lab {command}`: give what `lab dataset` or `lab merge` wrote with --out");
            Err(Error::File { path: path.display().to_string(), reason })
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_command() {
        let commands = [
            ("freqscope-profile/3", Some("dataset of")),
            ("freqscope-scores/2", Some("dataset of")),
            ("freqscope-rct-scores/2", Some("dataset rct")),
            ("freqscope-inversion/2", Some("dataset invert")),
            ("freqscope-accuracy-records/2", Some("dataset accuracy")),
            ("freqscope-corruption-bands/1", Some("dataset corruption-bands")),
            ("freqscope-lab-of/1", Some("of")),
            ("freqscope-lab-attack-part/1", Some("attack")),
            ("freqscope-manifest/1", None),
            ("npy", None),
        ];
        for (format, expected) in commands {
            assert_eq!(command(format).as_deref(), expected, "{format}");
        }
    }
}
