// What runs in the page of a peer.
import { IMAGES, pictures } from "./pictures.mjs";
import { simba } from "./simba.mjs";
import { timed, timedInBatches } from "./timing.mjs";
import { read } from "./weights.mjs";

/** Loads a peer, `module`, with a model. Returns what can be asked of it; `files`: paths of the samples. */
export async function start(module, options, files) {
  const { prepare } = await import(module);
  const { mean, std } = read(await (await fetch(`/${options.model}.safetensors`)).arrayBuffer());
  const value = (pixel, i) => (pixel - mean[i >> 10]) / std[i >> 10];
  const normalised = (images) => Float32Array.from(images.flatMap((pixels) => Array.from(pixels, value)));
  const { run, pgd } = await prepare(options);
  const pixels = normalised(await pictures(files, IMAGES));
  return {
    logits: async (count) => [...(await run(pixels.slice(0, count * 3072)))],
    forward: (batch) => timedInBatches(pixels, batch * 3072, run),
    steps: (batch, steps) => timed(() => pgd(pixels.slice(0, batch * 3072), steps)),
    direction: async () => signs(await pgd(pixels.slice(0, 3072), 1), pixels),
    simba: async (first, end, directions, epsilon) => {
      const images = (await pictures(files, end)).slice(first);
      return timedWalks(images, (image) => simba((pixels) => run(normalised([pixels])), image, directions, epsilon));
    },
  };
}

/** One walk after the other: what came of each, and milliseconds. */
async function timedWalks(images, walk) {
  const found = [];
  const milliseconds = await timed(async () => {
    for (const image of images) found.push(await walk(image));
  });
  return { milliseconds, found };
}

/** The signs of a step, [3, 32, 32], of what came of it, [32, 32, 3]. */
function signs(moved, pixels) {
  return Array.from({ length: 3072 }, (_, i) => Math.sign(moved[3 * (i % 1024) + (i >> 10)] - pixels[i]));
}
