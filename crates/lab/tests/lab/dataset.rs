//! Runs over a whole data set, their records and their results.

use super::*;

fn lines(path: &Path) -> usize {
    fs::read(path).map_or(0, |bytes| bytes.iter().filter(|&&byte| byte == b'\n').count())
}

/// Starts `lab` and kills it, with no warning, when `file` has `enough` lines.
fn kill_when(arguments: &[&str], file: &Path, enough: usize) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lab"));
    let command = command.current_dir(ROOT).args(["--device", "cpu"]).args(arguments);
    let mut child = command.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    while lines(file) < enough && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(lines(file) >= enough, "the run ended without its records");
    let _ = child.kill();
    child.wait().unwrap();
}

/// Writes another value into a field of the question in the header of a file of records. `field`: a JSON pointer.
fn edit_question(scores: &Path, field: &str, value: &str) {
    let content = fs::read_to_string(scores).unwrap();
    let (header, records) = content.split_once('\n').unwrap();
    let mut header: Value = serde_json::from_str(header.split_once('\t').unwrap().0).unwrap();
    let place = header["question"].pointer_mut(field).unwrap();
    assert!(place.is_string(), "{field}");
    *place = value.into();
    let header = header.to_string();
    fs::write(scores, format!("{header}\t{:08x}\n{records}", crc32(header.as_bytes()))).unwrap();
}

#[test]
fn a_run_goes_on_by_what_changes_its_numbers_and_by_nothing_else() {
    let folder = folder("identity");
    test_set(&folder);
    let out = folder.join("accuracy.json");
    let scores = folder.join("accuracy.json.scores");
    let run = ["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--limit", "2", "--out", text(&out)];
    let found = json(&run);
    assert_eq!(found["question"]["sources"].as_str().map(str::len), Some(64));
    edit_question(&scores, "/version", "0.0.0");
    assert_eq!(json(&run)["clean"], found["clean"]);
    let others = [
        ("sources", "ab"),
        ("device", "gpu"),
        ("data/images_sha256", "ab"),
        ("data/labels_sha256", "ab"),
        ("model/sha256", "ab"),
    ];
    for (field, value) in others {
        let before = fs::read(&scores).unwrap();
        edit_question(&scores, &format!("/{field}"), value);
        assert_refused(&run, &format!("which differs in question.{}: ", field.replace('/', ".")));
        fs::write(&scores, before).unwrap();
    }
    assert!(json(&run)["question"]["version"] == "0.0.0", "the file says what began it");
}

#[test]
fn shards_of_other_sources_another_device_or_other_data_do_not_join() {
    let folder = folder("foreign_shards");
    test_set(&folder);
    let [first, second, merged] = ["0.scores", "1.scores", "merged.json"].map(|name| folder.join(name));
    for (out, shard) in [(&first, "0/2"), (&second, "1/2")] {
        let run =
            ["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--limit", "2", "--out", text(out)];
        json(&[run.as_slice(), &["--shard", shard]].concat());
    }
    let whole = fs::read(&second).unwrap();
    for (field, value) in
        [("sources", "ab"), ("device", "gpu"), ("data/images_sha256", "ab"), ("data/labels_sha256", "ab")]
    {
        edit_question(&second, &format!("/{field}"), value);
        let difference =
            format!("another run than the files before it, and differs in question.{}: ", field.replace('/', "."));
        assert_refused(&["merge", text(&merged), text(&first), text(&second)], &difference);
        fs::write(&second, &whole).unwrap();
    }
    edit_question(&second, "/version", "0.0.0");
    json(&["merge", text(&merged), text(&first), text(&second)]);
}

#[test]
fn a_run_does_not_go_on_with_data_that_were_changed() {
    let folder = folder("changed_data");
    test_set(&folder);
    let out = folder.join("out.json");
    let run = ["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--limit", "2", "--out", text(&out)];
    json(&run);
    let (images, labels) = (folder.join("test_images.npy"), folder.join("test_labels.npy"));
    let before = fs::read(&images).unwrap();
    let mut other = before.clone();
    *other.last_mut().unwrap() ^= 1;
    fs::write(&images, other).unwrap();
    assert_refused(&run, "which differs in question.data.images_sha256: ");
    fs::write(&images, before).unwrap();
    fs::write(labels, array(&[8], (0..8_i64).rev())).unwrap();
    assert_refused(&run, "which differs in question.data.labels_sha256: ");
}

