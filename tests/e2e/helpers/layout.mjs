// The windows in which a section is looked at.
import assert from "node:assert/strict";
import { screenshot } from "./scenario.mjs";

const look = (name, width, height, colorScheme = "light") => ({ name, viewport: { width, height }, colorScheme });

export const WIDE = look("1280 px", 1280, 900);
export const WIDE_DARK = look("1280 px dark", 1280, 900, "dark");
export const PROJECTOR = look("1280 px by 720", 1280, 720);
export const PHONE = look("375 px", 375, 812);
export const PHONE_DARK = look("375 px dark", 375, 812, "dark");
export const NARROW = look("320 px", 320, 700);

/** Options of a browser's context: a telephone, which tells the page that it is one. */
export const TOUCHED = { viewport: PHONE.viewport, hasTouch: true, isMobile: true };

/** Does something with the page in one window after the other. */
export async function inEach(app, windows, act) {
  for (const window of windows) {
    await app.page.setViewportSize(window.viewport);
    await app.page.emulateMedia({ colorScheme: window.colorScheme });
    await act(window);
  }
}

/** In each window: saves a picture of the page, asserts that nothing is cut off, and does what else is to be done there. */
export const assertWhole = (app, name, windows = [WIDE, PHONE_DARK], check = async () => {}) =>
  inEach(app, windows, async (window) => {
    await screenshot(app.page, `${name} ${window.name}`);
    const width = await app.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= window.viewport.width, `${window.name}: the page is ${width} pixels wide`);
    await check(window);
  });
