//! The command line as a person uses it: answers on standard output, one sentence and exit code 2 for bad input.
#![allow(clippy::unwrap_used, missing_docs)]

mod schema;

use freqscope_core::{
    class::Class,
    image::{Image, npy, one_or_many::OneOrMany},
};
use npyz::WriterBuilder;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::Duration,
};

/// The root of the repository, where the program runs.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const MODEL: &str = "resnet18-natural";

fn lab(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lab"))
        .current_dir(ROOT)
        .args(["--device", "cpu"])
        .args(arguments)
        .output()
        .unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = lab(&[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer = serde_json::from_slice(&output.stdout).unwrap();
    assert_valid(&answer);
    answer
}

/// Asserts that an answer is of the form that docs/schemas/ says.
fn assert_valid(answer: &Value) {
    let mut first = answer;
    while let Some(answers) = first.as_array() {
        first = &answers[0];
    }
    let format = first["format"].as_str().or(first["provenance"]["format"].as_str()).unwrap();
    let (name, _) = format.strip_prefix("freqscope-").and_then(|format| format.split_once('/')).unwrap();
    let schema = fs::read(Path::new(ROOT).join(format!("docs/schemas/{name}.json"))).unwrap();
    let schema = serde_json::from_slice(&schema).unwrap();
    if let Err(error) = schema::check(answer, &schema, &schema) {
        panic!("{format}: {error}");
    }
}

/// Asserts that the command is refused in one line that holds `expected`.
fn assert_refused(arguments: &[&str], expected: &str) {
    let output = lab(arguments);
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains(expected), "{text}");
    assert!(output.stdout.is_empty());
}

/// A folder for one test's files, empty at its start.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The images of the fixtures.
fn fixtures() -> Vec<Image> {
    npy::read(include_bytes!("../../../tests/fixtures/images.npy")).unwrap()
}

/// The first fixture image as a file of its own.
fn first_image(folder: &Path) -> PathBuf {
    let path = folder.join("first.npy");
    fs::write(&path, npy::write(&OneOrMany::One(fixtures().swap_remove(0))).unwrap()).unwrap();
    path
}

#[test]
fn models_are_listed_with_their_accuracies() {
    let models = json(&["models"]);
    let models = models.as_array().unwrap();
    // Least accuracy, clean and under PGD-20, and most megabytes. Accuracy before quantisation is not known of two ResNet-50s.
    let floors = [
        (MODEL, 0.93, None, 3.0),
        ("resnet18-l2-025", 0.88, Some(0.72), 3.0),
        ("resnet18-l2-05", 0.84, Some(0.60), 3.0),
        ("resnet18-linf-8", 0.76, Some(0.42), 3.0),
        ("resnet50-natural", 0.945, None, 24.0),
        ("resnet50-l2-025", 0.91, Some(0.76), 24.0),
        ("resnet50-l2-05", 0.88, Some(0.65), 24.0),
        ("resnet50-linf-8", 0.82, Some(0.46), 24.0),
        ("vgg19-full", 0.92, None, 21.0),
        ("vgg19-natural", 0.92, None, 5.5),
    ];
    assert_eq!(models.len(), floors.len());
    for (model, (id, floor, robust_floor, megabytes)) in models.iter().zip(floors) {
        assert_eq!(model["id"], id);
        let int8 = model["accuracy_int8"].as_f64().unwrap();
        assert!(int8 >= floor, "{id}: {int8}");
        let robust = model["robust_accuracy"].as_f64();
        assert!(robust >= robust_floor, "{id}: {robust:?} under PGD-20");
        let float = model["accuracy_f32"].as_f64();
        assert!(float.is_some() || id.starts_with("resnet50-l2"), "{id}");
        assert!(
            float.is_none_or(|float| float - int8 <= 0.003),
            "quantisation costs {id} too much: {float:?} and {int8}"
        );
        assert!(model["bytes"].as_f64().unwrap() <= 1e6 * megabytes, "{id}");
    }
}

#[test]
fn classify_and_of_agree_with_the_fixtures() {
    let folder = folder("classify_and_of");
    let image = first_image(&folder);
    let prediction = json(&["classify", "--model", MODEL, "--image", text(&image)]);
    let report = json(&["of", "--model", MODEL, "--image", text(&image)]);
    let class: Class = serde_json::from_value(report["class"].clone()).unwrap();
    assert_eq!(prediction["class"], report["class"]);
    let logit = prediction["logits"][class.index()].as_f64().unwrap();
    assert!((report["logit"].as_f64().unwrap() - logit).abs() < 1e-4);
    let (_, expected) = npy::read_array(include_bytes!("../../../tests/fixtures/of_scores.npy")).unwrap();
    let scores: Vec<f32> = serde_json::from_value(report["scores"].clone()).unwrap();
    assert_eq!(scores.len(), 63);
    assert!(scores.iter().zip(&expected).all(|(a, b)| (a - b).abs() <= 2e-3));
}

#[test]
fn a_model_may_be_a_path_and_a_class_a_name() {
    let folder = folder("path_and_name");
    let image = first_image(&folder);
    let path = format!("models/{MODEL}.safetensors");
    let by_name = json(&["of", "--model", &path, "--image", text(&image), "--class", "truck", "--fill", "mean"]);
    let by_index = json(&["of", "--model", MODEL, "--image", text(&image), "--class", "9", "--fill", "mean"]);
    assert_eq!(by_name, by_index);
    assert_eq!(by_name["class"], "truck");
}

#[test]
fn several_images_give_several_answers() {
    let answers = json(&["classify", "--model", MODEL, "--image", "tests/fixtures/images.npy"]);
    assert_eq!(answers.as_array().unwrap().len(), 24);
}

/// Both, one behind the other.
fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more].concat()
}

