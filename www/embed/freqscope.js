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
  "worker_cpu.js": new URL("../worker_cpu.js", import.meta.url).href,
  "worker_cpu_bg.wasm": new URL("../worker_cpu_bg.wasm", import.meta.url).href,
  "worker_cpu_relaxed_bg.wasm": new URL("../worker_cpu_relaxed_bg.wasm", import.meta.url).href,
  "worker.js": new URL("../worker.js", import.meta.url).href,
  "worker_bg.wasm": new URL("../worker_bg.wasm", import.meta.url).href,
  "worker_relaxed_bg.wasm": new URL("../worker_relaxed_bg.wasm", import.meta.url).href,
};
/** The script of each kind of engine, its program for all browsers, and that with relaxed SIMD. */
const KINDS = {
  cpu: ["worker_cpu.js", "worker_cpu_bg.wasm", "worker_cpu_relaxed_bg.wasm"],
  gpu: ["worker.js", "worker_bg.wasm", "worker_relaxed_bg.wasm"],
};
/** Who has put the program for all browsers elsewhere, and not the one with relaxed SIMD, has no other. */
function filesOf(files = {}) {
  const alone = Object.values(KINDS).filter(([, plain]) => files[plain]).map(([, , relaxed]) => [relaxed, undefined]);
  return { ...FILES, ...Object.fromEntries(alone), ...files };
}
/** Only that for a GPU has WebGPU; it is taken too where its files alone have been put elsewhere. */
function kindFor(device, files = {}) {
  const named = (kind) => KINDS[kind].some((file) => files[file]);
  return device === "gpu" || (named("gpu") && !named("cpu")) ? "gpu" : "cpu";
}
/** A folder: not written as a file is, or bundlers would look for one. */
const HERE = import.meta.url;
const MODELS = new URL("../models/", HERE).href;

/** The page's options, as everything that can be stopped needs them: `tell`, of which an error stops it too, and a signal of both. */
function watched({ signal, onProgress }) {
  const stop = new AbortController();
  const relay = () => stop.abort(signal.reason);
  if (signal?.aborted) relay();
  signal?.addEventListener("abort", relay, { once: true });
  const tell = (progress) => {
    if (stop.signal.aborted) return;
    try {
      onProgress?.(progress);
    } catch (error) {
      stop.abort(error);
    }
  };
  return { signal: stop.signal, tell, over: () => signal?.removeEventListener("abort", relay) };
}

/** A job: a promise of its answer, and by `for await` how far it is. */
class Job {
  #answer;
  #news = [];
  #wake = () => {};
  #over = false;

  /** `options`: the page's. */
  constructor(start, options) {
    this.#answer = this.#run(start, options).finally(() => {
      this.#over = true;
      this.#wake();
    });
    // Who only reads the progress is not to be told of the end as of an error that nobody caught.
    this.#answer.catch(() => {});
  }

  async #run(start, options) {
    const { signal, tell, over } = watched(checked({ signal: options?.signal, onProgress: options?.onProgress }, COMMON, "a call"));
    const note = (progress) => {
      tell(progress);
      this.#news.push(progress);
      this.#wake();
    };
    return start(note, signal).finally(over);
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

  /** `name`: of a file. */
  constructor(name) {
    this.name = name;
    this.promise = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }

  tell(progress) {
    for (const tell of this.tells) tell?.(progress);
  }
}

