// The automatic check of accessibility.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Asserts that nothing of the page, or of what a selector names, breaks a rule of WCAG 2.2 AA or of good practice. */
export async function assertAccessible(app, selector) {
  // Through the browser's own tools: the page's policy forbids scripts of others.
  if (!(await app.page.evaluate(() => "axe" in window))) await app.page.evaluate(await source());
  const run = (selector) => axe.run(selector ?? document, { resultTypes: ["violations"] });
  const { violations } = await app.page.evaluate(run, selector);
  const told = violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}\n${failureSummary}`));
  assert.deepEqual(told, []);
}

const source = () => import("node:fs/promises").then(({ readFile }) => readFile(AXE, "utf8"));
