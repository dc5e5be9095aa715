// What the engine is asked, and what it answers. A test of crates/core/src/protocol.rs keeps the numbers of the variants.
import { Reader, blob, float64, image, message, text, varint } from "./postcard.mjs";

/** Variants of `Event`. */
const [DEVICE, MODELS, LOADED, UNAVAILABLE, ANSWERED, FAILED, CRASHED, COMPUTING] = [1, 2, 5, 8, 10, 11, 12, 14];
/** Variants of `Request`. */
const [START, LOAD, OPEN, ASK, THREADS] = [0, 1, 3, 5, 11];
/** Variants of `DeviceChoice`. */
const CHOICES = { cpu: 1, gpu: 2 };
/** `GpuTrust::Full`, `VisitorFile::Bytes`, and `Hints` that say nothing. */
const [FULL, BYTES, NO_HINTS] = [0, 0, [0, 0]];
/** Variants of `Task`. */
const [CLASSIFY, OCCLUDE, ATTACK] = [0, 1, 2];
/** Variants of `Method`. */
const [PGD, SIMBA] = [1, 3];

export class Conversation {
  name = "freqscope";
  #post;
  #waiting = [];
  #job = 0;

  /** `post`: takes the bytes of a message to the engine. */
  constructor(post) {
    this.#post = post;
  }

  /** The bytes of a message of the engine. */
  hear(bytes) {
    if (bytes[0] === CRASHED) throw new Error(new Reader(bytes.subarray(1)).text());
    if (bytes[0] === DEVICE && this.device) this.device = report(bytes);
    const index = this.#waiting.findIndex(({ isMeant }) => isMeant(bytes));
    if (index >= 0) this.#waiting.splice(index, 1)[0].resolve(bytes);
  }

  /** The next message of these variants, of this job where it is given. */
  #event(variants, job) {
    const isMeant = (bytes) => variants.includes(bytes[0]) && (job === undefined || new Reader(bytes.subarray(1)).varint() === job);
    return new Promise((resolve) => this.#waiting.push({ isMeant, resolve }));
  }

