// Proposition 1 on the page: price and bound of the same energy in each band.
import assert from "node:assert/strict";
import { fixtureImage } from "./helpers/files.mjs";
import { assertWhole } from "./helpers/layout.mjs";
import { scenario } from "./helpers/scenario.mjs";

const BANDS = 63;
const VALUES = 3 * 32 * 32;

/** Price and bound of each band. */
async function purchases(app) {
  await app.get("proposition-bar").nth(BANDS - 1).waitFor();
  const read = (bars) => bars.map(({ dataset }) => ({ price: Number(dataset.value), bound: Number(dataset.mark) }));
  return app.get("proposition-bar").evaluateAll(read);
}

const near = (found, expected, what) => assert.ok(Math.abs(found - expected) < 1e-2 * Math.max(1, expected), `${what}: ${found}`);

scenario("only band 0 meets the bound, and prices grow with the root of the energy", { at: "proposition" }, async (app) => {
  await app.upload(fixtureImage(0));
  const at = await purchases(app);
  near(at[0].price, Math.sqrt(10 * VALUES), "a uniform shift of energy 10");
  near(at[0].bound, at[0].price, "the bound of band 0");
  for (const { price, bound } of at.slice(1)) assert.ok(bound < 1e-2 && price > 1 && price < at[0].price);

  await app.get("proposition-energy").focus();
  await app.page.keyboard.press("Home");
  assert.match(await app.get("proposition-energy").getAttribute("aria-valuetext"), /^0.01/);
  const least = await purchases(app);
  near(least[40].price / at[40].price, Math.sqrt(0.01 / 10), "a thousandth of the energy");
});

scenario("limits move the bound, a band is looked at by keyboard and by click", { at: "proposition" }, async (app) => {
  await app.upload(fixtureImage(1));
  await purchases(app);
  await app.get("proposition-energy").focus();
  await app.page.keyboard.press("End");
  await app.get("proposition-clip").check();
  const limited = await purchases(app);
  assert.ok(limited.some(({ bound }, band) => band > 0 && bound > 0.1), "what is cut off moves the mean");
  for (const { price, bound } of limited) assert.ok(price >= bound - 1e-3);

  const plates = app.get("proposition-plates");
  await app.get("proposition-band").focus();
  await app.page.keyboard.press("End");
  assert.equal(await plates.getAttribute("data-band"), "62");
  await app.get("proposition-bar").nth(20).click();
  await app.page.mouse.move(0, 0);
  assert.equal(await plates.getAttribute("data-band"), "20");
  assert.match(await app.get("proposition-readout").textContent(), /^Band 20 · price/);
  assert.equal(await app.get("proposition-table").locator("tbody tr").count(), BANDS);
});

scenario("nothing of the proposition is cut off", { at: "proposition" }, async (app) => {
  await purchases(app);
  await assertWhole(app, "proposition");
});