/** The promise, unless the signal comes first: then its reason, as `fetch` does it. */
async function unless(signal, promise, onAbort = () => {}) {
  let stop;
  const aborted = new Promise((_, reject) => {
    stop = () => {
      onAbort();
      reject(signal.reason);
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
  });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", stop));
}

/** One worker, and the networks that it holds. */
class Engine {
  static #all = new Map();
  #worker;
  #jobs = new Map();
  /** Networks of the list by their ids, and files in their order, by which the worker answers. */
  #loads = new Map();
  #opens = new Map();
  #last = 0;
  #users = 0;
  /** How many use each network. */
  #held = new Map();
  #started;
  cards = new Map();

  /** The engine for these options, started where it does not run. */
  static take({ device = "auto", models = MODELS, files } = {}) {
    const key = JSON.stringify([device, String(models), files]);
    const engine = Engine.#all.get(key) ?? new Engine(key, device, new URL(models, globalThis.document?.baseURI).href, filesOf(files), kindFor(device, files));
    engine.#users += 1;
    return engine;
  }

  constructor(key, device, models, files, kind) {
    Engine.#all.set(key, this);
    this.key = key;
    this.#started = this.#start(device, models, files, kind).catch((error) => this.#die(error));
  }

  async #start(device, models, files, kind) {
    const choice = { auto: "Auto", cpu: "Cpu", gpu: "Gpu" }[device];
    // From memory, because browsers start no worker from another origin.
    const text = async (file) => (await got(files[file], file)).text();
    const places = `self.files = ${JSON.stringify(files)};\n`;
    const source = new Blob([places, await text(KINDS[kind][0]), "\n", await text("engine.js")], { type: "text/javascript" });
    const url = URL.createObjectURL(source);
    this.#worker = new Worker(url, { name: kind });
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
    const load = this.#loads.get(told.model) ?? this.#opening(told.model);
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

  /** The file that is being read, if it is called so. */
  #opening(name) {
    const [first] = this.#opens.values();
    return first?.name === name ? first : undefined;
  }

  /** A network of the list by its id, or else the file that is being read. */
  #loaded(id) {
    const [opened] = this.#opens.values();
    const load = this.#loads.get(id) ?? opened;
    if (load && load === opened) this.hold(id);
    if (load?.gone) this.release(id);
    load?.resolve(id);
  }

  #unavailable({ model, code, message }, load) {
    const error = new FreqscopeError(code, message);
    if (load) load.reject(error);
    // Without a list of networks those of one's own still work.
    else if (model === null) for (const waiting of [...this.#loads.values()]) waiting.reject(error);
  }

  #die(error) {
    Engine.#all.delete(this.key);
    this.#worker?.terminate();
    this.dead = error;
    for (const waiting of [...this.#loads.values(), ...this.#opens.values(), ...this.#jobs.values()]) waiting.reject(error);
  }

  /** Waits in `map` for what `begin` asks for; who asks for the same meanwhile waits for the same answer. */
  async #waited(map, key, begin, { signal, tell, name, onAbort }) {
    await this.#started;
    if (this.dead) throw this.dead;
    signal.throwIfAborted();
    const first = !map.has(key);
    const wait = map.get(key) ?? new Wait(name);
    wait.tells.add(tell);
    if (first) {
      map.set(key, wait);
      const over = () => {
        map.delete(key);
        this.#sweep();
      };
      wait.promise.then(over, over);
      begin();
    }
    return unless(signal, wait.promise, onAbort);
  }

  /** A network by its id, or by what holds its weights. Resolves with its id, and holds it. */
  load(model, hints, signal, tell) {
    return isListed(model) ? this.#load(model, signal, tell) : this.#open(model, hints, signal, tell);
  }

  async #load(model, signal, tell) {
    this.hold(model);
    try {
      return await this.#waited(this.#loads, model, () => this.order({ do: "load", model }), { signal, tell });
    } catch (error) {
      this.release(model);
      throw error;
    }
  }

  async #open(model, hints, signal, tell) {
    const blob = isBytes(model) ? new Blob([model]) : await (await got(String(model), "the weights", signal)).blob();
    const name = isBytes(model) ? model.name ?? "weights" : fileName(model);
    const [url, key] = [URL.createObjectURL(blob), (this.#last += 1)];
    // The worker reads it to its end all the same.
    const onAbort = () => Object.assign(this.#opens.get(key) ?? {}, { gone: true });
    const begin = () => this.order({ do: "open", name, url, ...hints });
    return this.#waited(this.#opens, key, begin, { signal, tell, name, onAbort }).finally(() => URL.revokeObjectURL(url));
  }

  hold(id) {
    this.#held.set(id, (this.#held.get(id) ?? 0) + 1);
  }

  release(id) {
    this.#held.set(id, this.#held.get(id) - 1);
    this.#sweep();
  }

  /** Gives the memory of networks back that nobody uses. A file that is being read may be one of them. */
  #sweep() {
    if (this.dead || this.#opens.size) return;
    for (const [model, users] of this.#held) {
      if (users > 0 || this.#loads.has(model)) continue;
      this.#held.delete(model);
      this.order({ do: "unload", model });
    }
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
  if (!answer.ok) throw new FreqscopeError("download", `${what} cannot be had from ${url}: the server answered ${answer.status}`);
  return answer;
}

/** Lists of numbers as Float32Arrays. */
function arrays(value) {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, Array.isArray(one) && typeof one[0] === "number" ? Float32Array.from(one) : one]));
}

