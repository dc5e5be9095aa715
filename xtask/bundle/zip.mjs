// Zip archives, as far as a bundle needs them: deflated or stored, no more than 4 GB. APPNOTE.TXT of PKWARE, version 2.0.
import { deflateRawSync } from "node:zlib";

/** 1 January 1980: the same files make the same archive. */
const DATE = 0x21;
const UTF8 = 0x800;

/** `files`: from paths to bytes. */
export function zip(files) {
  const [locals, centrals] = [[], []];
  let offset = 0;
  for (const [path, bytes] of files) {
    const { local, central } = entry(Buffer.from(path), bytes, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, end(centrals.length, directory.length, offset)]);
}

function entry(name, bytes, offset) {
  const deflated = deflateRawSync(bytes, { level: 9 });
  const [method, data] = deflated.length < bytes.length ? [8, deflated] : [0, bytes];
  // Version needed, flags, method, time, date, checksum, both sizes, lengths of name and of nothing more.
  const about = [[2, 20], [2, UTF8], [2, method], [2, 0], [2, DATE], [4, crc32(bytes)], [4, data.length], [4, bytes.length], [2, name.length], [2, 0]];
  const local = Buffer.concat([numbers([4, 0x04034b50], ...about), name, data]);
  const rest = [[2, 0], [2, 0], [2, 0], [4, 0], [4, offset]];
  return { local, central: Buffer.concat([numbers([4, 0x02014b50], [2, 20], ...about, ...rest), name]) };
}

function end(count, size, offset) {
  return numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]);
}

/** Pairs of a width in bytes and a number, the low byte first. */
function numbers(...pairs) {
  const buffer = Buffer.alloc(pairs.reduce((sum, [width]) => sum + width, 0));
  pairs.reduce((at, [width, number]) => buffer.writeUIntLE(number, at, width), 0);
  return buffer;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 255];
  return ~crc >>> 0;
}
