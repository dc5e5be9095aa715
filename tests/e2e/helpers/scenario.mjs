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
  /** Changed answers of the server, their headers, and its folder, as in server.mjs. */
  overrides: [],
  head: undefined,
  folder: undefined,
  /** What is done with the browser's context before the page is opened, given also the server's origin. */
  prepare: async () => {},
  /** The address by the server's origin, where it is another than that. */
  url: undefined,
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
  test(name, { timeout: options.timeout ?? DEFAULTS.timeout }, () => run(name, options, body));
}

/** Opens the page for `body`; rejects where that does, or where anything went wrong that was not expected. */
export async function run(name, options, body) {
  const settings = { ...DEFAULTS, ...options };
  const server = await serve(settings.overrides, settings.folder, settings.head);
  try {
    const context = await (await browser(settings.machine)).newContext({ serviceWorkers: "block", ...settings.context });
    await visit(name, settings, body, context, server).finally(() => context.close());
  } finally {
    server.close();
  }
}

async function visit(name, settings, body, context, server) {
  const address = settings.url?.(server.origin) ?? `${server.origin}/${hash(settings)}`;
  const complaints = watch(context, [server.origin, new URL(address).origin], settings.expected);
  await settings.prepare(context, server);
  const page = await context.newPage();
  page.setDefaultTimeout(settings.timeout / 2);
  try {
    const answer = await page.goto(address);
    assert.ok(!answer || answer.ok(), "there is no built page: run `cargo xtask build --quick`");
    await body(new App(page), server);
  } catch (error) {
    await screenshot(page, `failed ${name}`).catch(() => {});
    error.message += complaints.map((complaint) => `\n  ${complaint}`).join("");
    throw error;
  }
  assert.deepEqual(complaints, []);
}

const hash = ({ hash, at }) => hash ?? `#v1/beside=none${at ? `&at=${at}` : ""}`;

/** Collects console errors, uncaught errors, and requests to anyone but the page's own server. */
function watch(context, origins, expected) {
  const complaints = [];
  const complain = (text) => expected.some((pattern) => pattern.test(text)) || complaints.push(text);
  context.on("console", (message) => message.type() === "error" && complain(`console: ${message.text()}`));
  context.on("weberror", (error) => complain(`uncaught: ${error.error().message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && !origins.includes(url.origin)) complain(`foreign request: ${url}`);
  });
  return complaints;
}

/** Saves a picture of the whole page in `screenshots/`, to be looked at. */
export async function screenshot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  const file = name.replace(/[^a-z0-9]+/gi, "-");
  await page.screenshot({ path: `${SCREENSHOTS}/${file}.png`, fullPage: true });
}
