//! What refers to what in a program as the linker wrote it, who leaves that in it (`--emit-relocs`, build.rs). wasm-bindgen, which
//! makes of it what browsers run, does not; names of functions stay.

use anyhow::{Context, Result, bail};
use std::{collections::HashMap, ops::Range};
use wasmparser::{
    DataKind, DefinedDataSymbol, ExternalKind, KnownCustom, Linking, LinkingSectionReader, Name, NameSectionReader,
    Operator, Parser, Payload, RelocSectionReader, RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// What names of exports begin with that wasm-bindgen runs itself, and takes out.
const DESCRIBE: &str = "__wbindgen_describe";

/// What can be referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// By its index, imported ones first.
    Function(usize),
    /// By its place in [`Linked::blocks`].
    Block(usize),
}

/// Constants and variables that belong together, because their bytes are shared.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it lies in memory.
    pub addresses: Range<u32>,
    pub targets: Vec<Target>,
}

/// A linked program.
#[derive(Debug, Default)]
pub struct Linked {
    /// By index; empty for what has no name of its own.
    pub names: Vec<String>,
    /// By index, what each function refers to.
    pub functions: Vec<Vec<Target>>,
    pub blocks: Vec<Block>,
    /// What is always needed: what others may call, and what no block says that it refers to.
    pub roots: Vec<Target>,
}

impl Linked {
    /// # Errors
    /// When it is no program, or does not say what refers to what.
    pub fn read(program: &[u8]) -> Result<Self> {
        let parts = Parts::read(program)?;
        if parts.symbols.is_empty() {
            bail!("the linker has not left in the page what refers to what: build.rs asks it to");
        }
        parts.linked()
    }
}

/// What stands in the sections.
#[derive(Default)]
struct Parts {
    imported: usize,
    /// Of each function that is not imported, from the beginning of the section.
    bodies: Vec<Range<usize>>,
    segments: Vec<Segment>,
    exported: Vec<usize>,
    symbols: Vec<Option<Symbol>>,
    relocations: Vec<(usize, RelocationEntry)>,
    names: Vec<(usize, String)>,
    /// Which section is the code, and which the data.
    places: [usize; 2],
}

/// A stretch of memory as the program begins.
struct Segment {
    address: u32,
    /// Its bytes, from the beginning of the section.
    content: Range<usize>,
}

enum Symbol {
    Function(usize),
    Data(DefinedDataSymbol),
}

impl Parts {
    fn read(program: &[u8]) -> Result<Self> {
        let (mut parts, mut section, mut start) = (Self::default(), 0, 0);
        for payload in Parser::new(0).parse_all(program) {
            let payload = payload.context("the page is no WebAssembly: build it anew")?;
            match &payload {
                Payload::ImportSection(imports) => {
                    for import in imports.clone().into_imports() {
                        parts.imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports.clone() {
                        let export = export?;
                        let called = export.kind == ExternalKind::Func && !export.name.starts_with(DESCRIBE);
                        parts.exported.extend(called.then_some(export.index as usize));
                    }
                }
                Payload::CodeSectionStart { range, .. } => (start, parts.places[0]) = (range.start, section),
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    parts.bodies.push(range.start - start..range.end - start);
                }
                Payload::DataSection(data) => {
                    parts.places[1] = section;
                    parts.segments = segments(data.clone())?;
                }
                Payload::CustomSection(custom) => parts.custom(custom.as_known())?,
                _ => {}
            }
            section += usize::from(payload.as_section().is_some());
        }
        Ok(parts)
    }

    fn custom(&mut self, section: KnownCustom) -> Result<()> {
        match section {
            KnownCustom::Linking(linking) => self.symbols = symbols(linking)?,
            KnownCustom::Reloc(relocations) => self.relocations.extend(entries(relocations)?),
            KnownCustom::Name(names) => self.names = function_names(names)?,
            _ => {}
        }
        Ok(())
    }

    fn linked(self) -> Result<Linked> {
        let mut linked = Linked {
            names: self.own_names(),
            functions: vec![Vec::new(); self.imported + self.bodies.len()],
            blocks: self.blocks(),
            roots: self.exported.iter().map(|&function| Target::Function(function)).collect(),
        };
        for &(section, entry) in &self.relocations {
            let Some(target) = self.target(&entry, &linked.blocks) else { continue };
            if section == self.places[0] {
                linked.functions[self.function_at(entry.offset as usize)?].push(target);
            } else if section == self.places[1] {
                match block_at(&linked.blocks, self.address(entry.offset as usize)?) {
                    Some(block) => linked.blocks[block].targets.push(target),
                    None => linked.roots.push(target),
                }
            }
        }
        Ok(linked)
    }

