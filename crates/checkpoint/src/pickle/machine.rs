//! The machine that pickles are written for, without the part that imports and calls.

use super::{
    bytes::Bytes,
    calls,
    heap::{Heap, Object, Value},
};
use crate::{
    tensor::Data,
    unreadable::{Cure, Unreadable},
};
use std::collections::HashMap;

/// Bytes of a text that is kept in memory; longer ones stay in the file.
const LONGEST_TEXT: u64 = 1024;

/// Obeys one pickle.
#[derive(Debug)]
pub struct Machine<'a, 'b> {
    bytes: &'a mut Bytes<'b>,
    heap: &'a mut Heap,
    stack: Vec<Value>,
    /// Where in the stack each open collection begins.
    marks: Vec<usize>,
    memo: HashMap<u64, Value>,
}

impl<'a, 'b> Machine<'a, 'b> {
    /// A machine before the first instruction.
    pub fn new(bytes: &'a mut Bytes<'b>, heap: &'a mut Heap) -> Self {
        Self { bytes, heap, stack: Vec::new(), marks: Vec::new(), memo: HashMap::new() }
    }

    /// Obeys all instructions. Returns what they describe.
    ///
    /// # Errors
    /// [`Unreadable`] when the pickle is broken or describes too much.
    pub fn run(mut self) -> Result<Value, Unreadable> {
        loop {
            match self.bytes.byte()? {
                b'.' => return self.pop(),
                code => self.obey(code)?,
            }
        }
    }

    /// One instruction, by the letters that Python's pickletools lists.
    fn obey(&mut self, code: u8) -> Result<(), Unreadable> {
        match code {
            // PROTO, FRAME, READONLY_BUFFER
            0x80 => self.bytes.byte().map(drop),
            0x95 => self.bytes.array::<8>().map(drop),
            0x98 => Ok(()),
            b'(' => self.mark(),
            b'0' => self.pop().map(drop),
            b'1' => self.since_mark().map(drop),
            b'2' => self.stack.last().copied().ok_or_else(broken).and_then(|top| self.push(top)),
            b'N' | 0x88 | 0x89 | b'I' | b'J' | b'K' | b'M' | b'L' | b'F' | b'G' | 0x8a | 0x8b => self.number(code),
            b'S' | b'V' | b'U' | b'T' | b'X' | 0x8c | 0x8d | b'B' | b'C' | 0x8e | 0x96 => self.text(code),
            b'q' | b'r' | b'p' | 0x94 | b'h' | b'j' | b'g' => self.memory(code),
            b']' | b')' | b'}' | 0x8f | b'l' | b't' | b'd' | 0x91 | 0x85..=0x87 => self.collection(code),
            b'a' | b'e' | b's' | b'u' | 0x90 => self.fill(code),
            b'c' | 0x93 | b'R' | b'b' | 0x81 | 0x92 | b'i' | b'o' | b'P' | b'Q' => self.object(code),
            // NEXT_BUFFER, EXT1, EXT2, EXT4: what is not in the file
            0x97 => self.push(Value::None),
            0x82 => self.bytes.byte().and_then(|_| self.push(Value::None)),
            0x83 => self.bytes.array::<2>().and_then(|_| self.push(Value::None)),
            0x84 => self.bytes.array::<4>().and_then(|_| self.push(Value::None)),
            _ => {
                Err(Unreadable::new(format!("its pickle holds the unknown instruction {code:#04x}"))
                    .with(Cure::SaveAgain))
            }
        }
    }

    /// NONE, NEWTRUE, NEWFALSE, INT, BININT, BININT1, BININT2, LONG, FLOAT, BINFLOAT, LONG1, LONG4
    fn number(&mut self, code: u8) -> Result<(), Unreadable> {
        let value = match code {
            b'N' => Value::None,
            0x88 => Value::Bool(true),
            0x89 => Value::Bool(false),
            b'I' | b'L' => written_integer(&self.bytes.line()?),
            b'J' => Value::Integer(i32::from_le_bytes(self.bytes.array()?).into()),
            b'K' => Value::Integer(self.bytes.byte()?.into()),
            b'M' => Value::Integer(u16::from_le_bytes(self.bytes.array()?).into()),
            b'F' => Value::Float(self.bytes.line()?.trim().parse().unwrap_or(f64::NAN)),
            b'G' => Value::Float(f64::from_be_bytes(self.bytes.array()?)),
            0x8a => {
                let len = self.bytes.byte()?.into();
                self.long(len)?
            }
            _ => {
                let len = u32::from_le_bytes(self.bytes.array()?).into();
                self.long(len)?
            }
        };
        self.push(value)
    }