/// Drops what an answer, or each of several, says of where its image lies.
fn without_source(answer: &mut Value) {
    if let Some(answers) = answer.as_array_mut() {
        return answers.iter_mut().for_each(without_source);
    }
    let answer = answer.as_object_mut().unwrap();
    assert!(answer.remove("file").is_some());
    answer.remove("index");
}

#[test]
fn every_answer_says_what_it_is_of_and_what_computed_it() {
    let folder = folder("provenance");
    test_set(&folder);
    let image = first_image(&folder);
    let [npy, svg, packed] = ["out.npy", "out.svg", "own.safetensors"].map(|name| folder.join(name));
    let shard = folder.join("shard.scores");
    let (model, data) = (["--model", MODEL, "--image", text(&image)], ["--data", text(&folder), "--limit", "2"]);
    let checkpoint = "tests/fixtures/pack/robustness_resnet50.pt";
    let commands: [(&str, Vec<&str>, &str, Value); 11] = [
        ("models", vec![], "/0", Value::Null),
        ("classify", with(&model, &[]), "", Value::Null),
        ("of", with(&model, &["--class", "3"]), "", "cat".into()),
        ("attack", with(&model, &["--method", "fgsm", "--epsilon", "1/2", "--out", text(&npy)]), "", Value::Null),
        (
            "invert",
            with(&model, &["--start", "www/samples/cat-0.png", "--steps", "1", "--out", text(&npy)]),
            "",
            Value::Null,
        ),
        ("ablate", vec!["--image", text(&image), "--bands", "5", "--out", text(&npy)], "", Value::Null),
        ("rct", vec!["--clean", text(&image), "--adversarial", text(&image)], "", Value::Null),
        ("prop1", vec!["--image", text(&image)], "/62", Value::Null),
        ("pack", vec![checkpoint, "--arch", "resnet50", "--out", text(&packed)], "", Value::Null),
        ("figure", vec!["www/results/rct-vgg19-natural-cw.json", "--out", text(&svg)], "", Value::Null),
        (
            "dataset",
            [["accuracy", "--model", MODEL, "--shard", "0/2", "--out", text(&shard)].as_slice(), &data].concat(),
            "",
            Value::Null,
        ),
    ];
    for (command, arguments, place, class) in commands {
        let answer = json(&[&[command, "--seed", "7"], arguments.as_slice()].concat());
        let answer = answer.pointer(place).unwrap();
        let provenance = &answer["provenance"];
        let name = if command == "dataset" { "shard" } else { command };
        assert_eq!(provenance["format"], format!("freqscope-lab-{name}/1"));
        assert_eq!((&provenance["seed"], &provenance["device"]), (&7.into(), &"cpu".into()), "{command}");
        assert_eq!(provenance["version"], env!("CARGO_PKG_VERSION"));
        assert!(provenance["commit"].is_string() && provenance["parameters"].is_object(), "{command}");
        assert_eq!(provenance["parameters"]["class"], class);
        let network = arguments.contains(&MODEL);
        assert_eq!(provenance["model"]["sha256"].as_str().map(str::len), network.then_some(64), "{command}");
        if arguments.contains(&"--image") {
            assert_eq!(answer["file"], text(&image), "{command}");
        }
    }
    let attack = json(&[&["attack"], with(&model, &["--method", "fgsm", "--out", text(&npy)]).as_slice()].concat());
    let parameters = serde_json::json!({ "fgsm": { "epsilon": 8.0 / 255.0 } });
    assert_eq!(attack["provenance"]["parameters"]["method"], parameters);
    let answers = json(&["classify", "--model", MODEL, "--image", "tests/fixtures/images.npy"]);
    assert_eq!((&answers[23]["file"], &answers[23]["index"]), (&"tests/fixtures/images.npy".into(), &23.into()));
}

#[test]
fn the_version_has_the_commit() {
    let said = String::from_utf8(lab(&["--version"]).stdout).unwrap();
    let git = Command::new("git").args(["rev-parse", "HEAD"]).current_dir(ROOT).output();
    let commit = git.ok().filter(|git| git.status.success()).map(|git| String::from_utf8(git.stdout).unwrap());
    let commit = commit.as_deref().map_or("unknown", str::trim);
    assert_eq!(said.trim(), format!("lab {} ({commit})", env!("CARGO_PKG_VERSION")));
}

