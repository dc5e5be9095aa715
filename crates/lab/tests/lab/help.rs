//! What the program says of itself.

use super::*;

fn said(arguments: &[&str]) -> String {
    let output = lab(arguments);
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_command_has_its_help_with_examples() {
    let commands =
        ["models", "classify", "of", "ablate", "pack", "attack", "invert", "rct", "prop1", "merge", "figure", "report"];
    let questions = ["of", "rct", "invert", "accuracy", "heatmap", "filter", "corruption", "corruption-bands"];
    let questions = questions.map(|question| vec!["dataset", question]);
    for command in commands.map(|command| vec![command]).into_iter().chain(questions).chain([vec!["dataset"]]) {
        let help = said(&with(&command, &["--help"]));
        assert!(help.contains("\nExamples:\n  lab "), "{command:?}: {help}");
        assert!(!help.contains("Arguments of"), "{command:?}: {help}");
    }
    assert!(said(&["attack", "--help"]).contains("Radii and steps are in pixel units"));
    assert!(said(&["dataset", "rct", "--help"]).contains("Images that the model gets wrong are left alone"));
    assert!(said(&["dataset", "accuracy", "--help"]).contains("PGD-20 with steps of 2.5 ε/20"));
}

#[test]
fn shells_and_man_get_their_files() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let completions = said(&["completions", shell]);
        assert!(completions.contains("no-random-start"), "{shell}");
    }
    let manual = said(&["completions", "man"]);
    assert!(manual.starts_with(".ie") || manual.contains(".TH lab"), "{manual}");
    assert!(manual.contains("lab\\-dataset\\-of") || manual.contains("lab-dataset-of"), "{manual}");
}

#[test]
fn the_models_are_found_by_option_environment_and_place() {
    let folder = folder("models_place");
    let image = first_image(&folder);
    let elsewhere = |variable: Option<&Path>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lab"));
        command.current_dir(&folder).args(["--device", "cpu", "classify", "--model", MODEL, "--image", text(&image)]);
        variable.map(|path| command.env("FREQSCOPE_MODELS", path));
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    assert!(elsewhere(Some(&Path::new(ROOT).join("models"))).0);
    assert!(elsewhere(None).0, "built in a checkout, it finds that one's");
    let (found, said) = elsewhere(Some(&folder));
    assert!(!found && said.contains("name their folder with --models or in FREQSCOPE_MODELS"), "{said}");
    let raw = folder.join("weights");
    fs::copy(Path::new(ROOT).join(format!("models/{MODEL}.safetensors")), &raw).unwrap();
    json(&["classify", "--model", text(&raw), "--image", text(&image)]);
    let checkpoint = "tests/fixtures/pack/robustness_resnet50.pt";
    json(&["classify", "--model", checkpoint, "--image", text(&image)]);
}

#[test]
fn models_are_told_as_their_cards_tell_them() {
    let text = said(&["models"]);
    let row = text.lines().find(|line| line.starts_with("resnet18-linf-8 ")).unwrap();
    assert!(row.contains("adversarial, ℓ∞ 8/255") && row.contains("39.8 % (36.8 to 42.9 %)"), "{row}");
    let models = json(&["models"]);
    let model = models.as_array().unwrap().iter().find(|model| model["id"] == "resnet18-l2-05").unwrap();
    let strongest = model["robustness"].as_array().unwrap().iter().find(|one| one["attack"] == "autoattack").unwrap();
    assert_eq!(
        (&strongest["norm"], &strongest["epsilon"], &strongest["images"]),
        (&"l2".into(), &0.5.into(), &1000.into())
    );
}

#[test]
fn a_packed_network_says_what_int8_costs() {
    let folder = folder("pack_cost");
    let out = folder.join("own.safetensors");
    let pack = ["pack", "tests/fixtures/pack/robustness_resnet50.pt", "--arch", "resnet50", "--out", text(&out)];
    let report = json(&pack);
    let change = report["rounding"]["largest_change"].as_f64().unwrap();
    assert!(change > 0.0 && report["rounding"]["images"] == 30, "{report}");
}

#[test]
fn intervals_say_what_they_are() {
    let folder = folder("intervals");
    test_set(&folder);
    for question in
        [vec!["of"], vec!["rct", "--method", "fgsm"], vec!["invert", "--steps", "1"], vec!["accuracy"], vec!["filter"]]
    {
        let out = folder.join(format!("{}.json", question[0]));
        let fixed = ["--model", MODEL, "--data", text(&folder), "--limit", "2", "--out", text(&out)];
        let said = said(&[["dataset"].as_slice(), &question, &fixed].concat());
        assert!(said.ends_with("± and ranges in brackets are 95 % intervals\n"), "{said}");
    }
}
