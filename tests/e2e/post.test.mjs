// The article that has figures in it, the examples of the module, and what authors get from the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { App } from "./helpers/app.mjs";
import { assertAccessible } from "./helpers/axe.mjs";
import { browser } from "./helpers/browser.mjs";
import { Machine } from "./helpers/machine.mjs";
import { scenario } from "./helpers/scenario.mjs";
import { serve } from "./helpers/server.mjs";

const TIMEOUT = 120_000;

/** Visits a page of the built site. */
async function visit(path, body) {
  const site = await serve();
  const context = await (await browser(Machine.withoutGpu)).newContext({ viewport: { width: 800, height: 900 } });
  const complaints = [];
  context.on("weberror", (error) => complaints.push(error.error().message));
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT / 2);
    await page.goto(`${site.origin}/${path}`);
    await body(page, site);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    site.close();
  }
}

test("the article's own buttons drive its figures, which keys reach and paper shows", { timeout: TIMEOUT }, () =>
  visit("post/index.html", async (page) => {
    await page.getByRole("button", { name: "without 8 to 62" }).click();
    await page.locator("#said").filter({ hasText: /^Without bands 8 to 62, ResNet-18, natural says .*, and ResNet-18, ℓ2/ }).waitFor();
    const slider = page.frameLocator("#compare iframe").getByRole("slider");
    await slider.press("ArrowRight");
    await page.locator("#said").filter({ hasText: /^Without bands 9 to 62/ }).waitFor();
    await page.locator("freq-scope").nth(1).scrollIntoViewIfNeeded();
    await page.frameLocator("freq-scope >> nth=1 >> iframe").getByTestId("figure-means").waitFor();
    await assertAccessible({ page });
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("button", { name: "without 8 to 62" }).isVisible(), false);
    assert.ok((await page.locator("#compare").boundingBox()).height > 300);
  }));

test("the module's examples run", { timeout: TIMEOUT }, () =>
  visit("embed/examples.html", async (page) => {
    const sections = page.locator("#examples section");
    const said = [];
    for (let i = 0; i < (await sections.count()); i += 1) {
      await sections.nth(i).getByRole("button").click();
      const output = sections.nth(i).locator("output[data-state]");
      await output.waitFor();
      assert.equal(await output.getAttribute("data-state"), "done", await output.textContent());
      said.push(await output.textContent());
    }
    assert.match(said[0], /^ResNet-18, natural on /);
    assert.equal(said[1], "cat");
    assert.match(said[2], /^cat: -?\d+\.\d\d, /);
    assert.match(said[4], /^succeeded: .*, ‖δ‖₂ = 0\.2\d\d$/);
    assert.match(said[6], /^AbortError; parameter: epsilon is -1: choose /);
    await assertAccessible({ page });
  }));

scenario("what “Embed” gives shows in a post what was seen", { hash: "#v1/picture=cat-0&beside=none&without=16-62", context: { permissions: ["clipboard-read", "clipboard-write"] } }, async (app) => {
  await app.get("embed-button").click();
  await app.get("embed-figure").selectOption("ablation");
  await app.get("embed-width").selectOption("360");
  await app.get("embed-copy").click();
  await app.get("embed-copied").filter({ hasText: "Copied." }).waitFor();
  const html = await app.page.evaluate(() => navigator.clipboard.readText());
  assert.match(html, /view="ablation" link="picture=cat-0&amp;beside=none&amp;without=16-62" title="A picture without some of its bands: cat, test image 0" style="max-width: 360px"/);
  await assertAccessible(app, "#embed");
  const host = await serve([[/\/post\.html$/, () => `<!doctype html><title>A post</title>${html}`]]);
  try {
    const page = await app.page.context().browser().newPage();
    await page.goto(`${host.origin}/post.html`);
    const figure = page.frameLocator("freq-scope iframe");
    await figure.getByText("Without bands 16-62.").waitFor();
    assert.equal(await page.locator("freq-scope").evaluate((element) => element.offsetWidth), 360);
    await page.close();
  } finally {
    host.close();
  }
});
