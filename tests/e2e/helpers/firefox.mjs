// Firefox, driven by WebDriver BiDi: that of FIREFOX, or Debian's firefox-esr where it is installed.
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

const FIREFOX = process.env.FIREFOX || "/usr/bin/firefox-esr";

/** Milliseconds that a busy machine may take to start it. */
const PATIENCE = 180_000;

/** Why tests in Firefox are skipped; false where they run. */
export const noFirefox = existsSync(FIREFOX) ? false : `there is no ${FIREFOX}: install firefox-esr, or name a Firefox in FIREFOX`;

/** Starts it without a window, gives a page of it and its version to `body`, and ends it. */
export async function inFirefox(body, preferences = {}) {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true, timeout: PATIENCE, extraPrefsFirefox: preferences });
  try {
    await body(await browser.newPage(), (await browser.version()).split("/").at(-1));
  } finally {
    await browser.close();
  }
}
