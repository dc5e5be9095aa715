//! The page of everything about one image.

use super::*;

const RESULTS: &str = "www/results/of-resnet18-natural.json,www/results/rct-vgg19-natural-cw.json,\
                       www/results/invert-resnet18-natural.json,www/results/accuracy-resnet18-l2-05.json";

#[test]
fn a_report_holds_everything_of_an_image_and_asks_nobody() {
    let folder = folder("report");
    let out = folder.join("report.html");
    let (first, second) = (MODEL, "models/resnet18-l2-05.safetensors");
    let image = [
        "report",
        "--image",
        "www/samples/cat-0.png",
        "--models",
        "resnet18-natural,models/resnet18-l2-05.safetensors",
    ];
    let answer = json(&with(&image, &["--results", RESULTS, "--out", text(&out)]));
    assert_eq!((&answer["models"][0]["id"], &answer["models"][1]["id"]), (&first.into(), &"resnet18-l2-05".into()));
    assert_eq!((answer["results"].as_array().unwrap().len(), &answer["provenance"]["device"]), (4, &"cpu".into()));
    assert!(Path::new(ROOT).join(second).exists());
    let page = fs::read_to_string(&out).unwrap();
    // A picture and its spectrum; of three attacks on each network x′, the change and its map.
    assert_eq!(page.matches("<img ").count(), 2 + 2 * 3 * 3);
    // The scores of each network and what each attack changed, and three results that are drawn.
    assert_eq!(page.matches("<svg ").count(), 2 + 2 * 3 + 3);
    assert_eq!(page.matches("data-band=").count(), 63 * (2 + 2 * 3));
    let elsewhere = page.replace("http://www.w3.org/2000/svg", "");
    let asks = ["http", "<script", "<link", "@import", "url("].into_iter().find(|asks| elsewhere.contains(asks));
    assert_eq!(asks, None);
    for said in [">resnet18-natural<", "PGD ℓ2 on resnet18-l2-05", "under PGD-20", "95 % intervals", "with seed 0"] {
        assert!(page.contains(said), "{said}");
    }
    let again = folder.join("again.html");
    json(&with(&image, &["--results", RESULTS, "--out", text(&again)]));
    assert!(fs::read_to_string(&again).unwrap() == page, "the same image, the same page");
}

#[test]
fn a_report_opens_its_device_once() {
    let out = folder("report_device").join("report.html");
    let report = ["report", "--image", "www/samples/cat-0.png", "--out", text(&out), "--models"];
    let networks = format!("{MODEL},models/resnet18-l2-05.safetensors");
    let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"));
    let output = lab.current_dir(ROOT).args(report).arg(networks).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.lines().count() == 1 && said.starts_with("lab: computing on "), "{said}");
}

#[test]
fn a_report_is_about_one_image_and_spares_what_it_reads() {
    let folder = folder("report_refused");
    let out = folder.join("report.html");
    let refused = |image: &str, more: &[&str], expected: &str| {
        let report = ["report", "--image", image, "--models", MODEL, "--out", text(&out)];
        assert_refused(&with(&report, more), expected);
        assert!(!out.exists());
    };
    let image = "www/samples/cat-0.png";
    refused("tests/fixtures/images.npy", &[], "it holds 24 images, and a report is about one: name one");
    refused(image, &["--results", "Cargo.toml"], "Cargo.toml: the means cannot be used");
    assert_refused(&["report", "--image", image, "--models", MODEL, "--out", "x.htm"], "the name must end in .html");
    assert_refused(&["report", "--image", image, "--out", text(&out)], "--models <M> is missing");
}
