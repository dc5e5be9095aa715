// A static server for the built page, whose answers a test can replace or hold back.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The built page: that of FREQSCOPE_DIST, or of this project. */
export const DIST = process.env.FREQSCOPE_DIST ?? fileURLToPath(new URL("../../../dist", import.meta.url));

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".ico": "image/x-icon",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves the built page, or another folder, on a free port of this machine.
 *
 * `overrides` is a list of `[pattern, change]`: the body of a file whose path matches becomes `await change(body, path)`. A file
 * that does not exist has no body, and exists if its body becomes one. A body that becomes a function answers itself, given
 * Node's request and response. `head` changes the headers of a path's answer.
 */
export async function serve(overrides = [], folder = DIST, head = (_, headers) => headers) {
  const server = createServer((request, response) => answer(request, response, overrides, folder, head));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close, overrides };
}

async function answer(request, response, overrides, folder, head) {
  const { pathname } = new URL(request.url, "http://localhost");
  const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  let body = await readFile(join(folder, normalize(decodeURIComponent(path)))).catch(() => undefined);
  for (const [pattern, change] of overrides) {
    if (pattern.test(path)) body = await change(body, path);
  }
  if (typeof body === "function") return body(request, response);
  if (body === undefined) {
    response.writeHead(404, { "content-type": "text/plain" });
    return response.end("not found");
  }
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  response.writeHead(200, head(path, { "content-type": type, "content-length": Buffer.byteLength(body) }));
  return response.end(body);
}

/** An override that holds a file back until `open()` is called. */
export function gate(pattern) {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  return { override: [pattern, (body) => opened.then(() => body)], open };
}
