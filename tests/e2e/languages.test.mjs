// The page in each of its languages: chosen by the link, the browser or the visitor, without a sentence of another.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { scenario, screenshot } from "./helpers/scenario.mjs";

/** German, and what only it says. */
const GERMAN = { tag: "de", title: "Auf welche Ortsfrequenzen stützt sich ein Netz?" };
const ENGLISH = { tag: "en", title: "Which spatial frequencies does a network rely on?" };

const INSTRUMENTS = ["bands", "extremes", "attack", "inversion", "survey", "probes", "proposition", "networks"];
const SECTIONS = ["an-image-is-a-sum", "when-one-is-missing", "occluded-frequency", "where-attacks-land", "adversarial-training", "images-that-mean-the-same", "does-it-hold"];
const PHONE = { viewport: { width: 375, height: 812 } };

/** Texts that are the same in both: names, formulas, citations. */
const NAMES = [/^Towards Frequency-Based Explanation/, /^@(article|software)/, /^[^a-z]*$/, /ResNet-18|ResNet-50|VGG-19/, /^freqscope\b/, /\.(npy|npz|png|safetensors|pth?)\b/, /<iframe|<freq-scope|<script/];

const speaks = async (app, { tag, title }) => {
  await app.page.locator(`html[lang=${tag}] h1`, { hasText: title }).waitFor();
};

/** All texts of three words or more that a visitor can come to read or hear. */
const sentences = (app) =>
  app.page.evaluate(() => {
    const found = new Set();
    const keep = (text) => text && text.replace(/\s+/g, " ").trim().split(" ").filter((word) => /\p{L}{2}/u.test(word)).length >= 3 && found.add(text.replace(/\s+/g, " ").trim());
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("script, style, noscript, [lang]:not(html)")) keep(walk.currentNode.data);
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
      for (const name of ["aria-label", "title", "placeholder", "alt"]) keep(element.getAttribute(name));
    }
    return [...found];
  });

/** Everything on the page, drawn: its sections, instruments, claims and lessons. */
async function everything(app, seen) {
  const all = new Set();
  const look = async (name) => {
    for (const text of await sentences(app)) all.add(text);
    await seen?.(name);
  };
  await app.model("ready");
  await app.second();
  for (const name of SECTIONS) {
    await app.page.locator(`[data-testid=chapter][data-section=${name}]`).evaluate((element) => element.scrollIntoView({ behavior: "instant" }));
  }
  await app.page.waitForFunction(() => document.querySelectorAll("[data-testid=verdict-row]").length >= 10);
  await app.get("claims-open").click();
  await look("article");
  for (const instrument of INSTRUMENTS) {
    await app.open(instrument);
    await look(instrument);
  }
  return all;
}

const whole = async (app, name) => {
  await screenshot(app.page, name);
  const [width, wide] = await app.page.evaluate(() => {
    const right = (element) => element.getBoundingClientRect().right;
    const over = [...document.querySelectorAll("main *, header *, footer *")].filter((element) => right(element) > innerWidth + 1 && !element.closest("svg, .scroll, [class*=scroll], [popover]"));
    return [document.documentElement.scrollWidth, over.slice(0, 3).map((element) => `${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`)];
  });
  assert.ok(width <= PHONE.viewport.width, `${name} is ${width} pixels wide: ${wide.join("; ")}`);
};

scenario("a link chooses the language, and the visitor another, which the link then has", { hash: "#v1/beside=none&lang=de" }, async (app) => {
  await speaks(app, GERMAN);
  assert.match(await app.page.title(), /Ortsfrequenzen/);
  await app.model("ready");
  await app.get("sentence").filter({ hasText: /^Ohne die Bänder .* sagt das Netz Katze\.$/ }).waitFor();
  await app.get("whole").filter({ hasText: /\d,\d/ }).waitFor();
  await app.get("language").selectOption("en");
  await speaks(app, ENGLISH);
  await app.page.waitForFunction(() => location.hash.includes("lang=en"));
  assert.equal(await app.page.evaluate(() => document.activeElement.dataset.testid), "language", "the list keeps the focus");
  await app.get("sentence").filter({ hasText: /says/ }).waitFor();
});

scenario("a browser chooses the language, and the link does not say so", { hash: "#v1/beside=none", context: { locale: "de-AT" } }, async (app) => {
  await speaks(app, GERMAN);
  assert.ok(!(await app.page.evaluate(() => location.hash)).includes("lang"));
});

scenario("an English browser is answered in English", { hash: "" }, (app) => speaks(app, ENGLISH));

scenario("what goes wrong is told in the language of the page", { hash: "", context: { locale: "de-DE" }, overrides: [[/\/engine\.js$/, () => undefined]], expected: [/404/, /./] }, async (app) => {
  await app.notice(/Rechenprogramm kann nicht gestartet werden/);
  // What is wrong with a file is known by variant to the part that reads it, and put into words by the page.
  for (const [name, start, told] of [["x.pdf", "%PDF-1.7", /ein PDF-Dokument\) wird hier nicht gelesen/]]) {
    await app.hand("drop", { name, mimeType: "application/octet-stream", buffer: Buffer.from(start, "latin1") });
    await app.notice(told);
  }
});

const seen = {};
for (const language of [ENGLISH, GERMAN]) {
  scenario(`everything fits a telephone in ${language.tag}`, { hash: `#v1/lang=${language.tag}`, context: PHONE, timeout: 600_000 }, async (app) => {
    await speaks(app, language);
    seen[language.tag] = await everything(app, (name) => whole(app, `language ${language.tag} ${name}`));
  });
}

test("no sentence of one language is left in the other", () => {
  const [en, de] = [seen.en, seen.de];
  assert.ok(en?.size > 200 && de?.size > 200, "both were read");
  const same = [...en].filter((text) => de.has(text) && !NAMES.some((name) => name.test(text)));
  assert.deepEqual(same, []);
});

scenario("a lesson is German, with its sheets", { hash: "#v1/lesson=frequencies-and-images&lang=de", context: PHONE }, async (app) => {
  await app.page.locator("html[lang=de] h1").first().waitFor();
  await whole(app, "language de lesson");
  const texts = (await sentences(app)).filter((text) => !NAMES.some((name) => name.test(text)));
  assert.deepEqual(texts.filter((text) => /\b(the|and|with|which)\b/i.test(text)), []);
});

scenario("a figure in another page takes the language from its link", { hash: "embed.html#v1/view=occlusion&lang=de" }, async (app) => {
  await app.page.locator("html[lang=de]").waitFor();
  await app.page.locator("h2", { hasText: "Occluded Frequency für die Klasse" }).waitFor();
  assert.match((await app.page.locator("a[href*='lang=de']").first().getAttribute("href")) ?? "", /lang=de/, "and the page that it leads to");
});

for (const script of ["boot.js", "stay.js", "camera.js"]) {
  test(`${script} has each message in each language, and none that nobody says`, async () => {
    const text = await readFile(new URL(`../../www/${script}`, import.meta.url), "utf8");
    const table = text.slice(text.indexOf("const WORDS = ") + 14);
    const words = new Function(`return ${table.slice(0, table.search(/\n\s*};/) + 1)}}`)();
    const [en, de] = [words.en, words.de].map((one) => Object.keys(one).sort());
    assert.deepEqual(en, de);
    // What stands in index.html names its words there.
    const page = await readFile(new URL("../../index.html", import.meta.url), "utf8");
    for (const key of en) assert.match(text + page, new RegExp(`words(\\(\\))?\\.${key}\\b|data-word="${key}"`), key);
  });
}
