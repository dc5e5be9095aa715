//! What the page tells the visitor besides its results.

use crate::shell::copy_link::Copied;

/// Identifies a notice, so that it can be dismissed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoticeId(pub u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Worth knowing; the page did what was asked.
    Information,
    /// Something that was asked for did not happen.
    Problem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The picture that was picked.
    Picture,
    /// The engine or its device.
    Engine,
    /// A model, or a file that should become one.
    Model,
    /// A checkpoint that leaves something open, of which nobody here can be asked.
    Unsaid,
    /// The link that was opened.
    Link,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: NoticeId,
    pub topic: Topic,
    pub severity: Severity,
    /// Whole sentences.
    pub text: String,
    /// What those need who look for the cause, such as the message of a panic.
    pub details: Option<String>,
    /// How copying its details went; none before the visitor did so.
    pub copied: Option<Copied>,
}

/// The notices that are shown, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    shown: Vec<Notice>,
    next: NoticeId,
}

/// More notices than these are not shown at once: the oldest goes.
const MOST: usize = 3;

impl Notices {
    /// Adds a notice at the end; one with the same text is not repeated.
    pub fn add(&mut self, topic: Topic, severity: Severity, text: String) {
        self.add_detailed(topic, severity, text, None);
    }

    /// Likewise, with details.
    pub fn add_detailed(&mut self, topic: Topic, severity: Severity, text: String, details: Option<String>) {
        self.shown.retain(|notice| notice.text != text);
        self.shown.push(Notice { id: self.next, topic, severity, text, details, copied: None });
        self.next.0 += 1;
        let surplus = self.shown.len().saturating_sub(MOST);
        self.shown.drain(..surplus);
    }

    pub fn dismiss(&mut self, id: NoticeId) {
        self.shown.retain(|notice| notice.id != id);
    }

    /// Takes away the notices on a topic, when the visitor tries again.
    pub fn clear(&mut self, topic: Topic) {
        self.shown.retain(|notice| notice.topic != topic);
    }

    /// None where it has been dismissed.
    pub fn find(&self, id: NoticeId) -> Option<&Notice> {
        self.shown.iter().find(|notice| notice.id == id)
    }

    pub fn copied(&mut self, id: NoticeId, copied: Copied) {
        self.shown.iter_mut().filter(|notice| notice.id == id).for_each(|notice| notice.copied = Some(copied));
    }

    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_text_is_shown_once_and_old_ones_make_room() {
        let mut notices = Notices::default();
        for text in ["a", "b", "a", "c", "d"] {
            notices.add(Topic::Engine, Severity::Problem, text.into());
        }
        let texts: Vec<_> = notices.shown().iter().map(|notice| notice.text.as_str()).collect();
        assert_eq!(texts, ["a", "c", "d"]);
        notices.dismiss(notices.shown()[0].id);
        assert_eq!(notices.shown().len(), 2);
        notices.clear(Topic::Picture);
        assert_eq!(notices.shown().len(), 2);
        notices.clear(Topic::Engine);
        assert!(notices.shown().is_empty());
    }
}
