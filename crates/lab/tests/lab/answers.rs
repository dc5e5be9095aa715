//! What is answered about images of one's own.

use super::*;

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
    let (_, expected) = npy::read_array(include_bytes!("../../../../tests/fixtures/of_scores.npy")).unwrap();
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
        let edition = if command == "pack" { 2 } else { 1 };
        assert_eq!(provenance["format"], format!("freqscope-lab-{name}/{edition}"));
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
}

#[test]
fn an_answer_has_the_defaults_that_were_taken_and_a_place_in_its_batch() {
    let folder = folder("defaults");
    let (image, npy) = (first_image(&folder), folder.join("out.npy"));
    let attack = json(&["attack", "--model", MODEL, "--image", text(&image), "--method", "fgsm", "--out", text(&npy)]);
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
    questions.iter().for_each(|question| refused(question, &[], "it holds no image"));
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
        vec!["heatmap"],
        vec!["filter", "--bands", "radial", "--fill", "mean"],
        vec!["corruption"],
    ];
    for (number, question) in questions.iter().enumerate() {
        let path = |name: &str| folder.join(format!("{number}-{name}"));
        let [merged, svg, first, second] = ["merged.json", "out.svg", "first.scores", "second.scores"].map(path);
        // What is to be attacked has to be classified as it is labelled.
        let model = if ["rct", "accuracy"].contains(&question[0]) { MODEL } else { SMALL };
        let ask = |out: &Path, limit: &str, more: &[&str]| {
            let fixed = ["--model", model, "--data", text(&folder), "--limit", limit, "--out", text(out)];
            json(&[&["dataset"], question.as_slice(), &fixed, more].concat())
        };
        let sizes = if question.contains(&"--subsample") { ["2", "3"] } else { ["1", "2"] };
        for limit in sizes {
            let out = path(&format!("{limit}.json"));
            ask(&out, limit, &[]);
            assert_valid(&serde_json::from_slice(&fs::read(&out).unwrap()).unwrap());
            if !["accuracy", "heatmap", "filter", "corruption"].contains(&question[0]) {
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
    assert_eq!(pack()["normalisation"], "options");
    assert_eq!(report["normalisation"], "checkpoint");
}

#[test]
fn a_checkpoint_is_compared_with_the_logits_of_its_owners_code() {
    let folder = folder("pack_check");
    let (images, out) = (folder.join("images.npy"), folder.join("own.safetensors"));
    let four = OneOrMany::Many(fixtures()[..4].to_vec());
    fs::write(&images, npy::write(&four).unwrap()).unwrap();
    let theirs = |name: &str| format!("tests/fixtures/checkpoints/layouts/{name}_logits.npy");
    let checkpoint = "tests/fixtures/checkpoints/layouts/lightning_resnet18.ckpt";
    let pack = ["pack", checkpoint, "--out", text(&out), "--image", text(&images), "--check"];
    assert_refused(&with(&pack, &[theirs("numpy_resnet18").as_str()]), "one of the assumptions does not hold");
    assert!(!out.exists());
    let report = json(&with(&pack, &[theirs("lightning_resnet18").as_str()]));
    assert_eq!(report["check"]["images"], 4);
    assert!(report["check"]["largest_difference"].as_f64().unwrap() < 1e-3);
    assert_eq!(report["architecture"], "resnet18");
    assert_eq!(report["rounding"]["images"], 4);
    assert!(out.exists());
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
    refused("none.pt", &["--arch", "resnet18"], "none.pt cannot be used as a network");
    refused(torchvision, &[], "give --mean and --std, which for CIFAR-10 often are --mean 0.4914,0.4822,0.4465");
    refused(torchvision, &["--arch", "resnet18", "--mean", "0,0,0"], "--std");
    refused(torchvision, &["--arch", "resnet18", "--mean", "0,0", "--std", "1,1,1"], "three numbers");
    refused(
        torchvision,
        &["--arch", "resnet18", "--mean", "0,0,0", "--std", "1,0,1"],
        "std is 1,0,1: choose three numbers above 0, such as",
    );
    refused(torchvision, &["--arch", "resnet19"], "“resnet19” names no architecture");
    refused(torchvision, &["--arch", "resnet50"], "it is a resnet18 by its names and shapes, and no resnet50");
    refused("robustness_resnet50.pt", &["--arch", "vgg19"], "it is a resnet50 by its names and shapes");
    refused("robustness_resnet50.pt", &["--key", "ema"], "no network that is called “ema”, but “model.module.model”");
    refused(torchvision, &["--mean", "125.3,123,113.9", "--std", "63,62.1,66.7"], "divide them by 255");
    refused(torchvision, &["--check", "logits.npy"], "--image");
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
        (npy::read(include_bytes!("../../../../tests/fixtures/images.npy")).unwrap(), folder.join("png"));
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
    refused("fgsm", &["--epsilon", "3/2"], "epsilon is 1.5: choose a number from 0 to 1 in the ℓ∞ norm");
    refused("pgd-l2", &["--epsilon", "60"], "epsilon is 60: choose a number from 0 to √3072 (55.4) in the ℓ2 norm");
    refused("pgd-l2", &["--alpha", "60"], "alpha is 60: choose a number above 0 and at most √3072");
    refused("pgd-linf", &["--steps", "0"], "steps is 0: choose a whole number from 1 to 10000");
    refused("pgd-linf", &["--steps", "1000000000"], "steps is 1000000000");
    refused("pgd-linf", &["--alpha", "x"], "lab: alpha is x: choose a number such as 0.03 or 8/255\n");
    refused("cw", &["--kappa", "-1"], "kappa is -1");
    refused("cw", &["--searches", "99"], "searches is 99");
    refused("fgsm", &["--steps", "3"], "--steps has no meaning for fgsm");
    refused("simba", &["--order", "diagonal", "--stride", "3"], "no meaning for simba with --order diagonal");
    refused("simba", &["--permutation", text(&permutation)], "the permutation is none");
    refused("fgsm", &["--target", "airplane"], "first.npy: it is a “airplane” already: choose another target class");
    refused("fgsm", &["--class", "cat,dog"], "one class for each of the 1 images");
    refused("paint", &[], "method is paint: choose one of fgsm, ");
    assert_refused(&["rct", "--clean", image, "--adversarial", "tests/fixtures/images.npy"], "it has 24 images");
    assert_refused(
        &["classify", "--model", MODEL, "--image", "docs/schemas"],
        "the folder holds no .npy, .png or .jpg file",
    );
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

#[test]
fn drivers_that_miss_a_display_do_not_say_so() {
    let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"));
    let lab = lab.current_dir(ROOT).env_remove("XDG_RUNTIME_DIR").env_remove("WAYLAND_DISPLAY");
    let output = lab.args(["classify", "--model", MODEL, "--image", "www/samples/cat-0.png"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.lines().count() == 1 && said.starts_with("lab: computing on "), "{said}");
}
