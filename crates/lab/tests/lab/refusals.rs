//! Bad input, and answers that cannot be delivered.

use super::*;

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
    let image = text(&good);
    assert_refused(&["classify", "--model", "resnet19", "--image", image], "use one of resnet18-natural");
    assert_refused(&["of", "--model", MODEL, "--image", image, "--class", "fish"], "lab: “fish” names no class");
    assert_refused(&["ablate", "--image", image, "--bands", "63", "--out", "x.png"], "bands are 0 to 62");
    assert_refused(&["ablate", "--image", image, "--bands", "1", "--out", "x.gif"], ".npy or .png");
    assert_refused(&["of", "--model", MODEL, "--image", image, "--fill", "mean", "--normalised"], "for --fill mean");
    assert_refused(&["rct", "--clean", image, "--adversarial", image, "--tau", "-1"], "tau is -1");
    let tau = |tau| ["rct", "--clean", image, "--adversarial", image, "--tau", tau];
    assert_refused(&tau("inf"), "tau is inf: choose a finite number above 0");
    assert_refused(&tau("abc"), "lab: tau is abc: choose a number such as 0.03 or 8/255");
    assert_eq!(json(&tau("1/1000"))["provenance"]["parameters"]["tau"], 0.001);
    assert_refused(&["prop1", "--image", image, "--energy", "abc"], "lab: energy is abc: choose a number such as 0.03");
    assert_refused(&["prop1", "--image", image, "--energy", "1e80"], "at most 1000000");
    let ablate = |bands| ["ablate", "--image", image, "--out", "x.png", "--bands", bands];
    assert_refused(&ablate(""), "lab: bands is “”: choose one or more, such as 0,5-9");
    assert_refused(&ablate("-1"), "lab: “-1” names no band: bands are 0 to 62");
    let nowhere = folder.join("nowhere/x.npy");
    let attack = ["attack", "--model", MODEL, "--image", image, "--method", "fgsm", "--out", text(&nowhere)];
    assert_refused(&attack, "its folder does not exist");
    assert_refused(&["classify", "--image", image], "lab --help");
    assert_refused(&["paint"], "there is no command “paint”: see `lab --help`");
}

#[test]
fn a_command_line_is_refused_in_the_words_of_the_house() {
    let data = ["dataset", "of", "--model", MODEL, "--out", "x.json"];
    for limit in [["--limit", "-5"].as_slice(), &["--limit=-5"]] {
        assert_refused(&with(&data, limit), "lab: limit is -5: choose a whole number that is not negative\n");
    }
    assert_refused(&with(&data, &["--limit", "99999999999999999999"]), "choose a smaller whole number");
    assert_refused(&with(&data, &["--seed", "-1"]), "lab: seed is -1: choose a whole number");
    assert_refused(&with(&data, &["--fill", "grey"]), "lab: fill is grey: choose one of zero, mean, noise");
    assert_refused(&with(&data, &["--lmit", "5"]), "there is no option --lmit here: did you mean --limit? see");
    assert_refused(&["classify", "--model", MODEL], "--image <F> is missing: give it");
    assert_refused(&["classify", "--model", MODEL, "--image"], "lacks its value");
    let simba = ["attack", "--model", MODEL, "--image", "x.png", "--out", "x.npy", "--method", "simba"];
    assert_refused(&with(&simba, &["--order", "random", "--permutation", "p.npy"]), "leave one of them out");
    let pack = ["pack", "x.pt", "--arch", "resnet18", "--out", "x.safetensors"];
    assert_refused(&with(&pack, &["--mean", "125.3,123,113.9", "--std", "63,62.1,66.7"]), "divide them by 255");
    assert_refused(&with(&pack, &["--mean", "-1,0", "--std", "1,1,1"]), "mean is -1,0: choose three numbers");
    let nan = ["--mean", "0,0,0", "--std", "0,nan,1"];
    assert_refused(&with(&pack, &nan), "lab: std is 0,nan,1: choose three numbers above 0, such as");
    for option in [["--json"].as_slice(), &["--csv", "x.csv"]] {
        let expected = format!("{} has no meaning for completions: leave it out", option[0]);
        assert_refused(&with(&["completions", "bash"], option), &expected);
    }
}

#[test]
fn what_is_empty_too_much_or_of_no_use_is_refused_with_what_to_do() {
    let fgsm = ["attack", "--model", MODEL, "--image", "x.png", "--out", "x.npy", "--method", "fgsm", "--epsilon", ""];
    assert_refused(&fgsm, "lab: epsilon is empty: choose a number such as 0.03 or 8/255\n");
    for threads in ["0", "20000", "4294967296"] {
        let expected =
            format!("lab: threads is {threads}: choose a whole number from 1 to 1024, such as that of the cores");
        assert_refused(&["models", "--threads", threads], &expected);
    }
    let bands = ["dataset", "corruption-bands", "--out", "x.json", "--model", MODEL];
    assert_refused(&bands, "there is no option --model here, because no network is asked: leave it out");
    let report = ["report", "--image", "x.png", "--out", "x.html", "--model", MODEL];
    assert_refused(&report, "there is no option --model here: did you mean --models?");
}

#[test]
fn a_file_that_is_missing_is_named_with_what_to_do() {
    let expected = |name: &str| format!("{name}: it does not exist: name a file that is there\n");
    assert_refused(&["classify", "--model", MODEL, "--image", "none.png"], &expected("none.png"));
    assert_refused(&["merge", "x.json", "none.scores"], &expected("none.scores"));
    assert_refused(&["figure", "none.json", "--out", "x.svg"], &expected("none.json"));
}

#[test]
fn a_figure_takes_one_kind_of_result() {
    let out = folder("figure_kinds").join("x.svg");
    let [map, filter] = ["heatmap", "filter"].map(|kind| format!("www/results/{kind}-{MODEL}.json"));
    let expected =
        "it is a result of `lab dataset filter`, and the first file one of `lab dataset heatmap`: draw each kind";
    assert_refused(&["figure", &map, &filter, "--out", text(&out)], expected);
    assert!(!out.exists());
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
fn images_beyond_their_range_are_refused_in_one_line() {
    let folder = folder("beyond_range");
    let (good, beyond, out) = (first_image(&folder), folder.join("beyond.npy"), folder.join("out.npy"));
    let values = fixtures()[0].pixels().iter().map(|value| value - 0.5).collect::<Vec<f32>>();
    fs::write(&beyond, array(&[3, 32, 32], values.into_iter())).unwrap();
    let expected = "beyond.npy: its values leave [0, 1], in which images are searched for";
    let fixed = ["--model", MODEL, "--out", text(&out), "--image"];
    let fgsm = ["attack", "--method", "fgsm"];
    assert_refused(&[&fgsm[..], &fixed, &[text(&beyond)]].concat(), expected);
    assert_refused(&[&["invert"], &fixed[..], &[text(&good), "--start", text(&beyond)]].concat(), expected);
    assert_refused(&[&["invert"], &fixed[..], &[text(&beyond), "--start", text(&good)]].concat(), expected);
}

#[test]
fn an_empty_variable_names_no_folder_of_models() {
    let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"));
    let output = lab.current_dir(ROOT).env("FREQSCOPE_MODELS", "").arg("models").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
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
