// Writing PNG files, sound and strange ones.
import { deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** An image of 3×SIDE×SIDE numbers in [0, 1], channel by channel, as a PNG file. */
export function fromChannels(values) {
  const plane = values.length / 3;
  const side = Math.sqrt(plane);
  return png(side, side, (x, y) => [0, 1, 2].map((channel) => Math.round(255 * values[channel * plane + y * side + x])));
}

/** A PNG file whose pixel at (x, y) is `colour(x, y)`: three bytes. `extra` chunks stand before the pixels. */
export function png(width, height, colour, extra = []) {
  const row = (y) => [0, ...Array.from({ length: width }, (_, x) => colour(x, y)).flat()];
  const pixels = Buffer.from(Array.from({ length: height }, (_, y) => row(y)).flat());
  const chunks = [header(width, height), ...extra, chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...chunks]);
}

/** A file that claims a size that it does not have. */
export function claiming(width, height) {
  return Buffer.concat([SIGNATURE, header(width, height), chunk("IDAT", deflateSync(Buffer.alloc(99)))]);
}

/** The chunk that makes a PNG an animated one of this many frames. */
export function animation(frames) {
  const data = Buffer.alloc(8);
  data.writeUInt32BE(frames, 0);
  return chunk("acTL", data);
}

function header(width, height) {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2], 8);
  return chunk("IHDR", data);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
