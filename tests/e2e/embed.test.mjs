// A figure in somebody else's page: hosts on another origin than the figure.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { engines } from "./helpers/app.mjs";
import { browser } from "./helpers/browser.mjs";
import { inFirefox, noFirefox } from "./helpers/firefox.mjs";
import { Machine } from "./helpers/machine.mjs";
import { DIST, serve } from "./helpers/server.mjs";

const TIMEOUT = 120_000;
const anyOrigin = (_, headers) => ({ ...headers, "access-control-allow-origin": "*" });

/** A host's page with this body. `policy`: its content security policy. */
const page = (body, { policy, style = "" } = {}) => (origin) => {
  const meta = policy ? `<meta http-equiv="Content-Security-Policy" content="${policy(origin)}">` : "";
  const script = `<script src="${origin}/embed/freq-scope.js"></script>`;
  return `<!doctype html><html lang="en" ${style}><head><meta charset="utf-8"><title>A post</title>${meta}${script}</head><body><main><h1>A post</h1>${body}</main></body></html>`;
};

/** Visits a host's page, and fails where anything unexpected reaches its console. */
async function visit({ html, files = {}, prepare = async () => {}, context: options = {}, head = anyOrigin, expected = [] }, body) {
  const site = await serve([], undefined, head);
  const host = await serve([[/\/host\.html$/, () => html(site.origin)], [/\/favicon\.ico$/, () => ""], ...Object.entries(files).map(([path, file]) => [new RegExp(`/${path}$`), () => file])]);
  const context = await (await browser(Machine.withoutGpu)).newContext({ viewport: { width: 800, height: 900 }, ...options });
  const complaints = [];
  const complain = (text) => expected.some((pattern) => pattern.test(text)) || complaints.push(text);
  context.on("console", (message) => message.type() === "error" && complain(message.text()));
  context.on("weberror", (error) => complain(error.error().message));
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT / 2);
    await page.addInitScript(remember);
    await prepare(page, site);
    await page.goto(`${host.origin}/host.html`);
    await body(page, site);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    host.close();
    site.close();
  }
}

/** Keeps what every figure tells, by the event's type, and in which order. */
function remember() {
  globalThis.told = { result: [], change: [], error: [], order: [] };
  addEventListener("DOMContentLoaded", () => {
    for (const figure of document.querySelectorAll("freq-scope")) {
      for (const type of ["result", "change", "error"]) {
        figure.addEventListener(type, ({ detail }) => {
          told[type].push(detail);
          told.order.push([type, detail.link]);
        });
      }
    }
  });
}

/** Waits for what matches among what was told. */
async function told(page, type, matches = () => true) {
  for (;;) {
    const found = (await page.evaluate((type) => globalThis.told[type], type)).find(matches);
    if (found) return found;
    await page.waitForTimeout(100);
  }
}

const figure = (attributes, inside = "") => `<freq-scope ${attributes}>${inside}</freq-scope>`;
const frame = (page, i = 0) => page.frameLocator("freq-scope iframe").nth(i);

test("a figure shows itself, fits, and tells what it shows", { timeout: TIMEOUT }, () =>
  visit({ html: page(figure(`view="occlusion" image="cat-0" models="resnet18-natural" loading="eager"`)) }, async (page) => {
    const result = await told(page, "result");
    assert.deepEqual([result.version, result.view, result.class, result.networks.length], [1, "occlusion", "cat", 1]);
    assert.equal(result.networks[0].scores.length, 63);
    assert.equal(result.networks[0].id, "resnet18-natural");
    const inside = frame(page);
    await inside.getByTestId("embed-about").filter({ hasText: "cat, test image 0" }).waitFor();
    const link = await inside.getByTestId("embed-open").getAttribute("href");
    assert.match(link, /^\.\/#v1\/at=bands&picture=cat-0&network=resnet18-natural&beside=none/);
    for (const width of [1200, 640, 280]) {
      await page.setViewportSize({ width: width + 16, height: 900 });
      await page.waitForFunction(() => {
        const frame = document.querySelector("freq-scope iframe");
        return Math.abs(frame.offsetHeight - frame.parentNode.offsetHeight) < 2;
      });
      const sizes = () => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight];
      await page.waitForTimeout(100);
      const [sideways, down] = await inside.locator("html").evaluate(sizes);
      assert.ok(sideways <= 0 && down <= 1, `${width}: ${sideways}, ${down} pixels stand out`);
    }
  }));

