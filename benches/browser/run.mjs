// Measures freqscope in Chromium beside LiteRT.js, onnxruntime-web and TensorFlow.js on the same weights, on one thread and on all, or with
// --gpu on WebGPU: charts, forward passes, input gradients and SimBA, and what the machine can do at most. All take turns, and what they
// compute is compared first. Writes benches/results.json and the tables of docs/benchmarks.md, unless only a part is asked for by --only
// or it is told that the page is a --quick build, which is not what ships.
//
//     cargo xtask bench [--models resnet18-natural,vgg19-natural] [--rounds 7] [--only chart] [--note "what was unusual"]
import { readFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { Machine } from "../../tests/e2e/helpers/machine.mjs";
import { keep, write } from "../store.mjs";
import { compare, compareWalks } from "./agreement.mjs";
import { operations } from "./network.mjs";
import { start } from "./servers.mjs";
import { MODEL, clicks, engine, litert, onnxruntime, plainEngine, tensorflow } from "./subjects.mjs";
import { rows, tables } from "./tables.mjs";
import { read } from "./weights.mjs";

/** Images that SimBA attacks. */
const MANY = 200;
const [FLAG, TEXT] = [{ type: "boolean" }, { type: "string" }];
const OPTIONS = { gpu: FLAG, quick: FLAG, rounds: { ...TEXT, default: "7" }, models: TEXT, only: TEXT, note: TEXT };

async function main() {
  const { values } = parseArgs({ options: OPTIONS });
  const device = values.gpu ? "gpu" : "cpu";
  const models = (values.models ?? (values.gpu ? MODEL : `${MODEL},vgg19-natural`)).split(",");
  const servers = await start(models);
  const args = device === "gpu" ? Machine.withGpu : Machine.withoutGpu;
  const found = {};
  try {
    for (const model of models) {
      const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args });
      found[model] = await measured(browser, servers, { ...values, device, model, rounds: Number(values.rounds) }).finally(() => browser.close());
      console.log(tables({ [model]: found[model] }));
    }
  } finally {
    servers.close();
  }
  if (!values.quick && !values.only) await store(device, found);
}

/** All that is measured of one network. */
async function measured(browser, servers, { device, model, rounds, only, note }) {
  const load = loadavg()[0];
  const [subjects, peaks] = [await open(browser, servers, device, model), await peaksIn(browser, servers)];
  const apart = await compare(subjects);
  const isWanted = ([what]) => !only || what.includes(only);
  const wanted = subjects.map((subject) => ({ ...subject, times: Object.fromEntries(Object.entries(subject.times).filter(isWanted)) }));
  const times = await takeTurns(device === "cpu" ? [...wanted, peaks] : wanted, rounds);
  const many = device === "cpu" && (!only || "SimBA, many images".includes(only)) ? await simbaOfMany(subjects) : undefined;
  const network = read(await readFile(new URL(`../../models/${model}.safetensors`, import.meta.url)));
  const where = device === "gpu" ? subjects[0].where : undefined;
  return {
    ...{ browser: `Chromium ${browser.version()}`, processor: cpus()[0].model, cores: cpus().length, load, note, where, versions: await versions() },
    ...{ operations: operations(network), apart, rows: rows(times, operations(network)), many },
  };
}

async function open(browser, { own, peers, isolated }, device, model) {
  const all = cpus().length;
  const page = async (begin, origin, options) => begin(await browser.newPage(), origin, options);
  const clicked = model === MODEL ? [await page(clicks, own, device)] : [];
  const one = { device, model, threads: 1 };
  const opened = device === "cpu" ? [await page(engine, own, one), await page(plainEngine, own, one), await page(litert, peers, one)] : [];
  opened.splice(1, 0, ...clicked);
  opened.push(await page(onnxruntime, peers, one), await page(tensorflow, peers, one));
  if (device === "gpu" || all === 1) return opened;
  const several = { device, model, threads: all };
  const others = [litert, onnxruntime, tensorflow].map((peer) => [peer, isolated]);
  for (const [begin, origin] of [[engine, own], ...others]) opened.push(await page(begin, origin, several));
  return opened;
}

/** What a thread can do at most, as a subject: GFLOP/s. */
async function peaksIn(browser, { peers }) {
  const page = await browser.newPage();
  await page.goto(`${peers}/peer.html`);
  const both = () => page.evaluate(async () => (await import("./peaks.mjs")).peaks());
  return { name: "peak", threads: 1, times: { peaks: both } };
}

/** What each subject measured in each round, by what it is; the first round only warms up. The subjects take turns, so that a
 * disturbance meets all of them. */
async function takeTurns(subjects, rounds) {
  const found = [];
  const whats = [...new Set(subjects.flatMap(({ times }) => Object.keys(times)))];
  for (let round = 0; round <= rounds; round += 1) {
    for (const what of whats) {
      for (const { name, threads, times } of subjects.filter(({ times }) => what in times)) {
        const value = await times[what]();
        if (round > 0) found.push({ what, name, threads, round, value });
      }
    }
    process.stdout.write(`\rround ${round} of ${rounds} `);
  }
  console.log();
  return found;
}

/** SimBA of many images: the engine on all threads, in one request, and a loop of single passes on one, half before and half after it.
 * Milliseconds, queries, and how many walks were the same. */
async function simbaOfMany(subjects) {
  const [own, loop] = [subjects.findLast(({ name }) => name === "freqscope"), subjects.find(({ name }) => name === "onnxruntime-web")];
  const walked = [own, loop].map(({ name, threads }) => ({ name, threads, milliseconds: 0, found: [] }));
  for (const [i, first, end] of [[1, 0, MANY / 2], [0, 0, MANY], [1, MANY / 2, MANY]]) {
    const { milliseconds, found } = await [own, loop][i].many(first, end);
    walked[i].milliseconds += milliseconds;
    walked[i].found.push(...found);
  }
  const same = compareWalks(...walked.map(({ found }) => found));
  const queries = (found) => found.reduce((sum, { queries }) => sum + queries, 0);
  return { images: MANY, same, subjects: walked.map(({ found, ...rest }) => ({ ...rest, queries: queries(found) })) };
}

async function versions() {
  const { devDependencies: of } = JSON.parse(await readFile(new URL("package.json", import.meta.url)));
  return { "LiteRT.js": of["@litertjs/core"], "onnxruntime-web": of["onnxruntime-web"], "TensorFlow.js": of["@tensorflow/tfjs"] };
}

async function store(device, found) {
  const kept = await keep(device, (before) => ({ ...before, ...found }));
  await write("benches/browser/run.mjs", ["cpu", "gpu"].filter((name) => kept[name]).map((name) => tables(kept[name])).join("\n\n"));
}

await main();
