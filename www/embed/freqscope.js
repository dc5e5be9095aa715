// The engine of freqscope for those who draw their own charts: an ES module with the Web Worker inside. docs/EMBED.md describes it,
// freqscope.d.ts has its types. Images are Float32Arrays of 3×32×32 values in [0, 1], channel by channel, row by row.

/** What went wrong: a word that stays (`code`) and a sentence. */
export class FreqscopeError extends Error {
  constructor(code, message) {
    super(message);
    this.name = "FreqscopeError";
    this.code = code;
  }
}

export const CLASSES = Object.freeze(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]);
export const BANDS = 63;
export const PIXELS = 3 * 32 * 32;

/** The files of the engine, each named in full so that bundlers find them. On the site this module lies one folder below them. */
const FILES = {
  "engine.js": new URL("../engine.js", import.meta.url).href,
  "worker.js": new URL("../worker.js", import.meta.url).href,
  "worker_bg.wasm": new URL("../worker_bg.wasm", import.meta.url).href,
  "worker_relaxed_bg.wasm": new URL("../worker_relaxed_bg.wasm", import.meta.url).href,
};
/** Who has put the program for all browsers elsewhere, and not the one with relaxed SIMD, has no other. */
function filesOf(files = {}) {
  return { ...FILES, ...(files["worker_bg.wasm"] && { "worker_relaxed_bg.wasm": undefined }), ...files };
}
/** A folder: not written as a file is, or bundlers would look for one. */
const HERE = import.meta.url;
const MODELS = new URL("../models/", HERE).href;

/** A job: a promise of its answer, and by `for await` how far it is. */
class Job {
  #answer;
  #news = [];
  #wake = () => {};
  #over = false;

