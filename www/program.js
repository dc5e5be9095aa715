// Which of the engine's two programs this browser computes with. The build tool puts this before engine.js and service-worker.js
// (xtask/src/programs.rs).

/** The engine with relaxed SIMD, and the one with plain instructions in its place, which is made of it. */
const [RELAXED, PLAIN] = ["worker_relaxed_bg.wasm", "worker_bg.wasm"];
/** A program that multiplies and adds in one instruction, `f32x4.relaxed_madd`. */
const MULTIPLY_ADD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11);
/** The one that is fetched here, and the one that never is. */
const [PROGRAM, OTHER] = WebAssembly.validate(MULTIPLY_ADD) ? [RELAXED, PLAIN] : [PLAIN, RELAXED];
