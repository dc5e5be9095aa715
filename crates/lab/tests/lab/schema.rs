//! Whether JSON follows a schema, as far as the schemas in docs/schemas/ go: they are generated, and use few keywords.
//! The validators that there are build burn anew, by features of crates that it shares with them.

use serde_json::Value;

/// What of `schema`, which stands in the document `root`, the value does not follow.
///
/// # Panics
/// For a keyword that is not known here: nothing passes unread.
pub fn check(value: &Value, schema: &Value, root: &Value) -> Result<(), String> {
    let Some(keywords) = schema.as_object() else {
        return if schema == true { Ok(()) } else { Err(format!("{value} has no place here")) };
    };
    keywords.iter().try_for_each(|(keyword, wanted)| {
        let holds = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" => true,
            "$ref" => return check(value, root.pointer(&wanted.as_str().unwrap()[1..]).unwrap(), root),
            "anyOf" => matches(value, wanted, root) > 0,
            "oneOf" => matches(value, wanted, root) == 1,
            "enum" => list(wanted).contains(value),
            "const" => wanted == value,
            "type" => types(wanted).iter().any(|wanted| is_of(value, wanted)),
            "minimum" => value.as_f64().is_none_or(|value| value >= wanted.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|value| value <= wanted.as_f64().unwrap()),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= wanted.as_u64().unwrap()),
            "required" => {
                value.is_object() && list(wanted).iter().all(|key| value.get(key.as_str().unwrap()).is_some())
            }
            "items" => return items(value).try_for_each(|item| check(item, wanted, root)),
            "properties" => return properties(value, wanted, root),
            "additionalProperties" => {
                let known = |key: &str| schema.pointer("/properties").is_some_and(|known| known.get(key).is_some());
                let mut others = value.as_object().into_iter().flatten().filter(|(key, _)| !known(key));
                return others.try_for_each(|(_, value)| check(value, wanted, root));
            }
            _ => panic!("{keyword} is not known here"),
        };
        if holds { Ok(()) } else { Err(format!("{keyword} {wanted} does not hold for {value}")) }
    })
}

fn properties(value: &Value, schemas: &Value, root: &Value) -> Result<(), String> {
    schemas.as_object().unwrap().iter().try_for_each(|(key, schema)| {
        let found = value.get(key).map_or(Ok(()), |value| check(value, schema, root));
        found.map_err(|error| format!("{key}: {error}"))
    })
}

fn matches(value: &Value, schemas: &Value, root: &Value) -> usize {
    list(schemas).iter().filter(|schema| check(value, schema, root).is_ok()).count()
}

fn is_of(value: &Value, kind: &Value) -> bool {
    match kind.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        kind => panic!("{kind} is no type"),
    }
}

/// One type or several.
fn types(wanted: &Value) -> &[Value] {
    wanted.as_array().map_or(std::slice::from_ref(wanted), Vec::as_slice)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[test]
fn what_does_not_follow_is_found() {
    let schema = serde_json::json!({
        "type": "object", "required": ["a"],
        "properties": { "a": { "anyOf": [{ "$ref": "#/$defs/few" }, { "type": "null" }] } },
        "additionalProperties": { "const": 1 },
        "$defs": { "few": { "type": "array", "maxItems": 2, "items": { "type": "integer", "minimum": 0 } } },
    });
    let follows = |json: &str| check(&serde_json::from_str(json).unwrap(), &schema, &schema).is_ok();
    assert!([r#"{"a":[0,1]}"#, r#"{"a":null,"b":1}"#].into_iter().all(follows));
    for json in
        ["[]", "{}", r#"{"a":[0,1,2]}"#, r#"{"a":[-1]}"#, r#"{"a":["0"]}"#, r#"{"a":[0.5]}"#, r#"{"a":null,"b":2}"#]
    {
        assert!(!follows(json), "{json}");
    }
}
