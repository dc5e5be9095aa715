//! Files that are too long, have no end, or are none: refused in one line, in little memory, and soon.

use super::*;
use std::{fs::File, io::Write};

/// Longer than anything that is read whole.
const LONG: u64 = 3 << 30;

/// The program with 2 GiB of addresses, which is less than [`LONG`], and a minute.
fn limited(arguments: &[&str]) -> Command {
    let mut sh = Command::new("sh");
    sh.args(["-c", r#"ulimit -v 2097152; exec timeout 60 "$@""#, "sh", env!("CARGO_BIN_EXE_lab")]);
    sh.current_dir(ROOT).args(["--device", "cpu"]).args(arguments);
    sh
}

/// Asserts that the command is refused in one line that holds `expected`, in little memory and within a minute.
fn assert_refused_cheaply(arguments: &[&str], expected: &str) {
    let output = limited(arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), said.lines().count()), (Some(2), 1), "{arguments:?}: {said}");
    assert!(said.contains(expected), "{arguments:?}: {said}");
}

/// A file that begins so and goes on with zeros, which take no room on the disk.
fn long(path: &Path, start: &[u8]) -> String {
    let mut file = File::create(path).unwrap();
    file.write_all(start).unwrap();
    file.set_len(LONG).unwrap();
    text(path).to_owned()
}

#[test]
fn files_that_are_too_long_are_refused_before_they_are_read() {
    let folder = folder("too_long");
    test_set(&folder);
    let (labels, out) = (folder.join("test_labels.npy"), folder.join("out.json"));
    let file = |name: &str, start: &[u8]| long(&folder.join(name), start);
    let [picture, result, archive] = ["long.png", "long.json", "long.npz"].map(|name| file(name, b""));
    let array = file("long.npy", b"\x93NUMPY\x01\0");
    let mebibytes = |most| format!("it has 3072 MiB, more than the {most} MiB that are read: ");
    let classify = |image| assert_refused_cheaply(&["classify", "--model", MODEL, "--image", image], &mebibytes("64"));
    classify(picture.as_str());
    classify(&result);
    assert_refused_cheaply(&["classify", "--model", MODEL, "--image", &array], &mebibytes("2048"));
    assert_refused_cheaply(&["figure", &result, "--out", text(&folder.join("x.svg"))], &mebibytes("64"));
    let data = |data, more: &[&str]| {
        let run = ["dataset", "of", "--model", MODEL, "--out", text(&out), "--data", data];
        assert_refused_cheaply(&with(&run, more), &mebibytes("2048"));
    };
    data(array.as_str(), &["--labels", text(&labels)]);
    data(&archive, &[]);
    let models = folder.join("models");
    fs::create_dir(&models).unwrap();
    fs::copy(Path::new(ROOT).join("models/manifest.json"), models.join("manifest.json")).unwrap();
    long(&models.join(format!("{MODEL}.safetensors")), b"");
    let image = first_image(&folder);
    let own = ["--models", text(&models), "classify", "--model", MODEL, "--image", text(&image)];
    assert_refused_cheaply(&own, &mebibytes("128"));
    long(&models.join("manifest.json"), b"");
    assert_refused_cheaply(&own, &mebibytes("64"));
}

#[test]
fn records_are_read_line_by_line_and_no_line_is_endless() {
    let folder = folder("long_records");
    test_set(&folder);
    let run = ["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--limit", "2", "--out"];
    let (shard, out) = (faults::shard(&folder), folder.join("out.json"));
    let header = fs::read(&shard).unwrap();
    let endless = "a line of it is longer than 4 MiB, as none of records is: name another file";
    for start in [b"".as_slice(), &header] {
        let scores = long(&folder.join("long.scores"), start);
        assert_refused_cheaply(&["merge", text(&out), &scores], endless);
        long(&folder.join("out.json.scores"), start);
        assert_refused_cheaply(&with(&run, &[text(&out)]), endless);
        assert_eq!(fs::metadata(folder.join("out.json.scores")).unwrap().len(), LONG, "it is left as it is");
    }
    let result = long(&folder.join("long.json"), b"");
    assert_refused_cheaply(&with(&run, &[&result]), "it is not a result of `lab dataset accuracy`");
    let whole = File::options().write(true).open(&shard).unwrap();
    whole.set_len(20 << 30).unwrap();
    assert_refused_cheaply(&["merge", text(&out), text(&shard)], "it has 20480 MiB, more than the 16384 MiB");
}

#[test]
fn what_is_no_plain_file_is_refused_before_it_is_opened() {
    let folder = folder("no_files");
    test_set(&folder);
    let (pipe, svg) = (folder.join("pipe.png"), folder.join("x.svg"));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let other = "it is a device or a pipe: name a file";
    let labels = folder.join("test_labels.npy");
    let (data, labels) = (text(&folder), text(&labels));
    let run = ["dataset", "accuracy", "--model", MODEL, "--data"];
    for file in ["/dev/zero", text(&pipe)] {
        let refused = |arguments: &[&str]| assert_refused_cheaply(arguments, &format!("{file}: {other}"));
        refused(&["classify", "--model", MODEL, "--image", file]);
        refused(&["figure", file, "--out", text(&svg)]);
        refused(&["merge", "x.json", file]);
        refused(&["pack", file, "--arch", "resnet18", "--out", "x.safetensors"]);
        refused(&with(&run, &[file, "--labels", labels, "--out", "x.json"]));
        refused(&with(&run, &[data, "--out", file]));
        refused(&with(&run, &[data, "--shard", "0/1", "--out", file]));
    }
    assert_refused_cheaply(&with(&run, &[data, "--out", "/dev/full"]), other);
    assert_refused_cheaply(&["merge", "x.json", data], "it is a folder: name a file");
    assert_refused_cheaply(&["figure", data, "--out", text(&svg)], "it is a folder: name a file");
}

#[test]
fn what_the_shell_pipes_in_is_read_as_far_as_a_picture_may_go() {
    let image = fs::read(first_image(&folder("piped"))).unwrap();
    let prop1 = |input: &mut dyn std::io::Read| {
        let mut lab = limited(&["prop1", "--image", "/dev/stdin"]);
        let mut lab = lab.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // What is refused is not read to its end.
        let _ = std::io::copy(input, &mut lab.stdin.take().unwrap());
        let output = lab.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(prop1(&mut image.as_slice()), (Some(0), String::new()));
    let (code, said) = prop1(&mut std::io::repeat(0));
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("it has 65 MiB, more than the 64 MiB that are read"), "{said}");
}
