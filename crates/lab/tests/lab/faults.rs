//! What may go wrong at night, for every command that writes: a full disk, a read-only folder, two writers, damaged bytes.
//! Kills and signals are in `stops`.

use super::*;

/// A small file system in memory, or none where it may not be mounted.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(name: &str, kibibytes: usize) -> Option<Self> {
        let path = folder(name);
        let size = format!("size={kibibytes}k");
        let mut mount = Command::new("mount");
        let mount = mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&path).stderr(Stdio::null());
        if mount.status().is_ok_and(|status| status.success()) {
            return Some(Self(path));
        }
        eprintln!("skipped: a small disk is mounted by root alone");
        None
    }

    /// Leaves no room.
    fn fill(&self) {
        let _ = fs::write(self.0.join("filler"), vec![0; 1 << 20]);
    }

    fn read_only(&self) {
        self.remount("remount,ro");
    }

    fn grow(&self, kibibytes: usize) {
        self.remount(&format!("remount,size={kibibytes}k"));
    }

    fn remount(&self, how: &str) {
        assert!(Command::new("mount").args(["-o", how]).arg(&self.0).status().unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// Every command that writes, with the name of what it writes; the shard is made first.
pub fn writers<'a>(data: &'a str, image: &'a str, shard: &'a str) -> Vec<(Vec<&'a str>, &'static str)> {
    let set = ["--model", MODEL, "--data", data, "--limit", "2"];
    let dataset = |more: &[&'a str]| [["dataset"].as_slice(), more, &set, &["--out"]].concat();
    let own = ["--model", MODEL, "--image", image];
    vec![
        (dataset(&["of"]), "of.json"),
        (dataset(&["rct", "--method", "fgsm"]), "rct.json"),
        (dataset(&["invert", "--steps", "1"]), "invert.json"),
        (dataset(&["accuracy"]), "accuracy.json"),
        (dataset(&["filter"]), "filter.json"),
        ([["attack", "--method", "fgsm"].as_slice(), &own, &["--out"]].concat(), "attack.npy"),
        ([["invert", "--steps", "1", "--start", image].as_slice(), &own, &["--out"]].concat(), "invert.npy"),
        (vec!["ablate", "--bands", "5", "--image", image, "--out"], "ablate.npy"),
        (vec!["pack", "tests/fixtures/pack/robustness_resnet50.pt", "--arch", "resnet50", "--out"], "pack.safetensors"),
        (vec!["figure", "www/results/rct-vgg19-natural-cw.json", "--out"], "figure.svg"),
        (vec!["report", "--models", MODEL, "--image", image, "--out"], "report.html"),
        (vec!["merge", shard], "merge.json"),
    ]
}

/// The command with its output in this place: `merge` has it first.
pub fn to<'a>(command: &[&'a str], out: &'a str) -> Vec<&'a str> {
    match command {
        ["merge", shard] => vec!["merge", out, shard],
        _ => with(command, &[out]),
    }
}

pub fn shard(folder: &Path) -> PathBuf {
    let shard = folder.join("shard.scores");
    let run = ["dataset", "accuracy", "--model", MODEL, "--data", text(folder), "--shard", "0/1", "--out"];
    json(&with(&run, &[text(&shard)]));
    shard
}

#[test]
fn a_full_disk_or_a_read_only_folder_is_found_before_the_work_and_costs_nothing() {
    let folder = folder("full_disk");
    test_set(&folder);
    let (image, shard) = (first_image(&folder), shard(&folder));
    let Some(disk) = SmallDisk::mount("small_disk", 512) else { return };
    let commands = writers(text(&folder), text(&image), text(&shard));
    let places: Vec<PathBuf> = commands.iter().map(|(_, name)| disk.0.join(name)).collect();
    // What was there before: the same, of an earlier run, elsewhere made.
    let mut before = Vec::new();
    for ((command, name), place) in commands.iter().zip(&places) {
        let earlier = folder.join(name);
        json(&to(command, text(&earlier)));
        let content = fs::read(&earlier).unwrap();
        let content = &content[..content.len().min(20_000)];
        fs::write(place, content).unwrap();
        before.push(content.to_vec());
    }
    disk.fill();
    let all_stay = |sentence: &str| {
        for (((command, _), place), before) in commands.iter().zip(&places).zip(&before) {
            assert_refused(&to(command, text(place)), sentence);
            assert!(&fs::read(place).unwrap() == before, "{command:?}");
        }
        let names = fs::read_dir(&disk.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let beside: Vec<String> = names.filter(|name| name.ends_with("lab-new")).collect();
        assert!(beside.is_empty(), "{beside:?}");
    };
    all_stay("the disk is full: make room, or name another place");
    disk.read_only();
    all_stay("its folder cannot be written to");
}

#[test]
fn of_two_writers_one_waits_or_both_are_whole() {
    let folder = folder("two_writers");
    test_set(&folder);
    let (image, shard) = (first_image(&folder), shard(&folder));
    for (command, name) in writers(text(&folder), text(&image), text(&shard)) {
        let out = folder.join(format!("two-{name}"));
        let start = || {
            let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"));
            let lab = lab.current_dir(ROOT).args(["--device", "cpu"]).args(to(&command, text(&out)));
            lab.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let both = [start(), start()].map(|child| child.wait_with_output().unwrap());
        let said = both.each_ref().map(|output| String::from_utf8_lossy(&output.stderr).into_owned());
        assert!(both.iter().any(|output| output.status.success()), "{command:?}: {said:?}");
        for (output, said) in both.iter().zip(&said) {
            let waits = said.contains("another lab is writing this file");
            assert!(output.status.success() || waits, "{command:?}: {said}");
        }
        let alone = folder.join(format!("alone-{name}"));
        json(&to(&command, text(&alone)));
        assert!(fs::read(&out).unwrap() == fs::read(&alone).unwrap(), "{command:?}");
    }
}

/// 200 places of a file of so many bytes, the same each time.
fn places(length: usize) -> impl Iterator<Item = usize> {
    let mut state = 1_u64;
    (0..200).map(move |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % length
    })
}

/// Asserts that no damaged byte of the records of a question is believed, of 200 places.
fn assert_no_damage_is_believed(name: &str, question: &[&str]) {
    let folder = folder(name);
    test_set(&folder);
    let [shard, out] = ["shard.scores", "merged.json"].map(|name| folder.join(name));
    let run = ["--model", MODEL, "--data", text(&folder), "--limit", "3", "--shard", "0/1", "--out", text(&shard)];
    json(&[["dataset"].as_slice(), question, &run].concat());
    json(&["merge", text(&out), text(&shard)]);
    let (answer, whole) = (fs::read(&out).unwrap(), fs::read(&shard).unwrap());
    for place in places(whole.len()) {
        let mut damaged = whole.clone();
        damaged[place] ^= 1 << (place % 8);
        fs::write(&shard, &damaged).unwrap();
        let merged = lab(&["merge", text(&out), text(&shard)]);
        let said = String::from_utf8_lossy(&merged.stderr).into_owned();
        assert!(!merged.status.success() && said.lines().count() <= 2, "byte {place}: {said}");
        let expected = ["2 of 3 images are there", "1 of 3", "its first line"];
        assert!(expected.iter().any(|expected| said.contains(expected)), "byte {place}: {said}");
        assert!(fs::read(&out).unwrap() == answer && fs::read(&shard).unwrap() == damaged, "byte {place}");
    }
}

#[test]
fn no_damaged_byte_of_an_accuracy_is_believed() {
    assert_no_damage_is_believed("damaged_accuracy", &["accuracy"]);
}

#[test]
fn no_damaged_byte_of_scores_is_believed() {
    assert_no_damage_is_believed("damaged_of", &["of"]);
}

#[test]
fn no_damaged_byte_of_changes_is_believed() {
    assert_no_damage_is_believed("damaged_rct", &["rct", "--method", "fgsm"]);
}

#[test]
fn no_damaged_byte_of_inversions_is_believed() {
    assert_no_damage_is_believed("damaged_invert", &["invert", "--steps", "1"]);
}

/// What a batch kept beside its output, of all eleven images: a folder takes the output's name while they are computed, so that
/// the last step fails.
#[cfg(target_os = "linux")]
fn kept_of_a_batch(run: &[&str], out: &Path) -> Vec<u8> {
    let mut child = started(run);
    stops::wait_until_it_listens(&mut child);
    fs::create_dir(out).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains(text(out)), "{said}");
    fs::remove_dir(out).unwrap();
    fs::read(out.with_extension("npy.part")).unwrap()
}

/// Asserts that no damaged byte of what a batch kept is believed, of 200 places: in every other line, so that the rest stays.
#[cfg(target_os = "linux")]
fn assert_no_damage_of_a_batch_is_believed(name: &str, command: &[&str]) {
    let folder = folder(name);
    let (photos, out) = (photos(&folder), folder.join("out.npy"));
    let run = with(command, &["--model", MODEL, "--image", text(&photos), "--out", text(&out)]);
    let whole = kept_of_a_batch(&run, &out);
    json(&run);
    let answer = fs::read(&out).unwrap();
    let mut places = places(whole.len());
    for first in [1, 2].into_iter().cycle().take(37) {
        let mut lines: Vec<Vec<u8>> = whole.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
        let damaged = lines[first..].iter_mut().step_by(2).filter(|line| !line.is_empty());
        let damaged = damaged.zip(&mut places).map(|(line, place)| {
            let place = place % line.len();
            line[place] ^= 1 << (place % 7);
        });
        let damaged = damaged.count();
        fs::write(out.with_extension("npy.part"), lines.join(&b'\n')).unwrap();
        fs::remove_file(&out).unwrap();
        let output = lab(&run);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && said.contains("damaged lines were dropped"), "{damaged} lines: {said}");
        assert!(fs::read(&out).unwrap() == answer, "{damaged} lines: {said}");
    }
    assert_eq!(places.next(), None, "200 places were tried");
}

