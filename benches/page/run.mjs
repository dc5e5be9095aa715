// Measures the page itself in Chromium: Lighthouse on its desktop preset, how soon a first visit sees a chart, also through slow links
// and by which bytes, and for how long the page does not answer while charts are computed. Writes benches/results.json and tables of
// docs/benchmarks.md, unless it is told that the page is a --quick build, which is not what ships, is given another folder with a
// built page by --dist, or measures only a part.
//
//     cargo xtask bench --page [--rounds 7] [--only visits | links | blocking | lighthouse] [--note "what was unusual"]
import { readFile, readdir } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";
import { Machine } from "../../tests/e2e/helpers/machine.mjs";
import { freePort } from "../../tests/e2e/helpers/port.mjs";
import { DIST, serve } from "../../tests/e2e/helpers/server.mjs";
import { keep, spread, table, write } from "../store.mjs";
import { link } from "./link.mjs";
import { blocked, firstChart, firstCharts } from "./watch.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
/** What hosts of pages send compressed. */
const COMPRESSED = /\.(html|css|js|mjs|json|svg|wasm)$/;
/** Samples whose charts are computed one after the other. */
const SAMPLES = ["cat-0.png", "dog-12.png", "ship-1.png", "frog-4.png", "deer-22.png"];

/** How the server compresses: as GitHub's does, and as well as browsers understand. */
const ENCODINGS = { gzip: promisify(gzip), br: promisify(brotliCompress) };
/** Megabits a second, and milliseconds there and back. */
const LINKS = [[10, 40], [50, 40]];
/** Visits through each link, and with each encoding. */
const SLOW_VISITS = 3;

const PARTS = {
  visits: async ({ server, rounds }) => browsing([], (browser) => first(browser, server.origin, rounds)),
  links: async (site) => ({ links: await throughLinks(site) }),
  blocking: async ({ server }) => ({ blocking: await browsing([], (browser) => blocked(browser, server.origin, SAMPLES)) }),
  lighthouse: async ({ server }) => browsing([`--remote-debugging-port=${await freePort()}`], (_, args) => audited(`${server.origin}/`, args)),
};

async function main() {
  const text = { type: "string" };
  const { values } = parseArgs({ options: { quick: { type: "boolean" }, dist: text, only: text, note: text, rounds: { ...text, default: "7" } } });
  const folder = resolve(values.dist ?? DIST);
  const server = await compressed(folder, "gzip");
  const measured = { processor: cpus()[0].model, cores: cpus().length, load: loadavg()[0], note: values.note };
  try {
    const wanted = Object.keys(PARTS).filter((part) => !values.only || values.only === part);
    for (const part of wanted) Object.assign(measured, await PARTS[part]({ server, folder, rounds: Number(values.rounds) }));
  } finally {
    server.close();
  }
  console.log(tables(measured));
  measured.failed?.forEach((line) => console.log(line));
  if (values.quick || values.dist || values.only) return;
  await keep("page", () => measured);
  await write("benches/page/run.mjs", tables(measured));
}

/** A server that compresses, as those do that people put pages on. `served`: the paths and bytes of its answers; `prepare` compresses
 * what lies at some paths. */
async function compressed(folder, encoding) {
  const names = (await readdir(folder, { recursive: true })).map((name) => `/${name.replaceAll("\\", "/")}`).filter((name) => COMPRESSED.test(name));
  const exactly = (name) => new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
  const [bodies, served] = [new Map(), []];
  // Only what is asked for: the best compression takes a minute for an engine.
  const body = (name) => bodies.get(name) ?? bodies.set(name, readFile(join(folder, name)).then(ENCODINGS[encoding])).get(name);
  const overrides = names.map((name) => [exactly(name), () => body(name)]);
  const head = (path, headers) => {
    served.push([path, headers["content-length"]]);
    return bodies.has(path) ? { ...headers, "content-encoding": encoding, "cache-control": "no-cache" } : headers;
  };
  const prepare = (paths) => Promise.all(paths.filter((path) => COMPRESSED.test(path)).map(body));
  return { ...(await serve(overrides, folder, head)), served, prepare };
}

/** First visits through each link, and the bytes that are sent until the chart is there. */
async function throughLinks({ server: { origin, served }, folder }) {
  await browsing([], (browser) => firstChart(browser, `${origin}/`));
  const [found, paths] = [[], served.map(([path]) => path)];
  for (const encoding of Object.keys(ENCODINGS)) {
    const server = await compressed(folder, encoding);
    try {
      await server.prepare(paths);
      for (const [megabits, milliseconds] of LINKS) found.push({ encoding, megabits, milliseconds, ...(await throughLink(server, megabits, milliseconds)) });
    } finally {
      server.close();
    }
  }
  return found;
}

