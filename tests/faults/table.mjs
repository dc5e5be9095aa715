// Writes the table of docs/RELIABILITY.md from the results of the suite: node table.mjs FILE.
import { readFile, writeFile } from "node:fs/promises";
import { KINDS } from "./kinds.mjs";

const PAGE = new URL("../../docs/RELIABILITY.md", import.meta.url);
const BEGIN = "<!-- All down to the next comment is written by `cargo xtask faults`. -->";
const END = "<!-- The end of what is written by `cargo xtask faults`. -->";

const all = (await readFile(process.argv[2], "utf8")).trim().split("\n").map((line) => JSON.parse(line));
/** Of what was tried more than once, the last time counts. What was begun and has no end is without `survived`. */
const last = new Map();
for (const line of all) {
  const name = `${line.kind}: ${line.how}`;
  if ("survived" in line || !last.has(name)) last.set(name, line);
}
const lines = [...last.values()];
const count = (outcome) => lines.filter(({ survived }) => survived === outcome).length;

const OUTCOMES = { true: "yes", false: "**no**", undefined: "not finished" };
const cell = (text) => String(text).replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
const seconds = ({ seconds }) => (seconds === undefined ? "–" : seconds.toFixed(1));
const row = (line) => `| ${cell(line.how)} | ${cell(line.did ?? line.error ?? "–")} | ${seconds(line)} | ${OUTCOMES[line.survived]} |`;

function section([kind, [name, expected]]) {
  const heading = `### ${kind}. ${name[0].toUpperCase()}${name.slice(1)}\n\nExpected: ${expected}.`;
  const rows = lines.filter((line) => line.kind === Number(kind)).map(row).sort();
  return rows.length ? [heading, "", "| how injected | what the page did | seconds | survived |", "| --- | --- | ---: | --- |", ...rows].join("\n") : heading;
}

const summary = `Of ${lines.length} faults ${count(true)} were survived, ${count(false)} were not, and ${count(undefined)} were not tried to the end.`;
const [before, rest] = (await readFile(PAGE, "utf8")).split(BEGIN);
await writeFile(PAGE, [before + BEGIN, summary, ...Object.entries(KINDS).map(section), END + rest.split(END)[1]].join("\n\n"));
console.log(summary);