#[test]
fn damaged_records_are_dropped_and_computed_again() {
    let folder = folder("damaged");
    test_set(&folder);
    let [out, scores] = ["out.json", "out.json.scores"].map(|name| folder.join(name));
    let run = ["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--out", text(&out)];
    let found = json(&run);
    let (answer, whole) = (fs::read(&out).unwrap(), fs::read_to_string(&scores).unwrap());
    // One line that cannot be read, and one digit that could be believed.
    let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
    lines[2] = lines[2].replacen('{', "[", 1);
    lines[5] = lines[5].replacen("\"image\":4", "\"image\":5", 1);
    let damaged = lines.join("\n") + "\n";
    fs::write(&scores, &damaged).unwrap();
    let merged = folder.join("merged.json");
    assert!(String::from_utf8(lab(&["merge", text(&merged), text(&scores)]).stderr).unwrap().contains("6 of 8 images"));
    let again = lab(&run);
    let said = String::from_utf8(again.stderr).unwrap();
    assert!(
        said.contains("2 damaged lines were dropped; images that are missing without them are computed again\n"),
        "{said}"
    );
    assert!(said.contains("2 images in "), "{said}");
    assert!(fs::read(&out).unwrap() == answer);
    let sorted = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(sorted(&fs::read_to_string(&scores).unwrap()), sorted(&whole));
    assert_eq!(json(&["merge", text(&merged), text(&scores)])["clean"], found["clean"]);

    // A line that is sound by itself, and says something else of an image than one before it.
    let first = whole.lines().nth(1).unwrap().split_once('\t').unwrap().0;
    let other = first.replacen("airplane", "truck", 1);
    assert_ne!(first, other);
    fs::write(&scores, format!("{whole}{other}\t{:08x}\n", crc32(other.as_bytes()))).unwrap();
    for command in [["merge", text(&merged), text(&scores)].as_slice(), &run] {
        let said = String::from_utf8(lab(command).stderr).unwrap();
        let expected = "1 line contradicts one before it of the same image; the first is believed\n";
        assert!(said.contains(expected), "{command:?}: {said}");
    }
    assert!(fs::read(&out).unwrap() == answer);

    let damaged = whole.replacen("accuracy", "accuracx", 1);
    fs::write(&scores, &damaged).unwrap();
    assert_refused(&run, "its first line, which says what run it is of, is damaged");
    assert_eq!(fs::read_to_string(&scores).unwrap(), damaged);
}

#[test]
fn a_result_takes_no_place_of_records_or_folders() {
    let folder = folder("places");
    test_set(&folder);
    let [shard, result, merged] = ["0.scores", "result.json", "merged.json"].map(|name| folder.join(name));
    let run = ["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--limit", "2", "--out"];
    json(&[&run[..], &[text(&shard), "--shard", "0/2"]].concat());
    json(&[&run[..], &[text(&result)]].concat());
    let before = fs::read(&shard).unwrap();
    assert_refused(&[&run[..], &[text(&shard)]].concat(), "it holds the records of a run");
    assert!(fs::read(&shard).unwrap() == before);
    assert_refused(&[&run[..], &[text(&folder)]].concat(), "it is a folder: name a file");
    assert_refused(&["merge", text(&merged), text(&result)], "it is a result");
}

#[test]
fn a_run_can_be_extended() {
    let folder = folder("extended");
    test_set(&folder);
    let run = |name: &str, limit: &str, more: &[&str]| {
        let out = folder.join(name);
        let fixed = ["dataset", "of", "--model", MODEL, "--data", text(&folder), "--limit", limit, "--out", text(&out)];
        json(&[fixed.as_slice(), more].concat());
        fs::read(&out).unwrap()
    };
    let records = |name: &str| {
        let scores = fs::read_to_string(folder.join(name)).unwrap();
        scores.split_once('\n').unwrap().1.to_owned()
    };
    let whole = run("whole.json", "5", &[]);
    run("out.json", "2", &[]);
    let before = records("out.json.scores");
    assert!(run("out.json", "5", &[]) == whole);
    assert!(records("out.json.scores").starts_with(&before));
    for i in 0..2 {
        let (name, shard) = (format!("{i}.scores"), format!("{i}/2"));
        run(&name, "3", &["--shard", &shard]);
        run(&name, "5", &["--shard", &shard]);
    }
    let [merged, first, second, out] =
        ["merged.json", "0.scores", "1.scores", "out.json"].map(|name| folder.join(name));
    json(&["merge", text(&merged), text(&first), text(&second)]);
    assert!(fs::read(merged).unwrap() == whole);

    let fixed = ["dataset", "of", "--model", MODEL, "--data", text(&folder), "--out", text(&out)];
    let refused = |more: &[&str], expected: &str| assert_refused(&[fixed.as_slice(), more].concat(), expected);
    refused(&["--limit", "4"], "it is of 5 images: choose --limit 5 or more, or name another file with --out");
    refused(&["--limit", "8", "--fill", "mean"], "differs in question.baseline.fill:");
    let control = ["--estimator", "control-variate", "--subsample", "2"];
    run("control.json", "4", &control);
    let out = folder.join("control.json");
    let fixed = ["dataset", "of", "--model", MODEL, "--data", text(&folder), "--out", text(&out)];
    assert_refused(&[fixed.as_slice(), &control].concat(), "its subsample is drawn from them");
}

