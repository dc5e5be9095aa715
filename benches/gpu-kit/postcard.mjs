// Messages of crates/core/src/protocol.rs as postcard bytes: the index of a variant, then its fields; numbers as varints,
// text and lists with their length before them.

export const varint = (n) => (n < 128 ? [n] : [(n % 128) | 128, ...varint(Math.floor(n / 128))]);
export const float64 = (x) => [...new Uint8Array(Float64Array.of(x).buffer)];
export const blob = (bytes) => [varint(bytes.length), bytes];
export const text = (string) => blob(new TextEncoder().encode(string));
/** An `Image`: 3072 numbers. */
export const image = (pixels) => [varint(pixels.length), new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength)];

/** All parts, nested as they may be, as one Uint8Array. */
export function message(...parts) {
  const pieces = parts.flat(Infinity).map((part) => (typeof part === "number" ? [part] : part));
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Reads a message from its beginning on. */
export class Reader {
  #view;
  #at = 0;

  constructor(bytes) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  varint() {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.#view.getUint8(this.#at++);
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  }

  float32() {
    this.#at += 4;
    return this.#view.getFloat32(this.#at - 4, true);
  }

  float64() {
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  floats(count) {
    return Float32Array.from({ length: count }, () => this.float32());
  }

  text() {
    const length = this.varint();
    this.#at += length;
    return new TextDecoder().decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#at - length, length));
  }
}
