//! Writes a program in two parts: the first one runs by itself, and the rest, once it is there, within its memory.
//!
//! All functions keep their numbers in the first part. In place of one that is in the rest, and that may be called, stands a few
//! instructions that see to it that the rest is there and then call it by way of the table, into which the rest puts its functions.
//! The rest imports what it needs of the first part, which therefore exports it, under [`PREFIX`] and a number.

use super::{
    later::Later,
    program::{Elements, Program, Table},
};
use crate::wasm::{counted, list, number, section, signed};
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{ExternalKind, FunctionBody, Operator};

/// What names of exports begin with that are for the rest.
pub const PREFIX: char = '+';
/// The export that says whether the rest is there: a variable that is not 0 then.
pub const HERE: &str = "+here";
/// The function that sees to it that the rest is there, or does not return (src/platform/rest.rs).
const FETCH: &str = "load_rest";
/// As the rest calls the first part.
pub const FIRST: &str = "first";

/// Instructions.
const UNREACHABLE: u8 = 0x00;
const IF: u8 = 0x04;
const END: u8 = 0x0b;
const CALL: u8 = 0x10;
const CALL_INDIRECT: u8 = 0x11;
const LOCAL_GET: u8 = 0x20;
const GLOBAL_GET: u8 = 0x23;
const I32_CONST: u8 = 0x41;
const I32_EQZ: u8 = 0x45;
/// Of a block without parameters and results.
const NOTHING: u8 = 0x40;
const I32: u8 = 0x7f;
const MUTABLE: u8 = 1;

/// Kinds of imports and exports.
const FUNCTION: u8 = 0;
const TABLE: u8 = 1;
const MEMORY: u8 = 2;
const GLOBAL: u8 = 3;

/// The two programs.
#[derive(Debug)]
pub struct Parts {
    pub first: Vec<u8>,
    pub rest: Vec<u8>,
}

/// # Errors
/// When the program is not as wasm-bindgen writes it.
pub fn write(bytes: &[u8], later: &Later) -> Result<Parts> {
    let program = Program::read(bytes)?;
    let plan = Plan::new(&program, later)?;
    Ok(Parts { first: plan.first(bytes, later)?, rest: plan.rest(bytes, later)? })
}

/// Which function is where.
struct Plan<'a> {
    program: &'a Program<'a>,
    /// By function, whether it is in the rest.
    moved: Vec<bool>,
    /// Those in the rest that the first part may call, and where they stand in the table.
    entries: BTreeMap<usize, u32>,
    /// All that the rest puts into the table: function by place.
    slots: BTreeMap<u32, usize>,
    /// Which table that is.
    table: u32,
    /// Functions of the first part that the rest calls.
    used: BTreeSet<usize>,
    /// The function called [`FETCH`].
    fetch: usize,
}

impl<'a> Plan<'a> {
    fn new(program: &'a Program<'a>, later: &Later) -> Result<Self> {
        let mut moved = vec![false; program.types.len()];
        // What is imported is not here to be moved, and costs nothing.
        let named = program
            .named
            .iter()
            .filter(|(name, function)| **function >= program.imported && later.functions.contains(*name));
        named.for_each(|(_, &function)| moved[function] = true);
        let fetch = program
            .exports
            .iter()
            .find(|export| export.0 == FETCH)
            .with_context(|| format!("the page exports no {FETCH}"))?
            .2;
        ensure!(!moved[fetch], "{FETCH} is among what it fetches");
        let table = program.elements.first().context("the page has no table of functions")?.table;
        let mut plan = Self {
            program,
            moved,
            entries: BTreeMap::new(),
            slots: BTreeMap::new(),
            table,
            used: BTreeSet::new(),
            fetch,
        };
        plan.find_slots();
        plan.find_entries(later)?;
        Ok(plan)
    }

    fn find_slots(&mut self) {
        for Elements { start, functions, .. } in &self.program.elements {
            let moved = (*start..).zip(functions).filter(|(_, function)| self.moved[**function]);
            self.slots.extend(moved.map(|(slot, &function)| (slot, function)));
        }
    }

