// What works before the engine is there.
import assert from "node:assert/strict";
import { scenario } from "./helpers/scenario.mjs";
import { gate } from "./helpers/server.mjs";

const engine = gate(/worker.*\.wasm$/);

scenario("the page is usable before the engine arrives", { overrides: [engine.override] }, async (app) => {
  const first = await app.plate("image");
  const spectrum = await app.plate("spectrum");
  await app.get("another-picture").click();
  await app.get("sample").last().click();
  await app.changedPlate("image", first);
  await app.changedPlate("spectrum", spectrum);

  const whole = await app.plate("ablated");
  await app.cell(5).click();
  await app.changedPlate("ablated", whole);
  await app.selects([5]);
  await app.model("waiting");

  engine.open();
  await app.chart();
  assert.equal((await app.logits()).after.every(Number.isFinite), true);
});
