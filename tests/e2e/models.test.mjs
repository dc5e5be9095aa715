// Models that cannot be used: a notice says so, and the rest of the page works on.
import assert from "node:assert/strict";
import { scenario } from "./helpers/scenario.mjs";

const weights = (change) => [/\.safetensors$/, change];
const manifest = (change) => [/\/manifest\.json$/, (body) => change(body.toString())];

function flipped(bytes) {
  const copy = Buffer.from(bytes);
  copy[copy.length >> 1] ^= 0xff;
  return copy;
}

const TABLE = [
  { name: "altered weights", override: weights(flipped), sentence: /weights of “resnet18-natural” cannot be used/ },
  {
    name: "truncated weights",
    override: weights((bytes) => bytes.subarray(0, 100_000)),
    sentence: /weights of “resnet18-natural” cannot be used/,
  },
  {
    name: "a manifest of another version",
    override: manifest((text) => text.replace("freqscope-manifest/1", "freqscope-manifest/9")),
    sentence: /manifest cannot be used/,
  },
  { name: "a truncated manifest", override: manifest((text) => text.slice(0, 300)), sentence: /manifest cannot be used/ },
];

for (const { name, override, sentence } of TABLE) {
  scenario(`${name}: a notice says so and the page works on`, { overrides: [override] }, async (app) => {
    await app.notice(sentence);
    await app.model("failed");
    const whole = await app.plate("ablated");
    await app.cell(9).click();
    await app.changedPlate("ablated", whole);
    await app.selects([9]);
  });
}
