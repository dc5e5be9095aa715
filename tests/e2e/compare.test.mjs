// Two models side by side, the visitor's own models, and the weights that stay on this machine.
import assert from "node:assert/strict";
import { fixtureImage } from "./helpers/files.mjs";
import { PHONE, PHONE_DARK, WIDE, WIDE_DARK, assertWhole } from "./helpers/layout.mjs";
import { ROTATED, SHIPPED, isWeights, ownModel, withRotated } from "./helpers/models.mjs";
import { assertClose } from "./helpers/numbers.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";
import { gate } from "./helpers/server.mjs";

const CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

const overrides = await withRotated();

const before = (name) => CLASSES.at(CLASSES.indexOf(name) - 1);
const after = (name) => CLASSES[(CLASSES.indexOf(name) + 1) % CLASSES.length];
const explain = (app, name) => app.classSelect().selectOption(name);

/** Waits until an element has the focus, which the control that was used has left to it. */
const focused = (app, id) => app.page.locator(`[data-testid=${id}]:focus`).waitFor({ state: "attached" });

/** Compares the shipped model with the rotated one. */
async function compare(app) {
  await app.chart();
  await app.openPicker();
  await app.choose(ROTATED, "compare");
  await app.model("ready", "-b");
  await app.open("bands");
}

scenario("two models answer side by side, on one axis and about one class", { overrides }, async (app) => {
  await app.upload(fixtureImage(0));
  await compare(app);
  const chart = await app.chart();
  const second = await app.second();
  await app.get("disagreement").filter({ hasText: `classes rotated predicts “${after(chart.class)}”` }).waitFor();
  assert.equal(await app.get("prediction-b").getAttribute("data-class"), after(chart.class));

  const first = (await app.logits()).before;
  assertClose((await app.logits("logit-b")).before, [first.at(-1), ...first.slice(0, -1)], "logits of the second model");
  await explain(app, before(chart.class));
  assertClose(second, (await app.chart(chart)).scores, "its score of a class is the first one's of the class before");

  await app.bar(3).hover();
  await app.get("of-readout").filter({ hasText: /Band 3.*natural.*score.*score/s }).waitFor();
  const cells = app.get("of-table").locator("tbody tr").first().locator("td");
  assert.equal(await cells.count(), 6);
});

scenario("the selection is answered by both models", { overrides }, async (app) => {
  await compare(app);
  await app.second();
  await app.get("bands-input").fill("0-3");
  for (const id of ["logit", "logit-b"]) await app.page.locator(`[data-testid=${id}][data-after]`).last().waitFor();
  const [first, second] = [await app.logits(), await app.logits("logit-b")];
  assertClose(second.after, [first.after.at(-1), ...first.after.slice(0, -1)], "logits without the bands");
});

const late = gate(/\/rotated\.safetensors$/);

scenario("the first model answers while the second one's weights arrive", { overrides: [...overrides, late.override] }, async (app) => {
  const chart = await app.chart();
  await app.openPicker();
  await app.choose(ROTATED, "compare");
  await app.model("loading", "-b");
  await app.upload(fixtureImage(1));
  await app.chart(chart);
  late.open();
  await app.second();
});

scenario("models are chosen, exchanged and taken away by keyboard", { overrides }, async (app) => {
  const press = (locator) => locator.press("Enter");
  await app.chart();
  await press(app.get("tab-networks"));
  await press(app.get("model-picker").locator("summary").first());
  await press(app.row(ROTATED).getByTestId("model-compare"));
  await app.second();
  const chart = await app.chart();
  await press(app.row(ROTATED).getByTestId("model-show"));
  assert.equal((await app.chart()).class, after(chart.class), "the second model is the first now");
  await press(app.get("stop-comparing"));
  await app.get("answer-b").waitFor({ state: "detached" });
  await focused(app, "networks");
  assert.equal(await app.row(ROTATED).getByTestId("model-show").getAttribute("aria-pressed"), "true");
  assert.equal(await app.row(SHIPPED).getByTestId("model-compare").getAttribute("aria-pressed"), "false");
});

