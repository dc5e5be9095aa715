#!/usr/bin/env node
// npx freqscope FOLDER: puts what the element's frame needs into a folder that a server serves, such as public/freqscope.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("Say into which folder: npx freqscope public/freqscope");
  process.exit(1);
}
for (const path of JSON.parse(readFileSync(new URL("files.json", import.meta.url), "utf8"))) {
  const to = join(folder, path);
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(new URL(path, import.meta.url), to);
}
console.log(`${folder}: the element's \`base\` is the address under which your server has ${join(folder, "embed.html")}; Vite serves public/ at the root, as /freqscope/embed.html. Weights are not among it: put them into ${join(folder, "models")}, or hand them over with \`set({ weights })\`.`);