/// Lets a `run` over the eight images of the folder, which lacks its output, end by itself in whole.json; asserts that the
/// same bytes come out when it is killed and taken up again, and when it is shared out and merged.
fn assert_survives_a_kill_and_can_be_shared_out(folder: &Path, run: &[&str]) -> Value {
    let [whole, killed, merged] = ["whole.json", "killed.json", "merged.json"].map(|name| folder.join(name));
    let answer = json(&[run, &[text(&whole)]].concat());
    let expected = fs::read(&whole).unwrap();

    let (again, scores) = ([run, &[text(&killed)]].concat(), folder.join("killed.json.scores"));
    kill_when(&again, &scores, 3);
    // On a busy machine it may have written more before it was hit, or all: what it had then goes.
    let _ = fs::remove_file(&killed);
    let had: String = fs::read_to_string(&scores).unwrap().split_inclusive('\n').take(3).collect();
    // What a machine that lost its power may leave behind.
    fs::write(&scores, had + "{\"image\":5,\"lab").unwrap();
    json(&again);
    assert!(fs::read(&killed).unwrap() == expected);
    assert!(fs::read(&scores).unwrap() == fs::read(folder.join("whole.json.scores")).unwrap());

    let shards: Vec<PathBuf> = (0..4).map(|i| folder.join(format!("shard-{i}.scores"))).collect();
    for (i, out) in shards.iter().enumerate() {
        let report = json(&[run, &[text(out), "--shard", &format!("{i}/4")]].concat());
        assert_eq!(report["images"], 2);
    }
    let shards: Vec<&str> = shards.iter().rev().map(|shard| text(shard)).collect();
    json(&[["merge", text(&merged)].as_slice(), shards.as_slice()].concat());
    assert!(fs::read(&merged).unwrap() == expected);
    assert_refused(&[["merge", text(&merged)].as_slice(), &shards[1..]].concat(), "6 of 8 images are there");
    assert_refused(&[["merge", text(&merged), shards[0]].as_slice(), shards.as_slice()].concat(), "is there twice");
    assert_refused(&[["merge", shards[1]].as_slice(), shards.as_slice()].concat(), "it holds the records of a run");
    answer
}

/// The 32×32 means of a map, none of which is missing.
fn means(map: &Value) -> Vec<Vec<f64>> {
    let rows: Vec<Vec<f64>> = serde_json::from_value(map["mean"].clone()).unwrap();
    assert!(rows.len() == 32 && rows.iter().all(|row| row.len() == 32));
    rows
}

/// Draws whole.json.
fn figure(folder: &Path, more: &[&str]) -> (Value, String) {
    let svg = folder.join("figure.svg");
    let drawn = json(&[["figure", text(&folder.join("whole.json")), "--out", text(&svg)].as_slice(), more].concat());
    let svg = fs::read_to_string(svg).unwrap();
    assert!(!svg.contains("NaN"));
    (drawn, svg)
}

#[test]
fn occluded_frequency_over_the_test_set_survives_a_kill_and_can_be_shared_out() {
    let folder = folder("dataset_of");
    test_set(&folder);
    let run = ["dataset", "of", "--model", MODEL, "--data", text(&folder), "--fill", "noise", "--out"];
    let profile = assert_survives_a_kill_and_can_be_shared_out(&folder, &run);
    assert_eq!((&profile["all"]["n"], &profile["format"]), (&8.into(), &"freqscope-profile/3".into()));
    assert_eq!(profile["question"]["baseline"]["fill"]["noise"]["seed"], 0);
    assert_eq!(profile["classes"][3]["n"], 1);
    let killed = folder.join("killed.json");
    let clipped = [run.as_slice(), &[text(&killed), "--clip"]].concat();
    assert_refused(&clipped, "differs in question.baseline.clip");

    let merged = folder.join("merged.json");
    let (drawn, svg) = figure(&folder, &[text(&merged), "--classes", "--bands", "1-62"]);
    assert_eq!((&drawn["panels"], svg.matches("<polyline").count()), (&11.into(), 22));
    assert_refused(
        &["figure", "crates/lab/tests/lab/main.rs", "--out", text(&folder.join("x.svg"))],
        "the means cannot be used",
    );
}