#[test]
fn numbers_are_rounded_to_a_few_digits_for_people() {
    let folder = folder("rounded");
    let (image, dark) = (first_image(&folder), folder.join("dark.npy"));
    let black = OneOrMany::One(Image::from_fn(|_, _, _| 0.0));
    fs::write(&dark, npy::write(&black).unwrap()).unwrap();
    // Of a black image every coefficient is 0, and raw RCT divides by it.
    let said = lab(&["rct", "--clean", text(&dark), "--adversarial", text(&image)]);
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.lines().count() == 64 && said.lines().all(|line| line.chars().count() < 60), "{said}");
    let said = lab(&["rct", "--clean", text(&image), "--adversarial", text(&image)]);
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(!said.contains("-0") && said.contains(" 0.00 %"), "{said}");
}

#[test]
fn a_batch_of_one_keeps_its_axis() {
    let folder = folder("batch_of_one");
    let images = folder.join("images");
    fs::create_dir(&images).unwrap();
    let (one, batch, out) = (first_image(&images), folder.join("batch.npy"), folder.join("out.npy"));
    fs::write(&batch, npy::write(&OneOrMany::Many(fixtures()[..1].to_vec())).unwrap()).unwrap();
    for command in commands(text(&out)) {
        let (name, writes) = (command[0], command.contains(&"--out"));
        let answer = |image: &Path| json(&with(&command, &["--image", text(image)]));
        let written = || npy::read_array(&fs::read(&out).unwrap()).unwrap().0;
        let mut single = answer(&one);
        assert!(!writes || written() == [3, 32, 32], "{name}");
        without_source(&mut single);
        for batch in [&batch, &images] {
            let mut list = answer(batch);
            // `ablate` says what it wrote, not what it found in each image.
            assert!(name == "ablate" || list.as_array().is_some_and(|list| list.len() == 1), "{name}: {list}");
            if name != "ablate" {
                without_source(&mut list[0]);
                assert_eq!(list[0], single, "{name}");
            }
            assert!(!writes || written() == [1, 3, 32, 32], "{name}");
        }
    }
}

/// The commands that are about images of one's own, each without its image; the last three write `out`.
fn commands(out: &str) -> [Vec<&str>; 6] {
    let model = ["--model", MODEL];
    [
        with(&["classify"], &model),
        with(&["of"], &model),
        vec!["prop1"],
        vec!["ablate", "--bands", "5", "--out", out],
        [["attack", "--method", "fgsm", "--out", out].as_slice(), &model].concat(),
        [["invert", "--start", "www/samples/cat-0.png", "--steps", "1", "--out", out].as_slice(), &model].concat(),
    ]
}

#[test]
fn answers_about_one_image_and_several_follow_their_schemas() {
    let folder = folder("schemas");
    let [images, two, out] = ["images", "two.npy", "out.npy"].map(|name| folder.join(name));
    fs::create_dir(&images).unwrap();
    let one = first_image(&images);
    fs::copy(Path::new(ROOT).join("www/samples/cat-0.png"), images.join("second.png")).unwrap();
    fs::write(&two, npy::write(&OneOrMany::Many(fixtures()[..2].to_vec())).unwrap()).unwrap();
    for (image, count) in [(&one, None), (&images, Some(2)), (&two, Some(2))] {
        for command in commands(text(&out)) {
            let answer = json(&with(&command, &["--image", text(image)]));
            match command[0] {
                "ablate" => assert_eq!(answer["images"], count.unwrap_or(1)),
                "prop1" => assert_eq!(answer.as_array().map(Vec::len), count.or(Some(63))),
                command => assert_eq!(answer.as_array().map(Vec::len), count, "{command}"),
            }
        }
        let change = json(&["rct", "--clean", text(image), "--adversarial", text(image)]);
        assert_eq!(change["images"], count.unwrap_or(1));
    }
    let attack = ["attack", "--model", MODEL, "--image", text(&one), "--out", text(&out), "--method"];
    for method in [
        ["pgd-l2", "--steps", "1", "--no-random-start"].as_slice(),
        &["pgd-linf", "--steps", "1", "--target", "dog"],
        &["cw", "--searches", "1", "--iterations", "2", "--class", "dog"],
        &["simba", "--basis", "dct", "--freq-dims", "2"],
    ] {
        json(&with(&attack, method));
    }
    for fill in [["--fill", "noise"].as_slice(), &["--fill", "mean", "--clip"], &["--normalised"]] {
        json(&[["of", "--model", MODEL, "--image", text(&one)].as_slice(), fill].concat());
    }
}

