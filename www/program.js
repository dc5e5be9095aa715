// Which of the engine's four programs this browser computes with. The build tool puts this before engine.js and service-worker.js
// (xtask/src/programs.rs).

/** A program that multiplies and adds in one instruction, `f32x4.relaxed_madd`. */
const MULTIPLY_ADD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11);
const INSTRUCTIONS = WebAssembly.validate(MULTIPLY_ADD) ? "_relaxed" : "";
/** For all browsers: made of the other one, with plain instructions. */
const PLAIN = { cpu: "worker_cpu_bg.wasm", gpu: "worker_bg.wasm" };
/** What a visit begins with, and what has WebGPU beside the CPU. */
const PROGRAMS = { cpu: `worker_cpu${INSTRUCTIONS}_bg.wasm`, gpu: `worker${INSTRUCTIONS}_bg.wasm` };
