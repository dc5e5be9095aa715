// The images that are asked about, in the page of a subject: the samples, and from the second time round moved to the right.
const SIDE = 32;
/** Images of one measurement, as many as Occluded Frequency takes. */
export const IMAGES = 64;

/** So many images, Float32Array [3, 32, 32] each, pixels in [0, 1]; `files`: paths of samples. */
export async function pictures(files, count) {
  const samples = await Promise.all(files.slice(0, count).map(decode));
  return Array.from({ length: count }, (_, i) => moved(samples[i % samples.length], Math.floor(i / samples.length)));
}

async function decode(file) {
  const bitmap = await createImageBitmap(await (await fetch(file)).blob());
  const context = new OffscreenCanvas(SIDE, SIDE).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  return Float32Array.from({ length: 3 * SIDE ** 2 }, (_, i) => data[4 * (i % SIDE ** 2) + Math.floor(i / SIDE ** 2)] / 255);
}

/** What leaves on the right comes in on the left. */
function moved(pixels, columns) {
  return pixels.map((_, i) => pixels[i - (i % SIDE) + ((i % SIDE) + SIDE - columns) % SIDE]);
}