test("attributes and methods change the figure, and it tells so", { timeout: TIMEOUT }, () =>
  visit({ html: page(figure(`view="ablation" image="horse-13" models="resnet18-natural" loading="eager"`), { style: `style="color-scheme: dark"` }) }, async (page) => {
    await told(page, "result");
    assert.equal(await frame(page).locator("html").getAttribute("data-theme"), "dark");
    await page.evaluate(() => document.querySelector("freq-scope").set({ bands: "16-62", theme: "light" }));
    const result = await told(page, "result", ({ bands }) => bands === "16-62");
    assert.notDeepEqual(result.networks[0].without, result.networks[0].logits);
    await told(page, "change", ({ link }) => link.includes("without=16-62"));
    assert.equal(await frame(page).locator("html").getAttribute("data-theme"), "light");
    const run = await page.evaluate(() => {
      const figure = document.querySelector("freq-scope");
      figure.set({ view: "attack", attack: "fgsm", bands: null });
      return figure.run();
    });
    assert.deepEqual([run.view, run.networks[0].attack], ["attack", "fgsm"]);
    assert.ok(run.networks[0].distance.linf <= 8 / 255 + 1e-6);
  }));

test("a change is told before its result", { timeout: TIMEOUT }, () =>
  visit({ html: page(figure(`view="spectrum" image="cat-0" loading="eager"`)) }, async (page) => {
    await told(page, "result");
    await page.evaluate(() => document.querySelector("freq-scope").set({ image: "dog-12" }));
    await told(page, "result", ({ picture }) => picture === "dog, test image 12");
    await quiet(page);
    const order = await page.evaluate(() => globalThis.told.order.filter(([, link]) => link.includes("dog-12")).map(([type]) => type));
    assert.deepEqual(order, ["change", "result"]);
  }));

/** What `set` refuses, and what it says. */
const REFUSED = [
  [{ bnads: "1" }, "freq-scope has no “bnads”"],
  [{ models: 3 }, "“models” cannot be of type number"],
  [{ view: ["compare"] }, "“view” cannot be of type object"],
  [{ theme: true }, "“theme” cannot be of type boolean"],
  [null, "set takes an object"],
  ["view", "set takes an object"],
];

test("what cannot be set is an error with a code, and so are a mean and std without weights", { timeout: TIMEOUT }, () =>
  visit({ html: page(figure(`view="spectrum" loading="click"`)) }, async (page) => {
    const refusal = (options) => page.evaluate((options) => {
      try {
        return document.querySelector("freq-scope").set(options);
      } catch ({ code, message }) {
        return [code, message];
      }
    }, options);
    for (const [options, message] of REFUSED) assert.deepEqual(await refusal(options), ["parameter", message]);
    assert.equal(await page.evaluate(() => document.querySelector("freq-scope").set({ cut: 8, ofClass: "cat", bands: [0, 16], models: ["a", "b"], image: null })), undefined);
    const { outerHTML } = await page.locator("freq-scope").evaluate(({ outerHTML }) => ({ outerHTML }));
    assert.match(outerHTML, /cut="8" of-class="cat" bands="0,16" models="a,b"/);
    await page.evaluate(() => {
      const figure = document.querySelector("freq-scope");
      figure.set({ cut: null, ofClass: null, bands: null, models: null, mean: "1 2", std: [1, 1, 1] });
      figure.load();
    });
    const { message } = await told(page, "error", ({ code }) => code === "weights");
    assert.match(message, /mean is “1 2”: write three numbers/);
  }));

test("the theme is that of the page around, also where only its meta says it", { timeout: TIMEOUT }, () =>
  visit({ html: page(figure(`loading="click"`)) }, async (page) => {
    const theme = (content, style = "") => page.evaluate(([content, style]) => {
      document.querySelector("meta[name=color-scheme]")?.remove();
      if (content) document.head.append(Object.assign(document.createElement("meta"), { name: "color-scheme", content }));
      document.documentElement.style.colorScheme = style;
      return document.querySelector("freq-scope").link.match(/theme=(\w+)/)[1];
    }, [content, style]);
    assert.equal(await theme(null), "light");
    assert.equal(await theme("dark"), "dark");
    assert.equal(await theme("light dark"), "auto");
    assert.equal(await theme("dark", "light"), "light");
    assert.equal(await theme(null, "dark"), "dark");
  }));