    /// A signed integer of `len` bytes.
    fn long(&mut self, len: u64) -> Result<Value, Unreadable> {
        if len > 8 {
            return self.bytes.skip(len).map(|_| Value::Integer(0));
        }
        let few = self.bytes.few(len as usize)?;
        let filler = if few.last().is_some_and(|byte| *byte > 127) { 255 } else { 0 };
        let mut bytes = [filler; 8];
        bytes[..few.len()].copy_from_slice(&few);
        Ok(Value::Integer(i64::from_le_bytes(bytes)))
    }

    /// STRING, UNICODE, SHORT_BINSTRING, BINSTRING, BINUNICODE, SHORT_BINUNICODE, BINUNICODE8, BINBYTES, SHORT_BINBYTES,
    /// BINBYTES8, BYTEARRAY8
    fn text(&mut self, code: u8) -> Result<(), Unreadable> {
        match code {
            b'S' => {
                let line = self.bytes.line()?;
                return self.push_object(Object::Text(line.trim_matches(['\'', '"']).to_owned()));
            }
            b'V' => {
                let line = self.bytes.escaped_line()?;
                return self.push_object(Object::Text(line));
            }
            _ => (),
        }
        let len = match code {
            b'U' | 0x8c | b'C' => self.bytes.byte()?.into(),
            b'T' | b'X' | b'B' => u32::from_le_bytes(self.bytes.array()?).into(),
            _ => u64::from_le_bytes(self.bytes.array()?),
        };
        let (at, is_bytes) = (self.bytes.place(), matches!(code, b'B' | b'C' | 0x8e | 0x96));
        if is_bytes || len > LONGEST_TEXT {
            self.bytes.skip(len)?;
            let data = if is_bytes { Data::Range { at, len } } else { Data::Latin1 { at, len } };
            return self.push_object(Object::Bytes(data));
        }
        let text = String::from_utf8_lossy(&self.bytes.few(len as usize)?).into_owned();
        self.push_object(Object::Text(text))
    }

    /// BINPUT, LONG_BINPUT, PUT, MEMOIZE, BINGET, LONG_BINGET, GET
    fn memory(&mut self, code: u8) -> Result<(), Unreadable> {
        let key = match code {
            b'q' | b'h' => self.bytes.byte()?.into(),
            b'r' | b'j' => u32::from_le_bytes(self.bytes.array()?).into(),
            b'p' | b'g' => self.bytes.line()?.trim().parse().map_err(|_| broken())?,
            _ => self.memo.len() as u64,
        };
        if matches!(code, b'h' | b'j' | b'g') {
            let value = self.memo.get(&key).copied().ok_or_else(broken)?;
            return self.push(value);
        }
        self.heap.spend(2 * size_of::<(u64, Value)>())?;
        self.memo.insert(key, self.stack.last().copied().ok_or_else(broken)?);
        Ok(())
    }

    /// EMPTY_LIST, EMPTY_TUPLE, EMPTY_DICT, EMPTY_SET, LIST, TUPLE, DICT, FROZENSET, TUPLE1, TUPLE2, TUPLE3
    fn collection(&mut self, code: u8) -> Result<(), Unreadable> {
        let object = match code {
            b']' | b')' | 0x8f => Object::Sequence(Vec::new()),
            b'}' => Object::Dictionary(Vec::new()),
            b'l' | b't' | 0x91 => Object::Sequence(self.since_mark()?),
            b'd' => Object::Dictionary(pairs(&self.since_mark()?)),
            _ => {
                let start = self.stack.len().checked_sub(usize::from(code - 0x84)).ok_or_else(broken)?;
                Object::Sequence(self.stack.split_off(start))
            }
        };
        self.push_object(object)
    }

