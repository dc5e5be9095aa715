// What runs in the page of a peer: 64 forward passes, as many as Occluded Frequency takes.
import { read } from "./weights.mjs";

const SIDE = 32;
const IMAGES = 64;

/** Loads a peer and the image that it is asked about. */
export async function start(module, device) {
  const { prepare } = await import(module);
  const run = await prepare(device);
  return { run, pixels: repeat(await image()) };
}

/** Milliseconds for 64 images, `batch` at once. */
export async function time({ run, pixels }, batch) {
  const size = batch * 3 * SIDE * SIDE;
  const start = performance.now();
  for (let at = 0; at < pixels.length; at += size) await run(pixels.subarray(at, at + size));
  return performance.now() - start;
}

/** The ten logits of the image. */
export async function logits({ run, pixels }) {
  return [...(await run(pixels.slice(0, 3 * SIDE * SIDE)))];
}

/** The sample, normalised, Float32Array [3, 32, 32]. */
async function image() {
  const { mean, std } = read(await (await fetch("/network.safetensors")).arrayBuffer());
  const bitmap = await createImageBitmap(await (await fetch("/sample.png")).blob());
  const context = new OffscreenCanvas(SIDE, SIDE).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  const value = (_, i) => {
    const channel = Math.floor(i / SIDE ** 2);
    return (data[4 * (i % SIDE ** 2) + channel] / 255 - mean[channel]) / std[channel];
  };
  return Float32Array.from({ length: 3 * SIDE ** 2 }, value);
}

/** The image 64 times. What an image shows costs a network nothing. */
function repeat(pixels) {
  const all = new Float32Array(IMAGES * pixels.length);
  for (let i = 0; i < IMAGES; i++) all.set(pixels, i * pixels.length);
  return all;
}
