//! Which models there are, whether each is loaded, and the visitor's own model files.

use crate::words::words;
use freqscope_core::{
    model::{Hints, ModelCard, Packing, Questions},
    protocol::{Request, VisitorFile},
};
use std::{
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

/// The state of a model that the engine was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadState {
    /// Its weights are arriving; at the end they are checked.
    Arriving {
        /// Bytes so far.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// It answers questions.
    Ready,
    Failed,
}

/// A file of the visitor's, kept so that a new engine can be given it again.
#[derive(Debug, Clone, PartialEq)]
struct OwnFile {
    name: String,
    file: VisitorFile,
    /// What the visitor has said of it.
    hints: Hints,
}

/// A file that the engine was given and has not answered.
#[derive(Debug)]
struct Opening {
    /// Its id, if an earlier engine had it: an id stays the same.
    known_as: Option<String>,
    file: OwnFile,
}

#[derive(Debug, Default)]
pub struct Models {
    cards: Rc<[ModelCard]>,
    /// What the manifest calls those that ship, in English, by their ids.
    english: BTreeMap<String, String>,
    stored: Vec<String>,
    /// Ids of the models whose weights are being stored.
    keeping: Vec<String>,
    loads: BTreeMap<String, LoadState>,
    /// The visitor's files by the ids that the engine gave them.
    own: BTreeMap<String, OwnFile>,
    /// Files that the engine has not been given yet.
    waiting: Vec<OwnFile>,
    opening: VecDeque<Opening>,
    /// Ids in the order in which they were last on show, the newest last.
    recent: Vec<String>,
    /// Checkpoints that leave something open.
    unsaid: VecDeque<(OwnFile, Questions)>,
    /// How checkpoints were read, by the ids of the models that they became.
    packings: BTreeMap<String, Packing>,
}

/// How many models stay loaded that are not on show: going back to them takes no time, and each takes memory.
const KEPT: usize = 2;

impl Models {
    /// Every model: those of the manifest, then the visitor's own.
    pub fn cards(&self) -> Rc<[ModelCard]> {
        self.cards.clone()
    }

    pub fn card(&self, id: &str) -> Option<&ModelCard> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// The model that is shown unless the visitor chooses another.
    pub fn first(&self) -> Option<&ModelCard> {
        self.cards.first()
    }

    /// Ids of the models whose weights are stored on this machine.
    pub fn stored(&self) -> &[String] {
        &self.stored
    }

    /// Ids of the models whose weights are being stored.
    pub fn keeping(&self) -> &[String] {
        &self.keeping
    }

    /// Notes that a model's weights are being stored.
    pub fn keep(&mut self, id: &str) {
        self.keeping.push(id.into());
    }

    /// Notes how that ended.
    pub fn kept(&mut self, id: &str, stored: bool) {
        self.keeping.retain(|keeping| keeping != id);
        if stored && !self.stored.iter().any(|known| known == id) {
            self.stored.push(id.into());
        }
    }

    /// None if the engine was not asked for it.
    pub fn load(&self, id: &str) -> Option<LoadState> {
        self.loads.get(id).copied()
    }

    pub fn is_ready(&self, id: &str) -> bool {
        self.load(id) == Some(LoadState::Ready)
    }

    pub fn ready(&self) -> impl Iterator<Item = &ModelCard> {
        self.cards.iter().filter(|card| self.is_ready(&card.id))
    }

    /// Whether the engine is fetching or checking the weights of any model.
    pub fn is_arriving(&self) -> bool {
        !self.opening.is_empty() || self.loads.values().any(|load| matches!(load, LoadState::Arriving { .. }))
    }

    /// Whether it reads a file of the visitor's, or has all the weights of a model and checks them, and may be silent for long.
    pub fn is_checking(&self) -> bool {
        let all_here = |load: &LoadState| matches!(load, LoadState::Arriving { done, total } if done >= total);
        !self.opening.is_empty() || self.loads.values().any(all_here)
    }

    /// The name of a file of the visitor's that the engine is reading.
    pub fn opening(&self) -> Option<&str> {
        let given = self.opening.iter().filter(|opening| opening.known_as.is_none()).map(|opening| &opening.file);
        given.chain(&self.waiting).next().map(|file| file.name.as_str())
    }

    /// Sets the engine's list of models. The visitor's files that this engine has not been given are kept.
    pub fn list(&mut self, cards: Vec<ModelCard>) {
        let absent = |card: &&ModelCard| self.own.contains_key(&card.id) && cards.iter().all(|new| new.id != card.id);
        let kept: Vec<ModelCard> = self.cards.iter().filter(absent).cloned().collect();
        let shipped = cards.iter().filter(|card| !card.is_visitors());
        self.english = shipped.map(|card| (card.id.clone(), card.name.clone())).collect();
        self.cards = cards.into_iter().chain(kept).collect();
        self.translate();
    }

    /// What a network is called in English, as programs are told.
    pub fn english_name(&self, id: &str, name: &str) -> String {
        self.english.get(id).map_or(name, String::as_str).into()
    }

    /// Calls the networks that ship as the page's language does.
    pub fn translate(&mut self) {
        let name = |card: &ModelCard| self.english.get(&card.id).map(|english| words().networks.called(english));
        let called = |card: &ModelCard| ModelCard { name: name(card).unwrap_or(card.name.clone()), ..card.clone() };
        self.cards = self.cards.iter().map(called).collect();
    }

    /// Sets which weights are stored on this machine.
    pub fn store(&mut self, ids: Vec<String>) {
        self.stored = ids;
    }

    /// Returns the request that loads a model.
    pub fn ask(&mut self, id: &str) -> Request {
        let total = self.card(id).map_or(0, |card| card.bytes);
        self.loads.insert(id.into(), LoadState::Arriving { done: 0, total });
        match self.own.get(id).cloned() {
            Some(file) => self.open(Some(id.into()), file),
            None => Request::Load { model: id.into() },
        }
    }

    /// Notes which models are on show, and gives up those that answer and have not been for longest. Returns the requests.
    pub fn give_up(&mut self, shown: &[String]) -> Vec<Request> {
        self.recent.retain(|id| !shown.contains(id));
        let idle: Vec<String> = self.recent.iter().filter(|id| self.is_ready(id)).cloned().collect();
        self.recent.extend_from_slice(shown);
        let given_up: Vec<String> = idle.iter().take(idle.len().saturating_sub(KEPT)).cloned().collect();
        self.loads.retain(|id, _| !given_up.contains(id));
        given_up.into_iter().map(|model| Request::Unload { model }).collect()
    }

    /// Keeps a file of the visitor's for [`Models::open_waiting`].
    pub fn add_file(&mut self, name: String, file: VisitorFile) {
        self.waiting.push(OwnFile { name, file, hints: Hints::default() });
    }

    /// Keeps what a checkpoint leaves open.
    pub fn ask_visitor(&mut self, name: &str, questions: Questions) {
        if let Some(opening) = self.opening.pop_front_if(|opening| opening.file.name == name) {
            self.unsaid.push_back((opening.file, questions));
        }
    }

    /// The name of a checkpoint that leaves something open, and what.
    pub fn unsaid(&self) -> Option<(&str, &Questions)> {
        self.unsaid.front().map(|(file, questions)| (file.name.as_str(), questions))
    }

    /// Whether what the visitor has said of a checkpoint can be said anew: its file is at hand and does not say it itself.
    pub fn is_correctable(&self, id: &str) -> bool {
        self.own.contains_key(id) && self.packing(id).is_some_and(|packing| !packing.normalisation_is_stored)
    }

    /// Asks the visitor again how a checkpoint normalises pixels.
    pub fn ask_again(&mut self, id: &str) {
        let questions = Questions { keys: Vec::new(), normalisation: true };
        self.unsaid.extend(self.own.get(id).map(|file| (file.clone(), questions)));
    }

    /// Keeps the checkpoint for [`Models::open_waiting`] with what the visitor says of it; without, it is dropped.
    pub fn answer(&mut self, hints: Option<Hints>) {
        let answered = self.unsaid.pop_front().zip(hints);
        // Which of its networks it is has been said before where it is not asked for.
        let told = |old: Hints, new: Hints| Hints { key: new.key.or(old.key), ..new };
        self.waiting.extend(answered.map(|((file, _), hints)| OwnFile { hints: told(file.hints, hints), ..file }));
    }

    /// Keeps how a checkpoint was read.
    pub fn packed(&mut self, model: String, packing: Packing) {
        self.packings.insert(model, packing);
    }

    /// How the model's checkpoint was read; none of a packed file.
    pub fn packing(&self, id: &str) -> Option<&Packing> {
        self.packings.get(id)
    }

    /// The requests that give the engine every file that it has not been given.
    pub fn open_waiting(&mut self) -> Vec<Request> {
        let files = std::mem::take(&mut self.waiting);
        files.into_iter().map(|file| self.open(None, file)).collect()
    }

    fn open(&mut self, known_as: Option<String>, file: OwnFile) -> Request {
        let OwnFile { name, file: bytes, hints } = file.clone();
        let request = Request::Open { name, file: bytes, hints };
        self.opening.push_back(Opening { known_as, file });
        request
    }

    pub fn arriving(&mut self, id: &str, done: u64, total: u64) {
        if let Some(load @ LoadState::Arriving { .. }) = self.loads.get_mut(id) {
            *load = LoadState::Arriving { done, total };
        }
    }

    /// Returns whether the model is a file that the visitor has just chosen.
    pub fn loaded(&mut self, id: &str) -> bool {
        let asked = self.loads.insert(id.into(), LoadState::Ready).is_some_and(|load| load != LoadState::Ready);
        let own = self.card(id).is_some_and(ModelCard::is_visitors);
        let answers = |opening: &mut Opening| match &opening.known_as {
            Some(known) => known == id,
            None => own && !asked,
        };
        let Some(opening) = self.opening.pop_front_if(answers) else { return false };
        self.own.insert(id.into(), opening.file);
        opening.known_as.is_none()
    }

    /// `model`: an id, or the name of a file of the visitor's. Returns the model's id, if it has one.
    pub fn failed(&mut self, model: &str) -> Option<String> {
        let opening = self.opening.pop_front_if(|opening| opening.file.name == model);
        let id = opening.map_or(Some(model.to_owned()), |opening| opening.known_as)?;
        self.loads.insert(id.clone(), LoadState::Failed);
        Some(id)
    }

    /// So that the model can be asked for again.
    pub fn forget_failure(&mut self, id: &str) {
        if self.load(id) == Some(LoadState::Failed) {
            self.loads.remove(id);
        }
    }

    /// After the engine has ended: nothing is loaded any more, and files that it has not answered wait again.
    pub fn unload(&mut self) {
        self.loads.clear();
        let unanswered = self.opening.drain(..).filter(|opening| opening.known_as.is_none());
        self.waiting.extend(unanswered.map(|opening| opening.file));
    }

    /// Drops the visitor's files that the engine has not answered: one of them may have crashed it.
    pub fn drop_unanswered(&mut self) {
        self.opening.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use freqscope_core::model::ModelSource;

    fn file() -> VisitorFile {
        VisitorFile::Url("blob:1".into())
    }

    fn card(id: &str, source: ModelSource) -> ModelCard {
        ModelCard {
            id: id.into(),
            name: id.into(),
            architecture: "resnet18".into(),
            bytes: 100,
            sha256: String::new(),
            source,
        }
    }

    #[test]
    fn a_visitors_file_keeps_its_id_in_a_new_engine() {
        let mut models = Models::default();
        models.add_file("own".into(), file());
        assert_eq!(models.opening(), Some("own"));
        let open = Request::Open { name: "own".into(), file: file(), hints: Hints::default() };
        assert_eq!(models.open_waiting(), vec![open.clone()]);
        models.list(vec![card("visitor:1", ModelSource::Visitor { file: String::new() })]);
        assert!(models.loaded("visitor:1") && models.is_ready("visitor:1"));
        assert_eq!(models.opening(), None);
        models.unload();
        models.list(Vec::new());
        assert!(models.card("visitor:1").is_some(), "the new engine does not know it yet");
        assert_eq!(models.ask("visitor:1"), open);
        assert!(!models.loaded("visitor:1"), "it has not been chosen anew");
    }

    #[test]
    fn those_that_were_on_show_longest_ago_are_given_up() {
        let mut models = Models::default();
        let show = |models: &mut Models, id: &str| {
            models.ask(id);
            models.loaded(id);
            models.give_up(&[id.to_owned()])
        };
        assert_eq!(["a", "b", "c", "b"].map(|id| show(&mut models, id).len()), [0; 4]);
        assert_eq!(show(&mut models, "d"), [Request::Unload { model: "a".into() }]);
        assert!(models.load("a").is_none() && models.is_ready("b") && models.is_ready("c"));
        assert_eq!(models.give_up(&["d".into()]), [], "a model is given up once");
    }

    #[test]
    fn a_checkpoint_is_opened_again_with_what_the_visitor_says_of_it() {
        let mut models = Models::default();
        models.add_file("own".into(), file());
        models.open_waiting();
        let questions = Questions { keys: vec!["a".into(), "b".into()], normalisation: false };
        models.ask_visitor("own", questions.clone());
        assert_eq!((models.opening(), models.unsaid()), (None, Some(("own", &questions))));
        let hints = Hints { key: Some("b".into()), normalisation: None };
        models.answer(Some(hints.clone()));
        let open = Request::Open { name: "own".into(), file: file(), hints };
        assert_eq!(models.unsaid(), None);
        assert_eq!(models.open_waiting(), std::slice::from_ref(&open));
        models.list(vec![card("visitor:1", ModelSource::Visitor { file: String::new() })]);
        models.loaded("visitor:1");
        models.unload();
        assert_eq!(models.ask("visitor:1"), open, "a new engine is told the same");
        models.ask_visitor("own", questions);
        models.answer(None);
        assert_eq!(models.unsaid(), None);
        assert_eq!(models.open_waiting(), []);
    }

    #[test]
    fn a_failure_is_found_by_the_files_name_or_by_the_id() {
        let mut models = Models::default();
        models.add_file("own".into(), file());
        models.open_waiting();
        assert_eq!(models.failed("own"), None, "it has no id yet");
        assert!(!models.is_arriving());
        models.ask("a");
        models.arriving("a", 50, 100);
        assert!(models.is_arriving() && !models.is_checking());
        models.arriving("a", 100, 100);
        assert!(models.is_checking());
        models.arriving("a", 50, 100);
        assert_eq!(models.load("a"), Some(LoadState::Arriving { done: 50, total: 100 }));
        assert_eq!(models.failed("a").as_deref(), Some("a"));
        models.forget_failure("a");
        assert_eq!(models.load("a"), None);
    }
}
