// node npm.mjs DIST OUT: makes two folders of npm packages from a built site, `freqscope` and `freqscope-models`.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readSite } from "../bundle/site.mjs";

const ROOT = new URL("../../", import.meta.url);
/** The networks of the second package: the smallest, one natural and one robust. */
const MODELS = ["resnet18-natural", "resnet18-l2-05"];
/** Of the site: what only the whole page or a server needs. */
const LEFT_OUT = [/^index\.html$/, /^_headers$/, /^(models|results|offline)\.html$/, /^document-/, /^serve\./, /^(stay|service-worker)\.js$/, /\.webmanifest$/, /^icons\//, /^post\//, /^oembed\.json$/, /^models\/.*\.(safetensors|jsonl|md|npy)$/, /^embed\/(examples\.|page\.png)/];

const [dist, out] = process.argv.slice(2);
const version = readFileSync(new URL("Cargo.toml", ROOT), "utf8").match(/\[workspace\.package\]\nversion = "(.*)"/)[1];

const shared = {
  version,
  type: "module",
  license: "MIT OR Apache-2.0",
  keywords: ["explainability", "adversarial robustness", "spatial frequency", "WebAssembly"],
};

const main = {
  name: "freqscope",
  description: "Which spatial frequencies a CNN relies on: a custom element with figures, and the engine as an ES module",
  ...shared,
  exports: {
    ".": { types: "./embed/freqscope.d.ts", default: "./embed/freqscope.js" },
    "./element": { types: "./embed/freq-scope.d.ts", default: "./element.js" },
    "./package.json": "./package.json",
  },
  bin: { freqscope: "./copy.js" },
  sideEffects: ["./element.js", "./embed/freq-scope.js"],
};

const models = {
  name: "freqscope-models",
  description: "Two networks for the package freqscope: ResNet-18 on CIFAR-10, natural and adversarially trained",
  ...shared,
  exports: { ".": { types: "./index.d.ts", default: "./index.js" }, "./package.json": "./package.json" },
};

const urls = MODELS.map((id) => `  "${id}": new URL("./${id}.safetensors", import.meta.url).href,`).join("\n");

/** Empties a folder and fills it: from paths to contents. */
function fill(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(new URL(licence, ROOT), join(folder, licence));
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const own = (file) => readFileSync(new URL(file, import.meta.url));
const site = [...readSite(dist)].filter(([path]) => !LEFT_OUT.some((pattern) => pattern.test(path)));

fill(join(out, "freqscope"), {
  ...Object.fromEntries(site),
  "package.json": json(main),
  "README.md": own("README.md"),
  "element.js": "// The custom element, for bundlers: say in `FreqScope.base` or in the attribute `base` where embed.html is.\nimport \"./embed/freq-scope.js\";\n\nexport const { FreqScope } = globalThis;\n",
  "copy.js": own("copy.js"),
  "files.json": json(site.map(([path]) => path)),
});
fill(join(out, "freqscope-models"), {
  ...Object.fromEntries(MODELS.map((id) => [`${id}.safetensors`, readFileSync(join(dist, "models", `${id}.safetensors`))])),
  "package.json": json(models),
  "README.md": own("MODELS.md"),
  "index.js": `/** The addresses of the weights, by the network's id. */\nexport const networks = {\n${urls}\n};\n`,
  "index.d.ts": `export const networks: Record<${MODELS.map((id) => `"${id}"`).join(" | ")}, string>;\n`,
});
console.log(`${out}/freqscope and ${out}/freqscope-models, version ${version}: \`npm pack\` or \`npm publish\` in each`);
