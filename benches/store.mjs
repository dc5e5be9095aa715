// Where measured figures are kept, and the tables of docs/benchmarks.md that are made of them.
import { readFile, writeFile } from "node:fs/promises";

const STORE = new URL("results.json", import.meta.url);
const PAGE = new URL("../docs/benchmarks.md", import.meta.url);

/** Keeps under a name what `change` makes of the figures that were kept there, if any, and gives back all that are kept. */
export async function keep(name, change) {
  const all = JSON.parse(await readFile(STORE, "utf8").catch(() => '{ "format": "freqscope-bench/2" }'));
  all[name] = change(all[name]);
  await writeFile(STORE, `${JSON.stringify(all, undefined, 1)}\n`);
  return all;
}

/** Writes a text between the two comments of docs/benchmarks.md that name a script. */
export async function write(script, text) {
  const begin = `<!-- All down to the next comment is written by ${script} from benches/results.json. -->`;
  const end = `<!-- The end of what is written by ${script}. -->`;
  const [before, rest] = (await readFile(PAGE, "utf8")).split(begin);
  await writeFile(PAGE, [before + begin, text, end + rest.split(end)[1]].join("\n\n"));
}

/** The middle one of numbers, and the ends. */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], fastest: sorted[0], slowest: sorted.at(-1), rounds: sorted.length };
}
