//! Many images of one's own: what is found is kept as it comes, and the same command goes on.

use super::*;

/// Asserts that a command over the photos, killed or stopped after the first of its images, ends as one that was let be.
fn assert_goes_on(folder: &Path, command: &[&str], ending: &str) {
    let (whole, out) = (folder.join(format!("whole.{ending}")), folder.join(format!("killed.{ending}")));
    let part = folder.join(format!("killed.{ending}.part"));
    let answer = lab(&with(command, &["--json", "--out", text(&whole)]));
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    assert!(!folder.join(format!("whole.{ending}.part")).exists(), "what is done is not kept twice");
    let again = with(command, &["--json", "--out", text(&out)]);
    let mut child = started(&again);
    wait_for_lines(&part, 3, &mut child);
    let _ = child.kill();
    child.wait().unwrap();
    if part.exists() {
        let other_seed = lab(&with(&again, &["--seed", "9"]));
        let said = String::from_utf8(other_seed.stderr).unwrap();
        // Where the seed is asked about at all, what is kept is of another run.
        assert!(other_seed.status.success() || said.contains("holds another run"), "{said}");
    }
    let resumed = lab(&again);
    let said = String::from_utf8(resumed.stderr).unwrap();
    assert!(resumed.status.success() && !part.exists(), "{said}");
    assert!(fs::read(&out).unwrap() == fs::read(&whole).unwrap(), "{command:?}");
    assert!(resumed.stdout == answer.stdout, "{command:?}");
}

#[test]
fn an_attack_on_many_images_goes_on_where_it_was_killed() {
    let folder = folder("attack_goes_on");
    let photos = photos(&folder);
    let subject = ["attack", "--model", MODEL, "--image", text(&photos), "--method", "pgd-linf", "--steps", "20"];
    assert_goes_on(&folder, &subject, "npy");
}

#[test]
fn an_inversion_of_many_images_goes_on_where_it_was_killed() {
    let folder = folder("invert_goes_on");
    let photos = photos(&folder);
    let start = ["--start", "www/samples/cat-0.png", "--steps", "20"];
    let subject = [["invert", "--model", MODEL, "--image", text(&photos)].as_slice(), &start].concat();
    assert_goes_on(&folder, &subject, "npy");
}

#[test]
fn an_attribution_of_many_images_goes_on_where_it_was_killed() {
    let folder = folder("of_goes_on");
    let photos = photos(&folder);
    assert_goes_on(&folder, &["of", "--model", MODEL, "--image", text(&photos), "--fill", "noise"], "json");
}

#[test]
fn a_batch_ends_in_a_line_of_all_its_images() {
    let folder = folder("closing_line");
    let (photos, out) = (photos(&folder), folder.join("out.npy"));
    let class = json(&["classify", "--model", MODEL, "--image", text(&photos)])[0]["class"].clone();
    let attack = ["attack", "--model", MODEL, "--image", text(&photos), "--method", "fgsm", "--out", text(&out)];
    let output = lab(&attack);
    let text_of = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let said = text_of(output.stdout);
    let answers = json(&attack);
    let count = |outcome: &str| answers.as_array().unwrap().iter().filter(|one| one["outcome"] == outcome).count();
    let (succeeded, resisted) = (count("succeeded"), count("resisted"));
    let last = said.lines().last().unwrap();
    assert!(last.starts_with(&format!("{succeeded} of 11 succeeded, ")) && last.contains("mean ℓ2 "), "{last}");
    assert!(last.contains(&format!("; {resisted} resisted, 0 left alone; ± and ranges")), "{last}");
    assert!(said.lines().next().unwrap().contains("0.png: "), "{said}");
    // An image that is of the wanted class already does not end the run.
    let output = lab(&with(&attack, &["--target", class.as_str().unwrap(), "--json"]));
    let (said, answers) = (text_of(output.stderr), serde_json::from_slice::<Value>(&output.stdout).unwrap());
    assert!(said.contains("left out: ") && said.contains("already: choose another target class"), "{said}");
    let there = npy::read(&fs::read(&out).unwrap()).unwrap().len();
    assert!(there < 11 && answers.as_array().unwrap().len() == there, "{said}");
}

#[test]
fn the_adversarial_images_of_a_data_set_are_kept() {
    let folder = folder("kept_images");
    test_set(&folder);
    let [out, later, adversarial, other] =
        ["rct.json", "later.json", "adv.npy", "later.npy"].map(|name| folder.join(name));
    let run = ["dataset", "rct", "--model", MODEL, "--data", text(&folder), "--method", "fgsm", "--limit", "4"];
    let found = json(&with(&run, &["--out", text(&out), "--keep", text(&adversarial)]));
    let images = npy::read(&fs::read(&adversarial).unwrap()).unwrap();
    assert_eq!(images.len(), 4);
    let clean = fixtures();
    let changed = images.iter().zip(&clean).filter(|(a, b)| a != b).count();
    assert_eq!(found["attacked"], changed);
    assert!(
        images
            .iter()
            .zip(&clean)
            .all(|(a, b)| { a.pixels().iter().zip(b.pixels()).all(|(a, b)| (a - b).abs() <= 8.0 / 255.0 + 1e-6) })
    );
    // A run that kept none makes them again, and its records stay.
    json(&with(&run, &["--out", text(&later)]));
    let scores = folder.join("later.json.scores");
    let before = fs::read(&scores).unwrap();
    json(&with(&run, &["--out", text(&later), "--keep", text(&other)]));
    assert!(fs::read(&scores).unwrap() == before);
    assert!(fs::read(&other).unwrap() == fs::read(&adversarial).unwrap());
    // And one image that was damaged is made again.
    let kept = folder.join("adv.npy.scores");
    let mut bytes = fs::read(&kept).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&kept, bytes).unwrap();
    fs::remove_file(&adversarial).unwrap();
    json(&with(&run, &["--out", text(&out), "--keep", text(&adversarial)]));
    assert!(fs::read(&other).unwrap() == fs::read(&adversarial).unwrap());
}
