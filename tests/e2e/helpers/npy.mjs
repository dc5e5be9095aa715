// NumPy's file format, as far as the fixtures need it: float32, C order.
import { readFile } from "node:fs/promises";

const MAGIC = "\u0093NUMPY";

/** Reads `tests/fixtures/NAME`: its shape and its numbers. */
export async function fixture(name) {
  return parse(await readFile(new URL(`../../fixtures/${name}`, import.meta.url)));
}

/** What the bytes of a file hold. */
export function parse(bytes) {
  if (bytes.toString("latin1", 0, 6) !== MAGIC || bytes[6] !== 1) throw new Error("not an .npy file of version 1");
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, start);
  if (!header.includes("'<f4'") || header.includes("'fortran_order': True")) throw new Error(`unreadable: ${header}`);
  const shape = header.match(/\(([^)]*)\)/)[1].split(",").filter((size) => size.trim()).map(Number);
  const data = Float32Array.from({ length: (bytes.length - start) / 4 }, (_, i) => bytes.readFloatLE(start + 4 * i));
  return { shape, data };
}

/** Entry `index` along the first axis. */
export function entry({ shape, data }, index) {
  const size = shape.slice(1).reduce((product, length) => product * length, 1);
  return data.subarray(index * size, (index + 1) * size);
}
