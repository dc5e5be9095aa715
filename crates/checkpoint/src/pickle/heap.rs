//! What a pickle describes, within a budget.

use crate::{
    number::Number,
    tensor::{Data, Tensor},
    unreadable::{Cure, Unreadable},
};
use std::collections::HashMap;

/// A value of a pickle: small ones as they are, others by their place in the heap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// `None`, and whatever is not understood.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// An integer; 0 for those beyond 64 bits.
    Integer(i64),
    /// A float.
    Float(f64),
    /// An object of the heap.
    Object(usize),
}

/// An object that others can refer to.
#[derive(Debug)]
pub enum Object {
    /// Short text.
    Text(String),
    /// Bytes or long text.
    Bytes(Data),
    /// A class or a function: package and name, with a space between them.
    Global(String),
    /// A list, a tuple or a set.
    Sequence(Vec<Value>),
    /// A dictionary, in the order of the file.
    Dictionary(Vec<(Value, Value)>),
    /// An object of any other class.
    Instance(Box<Instance>),
    /// Where numbers are stored.
    Storage(Storage),
    /// A tensor.
    Tensor(Box<Tensor>),
}

/// An object of some class.
#[derive(Debug)]
pub struct Instance {
    /// Its class, or the function that made it.
    pub class: Value,
    /// What that was called with.
    pub arguments: Value,
    /// What it holds where it is a dictionary.
    pub items: Vec<(Value, Value)>,
    /// What it holds where it is a list.
    pub members: Vec<Value>,
    /// Its attributes.
    pub state: Value,
}

/// A storage as a pickle names it.
#[derive(Debug, Clone)]
pub struct Storage {
    /// The type of its numbers, or the name of one that is not known.
    pub number: Result<Number, String>,
    /// What it is called.
    pub key: String,
    /// Numbers before it in the storage that it is a part of.
    pub start: u64,
}

/// Everything that a pickle describes.
#[derive(Debug, Default)]
pub struct Heap {
    objects: Vec<Object>,
    spent: usize,
}

/// Bytes that the values of all pickles of a file may take. Those of a ResNet-152 and its optimiser take an eighth.
const BUDGET: usize = 24 << 20;

impl Heap {
    /// Notes that so many bytes are taken.
    ///
    /// # Errors
    /// [`Unreadable`] when the budget is spent.
    pub fn spend(&mut self, bytes: usize) -> Result<(), Unreadable> {
        self.spent += bytes;
        match self.spent <= BUDGET {
            true => Ok(()),
            false => {
                let reason = "it holds far more objects beside its tensors than a checkpoint of a network has";
                Err(Unreadable::new(reason).with(Cure::SaveAgain))
            }
        }
    }

    /// Takes in an object.
    ///
    /// # Errors
    /// [`Unreadable`] when the budget is spent.
    pub fn add(&mut self, object: Object) -> Result<Value, Unreadable> {
        let held = match &object {
            Object::Text(text) | Object::Global(text) => text.len(),
            Object::Storage(storage) => storage.key.len(),
            Object::Instance(_) => size_of::<Instance>(),
            Object::Bytes(Data::Inline(bytes)) => bytes.len(),
            Object::Tensor(tensor) => size_of::<Tensor>() + 2 * size_of_val(tensor.shape()),
            _ => 0,
        };
        self.spend(size_of::<Object>() + held)?;
        self.objects.push(object);
        Ok(Value::Object(self.objects.len() - 1))
    }

    /// Bytes of a number in each storage.
    pub fn storage_sizes(&self) -> HashMap<&str, usize> {
        let storages = self.objects.iter().filter_map(|object| match object {
            Object::Storage(storage) => Some((storage.key.as_str(), storage.number.as_ref().ok()?.size())),
            _ => None,
        });
        storages.collect()
    }

    /// The object that a value stands for.
    pub fn get(&self, value: Value) -> Option<&Object> {
        match value {
            Value::Object(index) => self.objects.get(index),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, value: Value) -> Option<&mut Object> {
        match value {
            Value::Object(index) => self.objects.get_mut(index),
            _ => None,
        }
    }

    /// A text.
    pub fn text(&self, value: Value) -> Option<&str> {
        match self.get(value)? {
            Object::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A class or a function.
    pub fn global(&self, value: Value) -> Option<&str> {
        match self.get(value)? {
            Object::Global(name) => Some(name),
            _ => None,
        }
    }

    /// The values of a list or a tuple; none of anything else.
    pub fn sequence(&self, value: Value) -> &[Value] {
        match self.get(value) {
            Some(Object::Sequence(values)) => values,
            _ => &[],
        }
    }

    /// The values of a list or tuple of natural numbers.
    pub fn sizes(&self, value: Value) -> Option<Vec<usize>> {
        match self.get(value)? {
            Object::Sequence(values) => values.iter().map(|&value| natural(value)).collect(),
            _ => None,
        }
    }

    /// What an attribute, or an entry of a dictionary, holds.
    pub fn entry(&self, value: Value, name: &str) -> Option<Value> {
        match self.get(value)? {
            Object::Dictionary(items) => {
                items.iter().rev().find(|(key, _)| self.text(*key) == Some(name)).map(|(_, value)| *value)
            }
            _ => None,
        }
    }
}

/// A natural number.
pub fn natural(value: Value) -> Option<usize> {
    match value {
        Value::Integer(number) => usize::try_from(number).ok(),
        _ => None,
    }
}
