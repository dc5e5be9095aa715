// From the first screen to an attack, and back through a copied link in another browser: by mouse, by touch, by keyboard alone.
import assert from "node:assert/strict";
import { state } from "./helpers/attack.mjs";
import { App } from "./helpers/app.mjs";
import { scenario } from "./helpers/scenario.mjs";

const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };
const DESK = { viewport: { width: 1280, height: 900 }, ...clipboard };
const PHONE = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true, ...clipboard };

const BANDS = 63;
/** Numbers of one device agree to this. */
const TOLERANCE = 1e-3;
/** More stops of Tab than between any two places of the page. */
const MOST_STOPS = 250;

/** Without what keeps words and numbers together. */
const plain = (text) => text.replaceAll("\u2060", "").replace(/\s+/g, " ").trim();

const says = (app, pattern) => app.get("sentence").filter({ hasText: pattern }).waitFor();

const numbers = (app, id, key) => app.get(id).evaluateAll((all, key) => all.map((one) => Number(one.dataset[key])), key);

/** What the first screen and the attack say, in words and in numbers. */
async function seen(app) {
  await state(app, "done");
  await app.swept();
  const strip = (id) => app.get(id).locator("[data-from]").evaluateAll((all) => all.map(({ dataset }) => `${dataset.from} ${dataset.class}`));
  return {
    words: {
      sentence: plain(await app.get("sentence").innerText()),
      strips: [await strip("strip"), await strip("strip-b")],
      attack: plain(await app.get("attack-words").innerText()),
      distances: plain(await app.get("attack-numbers").innerText()),
    },
    numbers: {
      "scores of the first network": (await app.chart()).scores,
      "scores of the second network": await app.second(),
      "the change in each band": await numbers(app, "rct-bar", "value"),
      "probabilities": await app.page.locator("[data-testid=screen] li[data-probability]").evaluateAll((rows) => rows.map((row) => Number(row.dataset.probability))),
    },
  };
}

/** The logits of both networks for the whole picture; its rows stand among the bands. */
const logits = async (app) => [...(await app.logits()).before, ...(await app.logits("logit-b")).before];

function assertSame(found, expected) {
  assert.deepEqual(found.words, expected.words);
  for (const [name, values] of Object.entries(expected.numbers)) {
    assert.ok(values.length > 0 && values.every(Number.isFinite), `${name}: ${values}`);
    assert.equal(found.numbers[name].length, values.length, name);
    found.numbers[name].forEach((value, i) => assert.ok(Math.abs(value - values[i]) <= TOLERANCE, `${name}, ${i}: ${value}, not ${values[i]}`));
  }
}

/** The link that was copied. */
async function copied(app) {
  await app.get("copied").filter({ hasText: "Copied" }).waitFor();
  return app.page.evaluate(() => navigator.clipboard.readText());
}

/** Opens the link in a browser that has never seen the page, where all must be the same; `open` opens the bands there. */
async function assertElsewhere(app, link, options, here, open) {
  const context = await app.page.context().browser().newContext({ serviceWorkers: "block", ...options });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(link);
    const there = new App(page);
    assertSame(await seen(there), here.seen);
    assert.equal(await there.get("notice").count(), 0);
    await open(there);
    const found = await logits(there);
    found.forEach((logit, i) => assert.ok(Math.abs(logit - here.logits[i]) <= TOLERANCE, `logit ${i}: ${logit}, not ${here.logits[i]}`));
  } finally {
    await context.close();
  }
}

