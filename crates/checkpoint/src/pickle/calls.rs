//! The functions and classes that make tensors and collections, by name. Every other call makes an object that remembers
//! what it was called with.

use super::heap::{Heap, Instance, Object, Storage, Value, natural};
use crate::{
    number::{Endianness, Number},
    tensor::{Data, Tensor, latin1},
    unreadable::Unreadable,
};

/// What is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    /// `torch._utils._rebuild_tensor_v2` and its kin.
    Tensor,
    /// Functions that give back the tensor that they are given first.
    Parameter,
    /// A tensor of a class of its own: a function and, third, what that is called with.
    Subclass,
    Dictionary,
    Sequence,
    /// Text as bytes.
    Encode,
    /// An array whose bytes follow as its state.
    Array,
    /// An array of bytes that are given first.
    ArrayOfBytes,
}

impl Function {
    /// The one that a `package name` means.
    fn named(global: &str) -> Option<Self> {
        let (package, name) = global.split_once(' ')?;
        Some(match (package, name) {
            ("torch._utils", "_rebuild_tensor" | "_rebuild_tensor_v2" | "_rebuild_tensor_v3") => Self::Tensor,
            ("torch._utils", "_rebuild_parameter" | "_rebuild_parameter_with_state") => Self::Parameter,
            ("torch._utils", "_rebuild_device_tensor_from_numpy") => Self::Parameter,
            ("torch._tensor", "_rebuild_from_type" | "_rebuild_from_type_v2") => Self::Subclass,
            ("collections", "OrderedDict" | "defaultdict" | "Counter") => Self::Dictionary,
            ("builtins" | "__builtin__", "dict") => Self::Dictionary,
            ("collections", "deque") | ("torch", "Size") => Self::Sequence,
            ("builtins" | "__builtin__", "set" | "frozenset" | "list" | "tuple") => Self::Sequence,
            ("_codecs", "encode") => Self::Encode,
            (_, "_reconstruct") if package.starts_with("numpy") => Self::Array,
            (_, "_frombuffer") if package.starts_with("numpy") => Self::ArrayOfBytes,
            _ => return None,
        })
    }
}

/// What a call makes.
///
/// # Errors
/// [`Unreadable`] when the heap's budget is spent.
pub fn call(heap: &mut Heap, callable: Value, arguments: Value) -> Result<Value, Unreadable> {
    let function = heap.global(callable).and_then(Function::named);
    let argument = |heap: &Heap, index: usize| heap.sequence(arguments).get(index).copied().unwrap_or(Value::None);
    let first = argument(heap, 0);
    let made = match function {
        Some(Function::Parameter) => return Ok(first),
        Some(Function::Subclass) => rebuilt(heap, first, argument(heap, 2)),
        Some(Function::Tensor) => tensor(heap, arguments),
        Some(Function::ArrayOfBytes) => array(heap, first, argument(heap, 1), argument(heap, 2), argument(heap, 3)),
        Some(Function::Encode) => encoded(heap, first),
        Some(Function::Dictionary) => Some(Object::Dictionary(pairs(heap, first)?)),
        Some(Function::Sequence) => Some(Object::Sequence(members(heap, first)?)),
        Some(Function::Array) | None => Some(instance(callable, arguments)),
    };
    made.map_or(Ok(Value::None), |object| heap.add(object))
}

fn instance(class: Value, arguments: Value) -> Object {
    let (items, members, state) = (Vec::new(), Vec::new(), Value::None);
    Object::Instance(Box::new(Instance { class, arguments, items, members, state }))
}

