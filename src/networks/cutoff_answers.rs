//! What one network says of the picture at every cut-off.

use freqscope_core::{logits::Logits, protocol::JobId, spectrum::cutoff::Cutoff};
use std::collections::BTreeMap;

/// How many cut-offs are asked for at once: few, so that other questions need not wait long.
const BATCH: usize = 8;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The cut-off on show.
    Shown,
    /// That one first, then all others, the nearest first.
    All,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct CutoffAnswers {
    /// Without that which takes nothing away: its logits are those of the whole picture.
    known: BTreeMap<Cutoff, Logits>,
    /// The only open question.
    asked: Option<(JobId, Vec<Cutoff>)>,
    /// The engine could not answer; it is not asked again before [`CutoffAnswers::interrupt`].
    refused: bool,
}

impl CutoffAnswers {
    /// None where they are not known, and of the whole picture.
    pub fn of(&self, cutoff: Cutoff) -> Option<Logits> {
        self.known.get(&cutoff).copied()
    }

    /// Whether nothing is left to ask.
    pub fn is_complete(&self) -> bool {
        self.known.len() + 1 == Cutoff::all().len()
    }

    /// What to ask for now; nothing while a question is open.
    pub fn missing(&self, shown: Cutoff, reach: Reach) -> Vec<Cutoff> {
        let unknown = |cutoff: &Cutoff| *cutoff != Cutoff::WHOLE && !self.known.contains_key(cutoff);
        if self.asked.is_some() || self.refused {
            return Vec::new();
        }
        if unknown(&shown) {
            return vec![shown];
        }
        let mut cutoffs: Vec<Cutoff> = Cutoff::all().filter(|_| reach == Reach::All).filter(unknown).collect();
        cutoffs.sort_by_key(|cutoff| cutoff.kept().abs_diff(shown.kept()));
        cutoffs.truncate(BATCH);
        cutoffs
    }

    pub fn ask(&mut self, job: JobId, cutoffs: Vec<Cutoff>) {
        self.asked = Some((job, cutoffs));
    }

    /// That of the open question.
    pub fn job(&self) -> Option<JobId> {
        self.asked.as_ref().map(|(job, _)| *job)
    }

    /// The results of other jobs are ignored.
    pub fn classified(&mut self, job: JobId, logits: &[Logits]) {
        let Some((_, cutoffs)) = self.asked.take_if(|(asked, _)| *asked == job) else { return };
        self.known.extend(cutoffs.into_iter().zip(logits.iter().copied()));
    }

    /// For a job that ended without a result. Returns whether it was this one.
    pub fn failed(&mut self, job: JobId) -> bool {
        let failed = self.asked.take_if(|(asked, _)| *asked == job).is_some();
        self.refused |= failed;
        failed
    }

    /// Drops the open question and forgets that one was refused.
    pub fn interrupt(&mut self) {
        (self.asked, self.refused) = (None, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(answers: &mut CutoffAnswers, job: u32, cutoffs: Vec<Cutoff>) {
        answers.ask(JobId(job), cutoffs.clone());
        answers.classified(JobId(job), &vec![Logits([1.0; 10]); cutoffs.len()]);
    }

    #[test]
    fn the_cutoff_on_show_comes_first_and_then_its_neighbours() {
        let (shown, mut answers) = (Cutoff::nearest(16), CutoffAnswers::default());
        assert_eq!(answers.missing(shown, Reach::All), [shown]);
        answer(&mut answers, 1, vec![shown]);
        assert_eq!(answers.missing(shown, Reach::Shown), []);
        let kept: Vec<usize> = answers.missing(shown, Reach::All).into_iter().map(Cutoff::kept).collect();
        assert_eq!(kept, [15, 17, 14, 18, 13, 19, 12, 20]);
        assert_eq!(answers.missing(Cutoff::WHOLE, Reach::Shown), [], "the whole picture is asked about elsewhere");
    }

    #[test]
    fn all_62_are_known_in_the_end() {
        let (shown, mut answers) = (Cutoff::nearest(60), CutoffAnswers::default());
        for job in 0..9 {
            assert!(!answers.is_complete());
            let cutoffs = answers.missing(shown, Reach::All);
            answer(&mut answers, job, cutoffs);
        }
        assert!(answers.is_complete() && answers.missing(shown, Reach::All).is_empty());
        assert!(Cutoff::all().all(|cutoff| (cutoff == Cutoff::WHOLE) == answers.of(cutoff).is_none()));
    }

    #[test]
    fn a_refused_question_waits_for_an_interruption_and_answers_of_other_jobs_are_dropped() {
        let (shown, mut answers) = (Cutoff::nearest(16), CutoffAnswers::default());
        answers.ask(JobId(1), vec![shown]);
        assert_eq!(answers.missing(shown, Reach::All), []);
        answers.classified(JobId(2), &[Logits([1.0; 10])]);
        assert_eq!(answers.of(shown), None);
        assert!(!answers.failed(JobId(2)) && answers.failed(JobId(1)));
        assert_eq!(answers.missing(shown, Reach::All), []);
        answers.interrupt();
        assert_eq!(answers.missing(shown, Reach::All), [shown]);
    }
}
