//! The list of the lessons that come with the page, `lessons/index.json`, made when the page is built.

use super::{Invalid, Lesson};
use serde::{Deserialize, Serialize};

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

/// The list in the order of the lessons' places, as JSON.
///
/// # Errors
/// When a lesson has no place, or that of another.
pub fn to_json(lessons: &[(String, Lesson)]) -> Result<String, Invalid> {
    let mut lessons: Vec<&(String, Lesson)> = lessons.iter().collect();
    lessons.sort_by_key(|(_, lesson)| lesson.place);
    for ((id, lesson), place) in lessons.iter().zip(1..) {
        if lesson.place != Some(place) {
            return Err(Invalid(format!("the “place” of {id} is not {place}, the next one")));
        }
    }
    let list: Vec<Listed> = lessons.into_iter().map(|(id, lesson)| listed(id, lesson)).collect();
    serde_json::to_string(&list).map_err(|error| Invalid(error.to_string()))
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

/// Reads the list.
///
/// # Errors
/// When it is no such list.
pub fn parse(json: &[u8]) -> Result<Vec<Listed>, Invalid> {
    serde_json::from_slice(json).map_err(|error| Invalid(format!("the list is broken: {error}")))
}