    fn find_entries(&mut self, later: &Later) -> Result<()> {
        let exported =
            self.program.exports.iter().filter(|export| export.1 == ExternalKind::Func).map(|export| export.2);
        let named = later.entries.iter().filter_map(|name| self.program.named.get(name).copied());
        let mut entries: BTreeSet<usize> = exported.chain(named).filter(|&function| self.moved[function]).collect();
        for (function, body) in (self.program.imported..).zip(&self.program.bodies) {
            for callee in calls(body)? {
                match (self.moved[function], self.moved[callee]) {
                    (false, true) => drop(entries.insert(callee)),
                    (true, false) => drop(self.used.insert(callee)),
                    _ => {}
                }
            }
        }
        let standing: BTreeMap<usize, u32> = self.slots.iter().map(|(&slot, &function)| (function, slot)).collect();
        let mut end = self.table()?.initial;
        for function in entries {
            let slot = standing.get(&function).copied().unwrap_or(end);
            end += u32::from(slot == end);
            self.slots.insert(slot, function);
            self.entries.insert(function, slot);
        }
        Ok(())
    }

    fn table(&self) -> Result<&Table> {
        self.program.tables.get(self.table as usize).context("the page has no such table")
    }

    /// How many places the table gets beside those that it has.
    fn added(&self) -> Result<u32> {
        let end = self.table()?.initial;
        Ok(self.slots.last_key_value().map_or(0, |(&slot, _)| (slot + 1).saturating_sub(end)))
    }

    fn first(&self, bytes: &[u8], later: &Later) -> Result<Vec<u8>> {
        let mut first = bytes[..8].to_vec();
        for (id, range) in &self.program.sections {
            let content = &bytes[range.clone()];
            match id {
                4 => list(&mut first, 4, &self.tables()?),
                6 => section(&mut first, 6, &self.globals(content)?),
                7 => section(&mut first, 7, &self.exports(content)),
                9 => list(&mut first, 9, &self.elements()),
                10 => list(&mut first, 10, &self.kept()),
                11 => section(&mut first, 11, &self.kept_data(bytes, range.start, later)),
                _ => section(&mut first, *id, content),
            }
        }
        Ok(first)
    }

    fn tables(&self) -> Result<Vec<Vec<u8>>> {
        let added = self.added()?;
        let write = |(index, table): (usize, &Table)| {
            let more = if index == self.table as usize { added } else { 0 };
            let mut bytes = vec![table.kind, u8::from(table.maximum.is_some())];
            number(&mut bytes, table.initial + more);
            table.maximum.iter().for_each(|most| number(&mut bytes, most + more));
            bytes
        };
        Ok(self.program.tables.iter().enumerate().map(write).collect())
    }

    /// The variables, and one more: whether the rest is here.
    fn globals(&self, content: &[u8]) -> Result<Vec<u8>> {
        let mut bytes = recounted(content, self.program.globals.len(), 1);
        bytes.extend([I32, MUTABLE, I32_CONST, 0, END]);
        Ok(bytes)
    }

    fn exports(&self, content: &[u8]) -> Vec<u8> {
        let shared = self.shared();
        let mut bytes = recounted(content, self.program.exports.len(), shared.len() + 1);
        for (name, kind, index) in shared {
            export(&mut bytes, &name, kind, index);
        }
        export(&mut bytes, HERE, GLOBAL, self.program.globals.len());
        bytes
    }

    /// What the rest uses of the first part: names, kinds and numbers, functions first.
    fn shared(&self) -> Vec<(String, u8, usize)> {
        let functions =
            self.used.iter().enumerate().map(|(place, &function)| (format!("{PREFIX}{place:x}"), FUNCTION, function));
        let tables = (0..self.program.tables.len()).map(|table| (format!("{PREFIX}t{table}"), TABLE, table));
        let globals = (0..self.program.globals.len()).map(|global| (format!("{PREFIX}g{global}"), GLOBAL, global));
        functions.chain(tables).chain([(format!("{PREFIX}m"), MEMORY, 0)]).chain(globals).collect()
    }

    /// What stands in the table before the rest is there: in place of what nobody can call before, always the same.
    fn elements(&self) -> Vec<Vec<u8>> {
        let absent = |function: usize| self.moved[function] && !self.entries.contains_key(&function);
        let nobody = (0..self.moved.len()).find(|&function| absent(function));
        let write = |elements: &Elements| {
            let functions =
                elements.functions.iter().map(|&function| nobody.filter(|_| absent(function)).unwrap_or(function));
            placed(elements.table, elements.start, functions)
        };
        self.program.elements.iter().map(write).collect()
    }