#[test]
fn every_reading_of_the_bands_has_its_profile() {
    let folder = folder("readings");
    test_set(&folder);
    let out = folder.join("out.svg");
    let run = ["dataset", "of", "--model", MODEL, "--data", text(&folder), "--limit", "2", "--out"];
    let profile = |name: &str, more: &[&str]| {
        let out = folder.join(name);
        json(&[run.as_slice(), &[text(&out)], more].concat())
    };
    let mean = |profile: &Value, k: usize| profile["all"]["mean"][k].as_f64().unwrap();
    let plain = profile("plain.json", &[]);
    let share = plain["all"]["low_share"]["mean"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&share) && share > 0.05);
    assert!(plain["all"].get("gain").is_none());
    let radial = profile("radial.json", &["--bands", "radial"]);
    assert_eq!(radial["all"]["mean"].as_array().unwrap().len(), 45);
    // Band 0 is one coefficient in either partition, the last one another.
    assert!((mean(&radial, 0) - mean(&plain, 0)).abs() < 1e-4 && (mean(&radial, 44) - mean(&plain, 62)).abs() < 1e-4);
    for reading in [["--fill", "mean"].as_slice(), &["--fill", "noise"], &["--clip"], &["--normalised"]] {
        let name = format!("{}.json", reading.concat());
        assert!((mean(&profile(&name, reading), 0) - mean(&plain, 0)).abs() > 1e-3, "{reading:?}");
    }
    let mixed = [folder.join("plain.json"), folder.join("radial.json")];
    let refusal = "draw diagonal and radial bands apart";
    assert_refused(&["figure", text(&mixed[0]), text(&mixed[1]), "--out", text(&out)], refusal);
    let beyond = ["figure", text(&mixed[1]), "--bands", "40-62", "--out", text(&out)];
    assert_refused(&beyond, "some of the bands 0-44");
}

#[test]
fn the_control_variate_needs_exact_scores_of_a_subsample_only() {
    let folder = folder("control_variate");
    test_set(&folder);
    let run = |name: &str, more: &[&str]| {
        let out = folder.join(name);
        let limit = if more.contains(&"--limit") { [].as_slice() } else { &["--limit", "4"] };
        let fixed = ["dataset", "of", "--model", MODEL, "--data", text(&folder), "--out", text(&out)];
        json(&[fixed.as_slice(), limit, more].concat());
        out
    };
    let read = |path: &Path| -> Value { serde_json::from_slice(&fs::read(path).unwrap()).unwrap() };
    let control = ["--estimator", "control-variate", "--subsample"];
    // With every image in the subsample the estimate is the mean of the exact scores.
    let (exact, all) = (read(&run("exact.json", &[])), read(&run("all.json", &[control.as_slice(), &["4"]].concat())));
    for key in ["mean", "standard_error"] {
        let values = |profile: &Value| serde_json::from_value::<Vec<f64>>(profile["all"][key].clone()).unwrap();
        assert!(values(&exact).iter().zip(values(&all)).all(|(a, b)| (a - b).abs() < 1e-6), "{key}");
    }
    // A twentieth of three images is none.
    let few = read(&run("few.json", &["--limit", "3", "--estimator", "control-variate"]));
    assert_eq!((&few["all"]["n"], &few["all"]["exact"]), (&3.into(), &2.into()));
    let half = [control.as_slice(), &["2"]].concat();
    let whole = run("half.json", &half);
    let profile = read(&whole);
    assert_eq!((&profile["all"]["n"], &profile["all"]["exact"]), (&4.into(), &2.into()));
    assert_eq!(profile["all"]["gain"].as_array().unwrap().len(), 63);
    let shards: Vec<PathBuf> = (0..2)
        .map(|i| run(&format!("{i}.scores"), &[half.as_slice(), &["--shard", &format!("{i}/2")]].concat()))
        .collect();
    let merged = folder.join("merged.json");
    json(&["merge", text(&merged), text(&shards[0]), text(&shards[1])]);
    assert_eq!(fs::read(merged).unwrap(), fs::read(whole).unwrap());
}

