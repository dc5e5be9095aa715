// The project's documents as pages: whole, linked, and fit for a narrow window.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertAccessible } from "./helpers/axe.mjs";
import { browser } from "./helpers/browser.mjs";
import { Machine } from "./helpers/machine.mjs";
import { DIST, serve } from "./helpers/server.mjs";

const DOCUMENTS = [["models.html", "models/README.md"], ["results.html", "RESULTS.md"], ["offline.html", "docs/offline.md"], ["lessons.html", "docs/lessons.md"], ["links.html", "docs/links.md"], ["figures.html", "docs/EMBED.md"]];
const WIDTHS = [1280, 375, 320];

async function visit(path, body) {
  const server = await serve();
  const context = await (await browser(Machine.withoutGpu)).newContext();
  const complaints = [];
  context.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  try {
    const page = await context.newPage();
    assert.ok((await page.goto(`${server.origin}/${path}`)).ok(), `${path} is there`);
    await body(page, server.origin);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    server.close();
  }
}

const source = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

for (const [path, markdown] of DOCUMENTS) {
  test(`${path} holds every heading and every row of ${markdown}`, () =>
    visit(path, async (page) => {
      const lines = (await source(markdown)).split("\n");
      const headings = lines.filter((line) => /^#{1,3} /.test(line)).length;
      assert.equal(await page.locator("h1, h2, h3").count(), headings);
      const rules = lines.filter((line) => /^\|( ?:?-+:? ?\|)+$/.test(line)).length;
      const heads = await page.locator("thead tr").count();
      const rows = lines.filter((line) => line.startsWith("|")).length - rules;
      // A list of properties has a head of empty cells in Markdown, and none on the page.
      const bare = (await page.locator("table").count()) - heads;
      assert.equal(await page.locator("tr").count(), rows - bare);
    }));

  test(`every link of ${path} leads somewhere`, () =>
    visit(path, async (page, origin) => {
      const links = await page.locator("a[href]").evaluateAll((links) => links.map((link) => link.href));
      for (const link of new Set(links)) {
        const { pathname, hash } = new URL(link);
        assert.ok((await fetch(origin + pathname)).ok, link);
        if (hash && pathname.endsWith(path)) assert.equal(await page.locator(`[id="${hash.slice(1)}"]`).count(), 1, link);
      }
    }));

  test(`${path} needs no sideways scrolling`, () =>
    visit(path, async (page) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      }
    }));

  test(`${path} is accessible in light and dark`, () =>
    visit(path, async (page) => {
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await assertAccessible({ page });
      }
    }));
}

/** The packages whose files the programs name in the messages of their panics, by the programs' bytes. */
async function packagesInPrograms() {
  const programs = (await readdir(DIST)).filter((file) => file.endsWith(".wasm"));
  const names = new Set();
  for (const program of programs) {
    const text = await readFile(`${DIST}/${program}`, "latin1");
    for (const [, name, version] of text.matchAll(/[/\\]([a-z][\w-]*?)-(\d+\.\d+\.\d+[\w.+-]*)[/\\]src[/\\]/g)) names.add(`${name} ${version}`);
  }
  return names;
}

test("the licences of all that the programs are made of are there, with their texts", () =>
  visit("licences.html", async (page) => {
    const listed = new Set(await page.locator("td:first-child").allTextContents());
    const found = await packagesInPrograms();
    assert.ok(found.size > 30, `${found.size} packages`);
    // The standard library's own lie beside it, and are named in a sentence.
    const library = /^(hashbrown|dlmalloc|rustc-demangle|foldhash) /;
    assert.deepEqual([...found].filter((name) => !listed.has(name) && !library.test(name)), []);
    const texts = await page.locator("article pre").allTextContents();
    assert.ok(texts.some((text) => text.includes("Permission is hereby granted")) && texts.some((text) => text.includes("Apache License")));
    for (const name of listed) assert.ok(await page.locator("article").evaluate((article, name) => [...article.querySelectorAll("h3, h3 + p")].some((line) => line.textContent.includes(name)), name), name);
    await assertAccessible({ page });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    }
  }));

for (const [lang, name] of [["en", /licences of their own/], ["de", /eigenen Lizenzen/]]) {
  test(`the foot of the page leads to the licences, which are loaded only then: ${lang}`, async () => {
    const server = await serve();
    const context = await (await browser(Machine.withoutGpu)).newContext({ locale: lang });
    const asked = [];
    context.on("request", (request) => asked.push(new URL(request.url()).pathname));
    try {
      const page = await context.newPage();
      await page.goto(`${server.origin}/`);
      const link = page.locator("footer").getByRole("link", { name });
      await link.waitFor();
      assert.ok(!asked.includes("/licences.html"));
      await link.click();
      await page.getByRole("heading", { level: 1, name: "Licences" }).waitFor();
    } finally {
      await context.close();
      server.close();
    }
  });
}