#[test]
fn no_image_is_refused_in_one_line() {
    let folder = folder("no_image");
    let [empty, none, out] = ["empty", "none.npy", "out.npy"].map(|name| folder.join(name));
    fs::create_dir(&empty).unwrap();
    fs::write(&none, array(&[0, 3, 32, 32], [0.0_f32; 0].into_iter())).unwrap();
    for (image, expected) in [(&empty, "the folder holds no .npy, .png or .jpg file"), (&none, "it holds no image")] {
        for command in commands(text(&out)) {
            assert_refused(&with(&command, &["--image", text(image), "--json"]), expected);
        }
        assert_refused(&["rct", "--clean", text(image), "--adversarial", text(image), "--json"], expected);
    }
    test_set(&folder);
    let data = ["--model", MODEL, "--data", text(&folder), "--out", text(&out), "--json"];
    let questions = [vec!["of"], vec!["rct", "--method", "fgsm"], vec!["invert"], vec!["accuracy"]];
    let refused = |question: &[&str], more: &[&str], expected: &str| {
        assert_refused(&[&["dataset"], question, &data, more].concat(), expected);
    };
    questions.iter().for_each(|question| refused(question, &["--limit", "0"], "limit is 0"));
    fs::write(folder.join("test_images.npy"), array(&[0, 3, 32, 32], [0_u8; 0].into_iter())).unwrap();
    fs::write(folder.join("test_labels.npy"), array(&[0], [0_i64; 0].into_iter())).unwrap();
    questions.iter().for_each(|question| refused(question, &[], "it has 0 labels"));
    assert_refused(&["merge", text(&out), "--json"], "lab --help");
    assert_refused(&["figure", "--out", text(&folder.join("out.svg")), "--json"], "lab --help");
    assert!(!out.exists());
}

#[test]
fn documents_of_one_image_and_several_follow_their_schemas() {
    let folder = folder("document_schemas");
    test_set(&folder);
    // The first label is wrong, so that of one image none is attacked, and there is nothing to take a mean of.
    fs::write(folder.join("test_labels.npy"), array(&[8], [7, 1, 2, 3, 4, 5, 6, 7_i64].into_iter())).unwrap();
    let questions = [
        vec!["of"],
        vec!["of", "--bands", "radial", "--fill", "noise"],
        vec!["of", "--estimator", "control-variate", "--subsample", "2"],
        vec!["rct", "--method", "fgsm"],
        vec!["rct", "--method", "simba", "--freq-dims", "2"],
        vec!["invert", "--steps", "1"],
        vec!["accuracy"],
        vec!["accuracy", "--norm", "l2", "--epsilon", "0.5"],
    ];
    for (number, question) in questions.iter().enumerate() {
        let path = |name: &str| folder.join(format!("{number}-{name}"));
        let [merged, svg, first, second] = ["merged.json", "out.svg", "first.scores", "second.scores"].map(path);
        let ask = |out: &Path, limit: &str, more: &[&str]| {
            let fixed = ["--model", MODEL, "--data", text(&folder), "--limit", limit, "--out", text(out)];
            json(&[&["dataset"], question.as_slice(), &fixed, more].concat())
        };
        let sizes = if question.contains(&"--subsample") { ["2", "3"] } else { ["1", "2"] };
        for limit in sizes {
            let out = path(&format!("{limit}.json"));
            ask(&out, limit, &[]);
            assert_valid(&serde_json::from_slice(&fs::read(&out).unwrap()).unwrap());
            if question[0] != "accuracy" {
                json(&["figure", text(&out), "--out", text(&svg)]);
            }
        }
        ask(&first, sizes[1], &["--shard", "0/2"]);
        ask(&second, sizes[1], &["--shard", "1/2"]);
        json(&["merge", text(&merged), text(&first), text(&second)]);
    }
}

#[test]
fn ablate_writes_both_forms() {
    let folder = folder("ablate");
    let image = first_image(&folder);
    for name in ["out.npy", "out.png"] {
        let out = folder.join(name);
        let report = json(&["ablate", "--image", text(&image), "--bands", "20-62", "--out", text(&out)]);
        assert_eq!(report["bands"], "20-62");
        assert!(fs::metadata(&out).unwrap().len() > 100);
    }
    let ablated = Image::decode(&fs::read(folder.join("out.png")).unwrap()).unwrap();
    assert_ne!(Some(&ablated), npy::read(&fs::read(&image).unwrap()).unwrap().first());
}

#[test]
fn a_packed_checkpoint_is_a_model() {
    let folder = folder("pack");
    let (image, out) = (first_image(&folder), folder.join("own.safetensors"));
    let pack = |checkpoint: &str, arch: &str, more: &[&str]| {
        json(&[&["pack", checkpoint, "--arch", arch, "--out", text(&out)], more].concat())
    };
    let report = pack("tests/fixtures/pack/robustness_resnet50.pt", "resnet50", &[]);
    assert_eq!(report["layout"], "cifar-resnet");
    assert_eq!(report["widths"], serde_json::json!([8, 16, 32, 64]));
    assert_eq!(report["std"][0], 0.2023);
    assert_eq!(report["bytes"], fs::metadata(&out).unwrap().len());
    let prediction = json(&["classify", "--model", text(&out), "--image", text(&image)]);
    assert_eq!(prediction["logits"].as_array().unwrap().len(), 10);
    let colours = ["--mean", "0.4914,0.4822,0.4465", "--std", "0.247,0.2435,0.2616"];
    let pack = || pack("tests/fixtures/pack/torchvision_resnet18.safetensors", "resnet18", &colours);
    assert_eq!(pack()["sha256"], pack()["sha256"]);
}

