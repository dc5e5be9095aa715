// Measures the page itself in Chromium: Lighthouse on its desktop preset, how soon a first visit sees a chart, and for how long the
// page does not answer while charts are computed. Writes benches/results.json and a table of docs/benchmarks.md, unless it is told
// that the page is a --quick build, which is not what ships, or is given another folder with a built page by --dist.
//
//     cargo xtask bench --page
import { readFile, readdir } from "node:fs/promises";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";
import { Machine } from "../../tests/e2e/helpers/machine.mjs";
import { DIST, serve } from "../../tests/e2e/helpers/server.mjs";
import { keep, spread, write } from "../store.mjs";
import { blocked, firstChart } from "./watch.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
/** What hosts of pages send compressed. */
const COMPRESSED = /\.(html|css|js|mjs|json|svg|wasm)$/;
/** Samples whose charts are computed one after the other. */
const SAMPLES = ["cat-0.png", "dog-12.png", "ship-1.png", "frog-4.png", "deer-22.png"];

async function main() {
  const { values } = parseArgs({ options: { quick: { type: "boolean" }, dist: { type: "string" }, rounds: { type: "string", default: "7" } } });
  const folder = resolve(values.dist ?? DIST);
  const server = await compressed(folder);
  try {
    const visits = await browsing([], (browser) => first(browser, server.origin, Number(values.rounds)));
    const blocking = await browsing([], (browser) => blocked(browser, server.origin, SAMPLES));
    const audit = await browsing([`--remote-debugging-port=${await freePort()}`], (browser, args) => audited(`${server.origin}/`, args));
    const measured = { ...audit, processor: cpus()[0].model, cores: cpus().length, ...visits, blocking };
    console.log(table(measured));
    audit.failed.forEach((line) => console.log(line));
    if (values.quick || values.dist) return;
    await keep("page", () => measured);
    await write("benches/page/run.mjs", table(measured));
  } finally {
    server.close();
  }
}

/** A server that compresses, as those do that people put pages on. */
async function compressed(folder) {
  const names = (await readdir(folder, { recursive: true })).map((name) => `/${name.replaceAll("\\", "/")}`).filter((name) => COMPRESSED.test(name));
  const bodies = new Map(await Promise.all(names.map(async (name) => [name, gzipSync(await readFile(join(folder, name)))])));
  const exactly = (name) => new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
  const overrides = [...bodies].map(([name, body]) => [exactly(name), () => body]);
  const head = (path, headers) => (bodies.has(path) ? { ...headers, "content-encoding": "gzip", "cache-control": "no-cache" } : headers);
  return serve(overrides, folder, head);
}

async function browsing(args, body) {
  const all = [...Machine.withoutGpu, ...args];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: all });
  try {
    return await body(browser, all);
  } finally {
    await browser.close();
  }
}

async function freePort() {
  const { createServer } = await import("node:net");
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** First visits, each in a browser profile that has never seen the page. */
async function first(browser, origin, rounds) {
  const found = [];
  for (let round = 0; round < rounds; round += 1) found.push(await firstChart(browser, `${origin}/`));
  const of = (key) => spread(found.map((one) => one[key]).filter((time) => time !== null));
  return { chart: of("chart"), both: of("both"), complete: of("complete") };
}

async function audited(url, args) {
  const port = Number(args.find((arg) => arg.startsWith("--remote-debugging-port=")).split("=")[1]);
  const { lhr } = await lighthouse(url, { port, onlyCategories: CATEGORIES, output: "json", logLevel: "error" }, desktopConfig);
  const scores = Object.fromEntries(CATEGORIES.map((id) => [id, Math.round(100 * lhr.categories[id].score)]));
  const milliseconds = (id) => lhr.audits[id].numericValue;
  const failed = Object.values(lhr.audits).filter(({ score }) => score !== null && score < 0.9);
  return {
    lighthouse: lhr.lighthouseVersion,
    browser: lhr.environment.hostUserAgent.match(/Chrome\/[\d.]+/)?.[0].replace("Chrome/", "Chromium "),
    scores,
    firstPaint: milliseconds("first-contentful-paint"),
    largestPaint: milliseconds("largest-contentful-paint"),
    totalBlocking: milliseconds("total-blocking-time"),
    shift: lhr.audits["cumulative-layout-shift"].numericValue,
    failed: failed.map(({ id, score, displayValue }) => `${id}: ${score} ${displayValue ?? ""}`),
  };
}

function table({ browser, lighthouse, processor, cores, scores, firstPaint, largestPaint, totalBlocking, shift, chart, both, complete, blocking }) {
  const time = ({ median, fastest, slowest }) => `${median.toFixed(0)} ms (${fastest.toFixed(0)} to ${slowest.toFixed(0)})`;
  return [
    `${browser}, ${processor}, ${cores} cores, on one machine with the server, which compresses:`,
    "",
    "| | |",
    "| --- | --- |",
    ...Object.entries(scores).map(([name, score]) => `| Lighthouse ${lighthouse}, desktop, ${name.replace("-", " ")} | ${score} |`),
    `| its first and its largest contentful paint, in the network that it simulates | ${firstPaint.toFixed(0)} and ${largestPaint.toFixed(0)} ms |`,
    `| its total blocking time | ${totalBlocking.toFixed(0)} ms |`,
    `| its cumulative layout shift | ${shift.toFixed(3)} |`,
    `| a first visit until the first network's chart is there, ${chart.rounds} visits | ${time(chart)} |`,
    `| until both networks have bars | ${time(both)} |`,
    `| until both have answered at every position of the line | ${time(complete)} |`,
    `| total blocking time while the charts of another picture are computed, ${blocking.rounds} pictures | ${time(blocking)} |`,
  ].join("\n");
}

await main();
