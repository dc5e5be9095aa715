// Where measured figures are kept, and the tables of docs/benchmarks.md and docs/RELIABILITY.md that are made of them.
import { readFile, writeFile } from "node:fs/promises";

const STORE = new URL("results.json", import.meta.url);
const BENCHMARKS = new URL("../docs/benchmarks.md", import.meta.url);
const RELIABILITY = new URL("../docs/RELIABILITY.md", import.meta.url);

/** Keeps under a name what `change` makes of the figures that were kept there, if any, and gives back all that are kept. */
export async function keep(name, change) {
  const all = JSON.parse(await readFile(STORE, "utf8").catch(() => '{ "format": "freqscope-bench/2" }'));
  all[name] = change(all[name]);
  await writeFile(STORE, `${JSON.stringify(all, undefined, 1)}\n`);
  return all;
}

/** Writes a text between the two comments of docs/benchmarks.md that name a script. */
export const write = (script, text) => between(BENCHMARKS, `${script} from benches/results.json`, script, text);

/** Writes a text between the two comments of docs/RELIABILITY.md that name a script. */
export const report = (script, text) => between(RELIABILITY, script, script, text);

async function between(page, source, script, text) {
  const begin = `<!-- All down to the next comment is written by ${source}. -->`;
  const end = `<!-- The end of what is written by ${script}. -->`;
  const [before, rest] = (await readFile(page, "utf8")).split(begin);
  await writeFile(page, [before + begin, text, end + rest.split(end)[1]].join("\n\n"));
}

/** A table in Markdown: its head, and lines of cells. */
export function table(head, lines) {
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The middle one of numbers, and the ends. */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], fastest: sorted[0], slowest: sorted.at(-1), rounds: sorted.length };
}
