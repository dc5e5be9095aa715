// What runs in a page beside the engine's worker.
import { Conversation } from "../gpu-kit/conversation.mjs";
import { IMAGES, pictures } from "./pictures.mjs";
import { timed, timedInBatches } from "./timing.mjs";

/** Starts the worker of this script on the CPU, with a model, and returns what can be asked of it, as peer.mjs does. */
export async function start(script, { model, threads }, files) {
  const engine = await connect(script);
  await engine.start("cpu", new URL("/models/", location.href).href);
  await engine.load(model);
  const images = await pictures(files, IMAGES);
  if (threads > 1) {
    // The others learn the models that charts were asked of.
    await engine.chart(model, images[0]);
    await engine.threads(threads);
  }
  return {
    logits: async (count) => [...(await engine.logits(model, images.slice(0, count)))],
    forward: (batch) => timedInBatches(images, batch, (images) => engine.logits(model, images)),
    steps: (_, steps) => timed(() => engine.pgd(model, images[0], steps)),
    direction: async () => (await engine.pgd(model, images[0], 1)).image.map((value, i) => Math.sign(value - images[0][i])),
    chart: (at) => engine.chart(model, images[at % IMAGES]),
    simba: (first, end, directions, epsilon) => walks(engine, model, files, [first, end], directions, epsilon),
  };
}

function connect(script) {
  // The one that a visit begins with (www/engine.js).
  const worker = new Worker(script, { name: "cpu" });
  const engine = new Conversation((bytes) => worker.postMessage(bytes));
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }) => {
      if (data?.failed) reject(new Error(data.failed));
      if (!(data instanceof Uint8Array)) return;
      resolve(engine);
      engine.hear(data);
    };
  });
}

/** All images in one request: the engine's threads share them. */
async function walks(engine, model, files, [first, end], directions, epsilon) {
  const images = (await pictures(files, end)).slice(first);
  let found;
  const milliseconds = await timed(async () => (found = await engine.simba(model, images, directions, epsilon)));
  return { milliseconds, found: found.map(({ queries, moves }) => ({ queries, moves })) };
}
