// A visitor who hands pictures to the page, and sees whether it answers meanwhile.

/** The longest that the page may not answer, in milliseconds. */
export const STILL = 1000;

/** Gives a picture to the page, and waits until it is read or refused: whether it is read. */
export async function give(app, chosen, event = "drop") {
  await app.hand(event, chosen);
  const read = app.page.locator(`[data-testid=own-picture][title="${chosen.name}"]`);
  const refused = app.get("notice").filter({ hasText: `“${chosen.name}”` });
  await read.or(refused).first().waitFor({ state: "attached" });
  // Canvases are drawn after the page.
  await app.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return (await read.count()) > 0;
}

/** Begins to note how long the page does not answer. */
export const watchStillness = (app) => app.page.evaluate(() => {
  let last = performance.now();
  globalThis.longest = 0;
  const look = () => {
    const now = performance.now();
    globalThis.longest = Math.max(globalThis.longest, now - last);
    last = now;
    setTimeout(look, 10);
  };
  look();
});

/** How long that was at the most since `watchStillness`, in milliseconds. */
export const stillness = (app) => app.page.evaluate(() => globalThis.longest);
