// One drawing in every form that a browser may show.
import { readFile } from "node:fs/promises";
import { App } from "./app.mjs";
import { when } from "./journey.mjs";
import { entry, fixture } from "./npy.mjs";

const FOLDER = new URL("../../fixtures/pictures/", import.meta.url);
const SIDE = 32;

/** What was drawn: 3×32×32 values in [0, 1]. */
export const drawn = entry({ ...(await fixture("pictures/expected.npy")), shape: [1, 3, SIDE, SIDE] }, 0);

/** Formats, and by how much a value of 255 may differ from what was drawn, on average: some lose much. */
export const FORMATS = { webp: 6, avif: 6, gif: 12, bmp: 1, ico: 6 };

/** A file of the fixtures as a visitor's own, perhaps by another name. */
export const stored = async (name, as = name) => ({ name: as, mimeType: "", buffer: await readFile(new URL(name, FOLDER)) });

/** Drops the drawing in this form, and waits until it is shown; an SVG has a drawing of its own, a disc. */
export async function dropDrawing(page, end) {
  await new App(page).hand("drop", await stored(`drawn.${end}`));
  await when(page, (end) => document.querySelector(`[data-testid=own-picture][title="drawn.${end}"]`) !== null, end);
  const shown = end === "svg" ? [isDisc] : [isNear, [[...drawn], FORMATS[end]]];
  await when(page, ...shown);
}

/** In the page: whether the picture on show is near another, 3×32×32 values in [0, 1]. */
function isNear([wanted, tolerance]) {
  const canvas = document.querySelector("[data-testid=whole-picture]");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const place = (i) => 4 * (i % (wanted.length / 3)) + Math.floor(i / (wanted.length / 3));
  const sum = wanted.reduce((sum, value, i) => sum + Math.abs(data[place(i)] - 255 * value), 0);
  return sum / wanted.length <= tolerance;
}

/** In the page: whether the picture on show is black in its middle and white at its corner. */
function isDisc() {
  const canvas = document.querySelector("[data-testid=whole-picture]");
  const at = (x, y) => canvas.getContext("2d").getImageData(x, y, 1, 1).data.slice(0, 3).join();
  return at(16, 16) === "0,0,0" && at(0, 0) === "255,255,255";
}