    /// The code of the first part.
    fn kept(&self) -> Vec<Vec<u8>> {
        let body = |(function, body): (usize, &FunctionBody)| {
            let mut bytes = Vec::new();
            match self.entries.get(&function) {
                Some(&slot) => counted(&mut bytes, &self.stub(function, slot)),
                None if self.moved[function] => counted(&mut bytes, &[0, UNREACHABLE, END]),
                None => counted(&mut bytes, body.as_bytes()),
            }
            bytes
        };
        (self.program.imported..).zip(&self.program.bodies).map(body).collect()
    }

    /// Sees to it that the rest is there, and calls what stands in the table.
    fn stub(&self, function: usize, slot: u32) -> Vec<u8> {
        let kind = self.program.types[function];
        let mut code = vec![0, GLOBAL_GET];
        number(&mut code, self.program.globals.len() as u32);
        code.extend([I32_EQZ, IF, NOTHING, CALL]);
        number(&mut code, self.fetch as u32);
        code.push(END);
        for parameter in 0..self.program.parameters[kind as usize] {
            code.push(LOCAL_GET);
            number(&mut code, parameter);
        }
        code.push(I32_CONST);
        signed(&mut code, slot as i32);
        code.push(CALL_INDIRECT);
        number(&mut code, kind);
        number(&mut code, self.table);
        code.push(END);
        code
    }

    /// The section of data, with zeros in place of what the rest brings. `start`: where it stands in the program.
    fn kept_data(&self, bytes: &[u8], start: usize, later: &Later) -> Vec<u8> {
        let range = self.program.sections.iter().find(|section| section.0 == 11).map(|section| section.1.clone());
        let mut content = range.map(|range| bytes[range].to_vec()).unwrap_or_default();
        for (_, place) in self.brought(bytes, later) {
            content[place.start - start..place.end - start].fill(0);
        }
        content
    }

    /// What the rest brings into memory: addresses, and where the bytes stand in the program. Zeros need not be brought.
    fn brought(&self, bytes: &[u8], later: &Later) -> Vec<(u32, std::ops::Range<usize>)> {
        let clipped = |range: &std::ops::Range<u32>| {
            let inside = |offset: u32, length: usize| (offset as usize) < length;
            let segment = self.program.data.iter().find(|segment| {
                range.start >= segment.address && inside(range.start - segment.address, segment.content.len())
            })?;
            let start = segment.content.start + (range.start - segment.address) as usize;
            let end = (start + range.len()).min(segment.content.end);
            Some((range.start, start..end))
        };
        let said = |(_, place): &(u32, std::ops::Range<usize>)| bytes[place.clone()].iter().any(|&byte| byte != 0);
        later.data.iter().filter_map(clipped).filter(said).collect()
    }

    fn rest(&self, bytes: &[u8], later: &Later) -> Result<Vec<u8>> {
        let mut rest = bytes[..8].to_vec();
        section(&mut rest, 1, self.program.content(bytes, 1).context("the page has no types")?);
        list(&mut rest, 2, &self.imports());
        let moved: Vec<usize> = (0..self.moved.len()).filter(|&function| self.moved[function]).collect();
        list(&mut rest, 3, &moved.iter().map(|&function| numbers(self.program.types[function])).collect::<Vec<_>>());
        let places = self.places(&moved);
        list(&mut rest, 9, &self.runs(&places));
        let code = moved
            .iter()
            .map(|function| moved_body(bytes, &self.program.bodies[function - self.program.imported], &places));
        list(&mut rest, 10, &code.collect::<Result<Vec<_>>>()?);
        let data = self.brought(bytes, later).into_iter().map(|(address, place)| datum(address, &bytes[place]));
        list(&mut rest, 11, &data.collect::<Vec<_>>());
        Ok(rest)
    }

    /// By function, its number in the rest.
    fn places(&self, moved: &[usize]) -> BTreeMap<usize, u32> {
        self.used.iter().chain(moved).copied().zip(0..).collect()
    }

    fn imports(&self) -> Vec<Vec<u8>> {
        let import = |(name, kind, index): (String, u8, usize)| {
            let mut bytes = Vec::new();
            counted(&mut bytes, FIRST.as_bytes());
            counted(&mut bytes, name.as_bytes());
            bytes.push(kind);
            match kind {
                FUNCTION => number(&mut bytes, self.program.types[index]),
                TABLE => {
                    bytes.extend([self.program.tables[index].kind, 0]);
                    number(&mut bytes, self.program.tables[index].initial);
                }
                MEMORY => {
                    bytes.push(0);
                    number(&mut bytes, self.program.pages as u32);
                }
                _ => bytes.extend(self.program.globals[index]),
            }
            bytes
        };
        self.shared().into_iter().map(import).collect()
    }

