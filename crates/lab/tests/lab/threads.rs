//! Several threads: nothing depends on how many, byte by byte.

use super::*;

/// Every file of a folder with its bytes, and what the program answered.
type Found = (Vec<(PathBuf, Vec<u8>)>, Vec<u8>);

/// What `command` answers and writes with so many threads, into a folder of its own where it names files of `out`.
fn found(folder: &Path, command: &[&str], threads: &str) -> Found {
    let out = folder.join("out");
    let _ = fs::remove_dir_all(&out);
    fs::create_dir(&out).unwrap();
    let answer = lab(&with(command, &["--json", "--threads", threads]));
    assert!(answer.status.success(), "{command:?}: {}", String::from_utf8_lossy(&answer.stderr));
    let mut files: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    (files.into_iter().map(|file| (file.clone(), fs::read(file).unwrap())).collect(), answer.stdout)
}

fn assert_same_for_any_count(folder: &Path, command: &[&str], count: usize) {
    let one = found(folder, command, "1");
    assert_eq!(one.0.len(), count, "{command:?}: {:?}", one.0.iter().map(|(file, _)| file).collect::<Vec<_>>());
    for threads in ["2", "3"] {
        assert!(found(folder, command, threads) == one, "{command:?} with {threads} threads");
    }
}

#[test]
fn what_is_found_of_a_data_set_depends_on_no_number_of_threads() {
    let folder = folder("threads_data_sets");
    test_set_of(&folder, 10);
    let (out, keep) = (folder.join("out/answer.json"), folder.join("out/kept.npy"));
    let fixed = ["--model", MODEL, "--data", text(&folder), "--out", text(&out)];
    for (question, files) in [
        (["of", "--fill", "noise", "--limit", "5"].as_slice(), 2),
        (&["rct", "--method", "pgd-linf", "--steps", "3", "--keep", text(&keep)], 4),
        (&["invert", "--steps", "2"], 2),
        (&["accuracy", "--norm", "l2", "--epsilon", "0.25"], 2),
        (&["filter", "--limit", "3"], 2),
    ] {
        assert_same_for_any_count(&folder, &[&["dataset"], question, &fixed].concat(), files);
    }
    let bands = ["dataset", "corruption-bands", "--data", text(&folder), "--limit", "5", "--out", text(&out)];
    assert_same_for_any_count(&folder, &bands, 1);
}

#[test]
fn what_is_found_of_many_images_depends_on_no_number_of_threads() {
    let folder = folder("threads_batches");
    let (photos, array, document) = (photos(&folder), folder.join("out/out.npy"), folder.join("out/out.json"));
    let fixed = ["--model", MODEL, "--image", text(&photos)];
    for (command, files) in [
        (["classify"].as_slice(), 0),
        (&["of", "--fill", "noise", "--out", text(&document)], 1),
        (&["attack", "--method", "pgd-l2", "--steps", "3", "--out", text(&array)], 1),
        (&["invert", "--start", "www/samples/cat-0.png", "--steps", "2", "--out", text(&array)], 1),
    ] {
        assert_same_for_any_count(&folder, &[command, &fixed].concat(), files);
    }
}

#[test]
fn a_number_of_threads_that_means_nothing_is_refused() {
    assert_refused(&["classify", "--model", MODEL, "--image", "x.png", "--threads", "0"], "from 1 to 1024");
}
