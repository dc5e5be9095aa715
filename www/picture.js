// The script of a worker that reads one picture: the page's own program (src/platform/decoding.rs) knows PNG and JPEG, and averages the rows
// of what only the browser knows. The page ends the worker, and all memory with it.
"use strict";
/** Rows of a strip: what the browser has decoded is never copied as a whole. */
const STRIP = 64;

/** The browser's picture, without a conversion of its colours; null where it knows none. */
function decoded(file) {
  return createImageBitmap(file, { colorSpaceConversion: "none" }).catch(() => null);
}

/** Gives the rows of a picture on white to `rows`. */
function pour(bitmap, rows) {
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, Math.min(STRIP, height));
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  for (let top = 0; top < height; top += STRIP) {
    const count = Math.min(STRIP, height - top);
    context.fillStyle = "white";
    context.fillRect(0, 0, width, count);
    context.drawImage(bitmap, 0, top, width, count, 0, 0, width, count);
    rows.add(top, new Uint8Array(context.getImageData(0, 0, width, count).data.buffer));
  }
}

async function read(file, square) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const exact = wasm_bindgen.read_picture(bytes, square);
  if (exact) return exact;
  const bitmap = await decoded(file);
  if (!bitmap) return wasm_bindgen.refuse_picture(bytes);
  const rows = new wasm_bindgen.PictureRows(bytes, bitmap.width, bitmap.height, square);
  if (rows.fit()) pour(bitmap, rows);
  bitmap.close();
  return rows.finish();
}

self.addEventListener("message", async ({ data: { script, program, file, square } }) => {
  try {
    importScripts(script);
    await rest.join(await wasm_bindgen({ module_or_path: program }));
    self.postMessage({ picture: await read(file, square) });
  } catch (error) {
    self.postMessage({ failed: String(error?.message ?? error) });
  }
});