    /// What the rest puts into the table, where it stands side by side together.
    fn runs(&self, places: &BTreeMap<usize, u32>) -> Vec<Vec<u8>> {
        let mut runs: Vec<(u32, Vec<usize>)> = Vec::new();
        for (&slot, function) in &self.slots {
            let place = places[function] as usize;
            match runs.last_mut() {
                Some((start, run)) if *start + run.len() as u32 == slot => run.push(place),
                _ => runs.push((slot, vec![place])),
            }
        }
        runs.into_iter().map(|(start, run)| placed(self.table, start, run.into_iter())).collect()
    }
}

fn numbers(value: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    number(&mut bytes, value);
    bytes
}

/// The content of a section with a larger count before it.
fn recounted(content: &[u8], count: usize, more: usize) -> Vec<u8> {
    let before = content.iter().take_while(|&&byte| byte >= 0x80).count() + 1;
    let mut bytes = numbers((count + more) as u32);
    bytes.extend_from_slice(content.get(before..).unwrap_or_default());
    bytes
}

fn export(bytes: &mut Vec<u8>, name: &str, kind: u8, index: usize) {
    counted(bytes, name.as_bytes());
    bytes.push(kind);
    number(bytes, index as u32);
}

/// Functions for a table, from a place on.
fn placed(table: u32, start: u32, functions: impl ExactSizeIterator<Item = usize>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Of the first table it is not said which it is.
    match table {
        0 => bytes.push(0),
        other => {
            bytes.push(2);
            number(&mut bytes, other);
        }
    }
    bytes.push(I32_CONST);
    signed(&mut bytes, start as i32);
    bytes.push(END);
    // What they are: functions.
    bytes.extend((table != 0).then_some(0));
    number(&mut bytes, functions.len() as u32);
    functions.for_each(|function| number(&mut bytes, function as u32));
    bytes
}

/// Bytes for an address in memory.
fn datum(address: u32, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, I32_CONST];
    signed(&mut bytes, address as i32);
    bytes.push(END);
    counted(&mut bytes, content);
    bytes
}

/// The functions that a function names.
fn calls(body: &FunctionBody) -> Result<Vec<usize>> {
    let mut callees = Vec::new();
    for operator in body.get_operators_reader()? {
        match operator? {
            Operator::Call { function_index } => callees.push(function_index as usize),
            other @ (Operator::ReturnCall { .. } | Operator::RefFunc { .. }) => bail!("nothing is known of {other:?}"),
            _ => {}
        }
    }
    Ok(callees)
}

