// Takes the pictures of the page that the README and links to the page show: `cargo xtask picture`.
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { App } from "./helpers/app.mjs";
import { Machine } from "./helpers/machine.mjs";
import { serve } from "./helpers/server.mjs";

const PICTURE = fileURLToPath(new URL("../../docs/page.png", import.meta.url));
/** As large as OpenGraph wants it. */
const LINKED = fileURLToPath(new URL("../../www/embed/page.png", import.meta.url));

const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: Machine.withoutGpu,
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1120 }, colorScheme: "light", reducedMotion: "reduce" });
  page.setDefaultTimeout(240_000);
  await page.goto(`${server.origin}/`);
  await new App(page).swept();
  await page.screenshot({ path: PICTURE });
  await page.getByTestId("sentence").filter({ hasText: "still says" }).waitFor();
  await page.setViewportSize({ width: 1200, height: 630 });
  await page.screenshot({ path: LINKED });
} finally {
  await browser.close();
  server.close();
}
