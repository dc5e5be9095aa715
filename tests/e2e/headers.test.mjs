// The policy of the page, and the headers that hosts may send: everything works under them, and each word of the policy is needed.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { App } from "./helpers/app.mjs";
import { browser } from "./helpers/browser.mjs";
import { headersOf, nginx, noNginx, rules, withHeaders } from "./helpers/hosts.mjs";
import { Machine } from "./helpers/machine.mjs";
import { ownModel } from "./helpers/models.mjs";
import { DIST, serve } from "./helpers/server.mjs";

const TIMEOUT = 240_000;
const DRAWING = { name: "drawing.svg", mimeType: "image/svg+xml", buffer: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="32" fill="red"/></svg>`) };
const META = /(http-equiv="Content-Security-Policy"\s+content=")([^"]+)"/;
const PAGES = ["/", "/index.html", "/models.html", "/results.html", "/offline.html", "/lessons.html", "/links.html", "/figures.html", "/licences.html"];

const policyOf = (page) => page.match(META)[2];
const index = await readFile(join(DIST, "index.html"), "utf8");
/** The directives of a policy: from names to words. */
const directives = (policy) => new Map(policy.split(";").map((part) => part.trim().split(/\s+/)).map(([name, ...words]) => [name, words]));

/** A page on a server, which is closed afterwards, and what browsers forbid there: `forbidden`, in words that name the directive. */
async function visit(server, path, body) {
  const context = await (await browser(Machine.withoutGpu)).newContext();
  const forbidden = [];
  context.on("console", (message) => /Content Security Policy|Permissions-Policy|Refused to|Cross-Origin-/i.test(message.text()) && forbidden.push(message.text()));
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT / 3);
    await page.goto(server.origin + path);
    await body(page, forbidden);
  } finally {
    await context.close();
    await server.close();
  }
}

/** What takes each word of the policy: a chart, a drawing, a network of one's own, the manifest. */
async function use(page) {
  const app = new App(page);
  const first = await app.chart();
  await app.upload(DRAWING);
  await app.chart(first);
  await app.upload(await ownModel());
  await app.open("networks");
  const own = app.get("model-row").filter({ hasText: "own.safetensors" });
  await own.locator("[data-testid=model-show][aria-pressed=true]").waitFor({ state: "attached" });
  await app.model("ready");
  const client = await page.context().newCDPSession(page);
  assert.ok((await client.send("Page.getAppManifest")).data, "the manifest is read");
}

const HOSTS = [["as hosts with _headers send them", withHeaders, false], ["as nginx sends them", nginx, noNginx]];

for (const [how, host, skip] of HOSTS) {
  test(`the page works under the headers, ${how}`, { timeout: TIMEOUT, skip }, async () =>
    visit(await host(), "/", async (page, forbidden) => {
      await use(page);
      await page.goto(new URL("/post/", page.url()).href);
      await page.frameLocator("freq-scope iframe").first().getByTestId("embed-about").waitFor();
      assert.deepEqual(forbidden, []);
    }));

  test(`a figure stands in pages of others under the headers, and no other page does, ${how}`, { timeout: TIMEOUT, skip }, async () => {
    const site = await host();
    const frame = (path) => `<iframe src="${site.origin}${path}" width="640" height="720"></iframe>`;
    const html = `<!doctype html><title>A post</title><script src="${site.origin}/embed/freq-scope.js"></script><freq-scope view="spectrum" image="cat-0" loading="eager"></freq-scope>${["/embed.html", ...PAGES].map(frame).join("")}`;
    const other = await serve([[/\/host\.html$/, () => html], [/\/favicon\.ico$/, () => ""]]);
    await visit(other, "/host.html", async (page) => {
      await page.frameLocator("freq-scope iframe").getByTestId("embed-about").filter({ hasText: "cat" }).waitFor();
      await page.frameLocator("body > iframe").first().getByTestId("embed-about").waitFor();
      for (const path of PAGES) {
        const frame = page.frames().find((frame) => frame.parentFrame() && (frame.url() === site.origin + path));
        assert.equal(frame, undefined, `${path} is shown in a page of another site`);
      }
    }).finally(() => site.close());
  });

  test(`every header is sent with every file, ${how}`, { skip }, async () => {
    const [site, all] = [await host(), await rules()];
    try {
      for (const path of [...PAGES, "/embed.html", "/boot.js", "/models/manifest.json", "/embed/freq-scope.js"]) {
        const response = await fetch(site.origin + path);
        assert.ok(response.ok, path);
        const expected = headersOf(all, path);
        for (const [name, value] of Object.entries(expected)) {
          const sent = response.headers.get(name);
          const same = name === "content-security-policy" ? sent?.startsWith(value) : sent === value;
          assert.ok(same, `${path}: ${name} is ${sent}`);
        }
      }
    } finally {
      await site.close();
    }
  });
}

test("the headers repeat the policy of the page, but for the frames of the examples", async () => {
  const all = directives(headersOf(await rules(), "/boot.js")["content-security-policy"]);
  assert.deepEqual(all.get("frame-src"), ["'self'"]);
  all.delete("frame-src");
  assert.deepEqual(all, directives(policyOf(index)));
  assert.equal(policyOf(await readFile(join(DIST, "embed.html"), "utf8")), policyOf(index));
});

/** A server whose scripts start from memory, as where .js has another type: workers then have the policy of the page. */
const plainScripts = (path, headers) => (path.endsWith(".js") ? { ...headers, "content-type": "text/plain" } : headers);
/** The page with another policy. */
const under = (policy, head) => serve([[/\/index\.html$/, (body) => body.toString().replace(META, `$1${policy}"`)]], undefined, head);

/** Each word that allows something, and what is forbidden without it. */
const NEEDED = [
  ["script-src", "'self'", /script-src/],
  ["script-src", "'wasm-unsafe-eval'", /WebAssembly.*(script-src|unsafe-eval)/s],
  ["style-src", "'self'", /style-src/],
  ["img-src", "'self'", /img-src/],
  ["img-src", "data:", /img-src/],
  ["worker-src", "'self'", /worker-src/],
  ["worker-src", "blob:", /worker-src/, plainScripts],
  ["connect-src", "'self'", /connect-src/],
  ["connect-src", "blob:", /connect-src|blob:.* cannot be downloaded/, plainScripts],
];

/** The policy without a word. */
function without(directive, word) {
  const all = directives(policyOf(index));
  all.set(directive, all.get(directive).filter((other) => other !== word));
  return [...all].map(([name, words]) => `${name} ${words.length ? words.join(" ") : "'none'"}`).join("; ");
}

for (const [directive, word, complaint, head] of NEEDED) {
  test(`${directive} needs ${word}`, { timeout: TIMEOUT }, async () =>
    visit(await under(without(directive, word), head), "/", async (page, forbidden) => {
      const used = use(page).catch(() => {});
      // Why it did not start, or could not read a file, the page says itself.
      const told = () => page.locator(".boot, [data-testid=notice]").allTextContents();
      const found = async () => [...forbidden, ...(await told())].some((text) => complaint.test(text));
      while (!(await found())) {
        const done = await Promise.race([used.then(() => true), page.waitForTimeout(200)]);
        assert.ok(!done || (await found()), `nothing needs it: ${forbidden}`);
      }
    }));
}

test("with every word the page works from memory too", { timeout: TIMEOUT }, async () =>
  visit(await under(policyOf(index), plainScripts), "/", async (page, forbidden) => {
    await use(page);
    assert.deepEqual(forbidden, []);
  }));

test("manifest-src is needed", { timeout: TIMEOUT }, async () =>
  visit(await under(without("manifest-src", "'self'")), "/", async (page) => {
    const client = await page.context().newCDPSession(page);
    assert.ok(!(await client.send("Page.getAppManifest")).data);
  }));

test("every word of the policy is among those that are tried", () => {
  const allowed = [...directives(policyOf(index))].flatMap(([name, words]) => words.filter((word) => word !== "'none'").map((word) => `${name} ${word}`));
  const tried = [...NEEDED.map(([name, word]) => `${name} ${word}`), "manifest-src 'self'"];
  assert.deepEqual(allowed.sort(), tried.sort());
});

/** What nobody is to bring into the page, and by which directive it is forbidden. */
const UNWANTED = [
  ["an inline script", () => document.body.append(Object.assign(document.createElement("script"), { textContent: "globalThis.ran = true" })), /script-src/],
  ["evaluated text", () => setTimeout("globalThis.ran = true"), /script-src/],
  ["a script of another origin", () => document.body.append(Object.assign(document.createElement("script"), { src: "http://127.0.0.1:9/a.js" })), /script-src/],
  ["a base address", () => document.head.append(Object.assign(document.createElement("base"), { href: "http://127.0.0.1:9/" })), /base-uri/],
  ["a form", () => document.body.appendChild(Object.assign(document.createElement("form"), { action: "/nowhere" })).submit(), /form-action/],
  ["a frame", () => document.body.append(Object.assign(document.createElement("iframe"), { src: "/models.html" })), /default-src|frame-src/],
  ["a plug-in", () => document.body.append(Object.assign(document.createElement("object"), { data: "/models.html" })), /default-src|object-src/],
  ["a question to another origin", () => void fetch("http://127.0.0.1:9/").catch(() => {}), /connect-src/],
  ["a picture of another origin", () => void Object.assign(new Image(), { src: "http://127.0.0.1:9/a.png" }), /img-src/],
];

test("what nobody is to bring into the page is forbidden", { timeout: TIMEOUT }, async () =>
  visit(await serve(), "/", async (page) => {
    for (const [what, bring, directive] of UNWANTED) {
      const broken = page.evaluate(() => new Promise((resolve) => document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true })));
      await page.evaluate(bring);
      assert.match(await broken, directive, what);
    }
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  }));