const poster = (page, i = 0) =>
  page.evaluate(async (i) => {
    const image = document.querySelectorAll("freq-scope")[i].shadowRoot.querySelector("img");
    await new Promise((resolve) => (image.complete ? resolve() : image.addEventListener("load", resolve)));
    const { src, alt, hidden, naturalWidth, offsetWidth } = image;
    return { path: new URL(src).pathname, alt, hidden, naturalWidth, offsetWidth };
  }, i);

const VIEWS = ["compare", "occlusion", "spectrum", "ablation", "attack", "inversion", "survey", "proposition"];
const DRAWN = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100"><rect width="400" height="100"/></svg>`;

test("a drawing is there at once: the author's, their own element, or an example of the view", { timeout: TIMEOUT }, () => {
  const examples = VIEWS.map((view) => figure(`view="${view}" loading="click"`));
  const others = [figure(`poster="own.svg" title="Mine" loading="click"`), figure(`loading="click"`, "<p>My own words</p>"), figure(`poster="" loading="click"`), figure(`poster="none.svg" title="Named" loading="click"`)];
  return visit({ html: page([...examples, ...others].join("")), files: { "own.svg": DRAWN }, expected: [/404|ERR_INTERNET_DISCONNECTED/] }, async (page) => {
    for (const [i, view] of VIEWS.entries()) {
      const { path, naturalWidth, hidden } = await poster(page, i);
      assert.deepEqual([path, naturalWidth, hidden], [`/embed/posters/${view}.svg`, 760, false]);
      await page.locator("freq-scope").nth(i).getByText(`freqscope: ${view}`).waitFor();
    }
    const { alt, naturalWidth } = await poster(page, VIEWS.length);
    assert.deepEqual([alt, naturalWidth], ["Mine", 400]);
    const examples = await page.getByText("An example, not this figure").all();
    assert.deepEqual(await Promise.all(examples.map((one) => one.isVisible())), VIEWS.map(() => true));
    // It is as high as its drawing, and printed on one page.
    const box = await page.locator("freq-scope").nth(VIEWS.length).evaluate((element) => ((element.style.width = "280px"), [element.offsetHeight, getComputedStyle(element).breakInside]));
    assert.ok(box[0] < 200, `${box[0]} pixels for a drawing of 280 × 70`);
    assert.equal(box[1], "avoid");
    const hidden = (i) => page.locator("freq-scope").nth(VIEWS.length + i).evaluate((element) => element.shadowRoot.querySelector("img").hidden);
    await page.locator("freq-scope").last().getByText("Named").waitFor();
    assert.deepEqual(await Promise.all([1, 2, 3].map(hidden)), [true, true, true]);
    assert.equal(await page.locator("freq-scope iframe").count(), 0);
    for (const width of [320, 1000]) {
      await page.setViewportSize({ width, height: 900 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `it stands out at ${width}`);
    }
    // What is drawn stays without a network, and says why the figure is not there.
    await page.context().setOffline(true);
    await page.locator("freq-scope").first().getByRole("button", { name: "Show the figure" }).click();
    await page.locator("freq-scope").first().getByText("cannot be loaded").waitFor();
    assert.equal((await poster(page)).hidden, false);
  });
});

test("a figure is lazy, or waits for a click, and without a network it says so", { timeout: TIMEOUT }, () =>
  visit(
    {
      html: page(`${figure(`view="spectrum" loading="click"`)}<p style="height: 4000px"></p>${figure(`view="spectrum"`)}`),
      expected: [/ERR_INTERNET_DISCONNECTED|ERR_FAILED/],
    },
    async (page) => {
      await page.waitForTimeout(500);
      assert.equal(await page.locator("freq-scope iframe").count(), 0);
      await page.context().setOffline(true);
      await page.getByRole("button", { name: "Show the figure" }).click();
      const error = await told(page, "error");
      assert.equal(error.code, "unreachable");
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "Try again" }).click();
      await told(page, "result", ({ view }) => view === "spectrum");
      await page.evaluate(() => scrollTo(0, 4000));
      await page.waitForFunction(() => told.result.length > 1);
    },
  ));

