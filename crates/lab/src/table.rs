//! Answers as a table: CSV (RFC 4180), with a row an image, or of a data set's result a row a band, unless it has
//! [rows of its own](counted_rows).

use crate::counted_rows;
use freqscope_core::{
    error::{Error, Result},
    spectrum::partition::Partition,
};
use serde::Serialize;
use serde_json::Value;
use std::iter::once;

/// Lists that are longer, such as maps, are left to the JSON.
const MOST: usize = 64;

/// A row: the names of its columns and what is in them.
type Row = Vec<(String, String)>;

/// The table of a document.
///
/// # Errors
/// [`Error::Computation`], which only a bug can cause.
pub fn of(document: &impl Serialize) -> Result<String> {
    // By way of the text, in which a number of 32 bits has as few digits as the JSON.
    let value = serde_json::to_string(document).and_then(|json| serde_json::from_str::<Value>(&json));
    let value = value.map_err(|error| Error::Computation(error.to_string()))?;
    let is_result = value.get("question").is_some();
    Ok(csv(&if is_result { result(&value) } else { answers(&value) }))
}

/// The rows of a result's own kind, in front of what is said once, or a row for each band.
fn result(value: &Value) -> Vec<Row> {
    let Some(rows) = counted_rows::of(value) else { return bands(value) };
    let mut once_said = Row::new();
    walk("", value, &mut |name, value| {
        // What is a list of objects has rows already.
        if !value.is_array() && !name.starts_with("corruptions.") {
            once_said.push((name, cell(value)));
        }
    });
    let row = |row: counted_rows::Row| {
        let own = row.into_iter().map(|(name, value)| (name.to_owned(), cell(&value)));
        own.chain(once_said.clone()).collect()
    };
    rows.into_iter().map(row).collect()
}

/// A row for each answer.
fn answers(value: &Value) -> Vec<Row> {
    match value {
        Value::Array(values) => values.iter().flat_map(answers).collect(),
        _ => {
            let mut row = Row::new();
            flatten("", value, &mut |name, value| row.push((name, cell(value))));
            vec![row]
        }
    }
}

/// A row for each band of a result, with the columns of all lists that have a value a band, behind what is said once.
fn bands(value: &Value) -> Vec<Row> {
    let counts = [Partition::Diagonal, Partition::Radial].map(Partition::count);
    let (mut lists, mut once_said) = (Vec::new(), Row::new());
    walk("", value, &mut |name, value| match value.as_array() {
        Some(list) if counts.contains(&list.len()) => lists.push((name, list.clone())),
        Some(_) => {}
        None => once_said.push((name, cell(value))),
    });
    let count = lists.iter().map(|(_, list)| list.len()).max().unwrap_or(0);
    let of_band = |band: usize| {
        let values = lists.iter().map(|(name, list)| (name.clone(), list.get(band).map(cell).unwrap_or_default()));
        once(("band".to_owned(), band.to_string())).chain(values).chain(once_said.clone()).collect()
    };
    if count == 0 { vec![once_said] } else { (0..count).map(of_band).collect() }
}

/// Calls `each` with the name and value of everything that is no object, `a.b` for b in a. Objects in a list are named by their
/// class.
fn walk(name: &str, value: &Value, each: &mut impl FnMut(String, &Value)) {
    let within = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| walk(&within(key), value, each)),
        Value::Array(values) if values.iter().any(Value::is_object) => {
            for (i, value) in values.iter().enumerate() {
                let class = value.get("class").and_then(Value::as_str).map(str::to_owned);
                walk(&within(&class.unwrap_or_else(|| i.to_string())), value, each);
            }
        }
        _ => each(name.into(), value),
    }
}

/// As [`walk`], with short lists taken apart and others left out.
fn flatten(name: &str, value: &Value, each: &mut impl FnMut(String, &Value)) {
    walk(name, value, &mut |name, value| match value.as_array() {
        Some(list) if list.len() <= MOST => {
            list.iter().enumerate().for_each(|(i, value)| each(format!("{name}.{i}"), value));
        }
        Some(_) => {}
        None => each(name, value),
    });
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.contains([',', '"', '\n', '\r']) => format!("\"{}\"", text.replace('"', "\"\"")),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn csv(rows: &[Row]) -> String {
    let mut columns: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flatten() {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    let line = |row: &Row| {
        let value = |column: &&str| row.iter().find(|(name, _)| name == column).map(|(_, value)| value.as_str());
        columns.iter().map(|column| value(column).unwrap_or_default()).collect::<Vec<_>>().join(",")
    };
    once(columns.join(",")).chain(rows.iter().map(line)).map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_are_rows_and_bands_of_results_are_too() {
        let answers = json!([
            { "file": "a,b.png", "index": 1, "logits": [1.5, 2], "map": vec![0; 65], "p": { "seed": 3 } },
            { "file": "c.png", "logits": [3, 4], "p": { "seed": null } },
        ]);
        let expected = "file,index,logits.0,logits.1,p.seed\n\"a,b.png\",1,1.5,2,3\nc.png,,3,4,\n";
        assert_eq!(of(&answers).unwrap(), expected);
        let result = json!({
            "question": { "seed": 7 }, "all": { "mean": vec![1; 63] },
            "classes": [{ "class": "cat", "mean": vec![2; 63] }],
        });
        let table = of(&result).unwrap();
        let mut lines = table.lines();
        assert_eq!(lines.next(), Some("band,all.mean,classes.cat.mean,classes.cat.class,question.seed"));
        assert_eq!((lines.next(), lines.count()), (Some("0,1,2,cat,7"), 62));
        assert_eq!(of(&json!({ "question": { "seed": 7 }, "clean": 0.5 })).unwrap(), "clean,question.seed\n0.5,7\n");
    }
}
