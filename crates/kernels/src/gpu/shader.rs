//! Programs in WGSL, and how they are run.

use cubecl::{
    client::Client,
    ir::{UIntKind, metadata::Info},
    prelude::{
        AddressType, BufferIOAttr, CubeCount, CubeDim, CubeKernel, ElemType, ExecutionMode, KernelDefinition, KernelId,
        KernelMetadata, KernelSettings, PrecompiledSource, Scope,
    },
    server::{Handle, KernelArguments, MetadataBindingInfo},
};
use std::{fmt::Debug, hash::Hash};

/// Threads of a workgroup.
pub const THREADS: usize = 64;
/// Workgroups side by side; WebGPU promises 65535.
const ACROSS: usize = 32768;

/// A program, known by the constants in it: it is compiled once for all that are equal.
pub trait Shader: Clone + Debug + Eq + Hash + Send + Sync + 'static {
    /// Its buffers in their order, the results last, each with the type of an element.
    fn buffers(&self) -> Vec<(&'static str, &'static str)>;

    /// WGSL with an entry `main`, less the declarations of its buffers.
    fn text(&self) -> String;
}

/// Runs `shader` on these buffers and on numbers that differ from run to run, its `info`.
pub fn launch(
    client: &Client,
    shader: &impl Shader,
    groups: [usize; 3],
    inputs: Vec<Handle>,
    to: &Handle,
    info: &[usize],
) {
    let words = info.chunks(2).map(|pair| pair[0] as u64 | (pair.get(1).copied().unwrap_or(0) as u64) << 32);
    let mut arguments = KernelArguments::new();
    for input in inputs {
        arguments = arguments.with_buffer_io(input.binding(), BufferIOAttr::ReadOnly);
    }
    arguments = arguments.with_buffer_io(to.clone().binding(), BufferIOAttr::ReadWrite);
    arguments.info = MetadataBindingInfo::custom(words.collect());
    let [x, y, z] = groups.map(|count| count as u32);
    client.launch(Box::new(Kernel(shader.clone())), CubeCount::Static(x, y, z), arguments);
}

/// Workgroups for one thread a number.
pub fn groups_of(numbers: usize) -> [usize; 3] {
    let groups = numbers.div_ceil(THREADS);
    [groups.min(ACROSS), groups.div_ceil(ACROSS), 1]
}

#[derive(Debug)]
struct Kernel<S>(S);

impl<S: Shader> KernelMetadata for Kernel<S> {
    fn id(&self) -> KernelId {
        KernelId::new::<S>().mode(ExecutionMode::Unchecked).info(self.0.clone())
    }

    fn address_type(&self) -> ElemType {
        UIntKind::U32.into()
    }
}

impl<S: Shader> CubeKernel for Kernel<S> {
    /// Nothing: the text is the program.
    fn define(&self) -> KernelDefinition {
        let dimensions = CubeDim::new_1d(THREADS as u32);
        let settings = KernelSettings::new(dimensions.0, ExecutionMode::Unchecked, AddressType::U32);
        KernelDefinition { body: Scope::root(settings.clone()), settings, info: Info::default() }
    }

    fn source(&self) -> Option<PrecompiledSource> {
        let mut source = String::new();
        let buffers = self.0.buffers();
        for (binding, (name, element)) in buffers.iter().enumerate() {
            // Buffers share memory, and what is written anywhere in it may nowhere be bound for reading alone.
            let kind = "var<storage, read_write>";
            source += &format!("@group(0) @binding({binding}) {kind} {name}: array<{element}>;\n");
        }
        source += &format!("@group(0) @binding({}) var<storage, read> info: array<u32>;\n", buffers.len());
        source += &self.0.text();
        Some(PrecompiledSource { source, entrypoint_name: "main".into(), lang: "wgsl" })
    }
}

/// What becomes of a sum on its way to memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Epilogue {
    /// Whether a bias of its channel is added.
    pub bias: bool,
    /// Whether what is at the same place in other images is added.
    pub residual: bool,
    /// Whether it ends at 0 from below.
    pub rectify: bool,
}

impl Epilogue {
    /// What it reads, numbers of type `element`.
    pub fn buffers(self, element: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
        let named = |there: bool, name| there.then_some((name, element));
        named(self.bias, "bias").into_iter().chain(named(self.residual, "residual"))
    }

    /// `finish(sum, channel, at)`, for numbers of type `element`.
    pub fn text(self, element: &str) -> String {
        let bias = if self.bias { " + bias[channel]" } else { "" };
        let residual = if self.residual { " + residual[at]" } else { "" };
        let value = if self.rectify { through(element, "value", "value") } else { "value".into() };
        format!(
            "fn finish(sum: {element}, channel: u32, at: u32) -> {element} {{
                let value = sum{bias}{residual};
                return {value};
            }}\n"
        )
    }
}

/// How images are read: through the gates of a rectifier or as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Source {
    /// Whether a number counts only where that of `gates` is not at most 0.
    pub gated: bool,
}

impl Source {
    /// What it reads, numbers of type `element`.
    pub fn buffers(self, element: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
        [("images", element)].into_iter().chain(self.gated.then_some(("gates", element)))
    }

    /// `seen(at)`, of type `element`.
    pub fn text(self, element: &str) -> String {
        let value = if self.gated { through(element, "images[at]", "gates[at]") } else { "images[at]".into() };
        format!("fn seen(at: u32) -> {element} {{ return {value}; }}\n")
    }
}

/// `value` where `gate` is not at most 0, else 0: NaN goes through.
fn through(element: &str, value: &str, gate: &str) -> String {
    format!("select({value}, {element}(), {gate} <= {element}())")
}
