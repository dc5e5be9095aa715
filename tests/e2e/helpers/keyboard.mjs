// The keyboard of a page of Playwright, of Puppeteer or of webkit.mjs: what they have in common.
import { setTimeout as pause } from "node:timers/promises";

/** More stops of Tab than between any two places of the page. */
const MOST_STOPS = 250;

/** Whether what has the focus matches. */
export const hasFocus = (page, selector) => page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector);

/** Presses a key again and again. */
export async function press(page, key, times = 1) {
  for (let i = 0; i < times; i += 1) await page.keyboard.press(key);
}

/** Presses a key while another is held. */
export async function chord(page, held, key) {
  await page.keyboard.down(held);
  await page.keyboard.press(key);
  await page.keyboard.up(held);
}

/** Presses Tab, or Shift and Tab, until what has the focus matches; returns how often. */
export async function tabTo(page, selector, { backwards = false, most = MOST_STOPS } = {}) {
  if (backwards) await page.keyboard.down("Shift");
  try {
    for (let stops = 0; stops < most; stops += 1) {
      if (await hasFocus(page, selector)) return stops;
      await page.keyboard.press("Tab");
    }
  } finally {
    if (backwards) await page.keyboard.up("Shift");
  }
  throw new Error(`Tab does not lead to ${selector} in ${most} stops`);
}

/** In the page: what has the focus, and its value. */
const spot = () => {
  const { outerHTML, value } = document.activeElement;
  return `${outerHTML} ${value ?? ""}`;
};

/** How often it is looked whether a key had its effect, 50 ms apart: the page acts on a key a moment later, and a second one in that moment
 * would lead too far. */
const LOOKS = 100;

/** Presses a key until a function of the page says that it is enough. Each press moves the focus, or changes the value of what has it. */
export async function pressUntil(page, key, enough, argument, most = 40) {
  for (let presses = 0; !(await page.evaluate(enough, argument)); presses += 1) {
    if (presses === most) throw new Error(`${most} times ${key} are not enough`);
    const before = await page.evaluate(spot);
    await page.keyboard.press(key);
    for (let looks = 0; looks < LOOKS && (await page.evaluate(spot)) === before; looks += 1) await pause(50);
  }
}
