//! Which fields a lesson has and of which kind each is: so that a file that is broken is told by the step and the field.

use crate::{
    field::{Field, Kind},
    invalid::{Invalid, Problem},
};
use serde_json::{Map, Value};

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, optional: false }
}

const fn optional(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, optional: true }
}

const LESSON: &[Field] = &[
    field("format", Kind::Text),
    field("title", Kind::Text),
    field("summary", Kind::Text),
    field("before", Kind::Text),
    optional("place", Kind::Whole),
    // The steps are looked at one by one.
    field("steps", Kind::Anything),
];

const STEP: &[Field] = &[
    field("title", Kind::Text),
    field("minutes", Kind::Whole),
    field("text", Kind::Texts),
    optional("link", Kind::Text),
    optional("shows", Kind::Texts),
    optional("reveals", Kind::Texts),
    field("question", Kind::Object(QUESTION)),
    field("hint", Kind::Text),
    field("answer", Kind::Text),
    field("look", Kind::Text),
    optional("facts", Kind::Anything),
];

const QUESTION: &[Field] =
    &[field("text", Kind::Text), optional("choices", Kind::List(CHOICE)), optional("number", Kind::Object(NUMBER))];

const CHOICE: &[Field] = &[field("text", Kind::Text), optional("right", Kind::Flag)];

const NUMBER: &[Field] = &[field("value", Kind::Number), field("tolerance", Kind::Number), field("unit", Kind::Text)];

/// Checks the fields of a lesson and of its steps, and the kind of each.
///
/// # Errors
/// The first that is unknown, missing, or of another kind.
pub fn check(lesson: &Value) -> Result<(), Invalid> {
    check_fields("", lesson, LESSON).map_err(Invalid::Whole)?;
    let steps = lesson["steps"].as_array().into_iter().flatten();
    steps.zip(1..).try_for_each(|(step, number)| {
        let title = step["title"].as_str().unwrap_or_default().trim().to_owned();
        check_fields("", step, STEP).map_err(|problem| Invalid::Step { number, title, problem })
    })
}

/// `around`: the name of the field that holds them.
fn check_fields(around: &str, value: &Value, fields: &'static [Field]) -> Result<(), Problem> {
    let Value::Object(object) = value else {
        return Err(Problem::Kind { field: around.into(), kind: Kind::Object(fields) });
    };
    let known = |name: &String| fields.iter().any(|field| field.name == name);
    if let Some(name) = object.keys().find(|name| !known(name)) {
        let known = fields.iter().map(|field| field.name).collect();
        return Err(Problem::Unknown { field: within(around, name), known });
    }
    fields.iter().try_for_each(|field| check_field(field, around, object))
}

/// The name of a field with those around it.
fn within(around: &str, name: &str) -> String {
    if around.is_empty() { name.into() } else { format!("{around} › {name}") }
}

fn check_field(field: &Field, around: &str, object: &Map<String, Value>) -> Result<(), Problem> {
    let name = within(around, field.name);
    match object.get(field.name) {
        None if field.optional => Ok(()),
        None => Err(Problem::Missing { field: name }),
        Some(value) => check_value(field.kind, &name, value),
    }
}

/// `name`: of the field that holds it.
fn check_value(kind: Kind, name: &str, value: &Value) -> Result<(), Problem> {
    let fits = match kind {
        Kind::Text => value.is_string(),
        Kind::Texts => value.as_array().is_some_and(|texts| texts.iter().all(Value::is_string)),
        Kind::Whole => value.as_u64().is_some_and(|number| u32::try_from(number).is_ok()),
        Kind::Number => value.is_number(),
        Kind::Flag => value.is_boolean(),
        Kind::List(_) | Kind::Anything => value.is_array(),
        Kind::Object(_) => value.is_object(),
    };
    match kind {
        _ if !fits => Err(Problem::Kind { field: name.into(), kind }),
        Kind::Object(fields) => check_fields(name, value, fields),
        Kind::List(fields) => {
            let mut items = value.as_array().into_iter().flatten().zip(1..);
            items.try_for_each(|(item, number)| check_fields(&format!("{name} {number}"), item, fields))
        }
        _ => Ok(()),
    }
}
