// Attacking the picture: from the settings to the spectrum of the change, and what is refused.
import assert from "node:assert/strict";
import { attack, method, start, state } from "./helpers/attack.mjs";
import { fixtureImage } from "./helpers/files.mjs";
import { assertWhole } from "./helpers/layout.mjs";
import { ROTATED, SHIPPED, withRotated } from "./helpers/models.mjs";
import { scenario } from "./helpers/scenario.mjs";

const BANDS = 63;

const radio = (app, name) => app.page.getByRole("radio", { name, exact: true }).check({ force: true });

/** The test id of the element that has the focus, or its id. */
const focused = (app) => app.page.evaluate(() => document.activeElement.dataset.testid ?? document.activeElement.id);

/** Numbers with which CW and SimBA end soon, whatever comes of them. */
async function hurry(app) {
  await method(app, "CW");
  await app.get("attack-iterations").fill("10");
  await app.get("attack-searches").fill("1");
  await method(app, "SimBA, pixels");
  await app.get("attack-freq_dims").fill("4");
  await method(app, "FGSM");
}

/** How far each of the four attacks that are compared is. */
const standings = (app) => app.get("series-row").evaluateAll((rows) => rows.map((row) => row.dataset.state));

/** Waits until as many rows of the comparison are as far as that. */
async function series(app, standing, count) {
  const there = ([standing, count]) =>
    document.querySelectorAll(`[data-testid=series-row][data-state=${standing}]`).length === count;
  await app.page.waitForFunction(there, [standing, count]);
}

/** Shows the rotated model beside the shipped one. */
async function compare(app) {
  await app.openPicker();
  await app.choose(ROTATED, "compare");
  await app.model("ready", "-b");
  await app.open("attack");
}

/** Starts an attack that takes long, and waits until it is at work. */
const attackForLong = (app) => start(app, "CW", "iterations", "10000");

/** Attacks two networks with one click, and waits for both results. */
async function attackBoth(app) {
  await app.upload(fixtureImage(0));
  await app.chart();
  await compare(app);
  await app.second();
  await radio(app, "Both");
  await attack(app);
  await app.page.locator("[data-testid=attack-victim-b][data-state=done]").waitFor();
}

/** The change in each band, of an attack that has ended. */
async function profile(app) {
  const bars = app.get("rct-bar");
  return bars.evaluateAll((bars) => bars.sort((a, b) => a.dataset.band - b.dataset.band).map((bar) => Number(bar.dataset.value)));
}

scenario("FGSM on the CPU shows where its change lies, and its image becomes the picture and goes", { at: "attack" }, async (app) => {
  await app.upload(fixtureImage(0));
  const chart = await app.chart();
  const picture = await app.plate("image");
  await attack(app);
  await app.get("attack-words").filter({ hasText: "FGSM succeeded: the network says" }).waitFor();
  await app.get("attack-numbers").filter({ hasText: "8.0/255" }).waitFor();
  const relative = await profile(app);
  assert.equal(relative.length, BANDS);
  assert.ok(relative.every((value) => value > 0 && Number.isFinite(value)));
  await radio(app, "Absolute");
  await app.page.locator("[data-testid=rct-profile][aria-label^=Absolute]").waitFor();
  assert.notDeepEqual(await profile(app), relative);
  await app.get("rct-map").waitFor();

  await app.get("attack-adopt").click();
  const adversarial = await app.chart(chart);
  assert.equal(await focused(app), "attack-adopt");
  assert.notEqual(adversarial.class, chart.class);
  await app.changedPlate("image", picture);
  await app.get("attack-return").click();
  assert.equal(await focused(app), "attack-title", "the button is gone and the focus has a place");
  assert.deepEqual(await app.chart(adversarial), chart);
  assert.equal(await app.plate("image"), picture);
});

