// From the first screen to an attack, and back through a copied link in another browser: by mouse and by touch; by keyboard alone in
// browsers.test.mjs.
import { App } from "./helpers/app.mjs";
import { says, travel } from "./helpers/journey.mjs";
import { TOUCHED } from "./helpers/layout.mjs";
import { scenario } from "./helpers/scenario.mjs";

const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };
const DESK = { viewport: { width: 1280, height: 900 }, ...clipboard };
const PHONE = { ...TOUCHED, ...clipboard };

const BANDS = 63;

const tab = (app, name) => app.get(`tab-${name}`);

const opened = (app, name) => app.page.locator(`[data-testid=tab-${name}][aria-selected=true]`).waitFor();

const mouse = (page, app = new App(page)) => ({
  async line() {
    const plot = await page.locator(".evidence .plot").boundingBox();
    const at = (band) => [plot.x + (band / BANDS) * plot.width, plot.y + plot.height / 2];
    await page.mouse.move(...at(16));
    await page.mouse.down();
    await page.mouse.move(...at(24), { steps: 4 });
    await page.mouse.up();
    await says(page, "bands 24");
  },
  picture: () => app.pick("ship-1.png"),
  async instrument(name) {
    await page.getByRole("link", { name: "Instruments", exact: true }).click();
    await app.open(name);
  },
  async attack() {
    await app.get("attack-method").selectOption({ label: "PGD ℓ2" });
    await app.get("attack-steps").click({ clickCount: 3 });
    await page.keyboard.type("4");
    await app.get("attack-run").click();
  },
  copy: () => app.get("copy-link").click(),
});

const touch = (page, app = new App(page)) => ({
  async line() {
    const plot = await page.locator(".evidence .plot").boundingBox();
    await page.touchscreen.tap(plot.x + (24 / BANDS) * plot.width, plot.y + plot.height / 2);
    await app.get("sentence").filter({ hasText: /bands 2[345]/ }).waitFor();
  },
  async picture() {
    await app.get("another-picture").tap();
    await app.sample("ship-1.png").tap();
  },
  async instrument(name) {
    for (let tries = 0; tries < 5 && (await tab(app, name).getAttribute("aria-selected")) !== "true"; tries += 1) await tab(app, name).tap();
    await opened(app, name);
  },
  async attack() {
    await app.get("attack-method").selectOption({ label: "PGD ℓ2" });
    await app.get("attack-steps").tap();
    await app.get("attack-steps").fill("4");
    await app.get("attack-run").tap();
  },
  copy: () => app.get("copy-link").tap(),
});

const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Gives a page of a browser that has never seen the site to `body`. */
async function inAnother(page, options, body) {
  const context = await page.context().browser().newContext({ serviceWorkers: "block", ...options });
  try {
    await body(await context.newPage());
  } finally {
    await context.close();
  }
}

for (const [name, hand, context] of [["by mouse", mouse, DESK], ["by touch at 375 px", touch, PHONE]]) {
  scenario(`from the first screen to an attack and back through a link: ${name}`, { hash: "", context, timeout: 480_000 }, async ({ page }) => {
    await travel(page, { hand, copied, elsewhere: (body) => inAnother(page, context, body) });
  });
}
