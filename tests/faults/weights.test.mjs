// Models that cannot be used: a notice says so, and the rest of the page works on.
import assert from "node:assert/strict";
import { serve } from "../e2e/helpers/server.mjs";
import { fault, said } from "./fault.mjs";
import { stalls } from "./stalls.mjs";

const FILES = 9;
/** Seconds without a byte after which weights are given up. */
const PATIENCE = 60;

const weights = (change) => [/\/resnet18-natural\.safetensors$/, change];
const manifest = (change) => [/\/manifest\.json$/, (body) => change(body.toString())];

function changed(bytes, bit) {
  const copy = Buffer.from(bytes);
  copy[copy.length >> 1] ^= bit;
  return copy;
}

const UNFIT = /weights of “resnet18-natural” cannot be used/;

const TABLE = [
  { how: "one bit of the weights is wrong", override: weights((bytes) => changed(bytes, 1)), sentence: UNFIT, core: true },
  { how: "the weights are cut", override: weights((bytes) => bytes.subarray(0, bytes.length >> 1)), sentence: UNFIT, core: true },
  { how: "the weights are of another release", override: manifest((text) => text.replace(/"sha256": *"\w{8}/, (found) => found.slice(0, -8) + "0badc0de")), sentence: UNFIT },
  { how: "a web page with 200 in place of the weights", override: weights(() => "<!doctype html><p>Nothing is missing here."), sentence: /safetensors.*web page in its place/s },
  { how: "404 in place of the weights", override: weights(() => undefined), sentence: /safetensors.*404/s, expected: [/404/] },
  { how: "500 in place of the weights", override: weights(() => (_, response) => response.writeHead(500).end()), sentence: /safetensors.*500/s, expected: [/500/] },
  { how: "the weights stall half-way", override: weights(stalls), sentence: /safetensors.*nothing.*60/s, within: PATIENCE + 5 },
  { how: "the connection ends half-way through the weights", override: weights((bytes) => (_, response) => { stalls(bytes)(_, response); setTimeout(() => response.destroy(), 200); }), sentence: /safetensors.*cannot be downloaded/s, expected: [/ERR_/] },
  { how: "a manifest of another version", override: manifest((text) => text.replace("freqscope-manifest/1", "freqscope-manifest/9")), sentence: /manifest cannot be used/ },
  { how: "the manifest is cut", override: manifest((text) => text.slice(0, 300)), sentence: /manifest cannot be used/ },
];

for (const { how, override, sentence, within, ...settings } of TABLE) {
  fault(FILES, how, { overrides: [override], ...settings }, async (app, clock) => {
    await app.notice(sentence);
    clock.stops(within);
    const told = await said(app);
    await app.model("failed");
    const whole = await app.plate("ablated");
    await app.cell(9).click();
    await app.changedPlate("ablated", whole);
    await app.selects([9]);
    return told;
  });
}

fault(FILES, "the weights are redirected to another server", { expected: [/Content Security Policy|Refused to connect|foreign request/] }, async (app, clock, server) => {
  let asked = 0;
  const other = await serve([[/./, () => { asked += 1; return "stolen"; }]]);
  try {
    server.overrides.push(weights(() => (_, response) => response.writeHead(302, { location: `${other.origin}/there.safetensors` }).end()));
    await app.page.reload();
    clock.strikes();
    await app.notice(/safetensors.*cannot be downloaded/s);
    clock.stops();
    assert.equal(asked, 0, "the other server is not asked");
    return said(app);
  } finally {
    other.close();
  }
});

/** Fails once, as a network does. */
function once(change) {
  let asked = 0;
  return (bytes) => ((asked += 1) > 1 ? bytes : change(bytes));
}

fault(FILES, "one bit of the weights is wrong the first time, and the visitor tries again", { overrides: [weights(once((bytes) => changed(bytes, 1)))] }, async (app, clock) => {
  await app.notice(UNFIT);
  await app.get("restart-engine").first().click();
  await app.chart();
  clock.stops();
  assert.equal(await app.get("notice").count(), 0);
  return "the chart, and the notice is gone";
});