scenario("a long CW run is watched and cancelled, and the engine is free again at once", { at: "attack" }, async (app) => {
  await app.upload(fixtureImage(0));
  const chart = await app.chart();
  await attackForLong(app);
  await app.get("attack-iterate-change").waitFor();
  await app.get("attack").getByText(/Multiplied by \d+; mid-grey is no change/).waitFor();
  const history = app.get("attack-probabilities");
  await history.getByRole("img", { name: /^Probabilities from step 0 to \d+; at the end / }).waitFor();
  const classes = history.locator("li");
  assert.equal(await classes.count(), 4);
  assert.equal(await classes.first().getAttribute("data-class"), chart.class);
  const readings = Number(await history.getAttribute("data-readings"));
  const grown = (least) => Number(document.querySelector("[data-testid=attack-probabilities]").dataset.readings) > least;
  await app.page.waitForFunction(grown, readings);
  await app.get("attack-run").filter({ hasText: "Cancel" }).click();
  await state(app, "idle");
  await app.get("attack-words").filter({ hasText: "Cancelled." }).waitFor();
  const cancelled = Date.now();
  await method(app, "FGSM");
  await attack(app);
  const milliseconds = Date.now() - cancelled;
  assert.ok(milliseconds < 30_000, `the next attack ended after ${milliseconds} ms`);
  console.log(`FGSM right after a cancelled CW run: ${milliseconds} ms`);
});

scenario("a double click starts and does not stop what it has started", { at: "attack" }, async (app) => {
  await app.chart();
  await method(app, "CW");
  await app.get("attack-iterations").fill("10000");
  await app.get("attack-run").dblclick();
  await state(app, "running");
  await app.get("attack-probabilities").waitFor();
  assert.equal(await app.get("attack").getAttribute("data-state"), "running");
  await app.get("attack-run").filter({ hasText: "Cancel" }).click();
  await state(app, "idle");
  await app.get("attack-compare").dblclick();
  await series(app, "done", 2);
  assert.ok((await standings(app)).every((standing) => standing !== "stopped"), (await standings(app)).join());
});

const trap = { expected: [/trap of the test/] };

scenario("when the engine dies in the middle of an attack, the settings stay and it can be repeated", { at: "attack", ...trap }, async (app) => {
  await app.chart();
  await attackForLong(app);
  (await app.worker()).evaluate(() => setTimeout(() => { throw new Error("trap of the test"); })).catch(() => {});
  await state(app, "failed");
  await app.get("attack-words").filter({ hasText: "Your settings are kept" }).waitFor();
  assert.equal(await app.get("attack-iterations").inputValue(), "10000");
  await method(app, "FGSM");
  await attack(app);
});

scenario("a parameter without a meaning is refused in a sentence before any work", { at: "attack" }, async (app) => {
  await app.chart();
  await app.get("attack-epsilon").fill("-0.1");
  await app.get("attack-complaint").filter({ hasText: /epsilon is -0\.1: choose a number from 0 to 1/ }).waitFor();
  assert.equal(await app.get("attack-epsilon").getAttribute("aria-invalid"), "true");
  assert.ok(await app.get("attack-run").isDisabled());
  await app.get("attack-paper").click();
  assert.equal(await app.get("attack-epsilon").inputValue(), "0.15");
  assert.equal(await app.get("attack-complaint").innerText(), "");
  assert.ok(await app.get("attack-run").isEnabled());
});

scenario("the paper's radius of PGD comes with steps that can reach it", { at: "attack" }, async (app) => {
  await app.chart();
  await method(app, "PGD ℓ∞");
  assert.equal(await app.get("attack-alpha").inputValue(), "2/255");
  await app.get("attack-paper").click();
  assert.equal(await app.get("attack-epsilon").inputValue(), "0.15");
  assert.equal(await app.get("attack-alpha").inputValue(), "0.0375");
});

