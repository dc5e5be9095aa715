//! A program as far as it has to be known to be written in two parts.

use super::linked::{address_of, function_names};
use anyhow::{Context, Result, bail};
use std::{collections::HashMap, ops::Range};
use wasmparser::{
    CompositeInnerType, DataSectionReader, ElementItems, ElementKind, ExportSectionReader, ExternalKind, FunctionBody,
    GlobalSectionReader, Import, ImportSectionReader, KnownCustom, MemorySectionReader, Operator, Parser, Payload,
    TableSectionReader, TypeRef, TypeSectionReader,
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
                self.types = imported(imports)?;
                self.imported = self.types.len();
            }
            Payload::FunctionSection(types) => {
                self.types.extend(types.into_iter().collect::<wasmparser::Result<Vec<_>>>()?);
            }
            Payload::TableSection(section) => self.tables = tables(bytes, section)?,
            Payload::MemorySection(section) => self.pages = pages(section)?,
            Payload::GlobalSection(section) => self.globals = globals(bytes, section)?,
            Payload::ExportSection(section) => self.exports = exports(section)?,
            Payload::ElementSection(section) => {
                self.elements = section.into_iter().map(|segment| elements(segment?)).collect::<Result<_>>()?;
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(section) => self.data = segments(section)?,
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

/// The types of functions that are imported.
fn imported(imports: ImportSectionReader) -> Result<Vec<u32>> {
    let kind = |import: wasmparser::Result<Import>| match import?.ty {
        TypeRef::Func(kind) => Ok(kind),
        other => bail!("the page imports {other:?}, which is no function"),
    };
    imports.into_imports().map(kind).collect()
}

fn tables(bytes: &[u8], section: TableSectionReader) -> Result<Vec<Table>> {
    let read = |entry: wasmparser::Result<(usize, wasmparser::Table)>| {
        let (offset, table) = entry?;
        let maximum = table.ty.maximum.map(|most| most as u32);
        Ok(Table { kind: simple(bytes[offset])?, initial: table.ty.initial as u32, maximum })
    };
    section.into_iter_with_offsets().map(read).collect()
}

fn pages(section: MemorySectionReader) -> Result<u64> {
    Ok(section.into_iter().next().context("the page has no memory")??.initial)
}

fn globals(bytes: &[u8], section: GlobalSectionReader) -> Result<Vec<[u8; 2]>> {
    let read = |entry: wasmparser::Result<(usize, wasmparser::Global)>| {
        let (offset, _) = entry?;
        Ok([simple(bytes[offset])?, bytes[offset + 1]])
    };
    section.into_iter_with_offsets().map(read).collect()
}

fn exports<'a>(section: ExportSectionReader<'a>) -> Result<Vec<(&'a str, ExternalKind, usize)>> {
    let read = |export: wasmparser::Result<wasmparser::Export<'a>>| {
        let export = export?;
        Ok((export.name, export.kind, export.index as usize))
    };
    section.into_iter().map(read).collect()
}

fn segments(section: DataSectionReader) -> Result<Vec<Segment>> {
    let read = |segment: wasmparser::Result<wasmparser::Data>| {
        let segment = segment?;
        let content = segment.range.end - segment.data.len()..segment.range.end;
        Ok(Segment { address: address_of(&segment.kind)?, content })
    };
    section.into_iter().map(read).collect()
}

/// How many parameters functions of each type have.
///
/// # Errors
/// When the types cannot be read.
pub fn count_parameters(types: TypeSectionReader) -> Result<Vec<u32>> {
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