/** Where pixels lie, and, without some bands, at the most. */
const [PIXEL, NEAR] = [[0, 1], [-2, 3]];

/** Images as lists of numbers, checked. */
function images(pixels, most = Infinity, [least, greatest] = NEAR) {
  const whole = pixels instanceof Float32Array && pixels.length > 0 && pixels.length % PIXELS === 0 && pixels.length <= most * PIXELS;
  if (!whole) throw new FreqscopeError("image", `an image is a Float32Array of ${PIXELS} values${most > 1 ? ", several are one after the other" : ""}`);
  const wrong = pixels.find((value) => !(value >= least && value <= greatest));
  if (wrong !== undefined) throw new FreqscopeError("image", `a value of the image is ${wrong}: pixels lie in [0, 1]${least < 0 ? `, or near it where bands are taken away` : ""}`);
  return Array.from({ length: pixels.length / PIXELS }, (_, i) => Array.from(pixels.subarray(i * PIXELS, (i + 1) * PIXELS)));
}

const image = (pixels, range) => images(pixels, 1, range)[0];
const flat = (lists) => Float32Array.from(lists.flat());

/** Whether a network is named by its id, rather than by an address. */
const isListed = (model) => typeof model === "string" && !/[/.:]/.test(model);
const isBytes = (model) => model instanceof ArrayBuffer || ArrayBuffer.isView(model) || model instanceof Blob;
const fileName = (model) => new URL(model, globalThis.document?.baseURI).pathname.split("/").at(-1) || "weights";

/** What an option may be: whether a value is that, and in words. */
const oneOf = (...words) => [(value) => words.includes(value), words.join(", ")];
const whole = (most) => [(value) => Number.isInteger(value) && value >= 0 && value <= most, `a whole number from 0 to ${most}`];
const NUMBER = [Number.isFinite, "a number"];
/** The engine knows the range of each. */
const COUNT = [whole(2 ** 32 - 1)[0], "a whole number above 0"];
const SEED = whole(Number.MAX_SAFE_INTEGER);
const CLASS = [(value) => CLASSES.includes(typeof value === "number" ? CLASSES[value] : value), `0 to 9, or one of ${CLASSES.join(", ")}`];
const THREE = [(value) => Array.from(value).length === 3 && Array.from(value).every(Number.isFinite), "three numbers, for red, green and blue"];
const OBJECT = [(value) => typeof value === "object" && value !== null, "an object"];
const FUNCTION = [(value) => typeof value === "function", "a function"];
const COMMON = { signal: [(value) => typeof value.throwIfAborted === "function", "an AbortSignal"], onProgress: FUNCTION };
const BASELINE = { fill: oneOf("zero", "mean", "noise"), seed: SEED, zero: oneOf("pixels", "normalised"), clip: oneOf(false, true) };
const PGD = { epsilon: NUMBER, alpha: NUMBER, steps: COUNT, start: oneOf("random", "clean") };
const SIMBA = { epsilon: NUMBER, freq_dims: [whole(255)[0], "a whole number above 0"] };
const METHODS = {
  fgsm: { epsilon: NUMBER },
  "pgd-linf": PGD,
  "pgd-l2": PGD,
  cw: { epsilon: NUMBER, kappa: NUMBER, iterations: COUNT, searches: COUNT, rate: NUMBER },
  "simba-pixel": SIMBA,
  "simba-dct": SIMBA,
};

/** How long a list may be to stand in a sentence. */
const LISTED = 8;