#[test]
fn rct_over_the_test_set_survives_a_kill_and_can_be_shared_out() {
    let folder = folder("dataset_rct");
    test_set(&folder);
    // What the model says of the images, but for the last: it is wrong there.
    let file = folder.join("images.npy");
    fs::write(&file, npy::write(&OneOrMany::Many(fixtures()[..8].to_vec())).unwrap()).unwrap();
    let answers = json(&["classify", "--model", MODEL, "--image", text(&file)]);
    let class = |answer: &Value| serde_json::from_value::<Class>(answer["class"].clone()).unwrap().index() as i64;
    let mut labels: Vec<i64> = answers.as_array().unwrap().iter().map(class).collect();
    labels[7] = (labels[7] + 1) % 10;
    fs::write(folder.join("test_labels.npy"), array(&[8], labels.into_iter())).unwrap();

    let pgd = ["--method", "pgd-linf", "--steps", "3", "--seed", "7", "--out"];
    let run = [["dataset", "rct", "--model", MODEL, "--data", text(&folder)].as_slice(), &pgd].concat();
    let study = assert_survives_a_kill_and_can_be_shared_out(&folder, &run);
    assert_eq!((&study["format"], &study["attacked"]), (&"freqscope-rct/3".into(), &7.into()));
    assert_eq!((&study["question"]["attack"]["seed"], &study["question"]["floor"]), (&7.into(), &0.001.into()));
    assert!(study["linf"]["mean"].as_f64().unwrap() <= 8.0 / 255.0 + 1e-6);
    for part in ["attack", "noise"] {
        assert_eq!(study[part]["n"], 7);
        for form in ["raw", "guarded", "absolute"] {
            assert!(means(&study[part][form]).iter().flatten().all(|&mean| mean > 0.0), "{part} {form}");
            assert_eq!(study[part][form]["profile"]["mean"].as_array().unwrap().len(), 63);
        }
        let thirds: Vec<f64> = serde_json::from_value(study[part]["thirds"]["mean"].clone()).unwrap();
        assert!((thirds.iter().sum::<f64>() - 1.0).abs() < 1e-3);
    }
    // 231 of the 1024 coefficients are in the highest third.
    let highest = study["noise"]["thirds"]["mean"][2].as_f64().unwrap();
    assert!((highest - 231.0 / 1024.0).abs() < 0.02, "{highest}");
    let (drawn, svg) = figure(&folder, &[]);
    assert_eq!((&drawn["panels"], svg.matches("h6v6h-6z").count()), (&6.into(), 6 * 1024));
    let killed = folder.join("killed.json");
    let tau = [run.as_slice(), &[text(&killed), "--tau", "0.1"]].concat();
    assert_refused(&tau, "differs in question.floor");
}

#[test]
fn inversion_over_the_test_set_survives_a_kill_and_can_be_shared_out() {
    let folder = folder("dataset_invert");
    test_set(&folder);
    let run = ["dataset", "invert", "--model", MODEL, "--data", text(&folder), "--steps", "3", "--out"];
    let study = assert_survives_a_kill_and_can_be_shared_out(&folder, &run);
    assert_eq!(study["format"], "freqscope-inversion/2");
    assert_eq!(study["question"]["inversion"], serde_json::json!({ "steps": 3, "step_size": 0.1 }));
    assert!(study["loss"]["mean"].as_f64() < study["start_loss"]["mean"].as_f64());
    for part in ["before", "after"] {
        assert_eq!(study[part]["n"], 8);
        assert!(means(&study[part]["absolute"]).iter().flatten().all(|&mean| mean > 0.0));
    }
    let (drawn, svg) = figure(&folder, &[text(&folder.join("merged.json"))]);
    assert_eq!((&drawn["panels"], svg.matches("h6v6h-6z").count()), (&4.into(), 4 * 1024));
    let [svg, whole, killed] = ["x.svg", "whole.json", "killed.json"].map(|name| folder.join(name));
    assert_refused(&["figure", text(&whole), "--classes", "--out", text(&svg)], "--classes has no meaning for maps");
    let other_seed = [run.as_slice(), &[text(&killed), "--seed", "1"]].concat();
    assert_refused(&other_seed, "differs in question.seed");
}

