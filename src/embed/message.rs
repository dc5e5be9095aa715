//! What the page around a figure is told. docs/EMBED.md is the reference of these messages, whose names and shapes stay within a
//! version.

use crate::{embed::report::Report, platform::host::VERSION};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Message {
    /// Orders are taken from now on.
    Ready,
    /// How high the figure is, in CSS pixels.
    Height { height: f64 },
    /// Something else is shown: what follows the `#` of its link.
    Change { link: String },
    /// Everything that the figure shows has been computed.
    Result { result: Box<Report> },
    /// Something that was asked for did not happen.
    Error { code: &'static str, message: String },
}

impl Message {
    /// None only where a number is none, which nothing that is told can be.
    pub fn json(&self) -> Option<String> {
        #[derive(Serialize)]
        struct Versioned<'a> {
            freqscope: u32,
            #[serde(flatten)]
            message: &'a Message,
        }
        serde_json::to_string(&Versioned { freqscope: VERSION, message: self }).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::report::Numbers;
    use freqscope_core::{class::Class, logits::Logits};

    #[test]
    fn messages_are_written_as_they_are_documented() {
        let written = |message: Message| message.json().unwrap();
        assert_eq!(written(Message::Ready), r#"{"freqscope":1,"type":"ready"}"#);
        assert_eq!(written(Message::Height { height: 420.0 }), r#"{"freqscope":1,"type":"height","height":420.0}"#);
        let error = Message::Error { code: "model", message: "No.".into() };
        assert_eq!(written(error), r#"{"freqscope":1,"type":"error","code":"model","message":"No."}"#);
    }

    #[test]
    fn the_numbers_stand_beside_what_they_are_of() {
        let answered = crate::embed::report::Answered {
            id: "resnet18-natural".into(),
            name: "ResNet-18, natural".into(),
            logits: Logits([0.5; 10]),
            without: Logits([0.25; 10]),
        };
        let numbers = Numbers::Cut { cut: 16, class: Some(Class::Horse), networks: vec![answered] };
        let report = Report { view: "compare", link: "v1/cut=16".into(), picture: "horse".into(), numbers };
        let json = Message::Result { result: Box::new(report) }.json().unwrap();
        let start = r#"{"freqscope":1,"type":"result","result":{"view":"compare","link":"v1/cut=16","picture":"horse","cut":16,"class":"horse","networks":[{"id":"#;
        assert!(json.starts_with(start), "{json}");
        assert!(json.contains(r#""without":[0.25,0.25"#), "{json}");
    }
}