  constructor(start, onProgress) {
    const tell = (progress) => {
      onProgress?.(progress);
      this.#news.push(progress);
      this.#wake();
    };
    this.#answer = start(tell).finally(() => {
      this.#over = true;
      this.#wake();
    });
    // Who only reads the progress is not to be told of the end as of an error that nobody caught.
    this.#answer.catch(() => {});
  }

  then(...handlers) {
    return this.#answer.then(...handlers);
  }

  catch(handler) {
    return this.#answer.catch(handler);
  }

  finally(handler) {
    return this.#answer.finally(handler);
  }

  async *[Symbol.asyncIterator]() {
    for (;;) {
      while (this.#news.length) yield this.#news.shift();
      if (this.#over) return void (await this.#answer);
      await new Promise((resolve) => (this.#wake = resolve));
    }
  }
}

/** What somebody waits for, and who is told how far it is. */
class Wait {
  tells = new Set();

  constructor(listed) {
    this.listed = listed;
    this.promise = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }

  tell(progress) {
    for (const tell of this.tells) tell?.(progress);
  }
}

/** The promise, unless the signal comes first: then its reason, as `fetch` does it. */
async function unless(signal, promise, onAbort) {
  if (!signal) return promise;
  let stop;
  const aborted = new Promise((_, reject) => {
    stop = () => {
      onAbort();
      reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
  });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", stop));
}

/** One worker, and the networks that it holds. */
class Engine {
  static #all = new Map();
  #worker;
  #jobs = new Map();
  #loads = new Map();
  #last = 0;
  #users = 0;
  #started;
  cards = new Map();

  /** The engine for these options, started where it does not run. */
  static take({ device = "auto", models = MODELS, files } = {}) {
    const key = JSON.stringify([device, String(models), files]);
    const engine = Engine.#all.get(key) ?? new Engine(key, device, new URL(models, globalThis.document?.baseURI).href, filesOf(files));
    engine.#users += 1;
    return engine;
  }

  constructor(key, device, models, files) {
    Engine.#all.set(key, this);
    this.key = key;
    this.#started = this.#start(device, models, files).catch((error) => this.#die(error));
  }

  async #start(device, models, files) {
    const choice = { auto: "Auto", cpu: "Cpu", gpu: "Gpu" }[device];
    if (!choice) throw new FreqscopeError("parameter", `device is “${device}”: choose auto, cpu or gpu`);
    // From memory, because browsers start no worker from another origin.
    const text = async (file) => (await got(files[file], file)).text();
    const places = `self.files = ${JSON.stringify(files)};\n`;
    const source = new Blob([places, await text("worker.js"), "\n", await text("engine.js")], { type: "text/javascript" });
    const url = URL.createObjectURL(source);
    this.#worker = new Worker(url);
    await new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }) => (data?.failed ? reject(new FreqscopeError("start", data.failed)) : data instanceof Uint8Array && resolve());
      this.#worker.onerror = (event) => reject(new FreqscopeError("start", event.message || "the worker cannot be started"));
    });
    URL.revokeObjectURL(url);
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = (event) => this.#die(new FreqscopeError("crashed", event.message));
    this.order({ do: "start", device: choice, models: models.endsWith("/") ? models : `${models}/` });
  }

  order(order) {
    this.#worker.postMessage(JSON.stringify(order));
  }

  #heard(data) {
    if (data?.failed) return this.#die(new FreqscopeError("crashed", data.failed));
    if (typeof data !== "string") return;
    const told = JSON.parse(data);
    const load = this.#loads.get(told.model);
    const job = this.#jobs.get(told.job);
    switch (told.type) {
      case "device": this.device = told; break;
      case "models": this.cards = new Map(told.models.map((card) => [card.id, card])); break;
      case "loading": load?.tell({ done: told.done, total: told.total }); break;
      case "loaded": this.#loaded(told.model); break;
      case "unavailable": this.#unavailable(told, load); break;
      case "progress": job?.tell(arrays(told.progress)); break;
      case "answer": job?.resolve(told.answer); break;
      case "failed": job?.reject(new FreqscopeError(told.code, told.message)); break;
      case "crashed": this.#die(new FreqscopeError("crashed", told.message)); break;
    }
  }

  /** By its id; what came from a file was asked for by that file's name. */
  #loaded(id) {
    const load = this.#loads.get(id) ?? this.#loads.get(this.cards.get(id)?.name);
    load?.resolve(id);
  }

  #unavailable({ model, code, message }, load) {
    const error = new FreqscopeError(code, message);
    if (load) load.reject(error);
    // Without a list of networks those of one's own still work.
    else if (model === null) for (const waiting of [...this.#loads.values()]) waiting.listed && waiting.reject(error);
  }

  #die(error) {
    Engine.#all.delete(this.key);
    this.#worker?.terminate();
    this.dead = error;
    for (const waiting of [...this.#loads.values(), ...this.#jobs.values()]) waiting.reject(error);
  }

  /** Waits in `map` for what `begin` asks for; who asks for the same meanwhile waits for the same answer. */
  async #waited(map, key, begin, { signal, tell, listed = false, onAbort = () => {} }) {
    await this.#started;
    if (this.dead) throw this.dead;
    signal?.throwIfAborted();
    const first = !map.has(key);
    const wait = map.get(key) ?? new Wait(listed);
    wait.tells.add(tell);
    if (first) {
      map.set(key, wait);
      const over = () => map.delete(key);
      wait.promise.then(over, over);
      begin();
    }
    return unless(signal, wait.promise, onAbort);
  }

  /** A network by its id, or by what holds its weights. Resolves with its id. */
  load(model, signal, tell) {
    if (typeof model === "string" && !/[/.:]/.test(model)) {
      return this.#waited(this.#loads, model, () => this.order({ do: "load", model }), { signal, tell, listed: true });
    }
    return this.#open(model, signal, tell);
  }

  async #open(model, signal, tell) {
    const bytes = model instanceof ArrayBuffer || ArrayBuffer.isView(model) || model instanceof Blob;
    const blob = bytes ? new Blob([model]) : await (await got(String(model), "the weights", signal)).blob();
    const name = bytes ? "weights" : new URL(model, globalThis.document?.baseURI).pathname.split("/").at(-1);
    // The engine answers with the name: each has its own.
    const [url, key] = [URL.createObjectURL(blob), `${name} ${(this.#last += 1)}`];
    return this.#waited(this.#loads, key, () => this.order({ do: "open", name: key, url }), { signal, tell }).finally(() => URL.revokeObjectURL(url));
  }

  ask(order, signal, tell) {
    const job = (this.#last += 1);
    const onAbort = () => this.order({ do: "cancel", job });
    return this.#waited(this.#jobs, job, () => this.order({ ...order, job }), { signal, tell, onAbort });
  }

  give() {
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#die(new FreqscopeError("closed", "the network was closed"));
  }
}

async function got(url, what, signal) {
  const answer = await fetch(url, { signal }).catch((error) => {
    if (signal?.aborted) throw error;
    throw new FreqscopeError("download", `${what} cannot be fetched from ${url}: the network is gone, or its server lets this page have nothing`);
  });
  if (!answer.ok) throw new FreqscopeError("download", `${what} is not at ${url}: the server answered ${answer.status}`);
  return answer;
}

/** Lists of numbers as Float32Arrays. */
function arrays(value) {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, Array.isArray(one) && typeof one[0] === "number" ? Float32Array.from(one) : one]));
}