function written(value) {
  if (typeof value === "string") return `“${value}”`;
  if (Array.isArray(value) && value.length <= LISTED) return `[${value.map(written).join(", ")}]`;
  return value !== null && typeof value === "object" ? `of type ${value.constructor?.name}` : String(value);
}

function fit(name, value, [is, words]) {
  if (is(value)) return value;
  throw new FreqscopeError("parameter", `${name} is ${written(value)}: choose ${words}`);
}

/** Refuses options that there are not, or that are none of what they may be. One that is null or undefined is left out. */
function checked(options = {}, allowed, of) {
  const given = Object.entries(fit(`what is said to ${of}`, options, OBJECT)).filter(([, value]) => value !== undefined && value !== null);
  for (const [name, value] of given) {
    if (!Object.hasOwn(allowed, name)) throw new FreqscopeError("parameter", `${of} has no “${name}”: choose ${Object.keys(allowed).join(", ")}`);
    fit(name, value, allowed[name]);
  }
  return Object.fromEntries(given);
}

const nameOf = (value) => (typeof value === "number" ? CLASSES[value] : value ?? null);

function bandsOf(bands) {
  if (typeof bands === "string") return bands;
  const list = typeof bands?.[Symbol.iterator] === "function" ? Array.from(bands) : null;
  if (list?.every(whole(BANDS - 1)[0])) return list.join(",");
  throw new FreqscopeError("band", `the bands are ${written(list?.join(",") ?? bands)}: choose a text such as “0,16-62” or a list of whole numbers from 0 to ${BANDS - 1}`);
}

function baselineOf({ fill = "zero", seed, zero = "pixels", clip = false }) {
  if (seed !== undefined && fill !== "noise") throw new FreqscopeError("parameter", `seed is that of the noise, and fill is “${fill}”: choose fill “noise”, or no seed`);
  return { fill, seed: seed ?? 0, zero, clip };
}

/** A network that answers. */
class Network {
  #engine;
  #closed = false;

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

