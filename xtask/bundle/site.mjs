// A built site as files in memory, with some of its networks.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MANIFEST = "models/manifest.json";
const WORKER = "service-worker.js";

/** The files of a folder: from paths, with `/`, to their bytes. */
export function readSite(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const name = (path) => path.slice(folder.length).replaceAll("\\", "/").replace(/^\//, "");
  return new Map(paths.sort().map((path) => [name(path), readFileSync(path)]));
}

/** The ids of the networks that a site holds. */
export function models(site) {
  return manifest(site).models.map((model) => model.id);
}

/** The site with these networks alone, as its manifest then says too. */
export function withModels(site, ids) {
  const listed = manifest(site);
  const unknown = ids.find((id) => !models(site).includes(id));
  if (unknown) throw new Error(`there is no network “${unknown}”: choose from ${models(site).join(", ")}`);
  const kept = listed.models.filter((model) => ids.includes(model.id));
  const gone = listed.models.filter((model) => !ids.includes(model.id)).map((model) => model.id);
  const belongs = (path) => gone.some((id) => path.startsWith(`models/${id}.`) || new RegExp(`^results/\\w+-${id}(-|\\.)`).test(path));
  const files = [...site].filter(([path]) => !belongs(path));
  return released(new Map([...files, [MANIFEST, Buffer.from(JSON.stringify({ ...listed, models: kept }))]]));
}

/** The site with a service worker that names what it holds. */
function released(site) {
  const [, , list, rest] = site.get(WORKER)?.toString().match(/^const RELEASE = "(.*)";\nconst FILES = (\{.*?\n\});\n(.*)$/s) ?? [];
  if (!list) return site;
  const paths = Object.keys(JSON.parse(list)).filter((path) => site.has(path));
  const files = JSON.stringify(Object.fromEntries(paths.map((path) => [path, sha256(site.get(path))])), null, 2);
  const worker = `const RELEASE = "${sha256(files).slice(0, 16)}";\nconst FILES = ${files};\n${rest}`;
  return new Map([...site, [WORKER, Buffer.from(worker)]]);
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function manifest(site) {
  if (!site.has(MANIFEST)) throw new Error("the site has no models/manifest.json: build it first");
  return JSON.parse(site.get(MANIFEST));
}