/** As an attacker beside the figure, and as one within the page around it, would. */
async function forge(page) {
  return page.evaluate(async () => {
    const figure = document.querySelector("freq-scope");
    const inside = figure.querySelector("iframe").contentWindow;
    // From a frame of the page, which is not the page around: the figure must not obey.
    const other = document.body.appendChild(Object.assign(document.createElement("iframe"), { srcdoc: "<p>" }));
    await new Promise((resolve) => (other.onload = resolve));
    other.contentWindow.eval(`for (let i = 0; i < 5000; i += 1) parent.frames[0].postMessage({ freqscope: 1, type: "show", link: "v1/view=survey" }, "*")`);
    // To the page, from the same: the element must not believe.
    other.contentWindow.eval(`parent.postMessage({ freqscope: 1, type: "height", height: 9999 }, "*")`);
    postMessage({ freqscope: 1, type: "result", result: { view: "forged" } }, "*");
    // From the page itself, but of no known shape.
    for (const junk of [null, 1, "x", {}, { freqscope: 2, type: "show", link: "v1/view=survey" }, { freqscope: 1, type: "show", link: 5 }, { freqscope: 1, type: "show", link: "x".repeat(100_000) }, { freqscope: 1, type: "weights", name: "w" }, { freqscope: 1, type: "toString" }]) inside.postMessage(junk, "*");
    return figure.offsetHeight;
  });
}

test("forged messages and a flood change nothing", { timeout: TIMEOUT }, () =>
  visit({ html: page(figure(`view="spectrum" image="cat-0" loading="eager"`)) }, async (page) => {
    const { link } = await told(page, "result");
    const height = await forge(page);
    await page.waitForTimeout(1000);
    assert.equal(await frame(page).getByTestId("embed").getAttribute("data-view"), "spectrum");
    assert.equal(await page.locator("freq-scope").evaluate((figure) => figure.offsetHeight), height);
    assert.ok(await page.evaluate((link) => told.result.every((result) => result.link === link), link));
    // A flood of the page's own: the newest counts.
    await page.evaluate(() => {
      const figure = document.querySelector("freq-scope");
      const inside = figure.querySelector("iframe").contentWindow;
      for (let i = 0; i < 5000; i += 1) inside.postMessage({ freqscope: 1, type: "show", link: `v1/view=spectrum&picture=${i % 2 ? "cat-0" : "dog-12"}` }, "*");
    });
    await frame(page).getByTestId("embed-about").filter({ hasText: "cat, test image 0" }).waitFor();
    assert.ok((await page.evaluate(() => told.change.length)) < 10);
  }));

const strict = (origin) => `default-src 'none'; script-src ${origin}; frame-src ${origin}; img-src ${origin}; base-uri 'none'; form-action 'none'`;

test("a host with a strict policy, a frame without storage and a sandbox without an origin show the same", { timeout: TIMEOUT }, async () => {
  const attributes = `view="compare" image="cat-0" models="resnet18-natural" cut="8" loading="eager"`;
  const forbid = () => {
    if (self === top) return;
    for (const name of ["localStorage", "caches"]) Object.defineProperty(globalThis, name, { get() { throw new DOMException("forbidden", "SecurityError"); } });
  };
  const shown = [];
  for (const [extra, prepare] of [["", (page) => page.addInitScript(forbid)], [`sandbox="allow-scripts"`, async () => {}]]) {
    await visit({ html: page(figure(`${attributes} ${extra}`), { policy: strict }), prepare }, async (page) => {
      const { networks, cut } = await told(page, "result");
      shown.push(networks[0].without);
      assert.equal(cut, 8);
    });
  }
  assert.deepEqual(shown[0], shown[1]);
});

test("three figures download everything once, and only those in sight keep an engine", { timeout: TIMEOUT }, () => {
  const one = (view) => figure(`view="${view}" image="cat-0" models="resnet18-natural" loading="lazy"`);
  const asked = [];
  const count = (page) => page.context().on("requestfinished", (request) => asked.push(request));
  return visit({ html: page(`${one("occlusion")}<p style="height: 3000px"></p>${one("ablation")}<p style="height: 3000px"></p>${one("compare")}`), prepare: count }, async (page) => {
    const workers = async () => (await engines(page)).length;
    await told(page, "result", ({ view }) => view === "occlusion");
    const programs = () => asked.filter((request) => /\/worker\w*_bg\.wasm/.test(request.url())).length;
    assert.equal(programs(), 1);
    assert.equal(await workers(), 1);
    await page.locator("freq-scope").nth(1).scrollIntoViewIfNeeded();
    await told(page, "result", ({ view }) => view === "ablation");
    assert.equal(programs(), 1, "the second takes what the first has compiled");
    while ((await workers()) > 1) await page.waitForTimeout(250);
    await page.locator("freq-scope").nth(2).scrollIntoViewIfNeeded();
    await told(page, "result", ({ view }) => view === "compare");
    while ((await workers()) > 1) await page.waitForTimeout(250);
  });
});

