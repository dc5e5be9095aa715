// The numbers of `lab`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "../../tests/e2e/helpers/npy.mjs";
import { SIDE, STEP } from "./fixtures.mjs";

export class Lab {
  #command;
  #environment;
  #folder;
  #device;

  /** `command`: the program, and before it what starts it; `folder`: for files on the way; `device`: `cpu` or `gpu`. */
  constructor(command, folder, device, environment) {
    this.#command = command;
    this.#folder = folder;
    this.#device = device;
    this.#environment = { ...process.env, ...environment };
  }

  #run(task, model, images, ...options) {
    const file = join(this.#folder, "images.npy");
    writeFileSync(file, npy(images));
    const words = [...this.#command, task, "--model", model, "--image", file, "--device", this.#device, "--json", ...options];
    const answers = execFileSync(words[0], words.slice(1), { env: this.#environment, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
    return JSON.parse(answers);
  }

  /** The ten logits of each image. */
  logits(model, images) {
    return this.#run("classify", model, images).map(({ logits }) => logits);
  }

  /** The 63 scores of each image. */
  scores(model, images) {
    return this.#run("of", model, images).map(({ scores }) => scores);
  }

  /** Each image after a step along its gradient. */
  stepped(model, images) {
    const out = join(this.#folder, "stepped.npy");
    const step = ["--method", "pgd-l2", "--epsilon", 2 * STEP, "--alpha", STEP, "--steps", 1, "--no-random-start"].map(String);
    this.#run("attack", model, images, ...step, "--out", out, "--force");
    const { data } = parse(readFileSync(out));
    return images.map((image, i) => data.subarray(i * image.length, (i + 1) * image.length));
  }
}

/** Images as a NumPy file, [N, 3, 32, 32]. */
function npy(images) {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${images.length}, 3, ${SIDE}, ${SIDE}), }`.padEnd(117) + "\n";
  const head = Buffer.concat([Buffer.from([0x93]), Buffer.from("NUMPY\u0001\u0000", "latin1"), Buffer.from([header.length, 0]), Buffer.from(header, "latin1")]);
  return Buffer.concat([head, ...images.map((image) => Buffer.from(image.buffer, image.byteOffset, image.byteLength))]);
}
