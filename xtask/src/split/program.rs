//! A program as far as it has to be known to be written in two parts.

use super::linked::{address_of, function_names};
use anyhow::{Context, Result, bail};
use std::{collections::HashMap, ops::Range};
use wasmparser::{
    CompositeInnerType, ElementItems, ElementKind, ExternalKind, FunctionBody, KnownCustom, Operator, Parser, Payload,
    TypeRef,
};

/// A program: what its sections say.
#[derive(Default)]
pub struct Program<'a> {
    /// Number and content of each section but those of other tools.
    pub sections: Vec<(u8, Range<usize>)>,
    /// How many functions are imported.
    pub imported: usize,
    /// By type, how many parameters functions have.
    pub parameters: Vec<u32>,
    /// By function, imported ones first, its type.
    pub types: Vec<u32>,
    pub bodies: Vec<FunctionBody<'a>>,
    pub tables: Vec<Table>,
    /// By variable, the bytes of its type.
    pub globals: Vec<[u8; 2]>,
    /// Pages of 64 KiB with which it begins.
    pub pages: u64,
    pub exports: Vec<(&'a str, ExternalKind, usize)>,
    pub elements: Vec<Elements>,
    pub data: Vec<Segment>,
    /// By name, a function.
    pub named: HashMap<String, usize>,
}

/// A table of what can be called, or of objects of the browser.
pub struct Table {
    /// The byte of its type.
    pub kind: u8,
    pub initial: u32,
    pub maximum: Option<u32>,
}

/// Functions that are put into a table, one behind the other.
pub struct Elements {
    pub table: u32,
    pub start: u32,
    pub functions: Vec<usize>,
}

/// A stretch of memory as the program begins.
pub struct Segment {
    pub address: u32,
    /// Where its bytes stand in the program.
    pub content: Range<usize>,
}

impl<'a> Program<'a> {
    /// # Errors
    /// When it is no program, or has something that is not expected of what wasm-bindgen writes.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut program = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.context("the page is no WebAssembly: build it anew")?;
            if let Some((id, range)) = payload.as_section().filter(|(id, _)| *id != 0) {
                program.sections.push((id, range));
            }
            program.take(bytes, payload)?;
        }
        Ok(program)
    }

    /// The bytes of a section.
    pub fn content<'b>(&self, bytes: &'b [u8], id: u8) -> Option<&'b [u8]> {
        self.sections.iter().find(|section| section.0 == id).map(|(_, range)| &bytes[range.clone()])
    }

    fn take(&mut self, bytes: &[u8], payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::TypeSection(types) => self.parameters = count_parameters(types)?,
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let TypeRef::Func(kind) = import?.ty else { bail!("the page imports what is no function") };
                    self.types.push(kind);
                }
                self.imported = self.types.len();
            }
            Payload::FunctionSection(types) => {
                for kind in types {
                    self.types.push(kind?);
                }
            }
            Payload::TableSection(tables) => {
                for entry in tables.into_iter_with_offsets() {
                    let (offset, table) = entry?;
                    self.tables.push(Table {
                        kind: simple(bytes[offset])?,
                        initial: table.ty.initial as u32,
                        maximum: table.ty.maximum.map(|most| most as u32),
                    });
                }
            }
            Payload::MemorySection(memories) => {
                for memory in memories {
                    self.pages = memory?.initial;
                }
            }
            Payload::GlobalSection(globals) => {
                for entry in globals.into_iter_with_offsets() {
                    let (offset, _) = entry?;
                    self.globals.push([simple(bytes[offset])?, bytes[offset + 1]]);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    self.exports.push((export.name, export.kind, export.index as usize));
                }
            }
            Payload::ElementSection(segments) => {
                for segment in segments {
                    self.elements.push(elements(segment?)?);
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(data) => {
                for segment in data {
                    let segment = segment?;
                    let content = segment.range.end - segment.data.len()..segment.range.end;
                    self.data.push(Segment { address: address_of(&segment.kind)?, content });
                }
            }
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(names) = custom.as_known() {
                    self.named = function_names(names)?.into_iter().map(|(function, name)| (name, function)).collect();
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// How many parameters functions of each type have.
///
/// # Errors
/// When the types cannot be read.
pub fn count_parameters(types: wasmparser::TypeSectionReader) -> Result<Vec<u32>> {
    let mut counts = Vec::new();
    for group in types {
        for found in group?.types() {
            counts.push(match &found.composite_type.inner {
                CompositeInnerType::Func(function) => function.params().len() as u32,
                _ => 0,
            });
        }
    }
    Ok(counts)
}

/// The byte of a type that is one byte.
fn simple(kind: u8) -> Result<u8> {
    match kind {
        0x6f | 0x70 | 0x7b..=0x7f => Ok(kind),
        other => bail!("the page has a type that begins with {other:#x}, of which nothing is known"),
    }
}

/// What a segment puts into which table.
///
/// # Errors
/// When it is not put there as the program begins, or is no function.
pub fn elements(segment: wasmparser::Element) -> Result<Elements> {
    let ElementKind::Active { table_index, offset_expr } = segment.kind else {
        bail!("the page has functions that it puts into a table itself");
    };
    let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
        bail!("the page computes where its functions stand in a table");
    };
    let ElementItems::Functions(functions) = segment.items else {
        bail!("the page puts something else than functions into a table");
    };
    let functions = functions.into_iter().map(|function| Ok(function? as usize)).collect::<Result<_>>()?;
    Ok(Elements { table: table_index.unwrap_or_default(), start: value as u32, functions })
}
