// The page while the browser translates it: what has been translated never changes again, so that whatever changes must not be.
import assert from "node:assert/strict";
import { scenario } from "./helpers/scenario.mjs";
import * as attack from "./helpers/attack.mjs";

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

scenario("translated, the page says what its networks answer", { hash: "#v1/beside=none" }, async (app) => {
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
  for (const instrument of ["extremes", "inversion", "survey", "probes", "proposition", "networks", "bands"]) await app.open(instrument);
  await app.cell(0).click();
  await app.page.locator("[data-testid=logit][data-after]").first().waitFor();
  await app.open("attack");
  await attack.attack(app);
  await app.page.locator(".attack-words", { hasText: /cat|dog|bird|frog|deer/ }).first().waitFor();
  await app.get("claims-open").click();
  await app.get("claims-count").filter({ hasText: "10 claims" }).waitFor();
});

scenario("translated, a lesson goes from step to step", { hash: "#v1/lesson=frequencies-and-images" }, async (app) => {
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
});
