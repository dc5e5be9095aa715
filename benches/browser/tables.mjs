// From what was measured to rows, and from rows to tables of docs/benchmarks.md.
import { spread, table } from "../store.mjs";

const OWN = "freqscope";
const PAGE = "freqscope’s page";
const PEERS = ["LiteRT.js", "onnxruntime-web", "TensorFlow.js"];
const PASSES = "64 passes, 64 at once";

/** Of each thing and subject the median, the ends, and the median of the rounds' ratios to what freqscope took for it in the same round;
 * of passes also that of their shares of what a thread can do at most, a pass being so many `operations`. */
export function rows(times, operations) {
  const all = {};
  for (const time of times.filter(({ what }) => what !== "peaks")) (all[[time.what, time.name, time.threads].join()] ??= []).push(time);
  const found = Object.values(all).map((group) => {
    const { what, name, threads } = group[0];
    const ratios = group.map(({ round, value }) => value / reference(times, what, threads, round)).filter(Number.isFinite);
    const shares = what === PASSES && threads === 1 ? group.map((time) => speed(operations, time.value) / peak(times, time.round)) : [];
    return { what, name, threads, ...spread(group.map(({ value }) => value)), ratio: spread(ratios).median, share: spread(shares).median };
  });
  return [...found, ...peakRows(times)];
}

/** GFLOP/s of 64 passes in so many milliseconds. */
const speed = (operations, milliseconds) => (64 * operations) / milliseconds / 1e6;

/** The larger of the peaks of a round. */
const peak = (times, round) => Math.max(...Object.values(times.find((time) => time.what === "peaks" && time.round === round)?.value ?? {}));

function peakRows(times) {
  const peaks = times.filter(({ what }) => what === "peaks").map(({ value }) => value);
  return Object.keys(peaks[0] ?? {}).map((kind) => ({ what: `peak, ${kind}`, name: "GFLOP/s", threads: 1, ...spread(peaks.map((round) => round[kind])) }));
}

/** What freqscope took: for the same, for its page a chart, or on several threads a chart on as many, and for that one on one. Where
 * the engine is not measured by itself, the page's chart. */
function reference(times, what, threads, round) {
  const same = times.filter((time) => time.round === round);
  const own = (what, threads) => same.find((time) => time.name === OWN && time.what === what && time.threads === threads)?.value;
  if (threads > 1) return own("chart", what === "chart" ? 1 : threads);
  return own(what.startsWith("chart") ? "chart" : what, 1) ?? same.find(({ name }) => name === PAGE)?.value;
}

/** The tables of all networks. */
export function tables(networks) {
  return Object.entries(networks).map(([id, network]) => section(id, network)).join("\n\n");
}

function section(id, network) {
  const { browser, processor, cores, load, note, where, operations, rows, many } = network;
  const machine = [browser, processor, where ?? `${cores} cores`, `${rows[0].rounds} rounds`, `load average before it ${load.toFixed(1)}`, note];
  const head = `${machine.filter(Boolean).join(", ")}; a pass is ${(operations / 1e6).toFixed(0)} MFLOP:`;
  const parts = [`### ${id}`, head, oneThread(network), roofline(network), severalThreads(network), many && simba(many)];
  return parts.filter(Boolean).join("\n\n");
}

const of = (rows, what, name, threads = 1) => rows.find((row) => row.what === what && row.name === name && row.threads === threads);
const milliseconds = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const range = ({ median, fastest, slowest }) => `${milliseconds(median)} (${milliseconds(fastest)} to ${milliseconds(slowest)})`;
const cell = (row) => (row ? `${range(row)}${row.ratio === undefined ? "" : `, **${row.ratio.toFixed(2)}**`}` : "–");

function oneThread({ where, rows, versions }) {
  const subjects = [OWN, `${OWN} without relaxed SIMD`, ...PEERS].filter((name) => name === OWN || rows.some((row) => row.name === name && row.threads === 1));
  const whats = [...new Set(rows.filter(({ threads, name }) => threads === 1 && name !== "GFLOP/s").map(({ what }) => what))];
  const page = (what) => (what.startsWith("chart, from click") ? PAGE : undefined);
  const line = (what) => [what, ...subjects.map((name, i) => cell(of(rows, what, (i === 0 && page(what)) || name)))];
  return table([where ? "ms" : "ms on one thread", ...subjects.map((name) => [name, versions[name]].filter(Boolean).join(" "))], whats.map(line));
}

/** GFLOP/s beside what a thread can do at most. */
function roofline({ rows, operations }) {
  const peaks = rows.filter(({ name }) => name === "GFLOP/s");
  if (!peaks.length) return undefined;
  const best = Math.max(...peaks.map(({ median }) => median));
  const most = peaks.map(({ what, median }) => [what, median, median / best]);
  const passes = rows.filter(({ share }) => Number.isFinite(share)).map(({ name, median, share }) => [name, speed(operations, median), share]);
  const lines = [...most, ...passes].map(([name, speed, share]) => [name, speed.toFixed(1), share.toFixed(2)]);
  return table(["one thread, 64 at once", "GFLOP/s", "of the peak"], lines);
}

function severalThreads({ rows, cores }) {
  const [chart, ...peers] = rows.filter(({ threads }) => threads > 1);
  if (chart?.what !== "chart") return undefined;
  const line = (row) => [`${row.name}, ${row.what}`, range(row), row.ratio.toFixed(2)];
  const own = [`${OWN}, chart`, range(chart), `${(1 / chart.ratio).toFixed(2)} × faster than on one`];
  return table([`ms on ${cores} threads`, "", `over ${OWN}’s chart`], [own, ...peers.map(line)]);
}

function simba({ images, same, subjects }) {
  const speeds = subjects.map(({ queries, milliseconds }) => (1000 * queries) / milliseconds);
  const how = (threads) => (threads === 1 ? "one thread, image by image" : `${threads} threads`);
  const over = speeds.map((speed) => (speed / speeds[1]).toFixed(2));
  const lines = subjects.map(({ name, threads, queries }, i) => [`${name}, ${how(threads)}`, queries, speeds[i].toFixed(0), over[i]]);
  return table([`SimBA of ${images} images, ${same} with as many queries and steps`, "queries", "a second", "over the loop"], lines);
}
