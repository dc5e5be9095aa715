// What one thread's f32x4 instructions can do at most, in a page: loops of nothing but multiplications and additions in registers.
// The programs are written here as bytes; where a browser lacks relaxed SIMD the second does not compile.
const [I32, F32, V128] = [0x7f, 0x7d, 0x7b];
const [GET, SET, ADD_I32, CONST_I32, LOOP, BRANCH_IF, END] = [0x20, 0x21, 0x6a, 0x41, 0x03, 0x0d, 0x0b];
const [SPLAT, LANE, ADD, MUL, MULTIPLY_ADD] = [[0xfd, 0x13], [0xfd, 0x1f, 0], [0xfd, 0xe4, 0x01], [0xfd, 0xe6, 0x01], [0xfd, 0x85, 0x02]];
/** Parameters: how often, a factor, a summand. Locals: both in vectors, and then the sums. */
const [COUNT, FACTOR, SUMMAND, FACTORS, SUMMANDS, FIRST] = [0, 1, 2, 3, 4, 5];
/** How many sums are computed beside each other: too few wait for each other, too many leave the registers. */
const WIDTHS = [6, 8, 10, 12, 14];
const ROUNDS = 2_000_000;

const sized = (bytes) => [bytes.length, ...bytes];
const section = (id, body) => [id, ...leb(body.length), ...body];
const leb = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >> 7)]);

/** sum ← sum · factor + summand */
const STEPS = {
  "multiply, add": (sum) => [GET, sum, GET, FACTORS, ...MUL, GET, SUMMANDS, ...ADD, SET, sum],
  relaxed_madd: (sum) => [GET, sum, GET, FACTORS, GET, SUMMANDS, ...MULTIPLY_ADD, SET, sum],
};

function program(step, width) {
  const sums = Array.from({ length: width }, (_, i) => FIRST + i);
  const code = [
    ...[GET, FACTOR, ...SPLAT, SET, FACTORS, GET, SUMMAND, ...SPLAT, SET, SUMMANDS],
    ...[LOOP, 0x40, ...sums.flatMap(step)],
    ...[GET, COUNT, CONST_I32, 0x7f, ADD_I32, 0x22, COUNT, BRANCH_IF, 0, END],
    // All sums are used, or none would be computed.
    ...[GET, FIRST, ...sums.slice(1).flatMap((sum) => [GET, sum, ...ADD]), ...LANE, END],
  ];
  const body = [1, 2 + width, V128, ...code];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 3, I32, F32, F32, 1, F32]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...sized([0x72]), 0, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ]);
}

/** GFLOP/s of each kind, a multiply-add being two: the fastest of all widths. */
export async function peaks() {
  const found = {};
  for (const [name, step] of Object.entries(STEPS)) {
    const programs = WIDTHS.map((width) => [width, program(step, width)]).filter(([, bytes]) => WebAssembly.validate(bytes));
    for (const [width, bytes] of programs) found[name] = Math.max(found[name] ?? 0, await speed(bytes, width));
  }
  return found;
}

async function speed(bytes, width) {
  const { instance } = await WebAssembly.instantiate(bytes);
  instance.exports.r(ROUNDS, 0.999, 0.001);
  const start = performance.now();
  instance.exports.r(ROUNDS, 0.999, 0.001);
  return (2 * 4 * width * ROUNDS) / (performance.now() - start) / 1e6;
}
