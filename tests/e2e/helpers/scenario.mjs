// One test: a visitor opens the page in a fresh context; nothing may go wrong that the test does not expect.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { App } from "./app.mjs";
import { browser } from "./browser.mjs";
import { Machine } from "./machine.mjs";
import { serve } from "./server.mjs";

const SCREENSHOTS = fileURLToPath(new URL("../screenshots", import.meta.url));

const DEFAULTS = {
  machine: Machine.withoutGpu,
  /** Changed answers of the server, as in server.mjs. */
  overrides: [],
  /** Patterns of console errors and page errors that belong to the test. */
  expected: [],
  /** What follows the `#` of the address: the instrument that is open, or all of it. One network unless it says otherwise. */
  at: undefined,
  hash: undefined,
  /** Options of the browser's context, such as the size of the window. */
  context: {},
  /** The whole test, in milliseconds; generous, because the machine may be busy. */
  timeout: 240_000,
};

/** Defines a test whose `body` gets the opened page as an [`App`]. */
export function scenario(name, options, body) {
  const settings = { ...DEFAULTS, ...options };
  test(name, { timeout: settings.timeout }, () => run(name, settings, body));
}

async function run(name, settings, body) {
  const server = await serve(settings.overrides);
  try {
    const context = await (await browser(settings.machine)).newContext({ serviceWorkers: "block", ...settings.context });
    await visit(name, settings, body, context, server.origin).finally(() => context.close());
  } finally {
    server.close();
  }
}

async function visit(name, settings, body, context, origin) {
  const complaints = watch(context, origin, settings.expected);
  const page = await context.newPage();
  page.setDefaultTimeout(settings.timeout / 2);
  try {
    const answer = await page.goto(`${origin}/${address(settings)}`);
    assert.ok(answer.ok(), "there is no built page: run `cargo xtask build --quick`");
    await body(new App(page));
  } catch (error) {
    await screenshot(page, `failed ${name}`).catch(() => {});
    error.message += complaints.map((complaint) => `\n  ${complaint}`).join("");
    throw error;
  }
  assert.deepEqual(complaints, []);
}

const address = ({ hash, at }) => hash ?? `#v1/beside=none${at ? `&at=${at}` : ""}`;

/** Collects console errors, uncaught errors, and requests to anyone but the page's own server. */
function watch(context, origin, expected) {
  const complaints = [];
  const complain = (text) => expected.some((pattern) => pattern.test(text)) || complaints.push(text);
  context.on("console", (message) => message.type() === "error" && complain(`console: ${message.text()}`));
  context.on("weberror", (error) => complain(`uncaught: ${error.error().message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) complain(`foreign request: ${url}`);
  });
  return complaints;
}

/** Saves a picture of the whole page in `screenshots/`, to be looked at. */
export async function screenshot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  const file = name.replace(/[^a-z0-9]+/gi, "-");
  await page.screenshot({ path: `${SCREENSHOTS}/${file}.png`, fullPage: true });
}
