// Writing PNG files, sound and strange ones.
import { deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** An image of 3×SIDE×SIDE numbers in [0, 1], channel by channel, as a PNG file. */
export function fromChannels(values) {
  const plane = values.length / 3;
  const side = Math.sqrt(plane);
  return png(side, side, (x, y) => [0, 1, 2].map((channel) => Math.round(255 * values[channel * plane + y * side + x])));
}

/** A PNG file whose pixel at (x, y) is `colour(x, y)`: three bytes. */
export function png(width, height, colour) {
  return file(header(width, height), chunk("IDAT", pixels(width, height, colour)));
}

/** An animated PNG of two frames that look the same. */
export function animated(width, height, colour) {
  const data = pixels(width, height, colour);
  const frames = [control(0, width, height), chunk("IDAT", data), control(1, width, height)];
  return file(header(width, height), chunk("acTL", words(2, 0)), ...frames, chunk("fdAT", Buffer.concat([words(2), data])));
}

/** A file that claims a size that it does not have. */
export function claiming(width, height) {
  return file(header(width, height), chunk("IDAT", deflateSync(Buffer.alloc(99))));
}

function file(...chunks) {
  return Buffer.concat([SIGNATURE, ...chunks, chunk("IEND", Buffer.alloc(0))]);
}

function pixels(width, height, colour) {
  const row = (y) => [0, ...Array.from({ length: width }, (_, x) => colour(x, y)).flat()];
  return deflateSync(Buffer.from(Array.from({ length: height }, (_, y) => row(y)).flat()));
}

function header(width, height) {
  return chunk("IHDR", Buffer.concat([words(width, height), Buffer.from([8, 2, 0, 0, 0])]));
}

/** What stands before the pixels of a frame: number, size, offset, a tenth of a second. */
function control(number, width, height) {
  return chunk("fcTL", Buffer.concat([words(number, width, height, 0, 0), Buffer.from([0, 1, 0, 10, 0, 0])]));
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  return Buffer.concat([words(data.length), body, words(crc32(body))]);
}

/** Numbers of four bytes, the high one first. */
function words(...numbers) {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => bytes.writeUInt32BE(number, 4 * i));
  return bytes;
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