/// The tensor within one of a class of its own.
fn rebuilt(heap: &Heap, function: Value, arguments: Value) -> Option<Object> {
    match heap.global(function).and_then(Function::named)? {
        Function::Tensor => tensor(heap, arguments),
        Function::Parameter => match heap.get(*heap.sequence(arguments).first()?)? {
            Object::Tensor(tensor) => Some(Object::Tensor(tensor.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// Storage, numbers before the first, dimensions and strides; and, in the third version, at the seventh place the type.
fn tensor(heap: &Heap, arguments: Value) -> Option<Object> {
    let [storage, offset, shape, strides, rest @ ..] = heap.sequence(arguments) else { return None };
    let Some(Object::Storage(storage)) = heap.get(*storage) else { return None };
    let dtype = rest.get(2).and_then(|dtype| heap.global(*dtype)).map(last);
    let number = dtype.map_or(storage.number.clone(), |name| Number::named(name).ok_or(name.to_owned()));
    let (shape, strides) = (heap.sizes(*shape)?, heap.sizes(*strides)?);
    if shape.len() != strides.len() {
        return None;
    }
    let offset = storage.start.checked_add(natural(*offset)? as u64)?;
    let data = Data::Storage(storage.key.clone());
    Some(Object::Tensor(Box::new(Tensor { number, order: Endianness::Little, shape, strides, offset, data })))
}

/// Pairs that a dictionary is made of.
fn pairs(heap: &mut Heap, list: Value) -> Result<Vec<(Value, Value)>, Unreadable> {
    let pair = |&pair: &Value| match heap.sequence(pair) {
        [key, value] => Some((*key, *value)),
        _ => None,
    };
    let pairs: Vec<_> = match heap.get(list) {
        Some(Object::Dictionary(items)) => items.clone(),
        _ => heap.sequence(list).iter().filter_map(pair).collect(),
    };
    heap.spend(size_of_val(pairs.as_slice()))?;
    Ok(pairs)
}

fn members(heap: &mut Heap, list: Value) -> Result<Vec<Value>, Unreadable> {
    let members = heap.sequence(list).to_vec();
    heap.spend(size_of_val(members.as_slice()))?;
    Ok(members)
}

fn encoded(heap: &Heap, text: Value) -> Option<Object> {
    match heap.get(text)? {
        Object::Text(text) => Some(Object::Bytes(Data::Inline(latin1(text)))),
        Object::Bytes(data) => Some(Object::Bytes(data.clone())),
        _ => None,
    }
}

/// Gives an object its attributes; of an array these are its version, shape, type, order and bytes.
pub fn build(heap: &mut Heap, object: Value, state: Value) {
    let class = match heap.get(object) {
        Some(Object::Instance(instance)) => instance.class,
        _ => return,
    };
    let is_array = heap.global(class).and_then(Function::named) == Some(Function::Array);
    let made = match heap.sequence(state) {
        [.., shape, dtype, Value::Bool(fortran), bytes] if is_array => array(heap, *bytes, *dtype, *shape, Value::None)
            .map(|made| match (made, fortran) {
                (Object::Tensor(tensor), true) => Object::Tensor(Box::new(tensor.in_fortran_order())),
                (made, _) => made,
            }),
        _ => None,
    };
    match (made, heap.get_mut(object)) {
        (Some(made), Some(object)) => *object = made,
        (None, Some(Object::Instance(instance))) => instance.state = state,
        _ => (),
    }
}

/// An array of NumPy's.
fn array(heap: &Heap, bytes: Value, dtype: Value, shape: Value, order: Value) -> Option<Object> {
    let Object::Bytes(data) = heap.get(bytes)? else { return None };
    let Object::Instance(dtype) = heap.get(dtype)? else { return None };
    let name = heap.text(*heap.sequence(dtype.arguments).first()?)?;
    let big = heap.sequence(dtype.state).get(1).and_then(|order| heap.text(*order)) == Some(">");
    let number = Number::named(name).ok_or_else(|| name.to_owned());
    let tensor = Tensor::row_major(number, heap.sizes(shape)?, data.clone());
    let tensor = Tensor { order: if big { Endianness::Big } else { Endianness::Little }, ..tensor };
    let fortran = heap.text(order) == Some("F");
    Some(Object::Tensor(Box::new(if fortran { tensor.in_fortran_order() } else { tensor })))
}

/// What lies outside the pickle: `("storage", type, key, device, numbers, part)`, or `("module", class, …)`.
///
/// # Errors
/// [`Unreadable`] when the heap's budget is spent.
pub fn persistent(heap: &mut Heap, id: Value) -> Result<Value, Unreadable> {
    let made = match heap.sequence(id) {
        [kind, class, ..] if heap.text(*kind) == Some("module") => return Ok(*class),
        [_, class, key, _, _, rest @ ..] => heap.global(*class).zip(heap.text(*key)).map(|(class, key)| {
            let part = rest.first().map_or(&[][..], |part| heap.sequence(*part));
            let start = part.get(1).and_then(|start| natural(*start)).unwrap_or(0) as u64;
            let number = Number::named(last(class)).ok_or_else(|| last(class).to_owned());
            Object::Storage(Storage { number, key: key.to_owned(), start })
        }),
        _ => None,
    };
    made.map_or(Ok(Value::None), |object| heap.add(object))
}

/// The name behind the package.
fn last(global: &str) -> &str {
    global.rsplit([' ', '.']).next().unwrap_or(global)
}