scenario("the change is measured in four ways, and its energy is shared out", { at: "attack" }, async (app) => {
  await app.upload(fixtureImage(0));
  await app.chart();
  await attack(app);
  const guarded = await profile(app);
  await radio(app, "Raw");
  await app.page.getByText(/A coefficient that was close to 0 gives a very large value/).waitFor();
  const raw = await profile(app);
  assert.ok(raw.every((value, k) => value >= guarded[k]), "a floor under the denominator only makes values smaller");
  await radio(app, "Energy");
  await app.page.locator("[data-testid=rct-profile][aria-label^=Energy]").waitFor();
  const shares = await profile(app);
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  assert.ok(Math.abs(sum(shares) - 1) < 1e-6, `the shares sum to ${sum(shares)}`);
  const shown = (await app.get("attack-thirds").innerText()).match(/[\d.]+(?=\s%)/g).map(Number);
  const thirds = [0, 21, 42].map((first) => 100 * sum(shares.slice(first, first + 21)));
  assert.equal(shown.length, 3);
  thirds.forEach((third, i) => assert.ok(Math.abs(third - shown[i]) <= 0.051, `${third} is shown as ${shown[i]}`));
});

scenario("the change of a band is read beside its score, before and after", { at: "attack" }, async (app) => {
  await app.upload(fixtureImage(0));
  const chart = await app.chart();
  await attack(app);
  const band = (band) => app.page.locator(`[data-testid=rct-bar][data-band="${band}"]`);
  await band(3).hover();
  const score = (value) => Math.abs(value).toFixed(2).replace(".", "\\.");
  const line = (moment, { class: name, scores }) =>
    new RegExp(`^Band 3 · Guarded [\\d.]+ · Occluded Frequency of the image ${moment}, class “${name}” .?${score(scores[3])}$`);
  await app.get("rct-readout").filter({ hasText: line("before", chart) }).waitFor();
  await app.get("attack-adopt").click();
  const adversarial = await app.chart(chart);
  await band(5).hover();
  await band(3).hover();
  await app.get("rct-readout").filter({ hasText: line("after", adversarial) }).waitFor();
  assert.equal(await app.get("rct-table").locator("tbody tr").first().locator("td").count(), 2);
});

const overrides = await withRotated();
const CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
const next = (name) => CLASSES[(CLASSES.indexOf(name) + 1) % CLASSES.length];

scenario("an adversarial image is shown to every loaded network", { at: "attack", overrides }, async (app) => {
  await app.upload(fixtureImage(0));
  const chart = await app.chart();
  await attack(app);
  assert.equal(await app.get("transfer-row").count(), 1, "one network is loaded");
  await compare(app);
  const row = (model) => app.page.locator(`[data-testid=transfer-row][data-model="${model}"]`);
  await row(ROTATED).filter({ hasText: "wrong before" }).waitFor();
  const says = async (model) => {
    const cells = await row(model).locator("td").allInnerTexts();
    return [...cells.slice(0, 2).map((cell) => cell.split(",")[0]), cells[2]];
  };
  const [before, after, effect] = await says(SHIPPED);
  assert.deepEqual([before, effect], [chart.class, "fooled"]);
  assert.notEqual(after, before);
  assert.deepEqual(await says(ROTATED), [next(before), next(after), "wrong before"]);
});

scenario("one click attacks both networks, and each result stands under its name", { at: "attack", overrides }, async (app) => {
  await attackBoth(app);
  const said = async (id) => (await app.get(id).innerText()).match(/succeeded: the network says “(\w+)” instead of “(\w+)”/).slice(1);
  const first = await said("attack-words");
  assert.deepEqual(await said("attack-words-b"), first.map(next), "the second network is the first with its classes moved on");
  await app.get("attack-victim-b").getByRole("heading", { name: /classes rotated/ }).waitFor();
  for (const id of ["attack-numbers", "attack-numbers-b"]) await app.get(id).filter({ hasText: "8.0/255" }).waitFor();

  await radio(app, "The first");
  await attack(app);
  await app.get("attack-victim-b").waitFor({ state: "detached" });
});