test("a network and a picture of the host's own are shown", { timeout: TIMEOUT }, async () => {
  const files = { "own.safetensors": await readFile(`${DIST}/models/resnet18-l2-05.safetensors`), "own.png": await readFile(`${DIST}/samples/dog-12.png`) };
  return visit({ html: page(figure(`view="occlusion" models="resnet18-natural" image="own.png" weights="own.safetensors" loading="eager"`)), files }, async (page) => {
    const result = await told(page, "result", ({ networks, picture }) => picture === "own.png" && networks[0].id.startsWith("visitor:"));
    assert.match(result.link, /network=visitor:[0-9a-f]{16}/);
    assert.equal(result.networks[0].name, "own.safetensors");
  });
});

/** Does something with the figure in its page. */
const act = (page, what, argument) => page.locator("freq-scope").first().evaluate(what, argument);
const newest = (page, type) => page.evaluate((type) => told[type].at(-1), type);

/** Waits until nothing has been told for a while. */
async function quiet(page) {
  const count = () => page.evaluate(() => told.result.length + told.change.length);
  for (let before = -1, now = await count(); before !== now; ) {
    await page.waitForTimeout(700);
    [before, now] = [now, await count()];
  }
}

test("a picture of the host's own takes a sample's place, and gives it back", { timeout: TIMEOUT }, async () => {
  const files = { "own.png": await readFile(`${DIST}/samples/dog-12.png`) };
  const ways = [
    (figure) => figure.set({ image: "own.png" }),
    (figure) => figure.setAttribute("image", "own.png"),
    // The link that comes with it, and one that comes after it, know nothing of it.
    async (figure) => figure.set({ bands: "16-62", image: await (await fetch("own.png")).arrayBuffer() }),
    async (figure) => {
      figure.set({ image: new File([await (await fetch("own.png")).blob()], "own.png") });
      for (let i = 0; i < 20; i += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        figure.set({ bands: `${i}` });
      }
    },
  ];
  return visit({ html: page(figure(`view="spectrum" image="cat-0" loading="eager"`)), files }, async (page) => {
    await told(page, "result", ({ picture }) => picture.startsWith("cat"));
    for (const way of ways) {
      await act(page, way);
      await told(page, "result", ({ picture }) => /^(own\.png|image)$/.test(picture));
      await quiet(page);
      assert.match((await newest(page, "result")).picture, /^(own\.png|image)$/);
      assert.match((await newest(page, "change")).link, /pixels=/);
      await page.evaluate(() => Object.values(told).forEach((list) => list.splice(0)));
      await act(page, (figure) => figure.set({ image: "cat-0" }));
      await told(page, "result", ({ picture }) => picture === "cat, test image 0");
      await quiet(page);
      assert.match((await newest(page, "change")).link, /picture=cat-0/);
    }
    await act(page, ways[0]);
    await told(page, "result", ({ picture }) => picture === "own.png");
    await act(page, (figure) => (document.body.append(figure), figure.ready));
    await told(page, "result", ({ picture }) => picture === "own.png");
    await act(page, (figure) => figure.set({ image: null }));
    await told(page, "result", ({ picture }) => picture === "horse, test image 13");
  });
});

/** How a run ends. */
const ends = (promise) => promise.then(({ view }) => view, ({ code }) => code);

test("a run ends wherever the figure goes, and a title reaches the frame", { timeout: TIMEOUT }, () =>
  visit({ html: page(figure(`view="spectrum" image="cat-0" loading="eager"`)), expected: [/ERR_CONNECTION_REFUSED|ERR_UNSAFE_PORT/] }, async (page) => {
    await page.addScriptTag({ content: `globalThis.ends = ${ends}` });
    await told(page, "result");
    assert.equal(await act(page, (figure) => ((figure.title = "New"), figure.querySelector("iframe").title)), "New");
    const moved = await act(page, async (figure) => {
      figure.set({ view: "attack", attack: "fgsm" });
      const before = figure.ready;
      document.body.append(figure);
      return [before === figure.ready, await ends(figure.run())];
    });
    assert.deepEqual(moved, [false, "attack"]);
    assert.equal(await act(page, () => ends(document.createElement("freq-scope").run())), "removed");
    const removed = await act(page, (figure) => {
      const run = ends(figure.run());
      figure.remove();
      return run;
    }).catch((error) => error.message);
    assert.equal(removed, "removed");
    const nowhere = await page.evaluate(() => {
      const figure = Object.assign(document.createElement("freq-scope"), { innerHTML: "<p>none</p>" });
      figure.setAttribute("loading", "click");
      figure.setAttribute("base", "http://127.0.0.1:1/embed.html");
      document.body.append(figure);
      return ends(figure.run());
    });
    assert.equal(nowhere, "unreachable");
  }));

