// The types under which a site's files are served.
import { extname } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

export const typeOf = (path) => TYPES[extname(path)] ?? "application/octet-stream";