#[cfg(target_os = "linux")]
#[test]
fn no_damaged_byte_of_a_batch_of_attacks_is_believed() {
    assert_no_damage_of_a_batch_is_believed("damaged_attacks", &["attack", "--method", "fgsm"]);
}

#[cfg(target_os = "linux")]
#[test]
fn no_damaged_byte_of_a_batch_of_inversions_is_believed() {
    let command = ["invert", "--steps", "1", "--start", "www/samples/cat-0.png"];
    assert_no_damage_of_a_batch_is_believed("damaged_inversions", &command);
}

#[test]
fn a_disk_that_is_full_halfway_costs_nothing_that_was_found() {
    let folder = folder("full_halfway");
    test_set(&folder);
    let Some(disk) = SmallDisk::mount("half_disk", 320) else { return };
    let fixed = ["dataset", "rct", "--model", MODEL, "--data", text(&folder), "--method", "fgsm"];
    let [there, here] = [&disk.0, &folder].map(|folder| ["rct.json", "adv.npy"].map(|name| folder.join(name)));
    let [small, large] = [&there, &here].map(|[out, keep]| with(&fixed, &["--out", text(out), "--keep", text(keep)]));
    let output = lab(&small);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("the disk is full: make room, or name another place")
            && said.contains(" of 8 images are kept in "),
        "{said}"
    );
    let kept = fs::read(disk.0.join("rct.json.scores")).unwrap();
    disk.grow(4096);
    json(&small);
    json(&large);
    let sound = kept.iter().rposition(|&byte| byte == b'\n').unwrap();
    assert!(sound > 0 && fs::read(disk.0.join("rct.json.scores")).unwrap().starts_with(&kept[..sound]));
    for (there, here) in there.iter().zip(&here) {
        assert!(fs::read(there).unwrap() == fs::read(here).unwrap());
    }
}