#[test]
fn invert_comes_closer_to_the_representation() {
    let folder = folder("invert");
    let (image, out) = (first_image(&folder), folder.join("out.npy"));
    let invert = ["invert", "--model", MODEL, "--image", text(&image), "--start", "www/samples/cat-0.png"];
    let invert = [invert.as_slice(), &["--out", text(&out)]].concat();
    let result = json(&[invert.as_slice(), &["--steps", "5", "--step-size", "1/20"]].concat());
    let [start, loss] = ["start_loss", "loss"].map(|key| result[key].as_f64().unwrap());
    assert!(loss < start, "{start} → {loss}");
    assert_eq!((&result["iterations"], result["losses"].as_array().unwrap().len()), (&5.into(), 5));
    let found = npy::read(&fs::read(&out).unwrap()).unwrap();
    assert!(found.len() == 1 && found[0].pixels().iter().all(|pixel| (0.0..=1.0).contains(pixel)));
    // From the image itself there is nowhere to go.
    let same = ["--image", text(&image), "--start", text(&image), "--steps", "2", "--out", text(&out)];
    assert_eq!(json(&[["invert", "--model", MODEL].as_slice(), &same].concat())["loss"], 0.0);
    assert!(fs::read(&out).unwrap() == fs::read(&image).unwrap());

    assert_refused(&[invert.as_slice(), &["--steps", "0"]].concat(), "steps is 0");
    assert_refused(&[invert.as_slice(), &["--step-size", "60"]].concat(), "step-size is 60: choose a number above 0");
    let all = ["--image", text(&image), "--start", "tests/fixtures/images.npy", "--out", text(&out)];
    assert_refused(&[["invert", "--model", MODEL].as_slice(), &all].concat(), "it has 24 images: give one");
}

#[test]
fn accuracy_over_the_test_set_survives_a_kill_and_can_be_shared_out() {
    let folder = folder("dataset_accuracy");
    test_set(&folder);
    let run = [
        "dataset",
        "accuracy",
        "--model",
        MODEL,
        "--data",
        text(&folder),
        "--norm",
        "linf",
        "--epsilon",
        "1/255",
        "--out",
    ];
    let accuracy = assert_survives_a_kill_and_can_be_shared_out(&folder, &run);
    assert_eq!(
        (&accuracy["format"], &accuracy["question"]["attack"]["steps"]),
        (&"freqscope-accuracy/2".into(), &20.into())
    );
    assert!(accuracy["robust"]["mean"].as_f64() <= accuracy["clean"]["mean"].as_f64());
    let out = folder.join("clean.json");
    let run = ["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--out", text(&out)];
    let clean = json(&run);
    assert_eq!((&clean["clean"], &clean["robust"]), (&accuracy["clean"], &Value::Null));
    // What the fixtures say of the same images and labels.
    let logits = npy::read_array(include_bytes!("../../../../tests/fixtures/logits.npy")).unwrap().1;
    let top = |row: &[f32]| (0..10).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap();
    let right = logits.chunks(10).take(8).enumerate().filter(|&(label, row)| top(row) == label).count();
    assert_eq!(clean["clean"]["mean"].as_f64(), Some(right as f64 / 8.0));
    let out = folder.join("x.json");
    let run = ["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--out", text(&out)];
    assert_refused(&[run.as_slice(), &["--norm", "l2", "--epsilon", "60"]].concat(), "epsilon is 60");
    assert_refused(&[run.as_slice(), &["--norm", "l2", "--epsilon", "0"]].concat(), "epsilon is 0");
    assert_refused(&[run.as_slice(), &["--norm", "l2"]].concat(), "--epsilon");
    let svg = folder.join("x.svg");
    assert_refused(&["figure", text(&folder.join("clean.json")), "--out", text(&svg)], "has no figure");
}

/// Asserts that the table has the map's rings, with intervals that are of 2 images.
fn assert_rings(table: &str, map: &Value) {
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    let columns = ["ring", "profile.mean", "profile.standard_error", "profile.low_95", "profile.high_95", "n"];
    assert_eq!((&lines[0][..6], lines.len()), (columns.as_slice(), 1 + 33));
    for (ring, line) in lines[1..].iter().enumerate() {
        assert_eq!([line[0], line[1]], [ring.to_string(), map["profile"]["mean"][ring].to_string()]);
        let [low, high] = [3, 4].map(|column| line[column].parse::<f64>().unwrap());
        assert!(high - low > 0.6 && line[5] == "2", "two images say little: {line:?}");
    }
}

