// Models for tests: the shipped one as a file, and one made from it whose answers are known beforehand.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

const MODELS = new URL("../../../models/", import.meta.url);

export const SHIPPED = "resnet18-natural";
export const ROTATED = "rotated";

/** Whether a URL is that of a model's weights, with their hash behind it; without an id, of any model's. */
export const isWeights = (url, id = "") => new URL(url).pathname.endsWith(`${id}.safetensors`);

const weights = () => readFile(new URL(`${SHIPPED}.safetensors`, MODELS));

const rotate = (values) => [values.at(-1), ...values.slice(0, -1)];

/** The shipped model's file, as a visitor's own. */
export async function ownModel(name = "own.safetensors") {
  return { name, mimeType: "", buffer: await weights() };
}

/**
 * Overrides that add a second model: the shipped one with its classes moved on by one, so that its logit of a class is the
 * shipped model's logit of the class before. The manifest calls it adversarially trained.
 */
export async function withRotated() {
  const file = rotateClasses(await weights());
  const add = (manifest) => JSON.stringify({ ...manifest, models: [...manifest.models, entry(manifest.models[0], file)] });
  return [
    [/\/manifest\.json$/, (body) => add(JSON.parse(body))],
    [/\/rotated\.safetensors$/, () => file],
  ];
}

function entry(shipped, file) {
  return {
    ...shipped,
    id: ROTATED,
    name: "ResNet-18, classes rotated",
    file: `${ROTATED}.safetensors`,
    training: { ...shipped.training, kind: "adversarial", norm: "linf", epsilon: 8 / 255 },
    robust_accuracy: 0.421,
    sha256: createHash("sha256").update(file).digest("hex"),
    golden: { ...shipped.golden, logits: rotate(shipped.golden.logits) },
  };
}

/** The packed file with the ten rows of its last layer moved on by one. */
function rotateClasses(file) {
  const copy = Buffer.from(file);
  const start = 8 + Number(copy.readBigUInt64LE());
  const header = JSON.parse(copy.toString("utf8", 8, start));
  for (const part of ["weight", "scale", "bias"]) {
    const [from, to] = header[`head.${part}`].data_offsets.map((offset) => start + offset);
    const row = (to - from) / 10;
    const rows = Array.from({ length: 10 }, (_, i) => file.subarray(from + i * row, from + (i + 1) * row));
    Buffer.concat(rotate(rows)).copy(copy, from);
  }
  return copy;
}
