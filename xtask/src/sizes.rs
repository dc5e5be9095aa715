//! The bytes that a visitor downloads.

use crate::{
    command::{program, read},
    tools,
};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Bytes by brotli that page and engines may have: at most 3 % more than they had when these were written (514,222, 585,945, 655,258 and
/// 2,110,615). Page and engine come before the first chart; the rest of the page need not. Who adds more has to say what it is worth,
/// and write a larger number here.
const MOST: [(&str, u64); 4] =
    [("page", 529_000), ("rest of the page", 603_000), ("engine", 668_000), ("engine with WebGPU", 2_152_000)];

/// Prints the bytes of page, engine and models in a folder that trunk filled: raw, gzip and brotli.
///
/// Node has both compressors, so that this tool needs none of its own.
///
/// # Errors
/// When page or engine are larger than [`MOST`], or cannot be measured.
pub fn print(dist: &Path) -> Result<()> {
    tools::node()?;
    let mut node = program("node");
    node.args(["--input-type=module", "--eval", include_str!("sizes.mjs")]).arg(dist);
    let table = read(&mut node, "see the lines above")?;
    println!("{table}");
    MOST.iter().try_for_each(|&(part, most)| check(&table, part, most))
}

fn check(table: &str, part: &str, most: u64) -> Result<()> {
    let bytes = brotli(table, part).with_context(|| format!("the table of bytes has no line “{part}”"))?;
    if bytes > most {
        bail!(
            "the {part} has {bytes} bytes by brotli and may have {most}: make it smaller, or raise MOST in xtask/src/sizes.rs"
        );
    }
    Ok(())
}

/// The last of the three columns of a part's line.
fn brotli(table: &str, part: &str) -> Option<u64> {
    table.lines().find_map(|line| match line.strip_prefix(part)?.split_whitespace().collect::<Vec<_>>()[..] {
        [_, _, brotli] => brotli.parse().ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "
bytes                                                raw        gzip      brotli
engine with WebGPU                               9000000     2600000     2140733
engine                                           3000000      900000      700000
worker_bg.wasm, where there is no relaxed SIMD     9000000     2600000     2200000
page                                             3000000     1100000      922126
rest of the page                                 2335179      802571      585945
";

    #[test]
    fn what_has_grown_past_its_bound_is_refused() {
        for (part, most) in
            [("engine", 700_000), ("engine with WebGPU", 2_140_733), ("page", 922_126), ("rest of the page", 585_945)]
        {
            check(TABLE, part, most).unwrap();
            let message = check(TABLE, part, most - 1).unwrap_err().to_string();
            assert!(message.contains(part) && message.contains(&most.to_string()), "{message}");
        }
        assert!(check(TABLE, "weights", 1).is_err());
    }

    #[test]
    fn the_script_names_the_parts_that_are_bounded() {
        for (part, _) in MOST {
            assert!(include_str!("sizes.mjs").contains(&format!("\"{part}\"")), "{part}");
        }
    }
}