#[test]
fn a_damaged_checkpoint_or_image_is_refused_or_read_and_never_a_crash() {
    let folder = folder("damaged_inputs");
    let (checkpoint, image) = (folder.join("c.pt"), first_image(&folder));
    let out = folder.join("own.safetensors");
    let whole = fs::read(Path::new(ROOT).join("tests/fixtures/pack/robustness_resnet50.pt")).unwrap();
    let picture = fs::read(&image).unwrap();
    for (number, place) in places(whole.len()).enumerate() {
        let mut damaged = whole.clone();
        damaged[place] ^= 1 << (place % 8);
        fs::write(&checkpoint, &damaged).unwrap();
        let packed = lab(&["pack", text(&checkpoint), "--arch", "resnet50", "--out", text(&out)]);
        let said = String::from_utf8_lossy(&packed.stderr).into_owned();
        assert!(
            packed.status.success() || packed.status.code() == Some(2) && said.lines().count() == 1,
            "{place}: {said}"
        );
        let mut damaged = picture.clone();
        // The header is where a byte decides anything.
        let place = if number % 2 == 0 { place % 128 } else { place % damaged.len() };
        damaged[place] ^= 1 << (place % 8);
        fs::write(&image, &damaged).unwrap();
        let shown = lab(&["prop1", "--image", text(&image)]);
        let said = String::from_utf8_lossy(&shown.stderr).into_owned();
        assert!(shown.status.success() || shown.status.code() == Some(2), "{place}: {said}");
    }
}