/// A function of the rest, with the numbers that functions have there.
fn moved_body(bytes: &[u8], body: &FunctionBody, places: &BTreeMap<usize, u32>) -> Result<Vec<u8>> {
    let mut reader = body.get_operators_reader()?;
    let mut code = bytes[body.range().start..reader.original_position()].to_vec();
    while !reader.eof() {
        let start = reader.original_position();
        match reader.read()? {
            Operator::Call { function_index } => {
                code.push(CALL);
                number(&mut code, places[&(function_index as usize)]);
            }
            _ => code.extend_from_slice(&bytes[start..reader.original_position()]),
        }
    }
    let mut entry = Vec::new();
    counted(&mut entry, &code);
    Ok(entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasmparser::{Parser, Payload, TypeRef};

    const I32_RESULT: [u8; 4] = [0x60, 0, 1, I32];

    /// Functions: 0 `load_rest`, 1 `begin`, which calls 2 `late`, which calls 3 `both`; and 4 `seen`, which stands in the table
    /// behind `both`. 16 bytes of memory from address 8.
    fn program() -> Vec<u8> {
        let mut program = b"\0asm\x01\0\0\0".to_vec();
        let bytes = |bytes: &[u8]| bytes.to_vec();
        list(&mut program, 1, &[bytes(&I32_RESULT), bytes(&[0x60, 0, 0])]);
        list(&mut program, 3, &[1, 0, 0, 0, 0].map(numbers));
        list(&mut program, 4, &[bytes(&[0x70, 1, 3, 3])]);
        list(&mut program, 5, &[bytes(&[0, 1])]);
        list(&mut program, 6, &[bytes(&[I32, MUTABLE, I32_CONST, 5, END])]);
        let exported = |(name, index): (&str, usize)| {
            let mut bytes = Vec::new();
            export(&mut bytes, name, FUNCTION, index);
            bytes
        };
        list(&mut program, 7, &[(FETCH, 0), ("begin", 1)].map(exported));
        list(&mut program, 9, &[placed(0, 1, [3, 4].into_iter())]);
        let codes: [&[u8]; 5] =
            [&[0, END], &[0, CALL, 2, END], &[0, CALL, 3, END], &[0, I32_CONST, 7, END], &[0, I32_CONST, 9, END]];
        list(&mut program, 10, &codes.map(|code| [&[code.len() as u8], code].concat()));
        list(&mut program, 11, &[datum(8, b"first   the rest")]);
        let names = ["load_rest", "begin", "late", "both", "seen"].iter().zip(0..);
        let naming = |(name, index): (&&str, u8)| [&[index, name.len() as u8], name.as_bytes()].concat();
        let mut functions = Vec::new();
        section(&mut functions, 1, &[vec![5], names.flat_map(naming).collect()].concat());
        section(&mut program, 0, &[b"\x04name", functions.as_slice()].concat());
        program
    }

    fn later() -> Later {
        let set = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Later { functions: set(&["late", "seen"]), entries: set(&["late"]), data: std::iter::once(16..24).collect() }
    }

    #[test]
    fn the_first_part_calls_what_is_late_by_way_of_the_table() {
        let parts = write(&program(), &later()).unwrap();
        let first = Program::read(&parts.first).unwrap();
        assert_eq!((first.tables[0].initial, first.tables[0].maximum), (4, Some(4)));
        let code = |function: usize| first.bodies[function].as_bytes();
        assert_eq!(code(1), [0, CALL, 2, END]);
        assert_eq!(
            code(2),
            [0, GLOBAL_GET, 1, I32_EQZ, IF, NOTHING, CALL, 0, END, I32_CONST, 3, CALL_INDIRECT, 0, 0, END]
        );
        assert_eq!(code(4), [0, UNREACHABLE, END], "nobody can call it");
        let names: Vec<&str> = first.exports.iter().map(|export| export.0).collect();
        assert_eq!(names, [FETCH, "begin", "+0", "+t0", "+m", "+g0", HERE]);
        assert_eq!(first.exports[2].2, 3, "it calls `both`");
        assert_eq!(&parts.first[first.data[0].content.clone()], b"first   \0\0\0\0\0\0\0\0");
    }

    #[test]
    fn the_rest_brings_its_functions_its_places_in_the_table_and_its_data() {
        let parts = write(&program(), &later()).unwrap();
        let (mut imports, mut bodies, mut placed, mut data) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&parts.rest) {
            match payload.unwrap() {
                Payload::ImportSection(section) => imports.extend(section.into_imports().map(|import| import.unwrap())),
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
                Payload::ElementSection(section) => placed.extend(
                    section.into_iter().map(|segment| super::super::program::elements(segment.unwrap()).unwrap()),
                ),
                Payload::DataSection(section) => data.extend(section.into_iter().map(|segment| segment.unwrap().data)),
                _ => {}
            }
        }
        let names: Vec<&str> = imports.iter().map(|import| import.name).collect();
        assert_eq!(names, ["+0", "+t0", "+m", "+g0"]);
        assert!(matches!(imports[0].ty, TypeRef::Func(0)) && imports.iter().all(|import| import.module == FIRST));
        assert_eq!(bodies, [&[0, CALL, 0, END][..], &[0, I32_CONST, 9, END]]);
        let places: Vec<_> = placed.iter().map(|elements| (elements.start, elements.functions.clone())).collect();
        assert_eq!(places, [(2, vec![2, 1])], "`seen` where it stood, and `late` behind all");
        assert_eq!(data, [b"the rest"]);
    }

    #[test]
    fn what_fetches_the_rest_cannot_be_in_it() {
        let mut later = later();
        later.functions.insert(FETCH.into());
        assert!(write(&program(), &later).unwrap_err().to_string().contains(FETCH));
        assert!(write(b"\0asm\x01\0\0\0", &later).is_err());
    }
}
