//! The lists of the lessons that come with the page, one a language, made from their files, each of which is checked.

use crate::{command::root, site::Site};
use anyhow::{Context, Result};
use freqscope_lesson::{Lesson, listing};
use std::{fs, path::Path};

/// Writes `lessons/index.json` into a built site, and `lessons/LANGUAGE/index.json` of each other language.
///
/// # Errors
/// When a lesson is broken, or a list cannot be written.
pub fn list(site: &Site) -> Result<()> {
    let (from, to) = (root().join("www/lessons"), site.folder().join("lessons"));
    list_folder(&from, &to)?;
    languages(&from)?.iter().try_for_each(|language| list_folder(&from.join(language), &to.join(language)))
}

fn list_folder(from: &Path, to: &Path) -> Result<()> {
    let list = listing::of(&all(from)?).with_context(|| from.display().to_string())?;
    let json = listing::to_json(&list);
    fs::create_dir_all(to)
        .and_then(|()| fs::write(to.join("index.json"), json))
        .context("the list of lessons cannot be written")
}

/// The folders of the lessons in other languages than English.
fn languages(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read: restore it", folder.display()))?;
    let folders = entries.flatten().filter(|entry| entry.path().is_dir());
    Ok(folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
}

/// The lessons of a folder with their ids.
fn all(folder: &Path) -> Result<Vec<(String, Lesson)>> {
    let files = fs::read_dir(folder).with_context(|| format!("{} cannot be read: restore it", folder.display()))?;
    let read = |path: &Path| -> Result<(String, Lesson)> {
        let lesson = Lesson::parse(&fs::read(path)?).with_context(|| path.display().to_string())?;
        Ok((path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), lesson))
    };
    let paths = files.flatten().map(|file| file.path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "json")).map(|path| read(&path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lessons_take_45_minutes_each_and_stand_in_their_order() {
        let folder = root().join("www/lessons");
        let translated = languages(&folder).unwrap();
        assert_eq!(translated, ["de"]);
        for folder in [folder.clone(), folder.join(&translated[0])] {
            let lessons = all(&folder).unwrap();
            assert_eq!(lessons.len(), 5);
            for (id, lesson) in &lessons {
                assert_eq!(lesson.minutes(), 45, "{id}");
            }
            let list = listing::of(&lessons).unwrap();
            assert_eq!(listing::parse(listing::to_json(&list).as_bytes()).unwrap(), list);
            let ids: Vec<&str> = list.iter().map(|listed| listed.id.as_str()).collect();
            let expected =
                ["frequencies-and-images", "what-a-network-sees", "attacks", "adversarial-training", "reading-a-paper"];
            assert_eq!(ids, expected);
            assert!(listing::of(&lessons[1..]).is_err(), "a place is missing");
        }
    }

    #[test]
    fn a_broken_lesson_ends_the_build_by_its_name() {
        let folder = std::env::temp_dir().join(format!("freqscope-lessons-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("broken.json"), "{}").unwrap();
        let error = format!("{:#}", all(&folder).unwrap_err());
        assert!(error.contains("broken.json") && error.contains("format"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }
}