/** Images as lists of numbers, checked. */
function images(pixels, most = Infinity) {
  const whole = pixels instanceof Float32Array && pixels.length > 0 && pixels.length % PIXELS === 0 && pixels.length <= most * PIXELS;
  if (!whole) throw new FreqscopeError("image", `an image is a Float32Array of ${PIXELS} values${most > 1 ? ", several are one after the other" : ""}`);
  if (!pixels.every(Number.isFinite)) throw new FreqscopeError("image", "a value of the image is not a finite number");
  return Array.from({ length: pixels.length / PIXELS }, (_, i) => Array.from(pixels.subarray(i * PIXELS, (i + 1) * PIXELS)));
}

const image = (pixels) => images(pixels, 1)[0];
const flat = (lists) => Float32Array.from(lists.flat());
const nameOf = (value) => (typeof value === "number" ? CLASSES[value] : value ?? null);

function bandsOf(bands) {
  return typeof bands === "string" ? bands : Array.from(bands).join(",");
}

function baselineOf({ fill = "zero", seed = 0, zero = "pixels", clip = false }) {
  return { fill, seed, zero, clip };
}

/** A network that answers. */
class Network {
  #engine;

  constructor(engine, id) {
    this.#engine = engine;
    this.id = id;
    this.name = engine.cards.get(id)?.name ?? id;
  }

  /** What computes, and why: `{ kind, name, reason }`. */
  get device() {
    const { kind, name, reason } = this.#engine.device;
    return { kind, name, reason };
  }

  #job(order, { signal, onProgress } = {}, finish = arrays) {
    return new Job(async (tell) => finish(await this.#engine.ask({ model: this.id, ...order() }, signal, tell)), onProgress);
  }

  /** The ten logits of each image, one after the other. */
  classify(pixels, options) {
    return this.#job(() => ({ do: "classify", images: images(pixels) }), options, flat);
  }

  /** The scores of all bands for a class, the predicted one unless another is named. */
  occludedFrequency(pixels, { of, ...options } = {}) {
    const finish = ({ ablated, ...answer }) => ({ ...arrays(answer), ablated: flat(ablated) });
    return this.#job(() => ({ do: "occlude", image: image(pixels), class: nameOf(of), baseline: baselineOf(options) }), options, finish);
  }

  /** The images without some bands, such as `"0,16-62"` or `[0, 16, 17]`. */
  ablate(pixels, bands, options = {}) {
    const order = () => ({ do: "ablate", model: undefined, images: images(pixels), bands: bandsOf(bands), baseline: baselineOf(options) });
    return this.#job(order, options, flat);
  }

  /** Looks for a small change that makes the network say something else. */
  attack(pixels, { method = "pgd-l2", target, label, seed = 0, signal, onProgress, ...parameters } = {}) {
    const options = { method: { method, ...parameters }, target: nameOf(target), seed };
    return this.#job(() => ({ do: "attack", image: image(pixels), label: nameOf(label), options }), { signal, onProgress });
  }

  /** From `start`, looks for an image that the network sees as it sees `target`. */
  invert(start, target, { steps, stepSize, ...options } = {}) {
    return this.#job(() => ({ do: "invert", start: image(start), target: image(target), steps, step_size: stepSize }), options);
  }

  /** Gives its memory back. */
  close() {
    if (!this.#engine.dead) this.#engine.order({ do: "unload", model: this.id });
    this.#engine.give();
  }
}

/** Opens a network: an id of the list of models, the address of packed weights or of a checkpoint, or its bytes. */
export async function open(model = "resnet18-natural", { signal, onProgress, ...options } = {}) {
  const engine = Engine.take(options);
  try {
    return new Network(engine, await engine.load(model, signal, (progress) => onProgress?.(progress)));
  } catch (error) {
    engine.give();
    throw error;
  }
}

/** Any picture that a page can draw, as an image: its central square, shrunk to 32×32. */
export function imageOf(source) {
  const [width, height] = [source.naturalWidth ?? source.videoWidth ?? source.width, source.naturalHeight ?? source.videoHeight ?? source.height];
  const side = Math.min(width, height);
  const context = Object.assign(document.createElement("canvas"), { width: 32, height: 32 }).getContext("2d");
  context.drawImage(source, (width - side) / 2, (height - side) / 2, side, side, 0, 0, 32, 32);
  const { data } = context.getImageData(0, 0, 32, 32);
  return Float32Array.from({ length: PIXELS }, (_, i) => data[(i % 1024) * 4 + Math.floor(i / 1024)] / 255);
}
