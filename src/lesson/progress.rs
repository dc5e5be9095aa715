//! What has been answered, which stays in the browser between visits.

use freqscope_lesson::question::{Choice, Judgement, Question};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far one is with a question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Nobody has asked whether the reply is right.
    #[default]
    Open,
    /// It has been judged.
    Checked,
    /// The answer has been seen; the reply stays as it is.
    Answered,
}

/// The reply to one question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The position of a choice, from 0, or what was written; empty where nothing was.
    pub reply: String,
    pub stage: Stage,
}

impl Given {
    /// None before somebody has asked.
    pub fn judgement(&self, question: &Question) -> Option<Judgement> {
        (self.stage != Stage::Open && !self.reply.is_empty()).then(|| question.judge(&self.reply))
    }

    /// The reply as people read it; none where there is none.
    pub fn text(&self, question: &Question) -> Option<String> {
        let choice = |choices: &[Choice]| Some(choices.get(self.reply.parse::<usize>().ok()?)?.text.clone());
        match (&question.choices, &question.number) {
            _ if self.reply.is_empty() => None,
            (Some(choices), _) => choice(choices),
            (None, Some(number)) if !self.reply.ends_with(&number.unit) => {
                Some(format!("{} {}", self.reply, number.unit))
            }
            (None, _) => Some(self.reply.clone()),
        }
    }
}

/// By lessons' ids and by steps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress(BTreeMap<String, BTreeMap<usize, Given>>);

impl Progress {
    pub fn given(&self, lesson: &str, step: usize) -> Given {
        self.0.get(lesson).and_then(|steps| steps.get(&step)).cloned().unwrap_or_default()
    }

    pub fn change(&mut self, lesson: &str, step: usize, change: impl FnOnce(&mut Given)) {
        change(self.0.entry(lesson.into()).or_default().entry(step).or_default());
    }

    pub fn forget(&mut self, lesson: &str) {
        self.0.remove(lesson);
    }

    /// How many answers of a lesson have been seen.
    pub fn answered(&self, lesson: &str) -> usize {
        let steps = self.0.get(lesson).into_iter().flat_map(BTreeMap::values);
        steps.filter(|given| given.stage == Stage::Answered).count()
    }
}