#[test]
fn checkpoints_that_cannot_be_packed_are_refused_in_one_line() {
    let out = folder("pack_refused").join("own.safetensors");
    let refused = |checkpoint: &str, more: &[&str], expected: &str| {
        let path = format!("tests/fixtures/pack/{checkpoint}");
        assert_refused(&[&["pack", &path, "--out", text(&out)], more].concat(), expected);
        assert!(!out.exists());
    };
    let torchvision = "torchvision_resnet18.safetensors";
    refused("none.pt", &["--arch", "resnet18"], "none.pt cannot be packed");
    refused(torchvision, &["--arch", "resnet18"], "give --mean and --std");
    refused(torchvision, &["--arch", "resnet18", "--mean", "0,0,0"], "--std");
    refused(torchvision, &["--arch", "resnet18", "--mean", "0,0", "--std", "1,1,1"], "three numbers");
    refused(torchvision, &["--arch", "resnet18", "--mean", "0,0,0", "--std", "1,0,1"], "not positive");
    refused(torchvision, &["--arch", "resnet19"], "“resnet19” names no architecture");
    refused(torchvision, &["--arch", "resnet50"], "“layer1.0.conv3.weight” is missing");
    refused("robustness_resnet50.pt", &["--arch", "vgg19"], "“model.module.model.features.0.weight” is missing");
}

#[test]
fn noise_follows_the_seed() {
    let folder = folder("noise");
    let image = first_image(&folder);
    let ablated = |seed: &str| {
        let out = folder.join(format!("{seed}.npy"));
        let noise = ["--bands", "5-9", "--fill", "noise", "--seed", seed, "--out", text(&out)];
        json(&[["ablate", "--image", text(&image)].as_slice(), &noise].concat());
        fs::read(out).unwrap()
    };
    assert_eq!(ablated("1"), ablated("1"));
    assert_ne!(ablated("1"), ablated("2"));
}

#[test]
fn an_image_has_the_same_noise_alone_in_a_folder_and_in_a_data_set() {
    let folder = folder("same_noise");
    test_set(&folder);
    let (images, pictures) =
        (npy::read(include_bytes!("../../../tests/fixtures/images.npy")).unwrap(), folder.join("png"));
    fs::create_dir(&pictures).unwrap();
    // The third image of the data set is the second of the folder.
    for (name, image) in [("a.png", &images[5]), ("b.png", &images[2])] {
        fs::write(pictures.join(name), image.to_png().unwrap()).unwrap();
    }
    let of = |question: &[&str]| json(&[question, &["--model", MODEL, "--fill", "noise", "--seed", "3"]].concat());
    let scores = |scores: &Value| serde_json::from_value::<Vec<f32>>(scores.clone()).unwrap();
    let alone = scores(&of(&["of", "--image", text(&pictures.join("b.png"))])["scores"]);
    let in_folder = scores(&of(&["of", "--image", text(&pictures)])[1]["scores"]);
    let out = folder.join("out.json");
    let profile = of(&["dataset", "of", "--data", text(&folder), "--limit", "3", "--out", text(&out)]);
    let in_data_set = scores(&profile["classes"][2]["mean"]);
    assert_eq!(in_folder, alone);
    assert!(in_data_set.iter().zip(&alone).all(|(one, other)| (one - other).abs() < 1e-5), "{in_data_set:?}");
}

#[test]
fn attack_and_rct_work_on_a_folder() {
    let folder = folder("attack_and_rct");
    let images = folder.join("images");
    fs::create_dir(&images).unwrap();
    let clean = first_image(&images);
    fs::copy(Path::new(ROOT).join("www/samples/cat-0.png"), images.join("second.png")).unwrap();
    fs::write(images.join("ignored.txt"), "not an image").unwrap();
    let out = folder.join("out.npy");
    let fgsm = ["attack", "--model", MODEL, "--method", "fgsm", "--epsilon", "8/255", "--out", text(&out)];
    let results = json(&[fgsm.as_slice(), &["--image", text(&images)]].concat());
    let results = results.as_array().unwrap();
    assert_eq!((results.len(), npy::read(&fs::read(&out).unwrap()).unwrap().len()), (2, 2));
    for result in results {
        assert_eq!(result["success"], result["class_before"] != result["class_after"]);
        assert!((result["linf"].as_f64().unwrap() - 8.0 / 255.0).abs() < 1e-6);
        assert!(result["l0"].as_u64().unwrap() > 1000 && result["l1"].as_f64() > result["l2"].as_f64());
        assert_eq!((&result["queries"], &result["iterations"]), (&1.into(), &1.into()));
    }
    let one = json(&[fgsm.as_slice(), &["--image", text(&clean)]].concat());
    assert_eq!(one["class_before"], results[0]["class_before"]);
    let change = json(&["rct", "--clean", text(&clean), "--adversarial", text(&out)]);
    for form in ["raw", "guarded", "absolute"] {
        let rows: Vec<Vec<f64>> = serde_json::from_value(change[form].clone()).unwrap();
        assert!(rows.len() == 32 && rows.iter().all(|row| row.len() == 32), "{form}");
    }
    let shares: Vec<f64> = serde_json::from_value(change["energy_shares"].clone()).unwrap();
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-6);
}

