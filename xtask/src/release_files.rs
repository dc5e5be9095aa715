//! `cargo xtask release-files`: what lies beside a release for those who check it.

use crate::{
    command::{root, say},
    packages::Product,
    release::hex,
    sbom,
};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The list of checksums, in the form of sha256sum.
const SUMS: &str = "SHA256SUMS";

/// Writes the bills of materials of page and command line into the folder of a release, and the SHA-256 of all its files.
///
/// # Errors
/// When a bill cannot be made, or a file cannot be read or written.
pub fn write(folder: &Path) -> Result<()> {
    let folder = root().join(folder);
    let bills = [("freqscope.cdx.json", Product::Page), ("freqscope-lab.cdx.json", Product::LabEverywhere)];
    for (name, product) in bills {
        let bill = serde_json::to_string_pretty(&sbom::of(product)?)?;
        fs::write(folder.join(name), bill + "\n").with_context(|| format!("{name} cannot be written"))?;
    }
    let sums = sums(&folder)?;
    fs::write(folder.join(SUMS), &sums).with_context(|| format!("{SUMS} cannot be written"))?;
    say(&format!("{} files; `sha256sum --check {SUMS}` checks them", sums.lines().count()));
    Ok(())
}

fn sums(folder: &Path) -> Result<String> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} cannot be read: make it first", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    let mut sums = String::new();
    for file in files.iter().filter(|file| !file.ends_with(SUMS)) {
        let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        sums += &format!("{}  {name}\n", hex(&Sha256::digest(bytes)));
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_but_the_list_itself_is_in_the_list() {
        let folder = std::env::temp_dir().join(format!("freqscope-sums-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("b"), "abc").unwrap();
        fs::write(folder.join("a"), "").unwrap();
        let first = sums(&folder).unwrap();
        // SHA-256 of nothing and of “abc”, FIPS 180-2, B.1.
        let expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n\
            ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n";
        assert_eq!(first, expected);
        fs::write(folder.join(SUMS), &first).unwrap();
        assert_eq!(sums(&folder).unwrap(), first);
        fs::remove_dir_all(folder).unwrap();
    }
}
