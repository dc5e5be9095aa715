// Representation inversion: watched, stopped, and on two networks at once.
import assert from "node:assert/strict";
import { assertWhole } from "./helpers/layout.mjs";
import { ROTATED, withRotated } from "./helpers/models.mjs";
import { scenario } from "./helpers/scenario.mjs";

const overrides = await withRotated();

const ofState = (app, state, side = "") => app.page.locator(`[data-testid=inversion-run-of${side}][data-state=${state}]`);

const steps = (app, count) => app.page.getByRole("radio", { name: count, exact: true }).check({ force: true });

/** The relative loss that the words tell. */
async function loss(app) {
  const words = await app.get("inversion-words").filter({ hasText: /Relative loss/ }).textContent();
  return Number(words.match(/Relative loss ([\d.]+)\./)[1]);
}

scenario("the image comes closer, and the spectrum's difference is drawn", { at: "inversion" }, async (app) => {
  await app.chart();
  await app.get("inversion-start").selectOption("ship-1.png");
  await app.get("inversion-run").click();
  const first = await loss(app);
  await ofState(app, "done").waitFor();
  const last = await loss(app);
  assert.ok(last < first, "the loss falls");
  const near = Number((await app.get("inversion-nearness").textContent()).match(/is ([\d.]+)\s%/)[1]);
  assert.ok(Math.abs(near / 100 - last) < 1e-3, `${near} % is not a relative loss of ${last}`);
  await app.page.getByText(/the network says “\w+” \(/).waitFor();
  for (const id of ["inversion-start-image", "inversion-image", "inversion-target", "inversion-map"]) await app.get(id).waitFor();
});

scenario("a stop keeps how far it is", { at: "inversion" }, async (app) => {
  await app.chart();
  await steps(app, "1000");
  await app.get("inversion-run").click();
  await loss(app);
  await app.get("inversion-run").click();
  await ofState(app, "stopped").waitFor();
  await app.get("inversion-words").filter({ hasText: /^Stopped after \d+ of 1000 steps/ }).waitFor();
  await app.open("bands");
  await app.cell(2).click();
  await app.page.locator("[data-testid=logit][data-after]").first().waitFor();
});

scenario("two networks are inverted side by side", { at: "inversion", overrides }, async (app) => {
  await app.chart();
  await app.openPicker();
  await app.choose(ROTATED, "compare");
  await app.open("inversion");
  await app.second();
  await app.get("inversion-run").click();
  await ofState(app, "done").waitFor();
  await ofState(app, "done", "-b").waitFor();
  await assertWhole(app, "inversion");
});
