//! The engine for browsers without relaxed SIMD, made of the one for those that have it: it is not compiled a second time.
//!
//! `f32x4.relaxed_madd` becomes a multiplication and an addition, each rounded, as the instruction itself does where a machine
//! has nothing better. All else stays byte by byte, so that wasm-bindgen's script and wasm-opt's work are of both programs.

use crate::{
    split::count_parameters,
    wasm::{counted, number, section},
};
use anyhow::{Context, Result, bail};
use std::ops::Range;
use wasmparser::{FunctionBody, Operator, Parser, Payload};

/// The bytes of instructions.
const LOCAL_GET: u8 = 0x20;
const LOCAL_SET: u8 = 0x21;
const ADD: [u8; 3] = [VECTORS, 0xe4, 0x01];
const MULTIPLY: [u8; 3] = [VECTORS, 0xe6, 0x01];
const NEGATE: [u8; 3] = [VECTORS, 0xe1, 0x01];
/// What all instructions on vectors begin with; behind it stands a number, of the relaxed ones at least this.
const VECTORS: u8 = 0xfd;
const RELAXED: u32 = 0x100;
/// The type of a vector.
const V128: u8 = 0x7b;
/// The section that names what a program needs, for other tools.
const FEATURES: &str = "target_features";

/// The program without relaxed instructions.
///
/// # Errors
/// When it is none, or has relaxed instructions for which nothing is known that could take their place.
pub fn without_relaxed(program: &[u8]) -> Result<Vec<u8>> {
    let (mut plain, mut parameters, mut functions) = (program[..8.min(program.len())].to_vec(), Vec::new(), Vec::new());
    let mut code = Code::default();
    for payload in Parser::new(0).parse_all(program) {
        let payload = payload.context("the engine is no WebAssembly: build it anew")?;
        match &payload {
            Payload::TypeSection(types) => parameters = count_parameters(types.clone())?,
            Payload::FunctionSection(types) => functions = types.clone().into_iter().collect::<Result<_, _>>()?,
            Payload::CodeSectionStart { count, .. } => code = Code::of(*count),
            Payload::CodeSectionEntry(body) => {
                let index = functions.get(code.done).and_then(|&index: &u32| parameters.get(index as usize));
                code.add(&function(program, body, *index.context("a function has no type")?)?);
                if code.done == code.count {
                    section(&mut plain, 10, &code.bytes);
                }
            }
            _ => {}
        }
        if let Some((id, range)) = copied(&payload) {
            section(&mut plain, id, &program[range]);
        }
    }
    Ok(plain)
}

/// A section that stays as it is: its number, and where its content is.
fn copied(payload: &Payload) -> Option<(u8, Range<usize>)> {
    match payload {
        Payload::CodeSectionStart { .. } | Payload::CodeSectionEntry(_) => None,
        Payload::CustomSection(custom) if custom.name() == FEATURES => None,
        other => other.as_section(),
    }
}

/// The section of code, function by function.
#[derive(Default)]
struct Code {
    bytes: Vec<u8>,
    count: usize,
    done: usize,
}

impl Code {
    fn of(count: u32) -> Self {
        let mut bytes = Vec::new();
        number(&mut bytes, count);
        Self { bytes, count: count as usize, done: 0 }
    }

    fn add(&mut self, body: &[u8]) {
        self.done += 1;
        counted(&mut self.bytes, body);
    }
}

/// A function's body; where it has relaxed instructions, with one variable more, in which a summand waits.
fn function(program: &[u8], body: &FunctionBody, parameters: u32) -> Result<Vec<u8>> {
    let mut locals = body.get_locals_reader()?;
    let (groups, declared, mut variables) = (locals.get_count(), locals.original_position(), parameters);
    for _ in 0..groups {
        variables += locals.read()?.0;
    }
    let start = locals.original_position();
    let (code, relaxed) = instructions(program, body, variables)?;
    if !relaxed {
        return Ok(body.as_bytes().to_vec());
    }
    let mut bytes = Vec::new();
    number(&mut bytes, groups + 1);
    bytes.extend_from_slice(&program[declared..start]);
    bytes.extend([1, V128]);
    bytes.extend(code);
    Ok(bytes)
}