#[test]
fn a_senseless_attack_is_refused_in_one_line() {
    let folder = folder("senseless_attack");
    let (image, permutation) = (first_image(&folder), folder.join("permutation.npy"));
    fs::write(&permutation, fs::read(&image).unwrap()).unwrap();
    let (image, out) = (text(&image), folder.join("out.npy"));
    let refused = |method: &str, more: &[&str], expected: &str| {
        let fixed = ["attack", "--model", MODEL, "--image", image, "--out", text(&out), "--method", method];
        assert_refused(&[fixed.as_slice(), more].concat(), expected);
        assert!(!out.exists());
    };
    refused("fgsm", &["--epsilon", "-0.1"], "epsilon is -0.1: choose a number from 0 to 1");
    refused("fgsm", &["--epsilon", "nan"], "epsilon is NaN");
    refused("pgd-l2", &["--epsilon", "3/2"], "epsilon is 1.5");
    refused("pgd-linf", &["--steps", "0"], "steps is 0: choose a whole number from 1 to 10000");
    refused("pgd-linf", &["--steps", "1000000000"], "steps is 1000000000");
    refused("pgd-linf", &["--alpha", "x"], "lab --help");
    refused("cw", &["--kappa", "-1"], "kappa is -1");
    refused("cw", &["--searches", "99"], "searches is 99");
    refused("fgsm", &["--steps", "3"], "--steps has no meaning for fgsm");
    refused("simba", &["--order", "diagonal", "--stride", "3"], "no meaning for simba with --order diagonal");
    refused("simba", &["--permutation", text(&permutation)], "the permutation is none");
    refused("fgsm", &["--target", "airplane"], "image 1 is a “airplane” already");
    refused("fgsm", &["--class", "cat,dog"], "one class for each of the 1 images");
    refused("paint", &[], "lab --help");
    assert_refused(&["rct", "--clean", image, "--adversarial", "tests/fixtures/images.npy"], "it has 24 images");
    assert_refused(&["classify", "--model", MODEL, "--image", "src"], "the folder holds no .npy, .png or .jpg file");
}

#[test]
fn a_misclassified_image_is_reported_and_left_alone() {
    let folder = folder("misclassified");
    let (image, out) = (first_image(&folder), folder.join("out.npy"));
    let class = json(&["classify", "--model", MODEL, "--image", text(&image)])["class"].clone();
    let other = if class == "cat" { "dog" } else { "cat" };
    let arguments = ["attack", "--model", MODEL, "--image", text(&image), "--method", "fgsm", "--out", text(&out)];
    let left_alone = json(&[arguments.as_slice(), &["--class", other]].concat());
    assert_eq!((&left_alone["outcome"], &left_alone["success"]), (&"misclassified".into(), &false.into()));
    assert_eq!(fs::read(&out).unwrap(), fs::read(&image).unwrap());
    let asked = json(&[arguments.as_slice(), &["--class", other, "--attack-misclassified"]].concat());
    assert_ne!(asked["outcome"], "misclassified");
}

#[test]
fn the_bound_of_proposition_1_is_met_in_band_0_alone() {
    let folder = folder("prop1");
    let image = first_image(&folder);
    let report = json(&["prop1", "--image", text(&image), "--energy", "3"]);
    let at = |k: usize, key: &str| report[k][key].as_f64().unwrap();
    assert_eq!(report.as_array().unwrap().len(), 63);
    // Energy 3 in 3 coefficients: each channel's pixels rise by 1/32.
    assert!((at(0, "l1") - 96.0).abs() < 1e-2 && (at(0, "bound") - 96.0).abs() < 1e-2);
    assert!((1..63).all(|k| at(k, "bound") < 1e-2 && at(k, "l1") > 8.0));
    assert_refused(&["prop1", "--image", text(&image), "--energy", "-1"], "energy is -1: choose a number above 0");
}

/// The first eight images of the fixtures, in the form of the whole test set.
fn test_set(folder: &Path) {
    let images = fixtures();
    let bytes = images[..8].iter().flat_map(Image::pixels).map(|value| (value * 255.0).round() as u8);
    fs::write(folder.join("test_images.npy"), array(&[8, 3, 32, 32], bytes)).unwrap();
    fs::write(folder.join("test_labels.npy"), array(&[8], 0..8_i64)).unwrap();
}

fn array<T: npyz::Serialize + npyz::AutoSerialize>(shape: &[u64], values: impl Iterator<Item = T>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = npyz::WriteOptions::new().default_dtype().shape(shape).writer(&mut file).begin_nd().unwrap();
    writer.extend(values).unwrap();
    writer.finish().unwrap();
    file
}

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