scenario("after a crash both models are there again", { overrides, expected: [/trap of the test/] }, async (app) => {
  await compare(app);
  const [chart, second] = [await app.chart(), await app.second()];
  const blow = () => setTimeout(() => { throw new Error("trap of the test"); });
  await (await app.worker()).evaluate(blow);
  await app.notice(/was restarted/);
  for (const side of ["", "-b"]) await app.model("ready", side);
  await app.upload(fixtureImage(9));
  await app.chart(chart);
  assert.notDeepEqual(await app.second(), second);
});

const WAYS = [
  { name: "dropped", give: (app, file) => app.hand("drop", file) },
  { name: "chosen", give: (app, file) => app.openPicker().then(() => app.get("model-input").setInputFiles(file)) },
];

for (const { name, give } of WAYS) {
  scenario(`the visitor's own model is used when it is ${name}, and can be compared`, {}, async (app) => {
    const chart = await app.chart();
    await give(app, await ownModel());
    await app.open("networks");
    const row = app.page.getByTestId("model-row").filter({ hasText: "own.safetensors" });
    await row.locator("[data-testid=model-show][aria-pressed=true]").waitFor({ state: "attached" });
    await app.model("ready");
    assert.deepEqual(await app.chart(), chart, "the same weights give the same scores");
    if (name === "dropped") await app.get("model-picker").locator("summary").first().click();
    await app.choose(SHIPPED, "compare");
    assert.deepEqual(await app.second(), chart.scores);
  });
}

const text = (name, buffer) => ({ name, mimeType: "", buffer: Buffer.from(buffer) });
const cut = await ownModel("cut.safetensors");

const BROKEN = [
  { ...cut, buffer: cut.buffer.subarray(0, 50_000) },
  text("text.safetensors", "this is no model at all"),
  text("empty.safetensors", ""),
];

scenario("a file that is no usable model is refused by name, and the page works on", {}, async (app) => {
  const chart = await app.chart();
  for (const file of BROKEN) {
    await app.hand("drop", file);
    await app.notice(new RegExp(`“${file.name}” cannot be used`));
    assert.deepEqual(await app.chart(), chart, file.name);
  }
  await screenshot(app.page, "own model refused");
  await app.get("notice").last().getByRole("button", { name: "Dismiss" }).press("Enter");
  await focused(app, "notices");
  await app.upload(fixtureImage(1));
  await app.chart(chart);
});

scenario("weights are stored for the next visit, until the visitor clears them", { overrides }, async (app) => {
  await app.chart();
  await app.openPicker();
  await app.row(SHIPPED).getByTestId("stored").waitFor();
  const fetched = [];
  app.page.context().on("request", (request) => fetched.push(request.url()));
  await app.page.reload();
  await app.chart();
  assert.deepEqual(fetched.filter((url) => isWeights(url)), []);

  await app.openPicker();
  await app.row(SHIPPED).getByTestId("stored").waitFor();
  assert.equal(await app.row(ROTATED).getByTestId("stored").count(), 0);
  await app.get("forget-stored").click();
  await app.row(SHIPPED).getByTestId("stored").waitFor({ state: "detached" });
  assert.equal(await app.get("forget-stored").count(), 0);
  await focused(app, "networks");
});

scenario("the choice of a device is remembered", {}, async (app) => {
  await app.chart();
  await app.compute("cpu");
  await app.device(/chosen by hand/i);
  await app.page.reload();
  await app.device(/chosen by hand/i);
  assert.equal(await app.get("device-choice").inputValue(), "cpu");
});

scenario("nothing of a comparison is cut off", { overrides }, async (app) => {
  await compare(app);
  await app.second();
  await app.cell(12).click();
  await assertWhole(app, "compared", [WIDE, WIDE_DARK, PHONE, PHONE_DARK]);
});
