//! docs/notebook.ipynb, run from its first cell to its last with this program; skipped in words where Python lacks what it needs.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{path::Path, process::Command};

/// Runs the notebook that is given and fails with the first cell that does.
const RUN: &str = "
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=300, kernel_name='python3').execute()
figures = sum('image/png' in output.get('data', {}) for cell in notebook.cells for output in cell.get('outputs', []))
assert figures >= 3, f'{figures} figures were drawn'
";

/// Asks with options that are on, off and not given.
const ASK: &str = "
import sys
sys.path.insert(0, '../examples')
import freqscope
answers = [freqscope.lab('prop1', image='../www/samples/cat-0.png', clip=clip, csv=None) for clip in [True, False]]
assert [answer[0]['provenance']['parameters']['clip'] for answer in answers] == [True, False], answers
";

#[test]
fn options_of_the_helper_may_be_off() {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let mut command = Command::new(python);
    let command = command.args(["-c", ASK]).current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs"));
    match command.env("FREQSCOPE_LAB", env!("CARGO_BIN_EXE_lab")).env("PYTHONDONTWRITEBYTECODE", "1").output() {
        Ok(run) => assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr)),
        Err(_) => eprintln!("skipped: the helper needs Python"),
    }
}

#[test]
fn the_notebook_runs() {
    let docs = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs"));
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let needs = "import nbclient, nbformat, ipykernel, pandas, matplotlib";
    let there = Command::new(&python).args(["-c", needs]).output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("skipped: the notebook needs Python with nbclient, ipykernel, pandas and matplotlib");
        return;
    }
    let run = Command::new(&python)
        .args(["-c", RUN, "notebook.ipynb"])
        .current_dir(docs)
        .env("FREQSCOPE_LAB", env!("CARGO_BIN_EXE_lab"))
        .env("FREQSCOPE_MODELS", docs.join("../models"))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
