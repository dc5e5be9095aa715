// node bundle.mjs single|zip FOLDER OUT [MODELS]: packs a built site, and prints what came of it. MODELS: ids with commas.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { singlePage } from "./single.mjs";
import { models, readSite, withModels } from "./site.mjs";
import { zip } from "./zip.mjs";

/** The networks that one file holds where none are named: those made for the page, of one architecture. */
export const IN_ONE_FILE = ["resnet18-natural", "resnet18-l2-025", "resnet18-l2-05", "resnet18-linf-8"];

/** The bytes of a bundle. `ids`: the networks in it; undefined for those that it has by default. */
export function bundle(form, folder, ids) {
  const site = readSite(folder);
  if (form === "single") return Buffer.from(singlePage(withModels(site, ids ?? IN_ONE_FILE)));
  const files = withModels(site, ids ?? models(site));
  const all = [["START-HERE.html", files.get("offline.html")], ...files];
  return zip(all.map(([path, bytes]) => [`freqscope/${path}`, bytes]));
}

if (process.argv[1] === import.meta.filename) {
  const [form, folder, out, ids] = process.argv.slice(2);
  const bytes = bundle(form, folder, ids?.split(","));
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, bytes);
  console.log(`${out}: ${(bytes.length / 1e6).toFixed(1)} MB`);
}
