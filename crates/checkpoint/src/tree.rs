//! From the objects of a pickle to tensors with names.

use crate::{
    Module,
    pickle::heap::{Heap, Instance, Object, Value},
    tensor::{Data, Tensor},
    unreadable::{Cure, Unreadable},
};
use std::collections::{BTreeMap, HashSet};

/// What a file holds, by name.
#[derive(Debug, Default)]
pub struct Tree {
    pub tensors: BTreeMap<String, Tensor>,
    pub lists: BTreeMap<String, Vec<f64>>,
    pub modules: BTreeMap<String, Module>,
    pub metadata: BTreeMap<String, String>,
}

/// Dictionaries within dictionaries that are looked into.
const DEEPEST: usize = 32;
/// Characters of one name.
const LONGEST_NAME: usize = 400;
/// Characters of all names.
const MOST_NAMES: usize = 4 << 20;
/// Numbers of a list that is kept.
const LONGEST_LIST: usize = 16;
/// Where an object of PyTorch's keeps its parts; names of a `state_dict` do not have them.
const PARTS: [&str; 3] = ["_parameters", "_buffers", "_modules"];

impl Tree {
    /// Names all tensors that can be reached from `root`. `find` says where a storage lies.
    ///
    /// # Errors
    /// [`Unreadable`] when there is none, or names that no checkpoint has.
    pub fn of(heap: &Heap, root: Value, find: impl Fn(&str) -> Option<Data>) -> Result<Self, Unreadable> {
        let mut walk = Walk { heap, find, seen: HashSet::new(), names: 0, tree: Self::default() };
        walk.visit(root, String::new(), 0)?;
        match walk.tree.tensors.is_empty() {
            true => Err(Unreadable::new("it holds no tensor that can be read").with(Cure::SaveAgain)),
            false => Ok(walk.tree),
        }
    }
}

struct Walk<'a, F> {
    heap: &'a Heap,
    find: F,
    /// Objects that have been looked into: they are named once.
    seen: HashSet<usize>,
    names: usize,
    tree: Tree,
}

impl<F: Fn(&str) -> Option<Data>> Walk<'_, F> {
    fn visit(&mut self, value: Value, name: String, depth: usize) -> Result<(), Unreadable> {
        let Value::Object(index) = value else { return Ok(()) };
        let heap = self.heap;
        let Some(object) = heap.get(value) else { return Ok(()) };
        if let Object::Tensor(tensor) = object {
            return self.take(name, tensor);
        }
        if depth == DEEPEST || name.len() > LONGEST_NAME || !self.seen.insert(index) {
            return Ok(());
        }
        match object {
            Object::Dictionary(items) => self.entries(items, &name, depth),
            Object::Sequence(members) => self.members(members, &name, depth),
            Object::Instance(instance) => self.instance(instance, name, depth),
            _ => Ok(()),
        }
    }

    fn take(&mut self, name: String, tensor: &Tensor) -> Result<(), Unreadable> {
        self.names += name.len() + size_of::<Tensor>();
        if self.names > MOST_NAMES {
            return Err(Unreadable::new("it holds far more tensors than a network has").with(Cure::SaveAgain));
        }
        let data = match &tensor.data {
            Data::Storage(key) => (self.find)(key).unwrap_or_else(|| tensor.data.clone()),
            data => data.clone(),
        };
        self.tree.tensors.insert(name, Tensor { data, ..tensor.clone() });
        Ok(())
    }

    fn entries(&mut self, items: &[(Value, Value)], name: &str, depth: usize) -> Result<(), Unreadable> {
        let heap = self.heap;
        items.iter().try_for_each(|(key, value)| self.visit(*value, joined(name, &named(heap, *key)), depth + 1))
    }

    fn members(&mut self, members: &[Value], name: &str, depth: usize) -> Result<(), Unreadable> {
        let numbers: Option<Vec<f64>> = members.iter().map(|&member| number(member)).collect();
        match numbers {
            Some(numbers) if !numbers.is_empty() && numbers.len() <= LONGEST_LIST => {
                self.names += name.len();
                if self.names <= MOST_NAMES {
                    self.tree.lists.insert(name.to_owned(), numbers);
                }
                Ok(())
            }
            Some(_) => Ok(()),
            None => {
                let mut members = members.iter().enumerate();
                members.try_for_each(|(index, value)| self.visit(*value, joined(name, &index.to_string()), depth + 1))
            }
        }
    }

    fn instance(&mut self, instance: &Instance, name: String, depth: usize) -> Result<(), Unreadable> {
        if PARTS.iter().any(|part| self.heap.entry(instance.state, part).is_some()) {
            self.names += name.len() + size_of::<Module>();
            if self.names <= MOST_NAMES {
                self.tree.modules.insert(name.clone(), self.module(instance));
            }
        }
        self.entries(&instance.items, &name, depth)?;
        self.members(&instance.members, &name, depth)?;
        // The attributes of an object with slots are the second of two dictionaries.
        let states = [instance.state].into_iter().chain(self.heap.sequence(instance.state).iter().copied());
        states.take(3).try_for_each(|state| self.visit(state, name.clone(), depth + 1))
    }

    fn module(&self, instance: &Instance) -> Module {
        let class = self.heap.global(instance.class).unwrap_or_default();
        let class = class.rsplit([' ', '.']).next().unwrap_or(class).to_owned();
        Module { class, epsilon: self.heap.entry(instance.state, "eps").and_then(number) }
    }
}

/// A name within another one.
fn joined(name: &str, part: &str) -> String {
    match (name.is_empty(), PARTS.contains(&part)) {
        (_, true) => name.to_owned(),
        (true, _) => part.to_owned(),
        (false, _) => format!("{name}.{part}"),
    }
}

/// A key as a part of a name.
fn named(heap: &Heap, key: Value) -> String {
    match key {
        Value::None => "None".into(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Object(_) => {
            let global = heap.global(key).and_then(|global| global.rsplit(' ').next());
            heap.text(key).or(global).unwrap_or("?").to_owned()
        }
    }
}

fn number(value: Value) -> Option<f64> {
    match value {
        Value::Integer(value) => Some(value as f64),
        Value::Float(value) => Some(value),
        _ => None,
    }
}
