// ZIP archives of one file, as it is.
import { crc32 } from "node:zlib";

/** An archive that holds `bytes` by this name. */
export function archive(name, bytes) {
  const entry = Buffer.alloc(26);
  entry.writeUInt16LE(20, 0);
  entry.writeUInt32LE(crc32(bytes), 10);
  entry.writeUInt32LE(bytes.length, 14);
  entry.writeUInt32LE(bytes.length, 18);
  entry.writeUInt16LE(name.length, 22);
  const own = Buffer.concat([Buffer.from("PK\x03\x04"), entry, Buffer.from(name), bytes]);
  const directory = Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), entry, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(own.length, 16);
  return Buffer.concat([own, directory, end]);
}