/// A function's instructions, plain ones, and whether there were others. `free`: the number of an unused variable.
fn instructions(program: &[u8], body: &FunctionBody, free: u32) -> Result<(Vec<u8>, bool)> {
    let (mut code, mut relaxed) = (Vec::new(), false);
    let mut reader = body.get_operators_reader()?;
    while !reader.eof() {
        let start = reader.original_position();
        let operator = reader.read()?;
        let bytes = &program[start..reader.original_position()];
        let product: &[&[u8]] = match operator {
            Operator::F32x4RelaxedMadd => &[&MULTIPLY],
            Operator::F32x4RelaxedNmadd => &[&MULTIPLY, &NEGATE],
            other if is_relaxed(bytes) => bail!("nothing is known that could take the place of {other:?}"),
            _ => {
                code.extend_from_slice(bytes);
                continue;
            }
        };
        relaxed = true;
        variable(&mut code, LOCAL_SET, free);
        product.iter().for_each(|instruction| code.extend_from_slice(instruction));
        variable(&mut code, LOCAL_GET, free);
        code.extend(ADD);
    }
    Ok((code, relaxed))
}

fn is_relaxed(instruction: &[u8]) -> bool {
    // The numbers of vector instructions have two bytes at most, seven bits in each.
    matches!(instruction, [VECTORS, low, high, ..] if low & 0x80 != 0 && u32::from(*high) << 7 >= RELAXED)
}

fn variable(code: &mut Vec<u8>, instruction: u8, index: u32) {
    code.push(instruction);
    number(code, index);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program with one function of a vector, which makes one of it by these instructions, and has a variable of its own.
    fn program(instructions: &[u8], locals: &[u8]) -> Vec<u8> {
        let mut program = b"\0asm\x01\0\0\0".to_vec();
        section(&mut program, 1, &[1, 0x60, 1, V128, 1, V128]);
        section(&mut program, 3, &[1, 0]);
        let body = [locals, instructions, &[0x0b]].concat();
        section(&mut program, 10, &[&[1, body.len() as u8], body.as_slice()].concat());
        program
    }

    /// Three times the parameter.
    const THRICE: [u8; 6] = [LOCAL_GET, 0, LOCAL_GET, 0, LOCAL_GET, 0];

    #[test]
    fn a_sum_of_a_product_is_made_of_two_plain_instructions_and_all_else_stays() {
        let madd = [&THRICE[..], &[VECTORS, 0x85, 0x02]].concat();
        let plain = [&THRICE[..], &[LOCAL_SET, 2], &MULTIPLY, &[LOCAL_GET, 2], &ADD].concat();
        let (before, after) = (program(&madd, &[1, 1, 0x7f]), program(&plain, &[2, 1, 0x7f, 1, V128]));
        assert_eq!(without_relaxed(&before).unwrap(), after);
        assert_eq!(without_relaxed(&after).unwrap(), after);
        let nmadd = [&THRICE[..], &[VECTORS, 0x86, 0x02]].concat();
        let plain = [&THRICE[..], &[LOCAL_SET, 1], &MULTIPLY, &NEGATE, &[LOCAL_GET, 1], &ADD].concat();
        assert_eq!(without_relaxed(&program(&nmadd, &[0])).unwrap(), program(&plain, &[1, 1, V128]));
    }

    #[test]
    fn what_a_program_needs_is_not_said_of_the_other() {
        let plain = program(&[LOCAL_GET, 0], &[0]);
        let mut named = plain.clone();
        section(&mut named, 0, &[&[FEATURES.len() as u8], FEATURES.as_bytes(), b"\x01+\x0crelaxed-simd"].concat());
        assert_eq!(without_relaxed(&named).unwrap(), plain);
    }

    #[test]
    fn other_relaxed_instructions_and_broken_programs_are_refused() {
        // f64x2.relaxed_madd, i8x16.relaxed_swizzle and, with a number as high, f32x4.relaxed_max.
        for instruction in [0x87, 0x80, 0x8e] {
            let code = [&THRICE[..], &[VECTORS, instruction, 0x02]].concat();
            let refusal = without_relaxed(&program(&code, &[0])).unwrap_err().to_string();
            assert!(refusal.contains("Relaxed"), "{refusal}");
        }
        let whole = program(&THRICE, &[0]);
        assert!((0..whole.len()).all(|cut| cut == 8 || cut == 8 + 8 || without_relaxed(&whole[..cut]).is_err()));
    }
}
