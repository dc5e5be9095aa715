// The numbers of the engine's worker as it ships, in a page of Chromium, Firefox or WebKit.
import { setTimeout as pause } from "node:timers/promises";
import { Conversation } from "../gpu-kit/conversation.mjs";
import { STEP } from "./fixtures.mjs";

/** How often it is looked whether the worker has said something, in milliseconds. */
const OFTEN = 50;

/** An answer of the site's server: a page of the site without a policy, which may start workers. */
export const PLAIN_PAGE = [/\/plain\.html$/, () => "<!doctype html>"];

/** Starts the worker for a device, "cpu" or "gpu", in a page of the site, gives the machine to `body`, and ends it. */
export async function inWorker(page, origin, device, body) {
  await page.goto(`${origin}/plain.html`);
  await page.evaluate(begin, device);
  const engine = new Conversation((bytes) => page.evaluate(post, Buffer.from(bytes).toString("base64")));
  // It hears nothing before it has said something itself.
  while (!(await page.evaluate(() => globalThis.heard.length > 0))) await pause(OFTEN);
  let open = true;
  const listening = listen(page, engine, () => open);
  const asking = async () => {
    await engine.start(device, `${origin}/models/`);
    await body(new Worker(engine), engine.device);
  };
  await Promise.race([asking().finally(() => (open = false)), listening]);
  await listening;
}

/** In the page: starts the worker, and remembers what it says. */
function begin(name) {
  globalThis.heard = [];
  globalThis.engine = new Worker("engine.js", { name });
  const text = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  globalThis.engine.onmessage = ({ data }) => {
    if (data instanceof Uint8Array) heard.push(text(data));
    if (data?.failed) heard.push(data);
  };
}

/** In the page: posts bytes to the worker. */
function post(text) {
  globalThis.engine.postMessage(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
}

async function listen(page, engine, isOpen) {
  while (isOpen()) {
    for (const said of await page.evaluate(() => globalThis.heard.splice(0))) {
      if (said.failed) throw new Error(said.failed);
      engine.hear(new Uint8Array(Buffer.from(said, "base64")));
    }
    await pause(OFTEN);
  }
}

class Worker {
  #engine;
  #loaded = new Set();

  constructor(engine) {
    this.#engine = engine;
  }

  async #ready(model) {
    if (!this.#loaded.has(model)) await this.#engine.load(model);
    this.#loaded.add(model);
  }

  /** The ten logits of each image. */
  async logits(model, images) {
    await this.#ready(model);
    const all = await this.#engine.logits(model, images);
    return images.map((_, i) => all.subarray(10 * i, 10 * (i + 1)));
  }

  /** The 63 scores of each image. */
  async scores(model, images) {
    await this.#ready(model);
    const all = [];
    for (const image of images) all.push((await this.#engine.occlusion(model, image)).scores);
    return all;
  }

  /** Each image after a step along its gradient. */
  async stepped(model, images) {
    await this.#ready(model);
    const all = [];
    for (const image of images) all.push((await this.#engine.step(model, image, STEP)).image);
    return all;
  }
}