  #send(...parts) {
    this.#post(message(...parts));
  }

  /** Chooses the device, "cpu" or "gpu", and where the models are. */
  async start(choice, models) {
    const device = this.#event([DEVICE]);
    const listed = this.#event([MODELS]);
    this.choice = choice;
    this.#send(START, CHOICES[choice], FULL, text(models));
    this.device = report(await device);
    await listed;
  }

  /** The engine leaves a GPU that fails for the CPU, and goes on; its times are not wanted here. */
  #assertDevice() {
    if (this.device.kind !== this.choice) throw new Error(`it computes on the ${this.device.kind}, for ${this.device.reason}`);
  }

  async #load(...request) {
    const answer = this.#event([LOADED, UNAVAILABLE]);
    this.#send(...request);
    const bytes = await answer;
    this.#assertDevice();
    if (bytes[0] !== LOADED) throw new Error(`a model cannot be loaded: ${words(bytes)}`);
    return new Reader(bytes.subarray(1)).text();
  }

  /** Loads a model of the manifest. Returns its id. */
  load(id) {
    return this.#load(LOAD, text(id));
  }

  /** Loads a packed file. Returns the id that the engine gives it. */
  open(name, file) {
    return this.#load(OPEN, text(name), BYTES, blob(file), NO_HINTS);
  }

  /** Resolves when so many threads compute; the others learn the models that charts were asked of. */
  async threads(count) {
    const computing = async () => new Reader((await this.#event([COMPUTING])).subarray(1)).varint();
    let now = computing();
    this.#send(THREADS, varint(count));
    while ((await now) !== count) now = computing();
  }

  async #ask(model, ...task) {
    const job = ++this.#job;
    const answer = this.#event([ANSWERED, FAILED], job);
    this.#send(ASK, varint(job), text(model), task);
    const bytes = await answer;
    this.#assertDevice();
    if (bytes[0] !== ANSWERED) throw new Error(`the engine failed: ${words(bytes)}`);
    const reader = new Reader(bytes.subarray(1));
    reader.varint();
    reader.varint();
    return reader;
  }

  /** The logits of images, Float32Array of 3072 numbers each, as one Float32Array. */
  async logits(model, images) {
    const reader = await this.#ask(model, CLASSIFY, varint(images.length), images.map(image));
    reader.varint();
    return reader.floats(10 * images.length);
  }

  /** An Occluded Frequency: its scores, and its milliseconds by the engine's own clock. */
  async occlusion(model, pixels) {
    const [noClass, zeros, pixelsNotNormalised, unclipped, diagonal] = [0, 0, 0, 0, 0];
    const spec = [image(pixels), noClass, zeros, pixelsNotNormalised, unclipped, diagonal];
    const reader = await this.#ask(model, OCCLUDE, spec);
    reader.varint();
    reader.floats(10);
    reader.floats(10 * reader.varint());
    const scores = reader.floats(reader.varint());
    return { scores, milliseconds: reader.float64() };
  }

  /** Milliseconds of an Occluded Frequency. */
  async chart(model, pixels) {
    return (await this.occlusion(model, pixels)).milliseconds;
  }

  /** PGD in the ℓ∞ norm with so many steps. */
  async pgd(model, pixels, steps) {
    const [linf, clean] = [1, 0];
    return (await this.#attack(model, [pixels], PGD, linf, float64(8 / 255), float64(1e-6), varint(steps), clean))[0];
  }

  /** A step of a length in the ℓ2 norm along the gradient, within a ball that is twice as large. */
  async step(model, pixels, length) {
    const [l2, clean] = [0, 0];
    return (await this.#attack(model, [pixels], PGD, l2, float64(2 * length), float64(length), varint(1), clean))[0];
  }

  /** SimBA of each image along these directions of the DCT, in their order. Steps of 1e-6 are so small that no goal is reached. */
  simba(model, images, directions, epsilon = 1e-6) {
    const [dct, given] = [1, 3];
    return this.#attack(model, images, SIMBA, float64(epsilon), dct, given, varint(directions.length), directions.map(varint));
  }

  /** What came of an attack, all images in one request. */
  async #attack(model, images, ...method) {
    const [untargeted, seed, attackAnyway, noClass] = [0, 0, 1, 0];
    const examples = images.map((pixels) => [image(pixels), noClass]);
    const reader = await this.#ask(model, ATTACK, method, untargeted, seed, attackAnyway, varint(images.length), examples);
    return Array.from({ length: reader.varint() }, () => attacked(reader));
  }
}

/** What came of one image: it, Float32Array [3, 32, 32], queries, iterations, and of SimBA how many steps were kept. */
function attacked(reader) {
  for (const _ of ["outcome", "aim", "class"]) reader.varint();
  const found = { image: reader.floats(reader.varint()) };
  reader.floats(20);
  reader.varint();
  for (const _ of ["l1", "l2", "linf", "ssim"]) reader.float64();
  [found.queries, found.iterations] = [reader.varint(), reader.varint()];
  reader.floats(reader.varint());
  const moves = Array.from({ length: reader.varint() }, () => [reader.varint(), reader.varint()]);
  return { ...found, moves: moves.length };
}

/** The directions of the DCT below a frequency in both axes, for SimBA: channel by channel, row by row. */
export function directions(frequencies) {
  const below = Array.from({ length: frequencies }, (_, i) => i);
  return [0, 1, 2].flatMap((channel) => below.flatMap((u) => below.map((v) => channel * 1024 + u * 32 + v)));
}

/** What can be read of a message. */
function words(bytes) {
  return new TextDecoder("latin1").decode(bytes).replace(/[^ -~]/g, "");
}

/** `Event::Device`; of its reason what can be read, without the texts that `core::device::reason` has for its variants. */
function report(bytes) {
  const reader = new Reader(bytes.subarray(1));
  const kind = ["gpu", "cpu"][reader.varint()];
  return { kind, name: reader.text(), reason: `reason ${reader.varint()}` };
}