scenario("four attacks are compared in one go, and a row opens its result", { at: "attack" }, async (app) => {
  await app.upload(fixtureImage(0));
  await app.chart();
  await hurry(app);
  await app.get("attack-epsilon").fill("4/255");
  await app.get("attack-compare").click();
  await series(app, "done", 4);
  await app.get("series-words").filter({ hasText: "All 4 attacks have ended." }).waitFor();
  const rows = await app.get("series-row").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
  const names = rows.map(([name]) => name);
  assert.deepEqual(names, ["FGSM, ε = 4/255", "PGD ℓ∞, ε = 8/255", "CW, κ = 0", "SimBA, pixels, ε = 0.2"]);
  assert.ok(Math.abs(Number(rows[0][5]) - 4 / 255) < 1e-4, `ℓ∞ of FGSM is ${rows[0][5]}`);
  const changed = rows.filter((row) => row.at(-1) !== "–");
  assert.ok(changed.length >= 2, "FGSM and PGD always change the image");
  assert.equal(await app.get("energy-profile").count(), changed.length);
  for (const row of changed) {
    const total = row.slice(-3).reduce((sum, share) => sum + parseFloat(share), 0);
    assert.ok(Math.abs(total - 100) < 0.3, `the thirds of ${row[0]} sum to ${total} %`);
  }
  await app.get("attack-words").filter({ hasText: "SimBA" }).waitFor();
  await app.get("series-open").first().press("Enter");
  await app.get("attack-words").filter({ hasText: "FGSM" }).waitFor();
  assert.equal(await app.get("series-open").first().getAttribute("aria-pressed"), "true");
  assert.equal(await focused(app), "series-open");
  assert.equal(await app.get("attack-epsilon").inputValue(), "4/255");
});

scenario("cancelling the comparison stops the attack at work and those after it", { hash: "?threads=1#v1/beside=none&at=attack" }, async (app) => {
  await app.upload(fixtureImage(0));
  await app.chart();
  await method(app, "CW");
  await app.get("attack-iterations").fill("10000");
  await app.get("attack-compare").click();
  await series(app, "done", 2);
  await series(app, "running", 1);
  await app.get("attack-compare").filter({ hasText: "Cancel" }).click();
  assert.deepEqual(await standings(app), ["done", "done", "stopped", "stopped"]);
  await state(app, "idle");
  await app.get("series-open").nth(1).click();
  await app.get("attack-words").filter({ hasText: "PGD ℓ∞" }).waitFor();
  assert.deepEqual(await standings(app), ["done", "done", "stopped", "stopped"]);
});

scenario("a run of the session comes back by keyboard, with its settings and its picture", { at: "attack" }, async (app) => {
  await app.upload(fixtureImage(0));
  const chart = await app.chart();
  const picture = await app.plate("image");
  await app.get("attack-history").locator("summary").press("Enter");
  await app.get("history-empty").waitFor();
  await app.get("attack-epsilon").fill("4/255");
  await attack(app);
  const words = await app.get("attack-words").innerText();
  await app.upload(fixtureImage(1));
  const other = await app.changedPlate("image", picture);
  await app.chart(chart);
  await method(app, "PGD ℓ2");
  await attack(app);
  assert.equal(await app.get("history-run").count(), 2);
  await app.get("history-run").first().filter({ hasText: "PGD ℓ2" }).waitFor();
  await app.get("history-run").last().press("Enter");
  assert.equal(await app.changedPlate("image", other), picture);
  assert.equal(await app.get("attack-epsilon").inputValue(), "4/255");
  assert.equal(await app.get("attack-words").innerText(), words);
  assert.equal(await focused(app), "history-run");
  assert.equal(await app.get("history-run").last().getAttribute("aria-pressed"), "true");
});

scenario("nothing of an attack is cut off", { at: "attack" }, async (app) => {
  await app.chart();
  await hurry(app);
  await app.get("attack-compare").click();
  await series(app, "done", 4);
  await app.get("attack-history").locator("summary").click();
  await method(app, "PGD ℓ2");
  await attack(app);
  await assertWhole(app, "attack");
});

scenario("nothing of an attack on two networks is cut off", { at: "attack", overrides }, async (app) => {
  await attackBoth(app);
  await assertWhole(app, "attack on two");
});
