//! Runs that are stopped: by Ctrl-C, by SIGTERM, and killed. What was sound stays, and the same command goes on.
#![cfg(target_os = "linux")]

use super::*;

/// Waits until the program listens to SIGINT, or ends.
pub fn wait_until_it_listens(child: &mut Child) {
    let listens = |child: &Child| {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        caught.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask >> 1 & 1 == 1)
    };
    while !listens(child) && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Asserts that a run over several images, which lacks its output, is stopped twice and ends as one that was let be; it keeps
/// what it finds in the output's file with `.kept` behind it, whose lines are `enough` when the second signal comes.
fn assert_is_stopped_and_goes_on(folder: &Path, run: &[&str], [out, kept]: [&str; 2], enough: usize) {
    let (whole, stopped) = (folder.join(format!("whole-{out}")), folder.join(format!("stopped-{out}")));
    let file = folder.join(format!("stopped-{out}.{kept}"));
    let again = with(run, &["--out", text(&stopped)]);
    for (signal, lines) in [("-INT", 1), ("-TERM", enough)] {
        let mut child = started(&again);
        wait_until_it_listens(&mut child);
        wait_for_lines(&file, lines, &mut child);
        assert!(child.try_wait().unwrap().is_none(), "{run:?} ended by itself: give it more to do");
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(130), "{run:?}: {said}");
        let last = said.lines().last().unwrap();
        let how = format!("images are kept in {}; give the same command again to go on", text(&file));
        assert!(last.starts_with("lab: stopped: ") && last.ends_with(&how), "{said}");
        assert!(!stopped.exists(), "{run:?}");
    }
    json(&again);
    json(&with(run, &["--out", text(&whole)]));
    assert!(fs::read(&stopped).unwrap() == fs::read(&whole).unwrap(), "{run:?}");
}

#[test]
fn a_question_about_a_data_set_is_stopped_and_goes_on() {
    let folder = folder("stopped_data_sets");
    test_set(&folder);
    let fixed = ["--model", MODEL, "--data", text(&folder)];
    // Scores and attacks are kept image by image; inversions are computed of all eight at once.
    for (question, enough) in [
        (["of", "--fill", "noise"].as_slice(), 2),
        (&["rct", "--method", "pgd-linf", "--steps", "60"], 2),
        (&["invert", "--steps", "60"], 1),
    ] {
        let run = [["dataset"].as_slice(), question, &fixed].concat();
        assert_is_stopped_and_goes_on(&folder, &run, [&format!("{}.json", question[0]), "scores"], enough);
    }
}

#[test]
fn an_accuracy_is_stopped_between_eight_images_and_goes_on() {
    let folder = folder("stopped_accuracy");
    test_set_of(&folder, 24);
    let fixed = ["--model", MODEL, "--data", text(&folder), "--threads", "1"];
    let run = [["dataset", "accuracy", "--norm", "l2", "--epsilon", "0.5"].as_slice(), &fixed].concat();
    assert_is_stopped_and_goes_on(&folder, &run, ["accuracy.json", "scores"], 1);
}

#[test]
fn a_question_about_many_images_is_stopped_and_goes_on() {
    let folder = folder("stopped_batches");
    let photos = photos(&folder);
    let fixed = ["--model", MODEL, "--image", text(&photos)];
    for (command, out) in [
        (["attack", "--method", "pgd-linf", "--steps", "60"].as_slice(), "attack.npy"),
        (&["invert", "--start", "www/samples/cat-0.png", "--steps", "60"], "invert.npy"),
        (&["of", "--fill", "noise"], "of.json"),
    ] {
        // Eight of the eleven are computed at once.
        assert_is_stopped_and_goes_on(&folder, &[command, &fixed].concat(), [out, "part"], 1);
    }
}

#[test]
fn whatever_is_killed_leaves_what_was_there_or_the_whole_of_what_comes() {
    let folder = folder("killed");
    test_set(&folder);
    let (image, shard) = (first_image(&folder), faults::shard(&folder));
    for (command, name) in faults::writers(text(&folder), text(&image), text(&shard)) {
        let (out, alone) = (folder.join(name), folder.join(format!("alone-{name}")));
        json(&faults::to(&command, text(&alone)));
        let (answer, before) = (fs::read(&alone).unwrap(), &fs::read(&alone).unwrap()[..100]);
        for (delay, signal) in [(0, "-KILL"), (20, "-KILL"), (60, "-INT"), (120, "-TERM")] {
            fs::write(&out, before).unwrap();
            let mut child = started(&faults::to(&command, text(&out)));
            std::thread::sleep(Duration::from_millis(delay));
            let _ = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
            child.wait().unwrap();
            let found = fs::read(&out).unwrap();
            assert!(found == before || found == answer, "{command:?}, {signal} after {delay} ms");
        }
        json(&faults::to(&command, text(&out)));
        assert!(fs::read(&out).unwrap() == answer, "{command:?}");
    }
}
