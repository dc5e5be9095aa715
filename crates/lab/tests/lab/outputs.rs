//! What is written takes no place of what is read, or of something else.

use super::*;

/// A network that is packed quickly.
const CHECKPOINT: &str = "tests/fixtures/pack/robustness_resnet50.pt";

/// A copy of a file, and what it holds.
fn copied(from: &str, to: &Path) -> Vec<u8> {
    fs::copy(Path::new(ROOT).join(from), to).unwrap();
    fs::read(to).unwrap()
}

#[test]
fn no_input_is_overwritten() {
    let folder = folder("inputs");
    let [image, start, order, result, checkpoint] =
        ["x.npy", "start.npy", "order.npy", "f.svg", "c.safetensors"].map(|name| folder.join(name));
    let one = npy::write(&OneOrMany::One(fixtures().swap_remove(0))).unwrap();
    [&image, &start].iter().for_each(|path| fs::write(path, &one).unwrap());
    fs::write(&order, array(&[3], [0_i64, 1024, 2048].into_iter())).unwrap();
    copied("www/results/rct-vgg19-natural-cw.json", &result);
    copied("tests/fixtures/pack/torchvision_resnet18.safetensors", &checkpoint);
    let [image, start, order, result, checkpoint] =
        [&image, &start, &order, &result, &checkpoint].map(|path| text(path));
    let subject = ["--model", MODEL, "--image", image];
    let simba = ["--method", "simba", "--permutation", order];
    let own = folder.join("own");
    fs::create_dir(&own).unwrap();
    let within = own.join("a.npy");
    fs::write(&within, &one).unwrap();
    let commands: [(Vec<&str>, &str); 8] = [
        (vec!["ablate", "--image", image, "--bands", "5", "--out", image], image),
        ([["attack", "--method", "fgsm", "--out", image].as_slice(), &subject].concat(), image),
        ([["attack", "--out", order].as_slice(), &simba, &subject].concat(), order),
        ([["invert", "--start", start, "--out", start].as_slice(), &subject].concat(), start),
        (vec!["ablate", "--image", text(&own), "--bands", "5", "--out", text(&within)], text(&within)),
        (vec!["figure", result, "--out", result], result),
        (vec!["merge", result, result], result),
        (vec!["pack", checkpoint, "--arch", "resnet18", "--out", checkpoint], checkpoint),
    ];
    for (command, input) in commands {
        let before = fs::read(input).unwrap();
        assert_refused(&with(&command, &["--force"]), "it is read here, and would be overwritten: name another file");
        assert!(fs::read(input).unwrap() == before, "{command:?}");
    }
}

#[test]
fn a_file_of_another_kind_is_overwritten_only_when_that_is_asked_for() {
    let folder = folder("kinds");
    test_set(&folder);
    let image = first_image(&folder);
    let [weights, notes, array] = ["own.safetensors", "notes.npy", "old.npy"].map(|name| folder.join(name));
    let before = copied("tests/fixtures/networks/resnet50.safetensors", &weights);
    let of =
        ["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--limit", "1", "--out", text(&weights)];
    assert_refused(&of, "it is not a result of lab, and would be overwritten: name another file, or give --force");
    assert!(fs::read(&weights).unwrap() == before && !folder.join("own.safetensors.scores").exists());
    json(&with(&of, &["--force"]));
    assert!(fs::read(&weights).unwrap().starts_with(b"{\"format\":\"freqscope-accuracy/2\""));
    fs::write(&notes, "what I found").unwrap();
    let ablate = |out: &Path| vec!["ablate".to_owned(), "--out".into(), text(out).to_owned()];
    let to = |out: &Path| {
        let command = ablate(out);
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        lab(&with(&command, &["--image", text(&image), "--bands", "5"]))
    };
    assert_eq!((to(&notes).status.code(), fs::read_to_string(&notes).unwrap().as_str()), (Some(2), "what I found"));
    fs::write(&array, array_of_nothing()).unwrap();
    assert!(
        to(&array).status.success() && fs::read(&array).unwrap().len() > 12_000,
        "one array takes the place of another"
    );
    let empty = folder.join("empty.npy");
    fs::write(&empty, "").unwrap();
    assert!(to(&empty).status.success(), "an empty file is of every kind");
}