  /** `order`: from the options to what the worker is asked, `allowed`: what the options may be. */
  #job(of, options, allowed, order, finish = arrays) {
    const start = async (tell, signal) => {
      if (this.#closed) throw new FreqscopeError("closed", "the network was closed: open it again");
      const asked = { model: this.id, ...order(checked(options, { ...COMMON, ...allowed }, of)) };
      return finish(await this.#engine.ask(asked, signal, tell));
    };
    return new Job(start, options);
  }

  /** The ten logits of each image, one after the other. */
  classify(pixels, options) {
    return this.#job("classify", options, {}, () => ({ do: "classify", images: images(pixels) }), flat);
  }

  /** The scores of all bands for a class, the predicted one unless another is named. */
  occludedFrequency(pixels, options) {
    const order = ({ of, ...baseline }) => ({ do: "occlude", image: image(pixels), class: nameOf(of), baseline: baselineOf(baseline) });
    const finish = ({ ablated, ...answer }) => ({ ...arrays(answer), ablated: flat(ablated) });
    return this.#job("occludedFrequency", options, { of: CLASS, ...BASELINE }, order, finish);
  }

  /** The images without some bands, such as `"0,16-62"` or `[0, 16, 17]`. */
  ablate(pixels, bands, options) {
    const order = (baseline) => ({ do: "ablate", model: undefined, images: images(pixels), bands: bandsOf(bands), baseline: baselineOf(baseline) });
    return this.#job("ablate", options, BASELINE, order, flat);
  }

  /** Looks for a small change that makes the network say something else. */
  attack(pixels, options) {
    const name = options?.method ?? "pgd-l2";
    const order = ({ target, label, seed = 0, signal, onProgress, ...parameters }) => {
      const asked = { method: { ...parameters, method: name }, target: nameOf(target), seed };
      return { do: "attack", image: image(pixels, PIXEL), label: nameOf(label), options: asked };
    };
    const own = { method: oneOf(...Object.keys(METHODS)), target: CLASS, label: CLASS, seed: SEED };
    return this.#job(`the attack ${name}`, options, { ...own, ...METHODS[name] }, order);
  }

  /** From `start`, looks for an image that the network sees as it sees `target`. */
  invert(start, target, options) {
    const order = ({ steps, stepSize }) => ({ do: "invert", start: image(start, PIXEL), target: image(target, PIXEL), steps, step_size: stepSize });
    return this.#job("invert", options, { steps: COUNT, stepSize: NUMBER }, order);
  }

  /** Gives its memory back, once nobody else uses it. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#engine.release(this.id);
    this.#engine.give();
  }
}

const MODEL = [
  (model) => isBytes(model) || model instanceof URL || (typeof model === "string" && model !== ""),
  "an id of the list, an address, or bytes as an ArrayBuffer or a Blob",
];
const HINTS = { key: [(value) => typeof value === "string", "a text"], mean: THREE, std: THREE };
const OPEN = { ...COMMON, device: oneOf("auto", "cpu", "gpu"), models: MODEL, files: OBJECT, ...HINTS };
const ADDRESS = [(value) => value instanceof URL || (typeof value === "string" && value !== ""), "an address"];
const PLACES = Object.fromEntries(Object.keys(FILES).map((file) => [file, ADDRESS]));

/** What `open` is told, checked. A network of the list says itself what a checkpoint may leave open. */
function openOptions(model, options) {
  const given = checked(options, OPEN, "open");
  const hint = isListed(model) && Object.keys(HINTS).find((name) => Object.hasOwn(given, name));
  if (hint) throw new FreqscopeError("parameter", `${hint} is for a checkpoint, and “${model}” is a network of the list, which says it itself: the address of a file has a “.” or a “/”`);
  return { ...given, files: given.files && checked(given.files, PLACES, "files") };
}

/** What is said of a checkpoint. */
function hintsOf({ key, mean, std }) {
  if (!mean !== !std) throw new FreqscopeError("parameter", `${mean ? "std" : "mean"} is not given: give both`);
  return { key, mean: mean && Array.from(mean), std: std && Array.from(std) };
}

/** Opens a network: an id of the list of models, the address of packed weights or of a checkpoint, or its bytes. */
export async function open(model = "resnet18-natural", options) {
  fit("model", model, MODEL);
  const given = openOptions(model, options);
  const hints = hintsOf(given);
  const { signal, tell, over } = watched(given);
  const engine = Engine.take(given);
  try {
    return new Network(engine, await unless(signal, engine.load(model, hints, signal, tell)));
  } catch (error) {
    engine.give();
    throw error;
  } finally {
    over();
  }
}

/** The central square of a picture, in its own pixels: left, top and side. */
function squareOf(source) {
  const [width, height] = [source?.naturalWidth ?? source?.videoWidth ?? source?.width, source?.naturalHeight ?? source?.videoHeight ?? source?.height];
  const side = Math.min(width, height);
  if (Number.isNaN(side)) throw new FreqscopeError("image", `the picture is ${written(source)}: choose an image, a canvas, a video or an ImageBitmap`);
  const isThere = side > 0 && source.complete !== false && !(source.readyState < 2);
  if (!isThere) throw new FreqscopeError("image", "the picture has no pixels: it has not been loaded yet, for which `await image.decode()` waits, or it cannot be");
  return [(width - side) / 2, (height - side) / 2, side];
}

/** Any picture that a page can draw, as an image: its central square, shrunk to 32×32. */
export function imageOf(source) {
  const [left, top, side] = squareOf(source);
  const context = Object.assign(document.createElement("canvas"), { width: 32, height: 32 }).getContext("2d");
  try {
    context.drawImage(source, left, top, side, side, 0, 0, 32, 32);
    const { data } = context.getImageData(0, 0, 32, 32);
    return Float32Array.from({ length: PIXELS }, (_, i) => data[(i % 1024) * 4 + Math.floor(i / 1024)] / 255);
  } catch (error) {
    const foreign = "it is of another origin, whose server has to send `Access-Control-Allow-Origin`, and its element needs `crossorigin`";
    throw new FreqscopeError("image", `the picture cannot be read: ${error.name === "SecurityError" ? foreign : error.message}`);
  }
}
