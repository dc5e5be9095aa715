// The engine as it ships: its worker, in this process. A test of crates/core/src/protocol.rs keeps the numbers of the variants.
import { readFile } from "node:fs/promises";
import vm from "node:vm";
import { Reader, blob, float64, image, message, text, varint } from "./postcard.mjs";

/** Variants of `Event`. */
const [DEVICE, MODELS, LOADED, UNAVAILABLE, ANSWERED, FAILED, CRASHED] = [1, 2, 5, 8, 10, 11, 12];
/** Variants of `Request`. */
const [START, LOAD, OPEN, ASK] = [0, 1, 3, 5];
/** `DeviceChoice::Gpu`, `GpuTrust::Full`, `VisitorFile::Bytes`, and `Hints` that say nothing. */
const [GPU, FULL, BYTES, NO_HINTS] = [2, 0, 0, [0, 0]];
/** Variants of `Task`. */
const [CLASSIFY, OCCLUDE, ATTACK] = [0, 1, 2];
/** Variants of `Method`. */
const [PGD, SIMBA] = [1, 3];

export class Engine {
  name = "freqscope";
  #listeners = [];
  #waiting = [];
  #job = 0;

  /** Starts the worker of `folder` on the GPU, with the models behind `models`. */
  static async start(folder, models) {
    const engine = new Engine();
    engine.#listen();
    const script = await readFile(new URL("worker.js", folder), "utf8");
    const load = vm.runInThisContext(`${script};wasm_bindgen`);
    await load({ module_or_path: await WebAssembly.compile(await readFile(new URL("worker_bg.wasm", folder))) });
    const device = engine.#event(DEVICE);
    const listed = engine.#event(MODELS);
    engine.#send(START, GPU, FULL, text(models));
    engine.device = report(await device);
    await listed;
    return engine;
  }

  #listen() {
    globalThis.addEventListener = (type, heard) => {
      if (type === "message") this.#listeners.push((event) => (heard.handleEvent ? heard.handleEvent(event) : heard(event)));
    };
    globalThis.removeEventListener = () => {};
    globalThis.postMessage = (bytes) => this.#hear(bytes);
  }

  #hear(bytes) {
    if (bytes[0] === CRASHED) throw new Error(new Reader(bytes.subarray(1)).text());
    if (bytes[0] === DEVICE && this.device) this.device = report(bytes);
    const index = this.#waiting.findIndex(({ variants }) => variants.includes(bytes[0]));
    if (index >= 0) this.#waiting.splice(index, 1)[0].resolve(bytes);
  }

  #event(...variants) {
    return new Promise((resolve) => this.#waiting.push({ variants, resolve }));
  }

  #send(...parts) {
    const data = message(...parts);
    this.#listeners.forEach((heard) => heard({ data }));
  }

  /** The engine leaves a GPU that fails for the CPU, and goes on; its times are not wanted here. */
  #assertGpu() {
    if (this.device.kind !== "gpu") throw new Error(`it computes on the CPU, for ${this.device.reason}`);
  }

  async #load(...request) {
    const answer = this.#event(LOADED, UNAVAILABLE);
    this.#send(...request);
    const bytes = await answer;
    this.#assertGpu();
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

  async #ask(model, ...task) {
    const answer = this.#event(ANSWERED, FAILED);
    this.#send(ASK, varint(++this.#job), text(model), task);
    const bytes = await answer;
    this.#assertGpu();
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

  /** Milliseconds of an Occluded Frequency, by the engine's own clock. */
  async chart(model, pixels) {
    const [noClass, zeros, pixelsNotNormalised, unclipped, diagonal] = [0, 0, 0, 0, 0];
    const spec = [image(pixels), noClass, zeros, pixelsNotNormalised, unclipped, diagonal];
    const reader = await this.#ask(model, OCCLUDE, spec);
    reader.varint();
    reader.floats(10);
    reader.floats(10 * reader.varint());
    reader.floats(reader.varint());
    return reader.float64();
  }

  /** PGD in the ℓ∞ norm with so many steps. */
  pgd(model, pixels, steps) {
    const [linf, clean] = [1, 0];
    return this.#attack(model, pixels, PGD, linf, float64(8 / 255), float64(1e-6), varint(steps), clean);
  }

  /** SimBA with the steps so small that no goal is reached; the queries that it took. */
  simba(model, pixels, frequencies) {
    const [dct, random] = [1, 0];
    return this.#attack(model, pixels, SIMBA, float64(1e-6), dct, random, frequencies);
  }

  async #attack(model, pixels, ...method) {
    const [untargeted, seed, attackAnyway, noClass] = [0, 0, 1, 0];
    const reader = await this.#ask(model, ATTACK, method, untargeted, seed, attackAnyway, image(pixels), noClass);
    for (const _ of ["outcome", "aim", "class"]) reader.varint();
    reader.floats(reader.varint());
    reader.floats(20);
    reader.varint();
    for (const _ of ["l1", "l2", "linf", "ssim"]) reader.float64();
    return { queries: reader.varint(), iterations: reader.varint() };
  }
}

/** What can be read of a message. */
function words(bytes) {
  return Buffer.from(bytes).toString("latin1").replace(/[^ -~]/g, "");
}

/** `Event::Device`; of its reason what can be read, without the texts that `core::device::reason` has for its variants. */
function report(bytes) {
  const reader = new Reader(bytes.subarray(1));
  const kind = ["gpu", "cpu"][reader.varint()];
  return { kind, name: reader.text(), reason: `reason ${reader.varint()}` };
}
