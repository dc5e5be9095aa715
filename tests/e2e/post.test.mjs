// The article that has figures in it, the examples of the module, and what authors get from the page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible } from "./helpers/axe.mjs";
import { browser } from "./helpers/browser.mjs";
import { Machine } from "./helpers/machine.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";
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

/** What each address is most likely embedded as, and its attributes. */
const OFFERED = [
  ["#v1/picture=cat-0&at=attack&attack=pgd-l2&pgd-l2.epsilon=0.25&fgsm.epsilon=0.1", `view="attack" image="cat-0" attack="pgd-l2" link="pgd-l2.epsilon=0.25" title`],
  ["#v1/picture=cat-0&at=survey&attack=pgd-l2", `view="survey" title`],
  ["#v1/picture=cat-0&at=inversion&invert-steps=300&without=3", `view="inversion" image="cat-0" link="invert-steps=300" title`],
  ["#v1/picture=cat-0&at=proposition&energy=5", `view="proposition" image="cat-0" link="energy=5" title`],
  ["#v1/picture=cat-0&at=bands&without=0,16-62", `view="ablation" image="cat-0" bands="0,16-62" title`],
  ["#v1/picture=cat-0&cut=8&class=dog&lang=de", `view="compare" image="cat-0" cut="8" of-class="dog" lang="de" title`],
];

scenario("“Embed” offers the figure that is seen, by the attributes that it needs", { hash: OFFERED[0][0] }, async (app) => {
  for (const [hash, attributes] of OFFERED) {
    await app.page.evaluate((hash) => (location.hash = hash), hash);
    await app.page.waitForFunction((attributes) => document.querySelector("[data-testid=embed-snippet]")?.value.includes(attributes), attributes);
  }
});

scenario("what “Embed” gives shows in a post what was seen", { hash: "#v1/picture=cat-0&beside=none&without=16-62", context: { permissions: ["clipboard-read", "clipboard-write"] } }, async (app) => {
  await app.get("embed-button").click();
  await app.get("embed-figure").selectOption("ablation");
  await app.get("embed-width").selectOption("360");
  // Until the networks are known, their ids are those of the link.
  await app.page.waitForFunction(() => document.querySelector("[data-testid=embed-snippet]")?.value.includes("models="));
  await app.get("embed-copy").click();
  await app.get("embed-copied").filter({ hasText: "Copied." }).waitFor();
  const html = await app.page.evaluate(() => navigator.clipboard.readText());
  assert.match(html, /view="ablation" image="cat-0" bands="16-62" models="resnet18-natural" title="A picture without some of its bands: cat, test image 0" style="max-width: 360px"/);
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

const snippet = (app) => app.get("embed-snippet").inputValue();

/** What a post shows of the snippet's picture where no script runs. */
async function withoutScripts(app, html, files) {
  const served = Object.entries(files).map(([name, file]) => [new RegExp(`/${name}$`), () => file]);
  const host = await serve([[/\/post\.html$/, () => `<!doctype html><title>A post</title>${html}`], ...served]);
  const context = await app.page.context().browser().newContext({ javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(`${host.origin}/post.html`);
    const { width, height } = await page.locator("img").boundingBox();
    return { alt: await page.locator("img").getAttribute("alt"), width, height };
  } finally {
    await context.close();
    host.close();
  }
}

scenario("“Embed” saves a drawing of what is seen, which stands in the post without scripts too", { hash: "#v1/picture=cat-0&beside=none", context: {} }, async (app) => {
  await app.get("whole-picture").waitFor();
  await app.get("embed-button").click();
  await app.get("embed-figure").selectOption("spectrum");
  assert.match(await snippet(app), /<img src="[^"]*\/embed\/posters\/spectrum\.svg" width="640" alt="A picture and its spectrum"/);
  const shipped = await withoutScripts(app, await snippet(app), {});
  assert.ok(shipped.width === 640 && shipped.height > 200, JSON.stringify(shipped));
  const [download] = await Promise.all([app.page.waitForEvent("download"), app.get("embed-poster").click()]);
  const name = download.suggestedFilename();
  await app.get("embed-poster-said").filter({ hasText: name }).waitFor();
  const html = await snippet(app);
  assert.ok(html.includes(` poster="${name}"`) && html.includes(`<img src="${name}"`), html);
  const file = await readFile(await download.path(), "utf8");
  assert.equal(file.match(/data:image\/png/g).length, 2);
  const own = await withoutScripts(app, html, { [name]: file });
  assert.deepEqual([own.alt, own.width], ["A picture and its spectrum: cat, test image 0", 640]);
  assert.ok(own.height > 200, JSON.stringify(own));
  // Of another figure, or of another picture, it is no drawing.
  await app.get("embed-figure").selectOption("attack");
  assert.match(await snippet(app), /posters\/attack\.svg/);
  await app.get("embed-poster").click();
  await app.get("embed-poster-said").filter({ hasText: "Nothing of this figure has been computed yet" }).waitFor();
  await assertAccessible(app, "#embed");
});

for (const width of [375, 320]) {
  const context = { viewport: { width, height: 700 }, hasTouch: true, isMobile: true };
  scenario(`“Embed” is reached by a finger and by keys on ${width} pixels`, { hash: "#v1/picture=cat-0&beside=none", context }, async (app) => {
    const dialog = app.page.locator("#embed");
    await app.get("embed-button").tap();
    await app.get("embed-snippet").waitFor();
    const { x, width: wide } = await dialog.boundingBox();
    assert.ok(x >= 0 && x + wide <= width, `it lies from ${x} on, ${wide} wide`);
    await screenshot(app.page, `embed ${width}`);
    await app.page.keyboard.press("Escape");
    assert.equal(await dialog.isVisible(), false);
    await screenshot(app.page, `head ${width}`);
    await app.get("copy-link").focus();
    await app.page.keyboard.press("Tab");
    assert.equal(await app.page.evaluate(() => document.activeElement.dataset.testid), "embed-button");
    await app.page.keyboard.press("Enter");
    // A dialog takes the focus when it opens.
    await app.get("embed-snippet").waitFor();
    await app.get("embed-figure").focus();
    await app.page.keyboard.press("ArrowDown");
    assert.match(await snippet(app), /view="occlusion"/);
    assert.ok(await app.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
}
