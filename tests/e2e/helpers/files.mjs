// Files that a visitor might choose, as Playwright wants them.
import { fixture, entry } from "./npy.mjs";
import { claiming, fromChannels, png } from "./png.mjs";

const images = await fixture("images.npy");

const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

/** Image `index` of the fixtures as a PNG file. */
export function fixtureImage(index) {
  return file(`fixture-${index}.png`, "image/png", fromChannels(entry(images, index)));
}

/** A photograph-like PNG that is no square. */
export function widePng() {
  return file("wide.png", "image/png", png(96, 48, stripes));
}

/** The same as a JPEG file, encoded by the browser. */
export async function wideJpeg(page) {
  const encode = () => {
    const canvas = new OffscreenCanvas(96, 48);
    const context = canvas.getContext("2d");
    for (let x = 0; x < 96; x += 1) {
      context.fillStyle = `rgb(${2 * x}, ${255 - x}, ${128 + (x % 16) * 8})`;
      context.fillRect(x, 0, 1, 48);
    }
    const read = (blob) => blob.arrayBuffer().then((buffer) => [...new Uint8Array(buffer)]);
    return canvas.convertToBlob({ type: "image/jpeg" }).then(read);
  };
  return file("wide.jpg", "image/jpeg", Buffer.from(await page.evaluate(encode)));
}

/** Files that are no usable image, each with what the notice must say. */
export const BROKEN = [
  [file("truncated.png", "image/png", png(96, 48, stripes).subarray(0, 60)), /cannot be decoded/],
  [file("empty.png", "image/png", Buffer.alloc(0)), /the file is empty/i],
  [file("text.png", "image/png", Buffer.from("this is no image at all")), /is not read here/],
  [file("picture.gif", "image/gif", Buffer.from("GIF89a\x01\0\x01\0\0\0\0;", "latin1")), /GIF.*cannot be decoded/],
  [file("huge.png", "image/png", claiming(60_000, 60_000)), /60000 × 60000 pixels/],
];

function stripes(x, y) {
  return [(7 * x) % 256, (5 * y) % 256, (11 * (x + y)) % 256];
}