fn array_of_nothing() -> Vec<u8> {
    array(&[0], [0_i64; 0].into_iter())
}

#[test]
fn what_is_written_is_whole_and_leaves_nothing_beside_it() {
    let folder = folder("whole");
    let (image, out) = (first_image(&folder), folder.join("out"));
    fs::create_dir(&out).unwrap();
    let [array, picture, packed, svg] =
        ["a.npy", "a.png", "a.safetensors", "a.svg"].map(|name| out.join(name).to_str().unwrap().to_owned());
    let commands = [
        vec!["ablate", "--image", text(&image), "--bands", "5", "--out", &array],
        vec!["ablate", "--image", text(&image), "--bands", "5", "--out", &picture],
        vec!["pack", CHECKPOINT, "--arch", "resnet50", "--out", &packed],
        vec!["figure", "www/results/rct-vgg19-natural-cw.json", "--out", &svg],
    ];
    for _ in 0..2 {
        commands.iter().for_each(|command| _ = json(command));
    }
    assert_eq!(fs::read_dir(&out).unwrap().count(), commands.len());
    // `lab` reads what it wrote.
    json(&["classify", "--model", MODEL, "--image", &array]);
    json(&["classify", "--model", &packed, "--image", &picture]);
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_its_file_and_a_read_only_file_stays() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("links");
    let image = first_image(&folder);
    let [link, file] = ["link.npy", "file.npy"].map(|name| folder.join(name));
    fs::write(&file, array_of_nothing()).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&file, &link).unwrap();
    let ablate = ["ablate", "--image", text(&image), "--bands", "5", "--out", text(&link)];
    json(&ablate);
    assert!(link.is_symlink() && fs::read(&file).unwrap().len() > 12_000);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
    assert_refused(&ablate, "it is there and read-only");
}

#[test]
fn answers_are_a_table_too() {
    let folder = folder("table");
    test_set(&folder);
    let (csv, out) = (folder.join("t.csv"), folder.join("out.json"));
    let read = || fs::read_to_string(&csv).unwrap();
    let classify = ["classify", "--model", MODEL, "--image", "tests/fixtures/images.npy", "--csv", text(&csv)];
    let answers = json(&classify);
    let table = read();
    let columns: Vec<&str> = table.lines().next().unwrap().split(',').collect();
    let cell = |row: usize, name: &str| {
        let column = columns.iter().position(|column| *column == name).unwrap();
        table.lines().nth(row + 1).unwrap().split(',').nth(column).unwrap().to_owned()
    };
    assert_eq!(table.lines().count(), 25);
    assert_eq!(cell(23, "class"), answers[23]["class"].as_str().unwrap());
    assert_eq!(cell(23, "logits.9"), answers[23]["logits"][9].to_string());
    assert_eq!(cell(0, "provenance.model.id"), MODEL);
    json(&[
        "dataset",
        "of",
        "--model",
        MODEL,
        "--data",
        text(&folder),
        "--limit",
        "2",
        "--out",
        text(&out),
        "--csv",
        text(&csv),
    ]);
    let (table, result) = (read(), fs::read(&out).unwrap());
    let result: Value = serde_json::from_slice(&result).unwrap();
    let columns: Vec<&str> = table.lines().next().unwrap().split(',').collect();
    let mean = columns.iter().position(|column| *column == "all.mean").unwrap();
    assert_eq!(table.lines().nth(6).unwrap().split(',').nth(mean).unwrap(), result["all"]["mean"][5].to_string());
    assert_eq!(table.lines().count(), 64);
    fs::write(&csv, "what I found").unwrap();
    assert_refused(&classify, "it is not a CSV table");
}