test("a checkpoint that leaves something open is an error, until the page says it", { timeout: TIMEOUT }, async () => {
  const layouts = new URL("../fixtures/checkpoints/layouts/", import.meta.url);
  const files = { "open.pth": await readFile(new URL("torchvision_resnet34.pth", layouts)), "none.pth": "no checkpoint" };
  return visit({ html: page(figure(`view="occlusion" models="resnet18-natural" weights="open.pth" loading="eager"`)), files }, async (page) => {
    const { code, message } = await told(page, "error");
    assert.equal(code, "unsaid");
    assert.match(message, /“open\.pth” leaves open how it scales pixels \(mean and std\)/);
    assert.equal(await frame(page).locator("dialog").count(), 0);
    await act(page, (figure) => figure.set({ mean: "0.5" }));
    assert.match((await told(page, "error", ({ code }) => code === "weights")).message, /belong together/);
    await act(page, (figure) => figure.set({ std: "1 1 1" }));
    await told(page, "error", ({ message }) => message.includes("mean is “0.5”: write three numbers"));
    await act(page, (figure) => figure.set({ mean: [0.4914, 0.4822, 0.4465], std: [0.247, 0.2435, 0.2616] }));
    const { networks } = await told(page, "result", ({ networks }) => networks[0].id.startsWith("visitor:"));
    assert.equal(networks[0].name, "open.pth");
    await act(page, (figure) => figure.set({ weights: "none.pth" }));
    await told(page, "error", ({ code, message }) => code === "model" && message.includes("none.pth"));
  });
});

test("a figure speaks the language of its link, or of the page around", { timeout: TIMEOUT }, () => {
  const figures = [figure(`view="spectrum" loading="click" link="lang=de"`), `<div lang="de-AT">${figure(`view="spectrum" loading="click"`)}</div>`, figure(`view="spectrum" loading="click"`)];
  return visit({ html: page(figures.join("")), context: { locale: "de-DE" } }, async (page) => {
    const press = (i) => page.locator("freq-scope").nth(i).getByRole("button");
    for (const [i, word] of ["Abbildung zeigen", "Abbildung zeigen", "Show the figure"].entries()) assert.equal(await press(i).textContent(), word);
    for (const i of [0, 1, 2]) await press(i).click();
    for (const [i, language] of ["de", "de", "en"].entries()) await frame(page, i).locator(`html[lang=${language}] [data-testid=embed]`).waitFor();
  });
});

// A browser that has just been installed takes its time to start.
test("in Firefox a figure shows itself, obeys and tells", { timeout: 3 * TIMEOUT, skip: noFirefox }, async () => {
  const site = await serve([], undefined, anyOrigin);
  const html = page(figure(`view="ablation" image="cat-0" models="resnet18-natural" bands="16-62" loading="click"`));
  const host = await serve([[/\/host\.html$/, () => html(site.origin)]]);
  try {
    await inFirefox(async (page) => {
      await page.evaluateOnNewDocument(remember);
      await page.goto(`${host.origin}/host.html`);
      const { path, naturalWidth } = await poster(page);
      assert.deepEqual([path, naturalWidth], ["/embed/posters/ablation.svg", 760]);
      await page.evaluate(() => document.querySelector("freq-scope").load());
      await page.waitForFunction(() => told.result.length > 0, { timeout: TIMEOUT });
      const result = await page.evaluate(() => told.result[0]);
      assert.deepEqual([result.version, result.view, result.bands, result.networks[0].without.length], [1, "ablation", "16-62", 10]);
      await page.evaluate(() => document.querySelector("freq-scope").set({ view: "spectrum", image: "dog-12" }));
      await page.waitForFunction(() => told.result.some(({ view, picture }) => view === "spectrum" && picture === "dog, test image 12"), { timeout: TIMEOUT });
      await page.waitForFunction(() => told.change.some(({ link }) => link.includes("picture=dog-12")), { timeout: TIMEOUT });
      await page.evaluate(() => document.querySelector("freq-scope").set({ image: "no-such-picture.png" }));
      await page.waitForFunction(() => told.error.length > 0, { timeout: TIMEOUT });
      assert.deepEqual(await page.evaluate(() => [told.error[0].version, told.error[0].code]), [1, "image"]);
    });
  } finally {
    host.close();
    site.close();
  }
});
