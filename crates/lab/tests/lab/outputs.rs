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

const READ_HERE: &str = "it is read here, and would be overwritten: name another file";

/// Asserts that a command is refused, and that a file that it reads stays as it is.
fn assert_spared(command: &[&str], read: &Path) {
    let before = fs::read(read).unwrap();
    assert_refused(command, READ_HERE);
    assert!(fs::read(read).unwrap() == before, "{command:?}");
}

#[test]
fn neither_models_nor_data_are_overwritten() {
    let folder = folder("models_and_data");
    let [models, data, photos] = ["models", "data", "photos/cat"].map(|name| folder.join(name));
    [&models, &data, &photos].iter().for_each(|folder| fs::create_dir_all(folder).unwrap());
    test_set(&data);
    let [images, labels] = ["images", "labels"].map(|name| data.join(format!("test_{name}.npy")));
    let [manifest, weights] = ["manifest.json", &format!("{MODEL}.safetensors")].map(|name| models.join(name));
    copied("models/manifest.json", &manifest);
    copied(&format!("models/{MODEL}.safetensors"), &weights);
    let picture = photos.join("1.png");
    copied("www/samples/cat-0.png", &picture);
    let of = ["of", "--image", "www/samples/cat-0.png", "--out"];
    let listed = ["--models", text(&models), "--model", MODEL];
    let over_manifest = [&of[..], &[text(&manifest)], &listed].concat();
    assert_refused(&over_manifest, "manifest.json: it is not a result of `lab of`, and would be overwritten");
    assert_spared(&with(&over_manifest, &["--force"]), &manifest);
    assert_spared(&[&of[..], &[text(&weights), "--force"], &listed].concat(), &weights);
    assert_spared(&[&of[..], &[text(&weights), "--force", "--model", text(&weights)]].concat(), &weights);
    let forms: [(Vec<&str>, Vec<&PathBuf>); 3] = [
        (vec!["--data", text(&data)], vec![&images, &labels]),
        (vec!["--data", text(&images), "--labels", text(&labels)], vec![&images, &labels]),
        (vec!["--data", text(photos.parent().unwrap())], vec![&picture]),
    ];
    for (form, read) in forms {
        for read in read {
            let accuracy = ["dataset", "accuracy", "--model", MODEL, "--force", "--out", text(read)];
            assert_spared(&with(&accuracy, &form), read);
            let bands = ["dataset", "corruption-bands", "--force", "--out", text(read)];
            assert_spared(&with(&bands, &form), read);
            if !text(read).ends_with(".npy") {
                continue;
            }
            let out = folder.join("rct.json");
            let rct =
                ["dataset", "rct", "--model", MODEL, "--method", "fgsm", "--out", text(&out), "--keep", text(read)];
            assert_spared(&with(&rct, &form), read);
        }
    }
}

#[test]
fn a_table_takes_no_place_of_what_is_read() {
    let image = folder("table_over_input").join("x.csv");
    let before = copied("www/samples/cat-0.png", &image);
    let prop1 = ["prop1", "--image", text(&image), "--csv", text(&image), "--force"];
    assert_refused(&prop1, READ_HERE);
    assert!(fs::read(&image).unwrap() == before);
}

#[test]
fn a_result_takes_the_place_of_no_other_commands() {
    let folder = folder("other_commands");
    test_set(&folder);
    let [result, answer, svg, page] = ["of.json", "one.json", "x.svg", "x.html"].map(|name| folder.join(name));
    let image = ["--model", MODEL, "--image", "www/samples/cat-0.png", "--out"];
    let data = ["--model", MODEL, "--data", text(&folder), "--limit", "2", "--out", text(&result)];
    json(&with(&["dataset", "of"], &data));
    let before = fs::read(&result).unwrap();
    let accuracy = with(&["dataset", "accuracy"], &data);
    assert_refused(&accuracy, "it is not a result of `lab dataset accuracy`, and would be overwritten");
    assert_refused(&with(&accuracy, &["--force"]), "it holds another run (dataset of): name another file");
    let of = [&["of"], &image[..], &[text(&result)]].concat();
    assert_refused(&of, "it is not a result of `lab of`, and would be overwritten: name another file, or give --force");
    assert!(fs::read(&result).unwrap() == before);
    let of = [&["of"], &image[..], &[text(&answer)]].concat();
    json(&of);
    json(&of);
    let expected = "it is an answer of `lab of`: give what `lab dataset` or `lab merge` wrote";
    assert_refused(&["figure", text(&result), text(&answer), "--out", text(&svg)], expected);
    let report = [&["report"], &image[2..], &[text(&page), "--models", MODEL, "--results", text(&answer)]].concat();
    assert_refused(&report, expected);
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
    assert_refused(
        &of,
        "it is not a result of `lab dataset accuracy`, and would be overwritten: name another file, or give --force",
    );
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
    for own in ["what I found", "image,what I think\ncat.png,a cat\n"] {
        fs::write(&csv, own).unwrap();
        assert_refused(&classify, "it is not a CSV table of lab, and would be overwritten");
        assert_eq!(read(), own);
    }
}