#[test]
fn a_heat_map_is_shared_out_and_goes_on() {
    let folder = folder("dataset_heatmap");
    test_set(&folder);
    let [whole, merged, first, second, svg] =
        ["whole.json", "merged.json", "0.scores", "1.scores", "x.svg"].map(|name| folder.join(name));
    let run = ["dataset", "heatmap", "--model", MODEL, "--data", text(&folder), "--limit", "2", "--out"];
    let ask = |out: &Path, more: &[&str]| json(&[run.as_slice(), &[text(out)], more].concat());
    let csv = folder.join("rings.csv");
    let map = ask(&whole, &["--csv", text(&csv)]);
    assert_rings(&fs::read_to_string(&csv).unwrap(), &map);
    assert_eq!((&map["format"], &map["question"]["norm"]), (&"freqscope-heatmap/1".into(), &4.0.into()));
    let errors: Vec<u64> = serde_json::from_value::<Vec<Vec<u64>>>(map["errors"].clone()).unwrap().concat();
    assert!(errors.len() == 1024 && errors.iter().all(|&errors| errors <= 2) && errors.iter().sum::<u64>() > 200);
    assert_eq!(errors[13 * 32 + 21], errors[19 * 32 + 11]);
    assert_eq!(map["profile"]["mean"].as_array().unwrap().len(), 33);
    ask(&first, &["--shard", "0/2"]);
    ask(&second, &["--shard", "1/2"]);
    json(&["merge", text(&merged), text(&first), text(&second)]);
    assert!(fs::read(&merged).unwrap() == fs::read(&whole).unwrap());
    let figure = json(&["figure", text(&whole), "--out", text(&svg)]);
    let drawn = fs::read_to_string(&svg).unwrap();
    assert!(figure["panels"] == 1 && drawn.matches("h6v6h-6z").count() == 1024 && drawn.contains("Fourier basis"));
    assert_refused(&["figure", text(&whole), "--classes", "--out", text(&svg)], "--classes");
    let refused = |more: &[&str], expected: &str| {
        assert_refused(&[run.as_slice(), &[text(&whole)], more].concat(), expected);
    };
    refused(&["--seed", "1"], "differs in question.seed");
    refused(&["--basis", "dct"], "differs in question.basis");
    refused(&["--norm", "0"], "norm is 0: choose a number above 0");
    let drawing = folder.join("h2.svg");
    assert_refused(&[run.as_slice(), &[text(&drawing)]].concat(), "h2.svg: a result is JSON: name it .json; `lab fig");
    assert!(!drawing.exists());
}

#[test]
fn filter_curves_survive_a_kill_and_can_be_shared_out() {
    let folder = folder("dataset_filter");
    test_set(&folder);
    let run = ["dataset", "filter", "--model", MODEL, "--data", text(&folder), "--out"];
    let curves = assert_survives_a_kill_and_can_be_shared_out(&folder, &run);
    assert_eq!(curves["format"], "freqscope-filter/1");
    let [low, high] = ["low", "high"].map(|side| serde_json::from_value::<Vec<u64>>(curves[side].clone()).unwrap());
    assert_eq!((low.len(), high.len()), (63, 63));
    // Whole images are at the end of one curve and at the beginning of the other.
    let out = folder.join("clean.json");
    let clean = json(&["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--out", text(&out)]);
    assert_eq!(clean["clean"]["mean"].as_f64(), Some(low[62] as f64 / 8.0));
    assert!(low[62] == high[0] && low[0] < low[62] && high[62] < high[0]);
    let killed = folder.join("killed.json");
    assert_refused(&[run.as_slice(), &[text(&killed), "--bands", "radial"]].concat(), "differs in question.partition");
    let radial = folder.join("radial.json");
    json(&[run.as_slice(), &[text(&radial), "--bands", "radial", "--limit", "1"]].concat());
    let svg = folder.join("filter.svg");
    let drawn = json(&["figure", text(&killed), text(&killed), "--out", text(&svg)]);
    assert!(drawn["panels"] == 2 && fs::read_to_string(&svg).unwrap().matches("<polyline").count() == 4);
    assert_refused(&["figure", text(&killed), text(&radial), "--out", text(&svg)], "it has other bands");
}

