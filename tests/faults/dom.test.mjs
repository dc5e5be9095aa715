// A document that others change: a browser that translates it, after which what has been translated never changes again, and an extension
// that removes nodes.
import assert from "node:assert/strict";
import * as attack from "../e2e/helpers/attack.mjs";
import { fault } from "./fault.mjs";

const CHANGED = 15;
const INSTRUMENTS = ["extremes", "inversion", "survey", "probes", "proposition", "networks", "bands"];

/** What browsers do: text is moved into new elements, now and whenever it appears, unless `translate` forbids it. */
const TRANSLATE = `(() => {
  const skip = new Set(["SCRIPT", "STYLE", "TEXTAREA", "FONT", "OPTION"]);
  const one = (node) => {
    const parent = node.parentNode;
    if (!node.data.trim() || !parent || skip.has(parent.nodeName) || parent.closest("svg")) return;
    if (parent.closest("[translate]")?.translate === false) return;
    const outer = document.createElement("font"), inner = document.createElement("font");
    inner.textContent = node.data.replace(/[aeiou]/g, "ü");
    outer.append(inner);
    parent.replaceChild(outer, node);
  };
  const all = (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) found.push(walk.currentNode);
    found.forEach(one);
  };
  all(document.body);
  const added = (node) => (node.nodeType === 3 ? one(node) : node.nodeType === 1 && all(node));
  new MutationObserver((list) => list.forEach((change) => change.addedNodes.forEach(added))).observe(document.body, { childList: true, subtree: true });
})()`;

const translate = (app) => app.page.evaluate(TRANSLATE);

fault(CHANGED, "a translation of the page, in which pictures, bands, instruments and attacks are chosen", { real: true, core: true }, async (app) => {
  const first = await app.chart();
  await translate(app);
  assert.equal(await app.page.locator("h1").innerText(), "Whüch spütüül früqüüncüüs düüs ü nütwürk rüly ün?");
  await app.pick("cat-0.png");
  const cat = await app.chart(first);
  assert.equal(cat.class, "cat");
  await app.get("sentence").filter({ hasText: /says/ }).waitFor();
  await app.page.locator("[data-testid=answer] li", { hasText: "cat" }).first().waitFor();
  await app.get("whole").filter({ hasText: "cat" }).waitFor();
  await app.get("cutoff").focus();
  for (let i = 0; i < 5; i += 1) await app.page.keyboard.press("ArrowLeft");
  await app.get("sentence").filter({ hasText: "Without bands 11" }).waitFor();
  // Every panel is drawn, changed and drawn again.
  for (const instrument of INSTRUMENTS) await app.open(instrument);
  await app.cell(0).click();
  await app.page.locator("[data-testid=logit][data-after]").first().waitFor();
  await app.open("attack");
  await attack.attack(app);
  await app.page.locator(".attack-words", { hasText: /cat|dog|bird|frog|deer/ }).first().waitFor();
  await app.get("claims-open").click();
  await app.get("claims-count").filter({ hasText: "10 claims" }).waitFor();
  return "says what its networks answer";
});

fault(CHANGED, "a translation of a lesson", { hash: "#v1/lesson=frequencies-and-images", core: true }, async (app) => {
  const heading = (text) => app.page.locator("h1", { hasText: text }).waitFor();
  await heading("A picture as a sum");
  await translate(app);
  await heading("A püctürü üs ü süm");
  await app.get("number").fill("63");
  await app.get("check").click();
  await app.get("reply").filter({ hasText: "Right." }).waitFor();
  await app.get("step-next").click();
  await heading("Whüt stüys");
  await app.page.evaluate(() => (location.hash = "v1/lesson=attacks:2"));
  await heading("Hüw smüll");
  await app.get("lesson-step").filter({ hasText: "Step 2 of 6" }).waitFor();
  await app.get("lesson-leave").click();
  await app.get("article").waitFor();
  return "goes from step to step";
});

/** Removes nodes at random, the same ones for the same seed: elements, texts, and whatever appears. Runs in the page. */
function vandalise([seed, share]) {
  let state = seed;
  const random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32);
  const removable = () => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
    const found = [];
    while (walk.nextNode()) if (!walk.currentNode.contains(document.querySelector("main")) && walk.currentNode.parentNode.nodeName !== "BODY") found.push(walk.currentNode);
    return found;
  };
  const nodes = removable();
  let removed = 0;
  for (let i = 0; i < nodes.length * share; i += 1) {
    const node = nodes[Math.floor(random() * nodes.length)];
    if (node.isConnected && node.childNodes.length < 5) {
      node.remove();
      removed += 1;
    }
  }
  return removed;
}

for (const seed of [1, 2, 3]) {
  fault(CHANGED, `an extension that removes a tenth of all nodes (seed ${seed})`, { starts: false }, async (app, clock) => {
    const chart = await app.chart();
    const removed = await app.page.evaluate(vandalise, [seed, 0.1]);
    clock.strikes();
    for (const link of ["#v1/beside=none&picture=cat-0", "#v1/beside=none&picture=cat-0&at=attack&without=3", "#v1/picture=ship-1&at=survey&class=cat", "#v1/lesson=attacks:2", "#v1/beside=none&picture=ship-1&lang=de"]) {
      await app.page.evaluate((link) => { location.hash = link; }, link);
      await app.page.waitForTimeout(700);
    }
    const again = await app.page.evaluate(vandalise, [seed + 10, 0.05]);
    await app.page.evaluate(() => { location.hash = "#v1/beside=none&picture=cat-8"; });
    await app.page.waitForTimeout(1500);
    // Whatever is missing, the program lives: it still writes what is seen into the address.
    await app.page.evaluate(() => { location.hash = "#v1/beside=none&picture=nonsense-9"; });
    await app.page.waitForFunction(() => !location.hash.includes("nonsense"));
    clock.stops();
    await app.page.reload();
    await app.chart();
    return `${removed} and ${again} nodes later it still answered; whole again after a reload`;
  });
}

const CLUTTER = `setInterval(() => {
  for (const place of document.querySelectorAll("main *:not(svg *, select *, table *)")) if (place.children.length === 1 && !place.querySelector(".clutter")) place.prepend(Object.assign(document.createElement("span"), { className: "clutter" }));
}, 300)`;

fault(CHANGED, "an extension that adds a node to each place", { starts: false }, async (app, clock) => {
  const first = await app.chart();
  await app.page.evaluate(CLUTTER);
  clock.strikes();
  await app.pick("cat-0.png");
  await app.chart(first);
  for (const instrument of INSTRUMENTS) await app.open(instrument);
  await app.open("attack");
  await attack.attack(app);
  clock.stops();
  return "charts, instruments and an attack";
});
