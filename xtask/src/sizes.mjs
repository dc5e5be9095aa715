// Prints the bytes of page, engine and models in the folder that is the last argument: raw, gzip -9, brotli -11. Models are sent as they
// are: hosts do not compress what they do not know, and a tenth is all that is to be gained.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = process.argv.at(-1);
const code = [".html", ".css", ".js", ".wasm"];

/** Which part of the download a file belongs to; samples and icons belong to none. */
function part(file) {
  if (file.endsWith(".safetensors")) return `model ${file.split("/").at(-1)}`;
  if (!code.includes(extname(file)) || file.includes("/")) return null;
  if (/^worker(_cpu)?_bg/.test(file)) return `${file}, where there is no relaxed SIMD`;
  if (/^(worker_cpu|engine)/.test(file)) return "engine";
  if (/^page-.*_rest\.wasm$/.test(file)) return "rest of the page";
  return file.startsWith("worker") ? "engine with WebGPU" : "page";
}

function measure(file) {
  const bytes = readFileSync(join(dist, file));
  if (file.endsWith(".safetensors")) return [bytes.length, 0, 0];
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length];
}

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(dist.length + 1).replaceAll("\\", "/"));
const totals = new Map([["page", [0, 0, 0]], ["rest of the page", [0, 0, 0]], ["engine", [0, 0, 0]]]);
for (const file of files.filter(part).sort()) {
  const total = totals.get(part(file)) ?? [0, 0, 0];
  totals.set(part(file), measure(file).map((bytes, index) => bytes + total[index]));
}
const row = (name, columns) => name.padEnd(44) + columns.map((column) => String(column || "–").padStart(12)).join("");
console.log([row("bytes", ["raw", "gzip", "brotli"]), ...[...totals].map(([name, sums]) => row(name, sums))].join("\n"));
