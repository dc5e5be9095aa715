// The page on a telephone and in the dark; its pictures are saved to be looked at.
import assert from "node:assert/strict";
import { PHONE, PHONE_DARK, WIDE_DARK, assertWhole } from "./helpers/layout.mjs";
import { scenario } from "./helpers/scenario.mjs";

scenario("nothing is cut off", {}, async (app) => {
  await app.chart();
  await app.cell(12).click();
  await assertWhole(app, "the page", [PHONE, WIDE_DARK, PHONE_DARK]);
});

for (const lang of ["en", "de"]) {
  scenario(`the parts of the page are reached from a narrow screen: ${lang}`, { hash: `#v1/lang=${lang}`, context: { viewport: { width: 320, height: 700 } } }, async (app) => {
    await app.chart();
    const links = app.page.locator(".head nav a");
    assert.equal(await links.count(), 3);
    for (const link of await links.all()) {
      const { x, width } = await link.boundingBox();
      assert.ok(x >= 0 && x + width <= 320, `${x} to ${x + width}`);
    }
    const width = await app.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `the page is ${width} pixels wide`);
    await links.last().click();
    await app.page.waitForFunction(() => scrollY > 500);
  });
}

scenario("a notice has room for words on a narrow screen", { hash: "#v1/nothing=1", context: { viewport: { width: 320, height: 700 } } }, async (app) => {
  const { height } = await app.get("notice").first().boundingBox();
  assert.ok(height < 200, `it is ${height} pixels high`);
});