/// Writes another value into a field of the question in the header of a file of records.
fn edit_question(scores: &Path, field: &str, value: &str) {
    let content = fs::read_to_string(scores).unwrap();
    let (header, records) = content.split_once('\n').unwrap();
    let mut header: Value = serde_json::from_str(header.split_once('\t').unwrap().0).unwrap();
    assert!(header["question"][field].is_string(), "{field}: {header}");
    header["question"][field] = value.into();
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
    edit_question(&scores, "version", "0.0.0");
    assert_eq!(json(&run)["clean"], found["clean"]);
    for field in ["sources", "device"] {
        let before = fs::read(&scores).unwrap();
        edit_question(&scores, field, if field == "device" { "gpu" } else { "ab" });
        assert_refused(&run, &format!("which differs in question.{field}"));
        fs::write(&scores, before).unwrap();
    }
    assert!(json(&run)["question"]["version"] == "0.0.0", "the file says what began it");
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

    let damaged = whole.replacen("accuracy", "accuracx", 1);
    fs::write(&scores, &damaged).unwrap();
    assert_refused(&run, "its first line, which says what run it is of, is damaged");
    assert_eq!(fs::read_to_string(&scores).unwrap(), damaged);
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
    // Without its --shard a run would put its result in the place of the shard's records.
    let shard = folder.join("0.scores");
    let before = fs::read(&shard).unwrap();
    let fixed = ["dataset", "of", "--model", MODEL, "--data", text(&folder)];
    assert_refused(&[&fixed[..], &["--out", text(&shard)]].concat(), "it holds the records of a run");
    assert!(fs::read(&shard).unwrap() == before);
    assert_refused(&[&fixed[..], &["--out", text(&folder)]].concat(), "it is a folder: name a file");
    assert_refused(&["merge", text(&folder.join("m.json")), text(&folder.join("out.json"))], "it is a result");
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
    assert_refused(&[["merge", shards[1]].as_slice(), shards.as_slice()].concat(), "would be overwritten");
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
        &["figure", "crates/lab/tests/lab.rs", "--out", text(&folder.join("x.svg"))],
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
        let fixed = ["dataset", "of", "--model", MODEL, "--data", text(&folder), "--limit", "4", "--out", text(&out)];
        json(&[fixed.as_slice(), more].concat());
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
    assert_refused(&[invert.as_slice(), &["--step-size", "2"]].concat(), "step-size is 2: choose a number above 0");
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
    let logits = npy::read_array(include_bytes!("../../../tests/fixtures/logits.npy")).unwrap().1;
    let top = |row: &[f32]| (0..10).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap();
    let right = logits.chunks(10).take(8).enumerate().filter(|&(label, row)| top(row) == label).count();
    assert_eq!(clean["clean"]["mean"].as_f64(), Some(right as f64 / 8.0));
    let out = folder.join("x.json");
    let run = ["dataset", "accuracy", "--model", MODEL, "--data", text(&folder), "--out", text(&out)];
    assert_refused(&[run.as_slice(), &["--norm", "l2", "--epsilon", "2"]].concat(), "epsilon is 2");
    assert_refused(&[run.as_slice(), &["--norm", "l2", "--epsilon", "0"]].concat(), "epsilon is 0");
    assert_refused(&[run.as_slice(), &["--norm", "l2"]].concat(), "--epsilon");
    let svg = folder.join("x.svg");
    assert_refused(&["figure", text(&folder.join("clean.json")), "--out", text(&svg)], "it has no figure");
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
    refused(&folder.join("none"), &[], "run training/.venv/bin/python training/data.py");
    refused(&folder, &["--limit", "9"], "limit is 9: choose a whole number from 1 to 8");
    refused(&folder, &["--shard", "4/4"], "with i from 0 to n − 1");
    refused(&folder, &["--subsample", "4"], "--subsample has no meaning for --estimator exact");
    let control = ["--estimator", "control-variate", "--subsample", "4"];
    refused(&folder, &[control.as_slice(), &["--fill", "noise"]].concat(), "fill is noise: choose zero or mean");
    refused(&folder, &[control.as_slice(), &["--clip"]].concat(), "choose no clipping for first-order scores");
    refused(&folder, &["--estimator", "control-variate"], "subsample is 0: choose a whole number from 2 to 8");
    fs::write(folder.join("test_labels.npy"), array(&[8], 5..13_i64)).unwrap();
    refused(&folder, &[], "“10” names no class");
    fs::write(folder.join("test_labels.npy"), array(&[2], 0..2_i64)).unwrap();
    refused(&folder, &[], "it has 2 labels");
    assert_refused(&["merge", text(&out), "crates/lab/tests/lab.rs"], "it holds no scores");
}