async function throughLink(server, megabits, milliseconds) {
  const { origin, bytes, close } = await link(server.origin, megabits, milliseconds);
  try {
    const visits = [];
    for (let round = 0; round < SLOW_VISITS; round += 1) {
      const [files, sent] = [server.served.length, bytes()];
      const seen = await browsing([], (browser) => firstChart(browser, `${origin}/`));
      visits.push({ ...seen, files: server.served.slice(files), bytes: bytes() - sent });
    }
    const of = (what) => spread(visits.map((visit) => visit[what]));
    return { heading: of("heading"), chart: of("chart"), bytes: of("bytes"), files: visits.at(-1).files };
  } finally {
    close();
  }
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

/** First visits, each in a browser profile that has never seen the page. */
async function first(browser, origin, rounds) {
  const found = [];
  for (let round = 0; round < rounds; round += 1) found.push(await firstCharts(browser, `${origin}/`));
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

function tables(measured) {
  const { browser, processor, cores, load, note } = measured;
  const machine = [browser, processor, `${cores} cores`, `load average before it ${load.toFixed(1)}`, note];
  const head = `${machine.filter(Boolean).join(", ")}, on one machine with the server, which compresses by gzip where nothing else is said:`;
  const rows = lines(measured);
  const parts = [head, rows.length > 0 && table(["", ""], rows), measured.links && linkTable(measured.links), measured.links && fileTable(measured.links)];
  return parts.filter(Boolean).join("\n\n");
}

const time = ({ median, fastest, slowest }) => `${median.toFixed(0)} ms (${fastest.toFixed(0)} to ${slowest.toFixed(0)})`;

function lines({ lighthouse, scores, firstPaint, largestPaint, totalBlocking, shift, chart, both, complete, blocking }) {
  const audit = scores && [
    ...Object.entries(scores).map(([name, score]) => [`Lighthouse ${lighthouse}, desktop, ${name.replace("-", " ")}`, score]),
    ["its first and its largest contentful paint, in the network that it simulates", `${firstPaint.toFixed(0)} and ${largestPaint.toFixed(0)} ms`],
    ["its total blocking time", `${totalBlocking.toFixed(0)} ms`],
    ["its cumulative layout shift", shift.toFixed(3)],
  ];
  const visits = chart && [
    [`a first visit until the first network's chart is there, ${chart.rounds} visits`, time(chart)],
    ["until both networks have bars", time(both)],
    ["until both have answered at every position of the line", time(complete)],
  ];
  const still = blocking && [[`total blocking time while the charts of another picture are computed, ${blocking.rounds} pictures`, time(blocking)]];
  return [audit, visits, still].filter(Boolean).flat();
}

const ENCODED = { gzip: "gzip", br: "brotli" };

function linkTable(links) {
  const line = ({ encoding, megabits, milliseconds, heading, chart, bytes }) => [
    `${megabits} Mbit/s, ${milliseconds} ms there and back, ${ENCODED[encoding]}`,
    ...[heading, chart].map(time),
    bytes.median.toLocaleString("en"),
  ];
  return table([`a first visit, ${links[0].chart.rounds} of each`, "until the heading", "until the first chart", "bytes until then, with headers"], links.map(line));
}

/** Bytes by file through the slowest link with each encoding, the largest first. */
function fileTable(links) {
  const slowest = Object.keys(ENCODED).map((encoding) => byName(links.find((one) => one.encoding === encoding).files));
  const names = Object.keys(slowest[0]).sort((a, b) => slowest[0][b] - slowest[0][a]);
  const line = (name) => [name, ...slowest.map((files) => files[name]?.toLocaleString("en") ?? "–")];
  return table(["asked for before the first chart", ...Object.values(ENCODED).map((name) => `bytes, ${name}`)], names.map(line));
}

/** All samples as one; without what changes from release to release. */
function byName(files) {
  const sums = {};
  for (const [path, bytes] of files) {
    const name = /^\/samples\/.*png$/.test(path) ? "samples" : `\`${path.slice(1).replace(/-[0-9a-f]{16}/, "")}\``;
    sums[name] = (sums[name] ?? 0) + bytes;
  }
  return sums;
}

await main();
