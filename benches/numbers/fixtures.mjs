// PyTorch's numbers (tests/fixtures, models/manifest.json), and how far others are from them.
import { readFile } from "node:fs/promises";
import { entry, fixture } from "../../tests/e2e/helpers/npy.mjs";

export const SIDE = 32;
/** The length in ℓ2 of the step by which a gradient's direction is seen: rounding the image adds 6e-8 of it at most. */
export const STEP = 0.5;
export const MODEL = "resnet18-natural";

const json = async (path) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), "utf8"));
const rows = async (name) => {
  const array = await fixture(name);
  return Array.from({ length: array.shape[0] }, (_, i) => entry(array, i));
};

const { models } = await json("models/manifest.json");
const { images: positions } = await json("tests/fixtures/attacks/attacks.json");

export const images = await rows("images.npy");
const logits = await rows("logits.npy");
const scores = await rows("of_scores.npy");
const gradients = await rows("attacks/gradients.npy");
/** Those of the images that have gradients. */
const inclined = gradients.map((_, i) => images[positions[i]]);

/** The image of the self-test (crates/weights/src/manifest.rs). */
const ramp = Float32Array.from({ length: 3 * SIDE * SIDE }, (_, i) => ((i * 7919) % 256) / 255);

/** The largest |Δ| of some rows. */
const apart = (found, expected) => Math.max(...found.flatMap((row, i) => Array.from(row, (value, k) => Math.abs(value - expected[i][k]))));

/** Where a step of the length STEP along its gradient leads an image. */
function step(image, gradient) {
  const length = Math.hypot(...gradient);
  return image.map((value, i) => Math.min(1, Math.max(0, value + (STEP * gradient[i]) / length)));
}

/** The self-test: which share of what it lets pass, 1e-3 + 1e-3·|z|, the largest difference takes, of these networks. */
export async function selfTest(machine, ids) {
  let [share, difference] = [0, 0];
  for (const { id, golden } of models.filter(({ id }) => ids.includes(id))) {
    const [found] = await machine.logits(id, [ramp]);
    golden.logits.forEach((z, k) => {
      const off = Math.abs(found[k] - z);
      difference = Math.max(difference, off);
      share = Math.max(share, off / (1e-3 + 1e-3 * Math.abs(z)));
    });
  }
  return { networks: ids.length, difference, share };
}

/** The largest |Δ| of logits, of Occluded Frequency's scores and of gradients, which have the length 1 for this: of so many images. */
export async function differences(machine, counts) {
  const [some, charted, steep] = [images.slice(0, counts.logits), images.slice(0, counts.scores), inclined.slice(0, counts.gradients)];
  const stepped = await machine.stepped(MODEL, steep);
  return {
    logits: apart(await machine.logits(MODEL, some), logits),
    scores: apart(await machine.scores(MODEL, charted), scores),
    gradients: apart(stepped, steep.map((image, i) => step(image, gradients[i]))) / STEP,
  };
}

export const IDS = models.map(({ id }) => id);
export const LARGEST = {
  logits: Math.max(...logits.flatMap((row) => [...row]).map(Math.abs)),
  scores: Math.max(...scores.flatMap((row) => [...row]).map(Math.abs)),
  gradients: Math.max(...gradients.flatMap((row) => [...row].map((value) => Math.abs(value) / Math.hypot(...row)))),
};
