//! The list of the lessons that come with the page, `lessons/index.json`, made when the page is built.

use super::Lesson;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One lesson of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The name of its file without `.json`.
    pub id: String,
    /// [`Lesson::title`].
    pub title: String,
    /// [`Lesson::summary`].
    pub summary: String,
    /// How many steps it has.
    pub steps: usize,
    /// [`Lesson::minutes`].
    pub minutes: u32,
}

/// A lesson that does not stand where it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    /// [`Listed::id`].
    pub id: String,
    /// The place that comes next.
    pub place: u32,
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the “place” of {} is not {}, the next one", self.id, self.place)
    }
}

impl std::error::Error for Misplaced {}

/// The list in the order of the lessons' places.
///
/// # Errors
/// When a lesson has no place, or that of another.
pub fn of(lessons: &[(String, Lesson)]) -> Result<Vec<Listed>, Misplaced> {
    let mut lessons: Vec<&(String, Lesson)> = lessons.iter().collect();
    lessons.sort_by_key(|(_, lesson)| lesson.place);
    let misplaced = lessons.iter().zip(1..).find(|((_, lesson), place)| lesson.place != Some(*place));
    match misplaced {
        Some(((id, _), place)) => Err(Misplaced { id: id.clone(), place }),
        None => Ok(lessons.into_iter().map(|(id, lesson)| listed(id, lesson)).collect()),
    }
}

fn listed(id: &str, lesson: &Lesson) -> Listed {
    Listed {
        id: id.into(),
        title: lesson.title.clone(),
        summary: lesson.summary.clone(),
        steps: lesson.steps.len(),
        minutes: lesson.minutes(),
    }
}

/// The list as JSON.
pub fn to_json(list: &[Listed]) -> String {
    serde_json::json!(list).to_string()
}

/// Reads the list.
///
/// # Errors
/// What the parser says where it is no such list.
pub fn parse(json: &[u8]) -> serde_json::Result<Vec<Listed>> {
    serde_json::from_slice(json)
}
