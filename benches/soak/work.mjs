// What a visitor does for hours: pictures, attacks, networks in and out, inversions, surveys. Each leaves the page as it found it.
import { readFile } from "node:fs/promises";
import { attack, method, start, state } from "../../tests/e2e/helpers/attack.mjs";
import { png } from "../../tests/e2e/helpers/png.mjs";

const CHECKPOINT = new URL("../../tests/fixtures/checkpoints/layouts/lightning_resnet18.ckpt", import.meta.url);
/** The networks that take turns. */
export const NETWORKS = ["resnet18-l2-025", "resnet18-l2-05", "resnet18-linf-8", "resnet18-natural"];
const METHODS = ["FGSM", "PGD ℓ∞", "PGD ℓ2"];
const SAMPLES = ["cat-0.png", "ship-1.png", "airplane-3.png", "cat-8.png"];

/** A picture that was never there before. */
async function picture(app, round) {
  const before = await app.chart();
  const colour = (x, y) => [x * round, y * (round + 1), (x + 1) * (y + round)].map((value) => value % 256);
  const name = `drawn-${round}.png`;
  await app.hand("drop", { name, mimeType: "image/png", buffer: png(40 + (round % 7), 40, colour) });
  await app.page.locator(`[data-testid=own-picture][title="${name}"]`).waitFor({ state: "attached" });
  await app.chart(before);
}

async function sample(app, round) {
  const before = await app.chart();
  await app.pick(SAMPLES[round % SAMPLES.length]);
  await app.chart(before);
}

/** Of a picture without a label: one that a network takes for something else than its label would be left alone. */
async function attacks(app, round) {
  await app.open("attack");
  await method(app, METHODS[round % METHODS.length]);
  await attack(app);
  await start(app, "CW", "iterations", "10000");
  await app.get("attack-run").click();
  // What was there before is shown again.
  await state(app, "done");
}

/** Another network takes the place of the one on show, and of the second one. */
async function networks(app, round) {
  await app.openPicker();
  const [shown, beside] = [NETWORKS[round % NETWORKS.length], NETWORKS[(round + 1) % NETWORKS.length]];
  await app.choose(shown);
  await app.page.locator(`[data-testid=model-row][data-model="${shown}"] [data-testid=model-show][aria-pressed=true]`).waitFor();
  await app.model("ready");
  await app.chart();
  const compare = app.row(beside).getByTestId("model-compare");
  if ((await compare.getAttribute("aria-pressed")) !== "true") await compare.click();
  await app.second();
}

/** A visitor's own network comes, and gives way to one that ships. */
async function checkpoint(app) {
  await app.open("networks");
  await app.hand("drop", { name: "lightning_resnet18.ckpt", mimeType: "", buffer: await readFile(CHECKPOINT) });
  const own = app.page.locator("[data-testid=model-row]", { hasText: "lightning_resnet18.ckpt" }).locator("[data-testid=model-show][aria-pressed=true]");
  await own.waitFor({ state: "attached" });
  await app.model("ready");
  await app.chart();
}

async function inversion(app) {
  await app.open("inversion");
  await app.get("inversion-run").click();
  for (const side of ["", "-b"]) await app.page.locator(`[data-testid=inversion-run-of${side}][data-state=done]`).waitFor();
}

async function survey(app) {
  const measured = (count) => app.page.waitForFunction((count) => Number(document.querySelector("[data-testid=survey-words]").dataset.done) >= count, count);
  await app.open("survey");
  await app.get("survey-run").click();
  await measured(2);
  await app.get("survey-run").click();
  await app.get("survey-clear").click();
}

/** Makes the engines keep as much as they ever do: every network, and of each what its gradients need, which is made where one is first
 * asked for. Twice, since it is chance which of the engines inverts which of two networks. */
export async function fill(app) {
  for (let number = 1; number <= 2 * NETWORKS.length; number += 1) {
    await networks(app, number);
    await inversion(app);
  }
}

/** One round of all; ends among the bands. */
export async function round(app, number) {
  for (const act of [picture, attacks, networks, sample, survey, checkpoint, inversion, networks]) await act(app, number);
  await app.open("bands");
  await app.chart();
}