/** What is done with one kind of hand, from the first screen on; each step leaves the page at what the next one needs. */
async function travel(app, options, hand) {
  await says(app, /Without bands 16/);
  await hand.line(app);
  const picture = await app.chart();
  await hand.picture(app);
  await app.chart(picture);
  await app.swept();
  await hand.instrument(app, "bands");
  const whole = await logits(app);
  await hand.instrument(app, "attack");
  await hand.attack(app);
  await state(app, "done");
  const here = { seen: await seen(app), logits: whole };
  await hand.copy(app);
  const link = await copied(app);
  assert.match(link, /#v1\/at=attack&picture=ship-1&cut=\d+&attack=pgd-l2&pgd-l2\.steps=4&run=attack$/);
  await assertElsewhere(app, link, options, here, (there) => hand.instrument(there, "bands"));
}

const tab = (app, name) => app.get(`tab-${name}`);

/** In the head of the page. */
const instruments = (app) => app.page.getByRole("link", { name: "Instruments", exact: true });

const opened = (app, name) => app.page.locator(`[data-testid=tab-${name}][aria-selected=true]`).waitFor();

const MOUSE = {
  async line(app) {
    const plot = await app.page.locator(".evidence .plot").boundingBox();
    const at = (band) => [plot.x + (band / BANDS) * plot.width, plot.y + plot.height / 2];
    await app.page.mouse.move(...at(16));
    await app.page.mouse.down();
    await app.page.mouse.move(...at(24), { steps: 4 });
    await app.page.mouse.up();
    await says(app, /bands 24/);
  },
  picture: (app) => app.pick("ship-1.png"),
  async instrument(app, name) {
    await instruments(app).click();
    await app.open(name);
  },
  async attack(app) {
    await app.get("attack-method").selectOption({ label: "PGD ℓ2" });
    await app.get("attack-steps").click({ clickCount: 3 });
    await app.page.keyboard.type("4");
    await app.get("attack-run").click();
  },
  copy: (app) => app.get("copy-link").click(),
};

const TOUCH = {
  async line(app) {
    const plot = await app.page.locator(".evidence .plot").boundingBox();
    await app.page.touchscreen.tap(plot.x + (24 / BANDS) * plot.width, plot.y + plot.height / 2);
    await says(app, /bands 2[345]/);
  },
  async picture(app) {
    await app.get("another-picture").tap();
    await app.sample("ship-1.png").tap();
  },
  async instrument(app, name) {
    for (let tries = 0; tries < 5 && (await tab(app, name).getAttribute("aria-selected")) !== "true"; tries += 1) await tab(app, name).tap();
    await opened(app, name);
  },
  async attack(app) {
    await app.get("attack-method").selectOption({ label: "PGD ℓ2" });
    await app.get("attack-steps").tap();
    await app.get("attack-steps").fill("4");
    await app.get("attack-run").tap();
  },
  copy: (app) => app.get("copy-link").tap(),
};

/** Presses Tab until the element has the focus, or Shift and Tab; returns how often. */
async function tabTo(app, element, key = "Tab") {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await element.evaluate((element) => element === document.activeElement)) return stops;
    await app.page.keyboard.press(key);
  }
  throw new Error(`${element} has no focus after ${MOST_STOPS} stops of ${key}`);
}

const KEYBOARD = {
  async line(app) {
    assert.ok((await tabTo(app, app.get("cutoff"))) < 20, "the line is near");
    for (let i = 0; i < 8; i += 1) await app.page.keyboard.press("ArrowRight");
    await says(app, /bands 24/);
  },
  async picture(app) {
    await tabTo(app, app.get("another-picture"), "Shift+Tab");
    await app.page.keyboard.press("Enter");
    await tabTo(app, app.page.locator("[data-testid=sample][tabindex='0']"));
    const file = () => app.page.evaluate(() => document.activeElement.dataset.file);
    for (let i = 0; i < 40 && (await file()) !== "ship-1.png"; i += 1) await app.page.keyboard.press("ArrowRight");
    await app.page.keyboard.press("Enter");
    await app.get("sample").first().waitFor({ state: "hidden" });
  },
  async instrument(app, name) {
    const chosen = app.page.locator("[role=tab][aria-selected=true]");
    if (!(await chosen.evaluate((tab) => tab === document.activeElement))) {
      const fresh = await app.page.evaluate(() => document.activeElement === document.body);
      await tabTo(app, instruments(app), fresh ? "Tab" : "Shift+Tab");
      await app.page.keyboard.press("Enter");
      assert.ok((await tabTo(app, chosen)) < 10, "the link in the head leads to the tabs");
    }
    for (let i = 0; i < 7 && !(await tab(app, name).evaluate((tab) => tab === document.activeElement)); i += 1) await app.page.keyboard.press("ArrowRight");
    await opened(app, name);
  },
  async attack(app) {
    await tabTo(app, app.get("attack-method"));
    const method = () => app.get("attack-method").evaluate((list) => list.selectedOptions[0].label);
    for (let i = 0; i < 6 && (await method()) !== "PGD ℓ2"; i += 1) await app.page.keyboard.press("ArrowDown");
    await tabTo(app, app.get("attack-steps"));
    await app.page.keyboard.press("Control+A");
    await app.page.keyboard.type("4");
    await tabTo(app, app.get("attack-run"));
    await app.page.keyboard.press("Enter");
  },
  async copy(app) {
    await tabTo(app, app.get("copy-link"), "Shift+Tab");
    await app.page.keyboard.press("Enter");
  },
};

for (const [name, hand, context] of [["by mouse", MOUSE, DESK], ["by touch at 375 px", TOUCH, PHONE], ["by keyboard alone", KEYBOARD, DESK]]) {
  scenario(`from the first screen to an attack and back through a link: ${name}`, { hash: "", context, timeout: 480_000 }, async (app) => {
    await travel(app, context, hand);
  });
}