#[test]
fn corruptions_survive_a_kill_and_can_be_shared_out() {
    let folder = folder("dataset_corruption");
    test_set(&folder);
    let run = ["dataset", "corruption", "--model", MODEL, "--data", text(&folder), "--out"];
    let counts = assert_survives_a_kill_and_can_be_shared_out(&folder, &run);
    let corruptions = counts["corruptions"].as_array().unwrap();
    assert_eq!((&counts["format"], corruptions.len()), (&"freqscope-corruption/1".into(), 14));
    let right = |i: usize, severity: usize| corruptions[i]["right"][severity].as_u64().unwrap();
    assert!((0..14).all(|i| (0..5).all(|severity| right(i, severity) <= 8)));
    assert!((0..14).map(|i| right(i, 4)).sum::<u64>() < 14 * counts["clean"].as_u64().unwrap());
    let killed = folder.join("killed.json");
    assert_refused(&[run.as_slice(), &[text(&killed), "--seed", "1"]].concat(), "differs in question.seed");
    let frost = [run.as_slice(), &[text(&killed), "--frost", text(&folder)]].concat();
    assert_refused(&frost, "frost1.png: it does not exist: python3 training/frost.py makes the folder");
    let csv = folder.join("corruption.csv");
    json(&[run.as_slice(), &[text(&killed), "--csv", text(&csv)]].concat());
    let table = fs::read_to_string(&csv).unwrap();
    assert_eq!(table.lines().count(), 1 + 1 + 14 * 5);
    assert!(table.starts_with("corruption,severity,right,n,accuracy,low_95,high_95,"), "{table}");
    assert!(table.contains(&format!("\ngaussian noise,5,{},8,", right(0, 4))), "{table}");
    let svg = folder.join("corruption.svg");
    json(&["figure", text(&killed), "--out", text(&svg)]);
    // A row for each corruption, and one for the images as they are.
    assert_eq!(fs::read_to_string(&svg).unwrap().matches("<circle").count(), 15);
}

#[test]
fn the_bands_of_corruptions_need_no_model() {
    let folder = folder("corruption_bands");
    test_set(&folder);
    let out = folder.join("bands.json");
    let bands = json(&["dataset", "corruption-bands", "--data", text(&folder), "--limit", "2", "--out", text(&out)]);
    let noise = &bands["corruptions"][0];
    assert_eq!((&noise["corruption"], &noise["severities"][4]["n"]), (&"gaussian_noise".into(), &2.into()));
    assert_eq!(noise["severities"][4]["energy"]["mean"].as_array().unwrap().len(), 63);
    let l2 = |severity: usize| noise["severities"][severity]["l2"]["mean"].as_f64().unwrap();
    // σ·√3072, a little less where values are limited.
    assert!((l2(0) - 2.2).abs() < 0.2 && (l2(4) - 5.5).abs() < 0.6, "{} {}", l2(0), l2(4));
    let svg = folder.join("bands.svg");
    assert_eq!(json(&["figure", text(&out), "--out", text(&svg)])["panels"], 14);
    assert_refused(&["figure", text(&out), text(&out), "--out", text(&svg)], "one file at a time");
}

#[test]
fn a_senseless_run_over_the_test_set_is_refused_in_one_line() {
    let folder = folder("senseless_dataset");
    test_set(&folder);
    let out = folder.join("out.json");
    let refused = |data: &Path, more: &[&str], expected: &str| {
        let fixed = ["dataset", "of", "--model", MODEL, "--data", text(data), "--out", text(&out)];
        assert_refused(&[fixed.as_slice(), more].concat(), expected);
        assert!(!out.exists());
    };
    refused(&folder.join("none"), &[], "none: it does not exist; ");
    refused(&folder, &["--limit", "9"], "limit is 9: choose a whole number from 1 to 8");
    refused(&folder, &["--shard", "4/4"], "with i from 0 to n − 1");
    refused(&folder, &["--subsample", "4"], "--subsample has no meaning for --estimator exact");
    let control = ["--estimator", "control-variate", "--subsample", "4"];
    refused(&folder, &[control.as_slice(), &["--fill", "noise"]].concat(), "fill is noise: choose zero or mean");
    refused(&folder, &[control.as_slice(), &["--clip"]].concat(), "choose no clipping for first-order scores");
    refused(&folder, &["--estimator", "control-variate", "--limit", "1"], "the number of images is 1");
    fs::write(folder.join("test_labels.npy"), array(&[8], 5..13_i64)).unwrap();
    refused(&folder, &[], "“10” names no class");
    fs::write(folder.join("test_labels.npy"), array(&[2], 0..2_i64)).unwrap();
    refused(&folder, &[], "it has 2 labels");
    assert_refused(&["merge", text(&out), "crates/lab/tests/lab/main.rs"], "it holds no scores");
}