    /// Names that one function has alone.
    fn own_names(&self) -> Vec<String> {
        let mut count: HashMap<&str, usize> = HashMap::new();
        self.names.iter().for_each(|(_, name)| *count.entry(name).or_default() += 1);
        let mut names = vec![String::new(); self.imported + self.bodies.len()];
        for (function, name) in self.names.iter().filter(|(_, name)| count[name.as_str()] == 1) {
            if let Some(place) = names.get_mut(*function) {
                place.clone_from(name);
            }
        }
        names
    }

    /// What the symbols say is there, in the order of memory; what overlaps is one.
    fn blocks(&self) -> Vec<Block> {
        let data = self.symbols.iter().flatten().filter_map(|symbol| match symbol {
            Symbol::Data(data) => self.addresses(data),
            Symbol::Function(_) => None,
        });
        let mut ranges: Vec<_> = data.filter(|range| !range.is_empty()).map(|range| (range.start, range.end)).collect();
        ranges.sort_unstable();
        let mut blocks: Vec<Block> = Vec::new();
        for (start, end) in ranges {
            match blocks.last_mut() {
                Some(last) if start < last.addresses.end => last.addresses.end = last.addresses.end.max(end),
                _ => blocks.push(Block { addresses: start..end, targets: Vec::new() }),
            }
        }
        blocks
    }

    fn addresses(&self, data: &DefinedDataSymbol) -> Option<Range<u32>> {
        let start = self.segments.get(data.index as usize)?.address + data.offset;
        Some(start..start + data.size)
    }

    /// None for what is always there: types, variables of the program, and data without bytes.
    fn target(&self, entry: &RelocationEntry, blocks: &[Block]) -> Option<Target> {
        use RelocationType as Type;
        match (entry.ty, self.symbols.get(entry.index as usize)?.as_ref()?) {
            (Type::TypeIndexLeb, _) => None,
            (_, Symbol::Function(function)) => Some(Target::Function(*function)),
            (_, Symbol::Data(data)) => block_at(blocks, self.addresses(data)?.start).map(Target::Block),
        }
    }

    fn function_at(&self, offset: usize) -> Result<usize> {
        let at = self.bodies.partition_point(|body| body.end <= offset);
        let found = self.bodies.get(at).filter(|body| body.contains(&offset));
        found.map(|_| self.imported + at).context("the linker names a place of the code that no function has")
    }

    fn address(&self, offset: usize) -> Result<u32> {
        let segment = self.segments.iter().find(|segment| segment.content.contains(&offset));
        let segment = segment.context("the linker names a place of the data that no segment has")?;
        Ok(segment.address + (offset - segment.content.start) as u32)
    }
}

fn block_at(blocks: &[Block], address: u32) -> Option<usize> {
    let at = blocks.partition_point(|block| block.addresses.end <= address);
    blocks.get(at).filter(|block| block.addresses.contains(&address)).map(|_| at)
}

fn segments(data: wasmparser::DataSectionReader) -> Result<Vec<Segment>> {
    let start = data.range().start;
    data.into_iter()
        .map(|segment| {
            let segment = segment?;
            let end = segment.range.end - start;
            Ok(Segment { address: address_of(&segment.kind)?, content: end - segment.data.len()..end })
        })
        .collect()
}

/// Where a segment lies in memory.
///
/// # Errors
/// When the program puts it there itself, or computes where.
pub fn address_of(kind: &DataKind) -> Result<u32> {
    let DataKind::Active { offset_expr, .. } = kind else { bail!("a segment of data has no place in memory") };
    match offset_expr.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value as u32),
        other => bail!("a segment of data lies at {other:?}"),
    }
}

fn symbols(linking: LinkingSectionReader) -> Result<Vec<Option<Symbol>>> {
    let mut symbols = Vec::new();
    for subsection in linking.subsections() {
        let Linking::SymbolTable(table) = subsection? else { continue };
        for symbol in table {
            symbols.push(match symbol? {
                SymbolInfo::Func { index, .. } => Some(Symbol::Function(index as usize)),
                SymbolInfo::Data { symbol, .. } => symbol.map(Symbol::Data),
                _ => None,
            });
        }
    }
    Ok(symbols)
}

fn entries(relocations: RelocSectionReader) -> Result<Vec<(usize, RelocationEntry)>> {
    let section = relocations.section_index() as usize;
    relocations.entries().into_iter().map(|entry| Ok((section, entry?))).collect()
}

/// Names of functions by their index.
///
/// # Errors
/// When they cannot be read.
pub fn function_names(names: NameSectionReader) -> Result<Vec<(usize, String)>> {
    let mut all = Vec::new();
    for subsection in names {
        let Name::Function(functions) = subsection? else { continue };
        for naming in functions {
            let naming = naming?;
            all.push((naming.index as usize, naming.name.to_owned()));
        }
    }
    Ok(all)
}