    /// APPEND, APPENDS, SETITEM, SETITEMS, ADDITEMS
    fn fill(&mut self, code: u8) -> Result<(), Unreadable> {
        let values = match code {
            b'a' => vec![self.pop()?],
            b's' => {
                let value = self.pop()?;
                vec![self.pop()?, value]
            }
            _ => self.since_mark()?,
        };
        let holder = self.stack.last().copied().ok_or_else(broken)?;
        match (self.heap.get_mut(holder), code) {
            (Some(Object::Dictionary(items)), b's' | b'u') => items.extend(pairs(&values)),
            (Some(Object::Instance(instance)), b's' | b'u') => instance.items.extend(pairs(&values)),
            (Some(Object::Sequence(members)), _) => members.extend(values),
            (Some(Object::Instance(instance)), _) => instance.members.extend(values),
            _ => (),
        }
        Ok(())
    }

    /// GLOBAL, STACK_GLOBAL, REDUCE, BUILD, NEWOBJ, NEWOBJ_EX, INST, OBJ, PERSID, BINPERSID
    fn object(&mut self, code: u8) -> Result<(), Unreadable> {
        let value = match code {
            b'c' => self.global()?,
            0x93 => {
                let (name, package) = (self.pop()?, self.pop()?);
                let [package, name] = [package, name].map(|text| self.heap.text(text).unwrap_or_default());
                let global = format!("{package} {name}");
                self.heap.add(Object::Global(global))?
            }
            b'R' | 0x81 => {
                let (arguments, callable) = (self.pop()?, self.pop()?);
                calls::call(self.heap, callable, arguments)?
            }
            0x92 => {
                let (_, arguments, class) = (self.pop()?, self.pop()?, self.pop()?);
                calls::call(self.heap, class, arguments)?
            }
            b'b' => {
                let (state, object) = (self.pop()?, self.pop()?);
                calls::build(self.heap, object, state);
                object
            }
            b'P' => self.bytes.line().map(|_| Value::None)?,
            b'Q' => {
                let id = self.pop()?;
                calls::persistent(self.heap, id)?
            }
            _ => self.old_instance(code)?,
        };
        self.push(value)
    }

    /// INST, with its class in the pickle, and OBJ, with its class on the stack.
    fn old_instance(&mut self, code: u8) -> Result<Value, Unreadable> {
        let class = if code == b'i' { Some(self.global()?) } else { None };
        let mut values = self.since_mark()?.into_iter();
        let class = class.or_else(|| values.next()).ok_or_else(broken)?;
        let arguments = self.heap.add(Object::Sequence(values.collect()))?;
        calls::call(self.heap, class, arguments)
    }

    fn global(&mut self) -> Result<Value, Unreadable> {
        let global = format!("{} {}", self.bytes.line()?, self.bytes.line()?);
        self.heap.add(Object::Global(global))
    }

    fn mark(&mut self) -> Result<(), Unreadable> {
        self.heap.spend(size_of::<usize>())?;
        self.marks.push(self.stack.len());
        Ok(())
    }

    /// What was pushed since the last mark.
    fn since_mark(&mut self) -> Result<Vec<Value>, Unreadable> {
        let mark = self.marks.pop().filter(|&mark| mark <= self.stack.len()).ok_or_else(broken)?;
        Ok(self.stack.split_off(mark))
    }

    fn push(&mut self, value: Value) -> Result<(), Unreadable> {
        self.heap.spend(size_of::<Value>())?;
        self.stack.push(value);
        Ok(())
    }

    fn push_object(&mut self, object: Object) -> Result<(), Unreadable> {
        let value = self.heap.add(object)?;
        self.push(value)
    }

    fn pop(&mut self) -> Result<Value, Unreadable> {
        self.stack.pop().ok_or_else(broken)
    }
}

fn pairs(values: &[Value]) -> Vec<(Value, Value)> {
    values.as_chunks().0.iter().map(|[key, value]| (*key, *value)).collect()
}

/// `12`, `12L`, and `00` and `01` for the truth values of the first protocol.
fn written_integer(line: &str) -> Value {
    match line.trim() {
        "00" => Value::Bool(false),
        "01" => Value::Bool(true),
        text => Value::Integer(text.trim_end_matches('L').parse().unwrap_or(0)),
    }
}

fn broken() -> Unreadable {
    Unreadable::new("its pickle is broken").with(Cure::Download)
}
