// The windows in which a section is looked at.
import assert from "node:assert/strict";
import { screenshot } from "./scenario.mjs";

export const WINDOWS = [
  { name: "1280 px", context: { viewport: { width: 1280, height: 900 } } },
  { name: "375 px dark", context: { viewport: { width: 375, height: 812 }, colorScheme: "dark" } },
];

/** Saves a picture of the page, and asserts that nothing of it is cut off. */
export async function assertWhole(app, name, { viewport }) {
  await screenshot(app.page, name);
  const width = await app.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= viewport.width, `the page is ${width} pixels wide`);
}
