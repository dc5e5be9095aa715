//! The grammar of a link: `#v1/key=value&key=value`, with what has a meaning in it or in an address percent-encoded.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What is written as it is would end a value or be changed by a browser.
const ESCAPED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'<').add(b'=').add(b'>').add(b'`').add(b'+');

/// The version that is written, and read without a reservation.
pub const VERSION: u32 = 1;

/// A link's text, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Fragment {
    pub version: u32,
    /// Keys and values.
    pub fields: Vec<(String, String)>,
}

impl Fragment {
    /// `hash`: without its `#`. None where it has no version.
    pub fn parse(hash: &str) -> Option<Self> {
        let (version, fields) = hash.strip_prefix('v')?.split_once('/').unwrap_or((hash.strip_prefix('v')?, ""));
        let fields = fields.split('&').filter(|field| !field.is_empty()).map(|field| {
            let (key, value) = field.split_once('=').unwrap_or((field, ""));
            (decoded(key), decoded(value))
        });
        Some(Self { version: version.parse().ok()?, fields: fields.collect() })
    }

    /// Without a `#`.
    pub fn text(fields: impl Iterator<Item = (String, String)>) -> String {
        let field = |(key, value): (String, String)| format!("{key}={}", utf8_percent_encode(&value, ESCAPED));
        format!("v{VERSION}/{}", fields.map(field).collect::<Vec<_>>().join("&"))
    }
}

/// What is no UTF-8 is replaced.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