#[test]
fn bad_input_is_refused_in_one_line() {
    let folder = folder("bad_input");
    let good = first_image(&folder);
    let (empty, gif, huge) = (folder.join("empty.png"), folder.join("a.gif"), folder.join("huge.png"));
    fs::write(&empty, "").unwrap();
    fs::write(&gif, "GIF89a\x01\x00\x01\x00").unwrap();
    fs::write(&huge, huge_png()).unwrap();
    let classify =
        |image: &Path, expected| assert_refused(&["classify", "--model", MODEL, "--image", text(image)], expected);
    classify(&empty, "the file is empty");
    classify(&gif, "of the format GIF");
    classify(&huge, "60000 × 60000 pixels");
    classify(&folder.join("none.png"), "none.png");
    classify(&folder, "empty.png: the file is empty");
    let image = text(&good);
    assert_refused(&["classify", "--model", "resnet19", "--image", image], "use one of resnet18-natural");
    assert_refused(&["of", "--model", MODEL, "--image", image, "--class", "fish"], "names no class");
    assert_refused(&["ablate", "--image", image, "--bands", "63", "--out", "x.png"], "bands are 0 to 62");
    assert_refused(&["ablate", "--image", image, "--bands", "1", "--out", "x.gif"], ".npy or .png");
    assert_refused(&["of", "--model", MODEL, "--image", image, "--fill", "mean", "--normalised"], "for --fill mean");
    assert_refused(&["rct", "--clean", image, "--adversarial", image, "--tau", "-1"], "tau is -1");
    assert_refused(&["prop1", "--image", image, "--energy", "1e80"], "at most 1000000");
    let nowhere = folder.join("nowhere/x.npy");
    let attack = ["attack", "--model", MODEL, "--image", image, "--method", "fgsm", "--out", text(&nowhere)];
    assert_refused(&attack, "its folder does not exist");
    assert_refused(&["classify", "--image", image], "lab --help");
    assert_refused(&["paint"], "lab --help");
}

#[test]
fn a_command_that_is_left_out_gets_the_list_of_commands() {
    for (arguments, command) in [([].as_slice(), "classify"), (&["dataset"], "accuracy")] {
        let output = Command::new(env!("CARGO_BIN_EXE_lab")).args(arguments).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains("Usage: lab") && text.contains(&format!("\n  {command} ")), "{text}");
        assert!(!text.contains("--help`"), "{text}");
    }
}

#[test]
fn a_figure_is_written_as_svg_alone() {
    let folder = folder("figure_names");
    let of = |name: &str, expected: &str| {
        let out = folder.join(name);
        assert_refused(&["figure", "www/results/rct-vgg19-natural-cw.json", "--out", text(&out)], expected);
        assert!(!out.exists());
    };
    of("f.png", "f.png: the name must end in .svg");
    of("f", "the name must end in .svg");
    of("none/f.svg", "its folder does not exist");
}

#[test]
fn an_answer_that_cannot_be_delivered_is_no_crash() {
    let folder = folder("undelivered");
    let image = first_image(&folder);
    let deliver = |to: Stdio| {
        let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"));
        let lab = lab.args(["prop1", "--json", "--image", text(&image)]).stdout(to).stderr(Stdio::piped()).spawn();
        let output = lab.unwrap().wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    assert_eq!(deliver(writer.into()), (Some(0), String::new()), "as behind `head`");
    if let Ok(full) = fs::File::options().write(true).open("/dev/full") {
        let (code, said) = deliver(full.into());
        assert_eq!((code, said.lines().count()), (Some(2), 1), "{said}");
        assert!(said.starts_with("lab: standard output"), "{said}");
    }
}

#[test]
fn altered_models_are_refused_in_one_line() {
    let folder = folder("altered_models");
    let image = first_image(&folder);
    let manifest = fs::read_to_string(Path::new(ROOT).join("models/manifest.json")).unwrap();
    let weights = fs::read(Path::new(ROOT).join(format!("models/{MODEL}.safetensors"))).unwrap();
    let file = folder.join(format!("{MODEL}.safetensors"));
    let refused = |manifest: &str, weights: &[u8], expected: &str| {
        fs::write(folder.join("manifest.json"), manifest).unwrap();
        fs::write(&file, weights).unwrap();
        let arguments = ["--models", text(&folder), "classify", "--model", MODEL, "--image", text(&image)];
        assert_refused(&arguments, expected);
    };
    let mut flipped = weights.clone();
    flipped[weights.len() / 2] ^= 1;
    refused(&manifest, &flipped, "it was altered");
    refused(&manifest, &weights[..1000], "it has 1000 bytes");
    refused(&manifest[..100], &weights, "the model manifest cannot be used");
    refused(&manifest.replace("freqscope-manifest/1", "freqscope-manifest/9"), &weights, "freqscope-manifest/9");
    fs::write(&file, &weights[..1000]).unwrap();
    assert_refused(&["classify", "--model", text(&file), "--image", text(&image)], "cannot be used");
}

/// The start of a PNG that claims 60,000 × 60,000 pixels.
fn huge_png() -> Vec<u8> {
    let side = 60_000_u32.to_be_bytes();
    let header = [b"IHDR".as_slice(), &side, &side, &[8, 2, 0, 0, 0]].concat();
    let checksum = crc32(&header).to_be_bytes();
    [b"\x89PNG\r\n\x1a\n\0\0\0\r".as_slice(), &header, &checksum, b"\0\0\0\0IDAT\x35\xaf\x06\x1e"].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}
