// Checkpoints of other people, dropped as they were saved.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fixtureImage } from "./helpers/files.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";

const FIXTURES = new URL("../fixtures/", import.meta.url);
/** Bytes before the numbers of a small .npy file. */
const NPY_HEADER = 128;
/** What 8-bit weights may change of a logit of these small networks. */
const ROUNDING = 0.3;

const checkpoint = async (path) =>
  ({ name: path.split("/").at(-1), mimeType: "", buffer: await readFile(new URL(path, FIXTURES)) });

/** PyTorch's logits of the first of the fixtures' images. */
async function expected(path) {
  const file = await readFile(new URL(`${path.split(".")[0]}_logits.npy`, FIXTURES));
  return Array.from({ length: 10 }, (_, index) => file.readFloatLE(NPY_HEADER + 4 * index));
}

async function assertAnswers(app, path, chart) {
  await app.model("ready");
  await app.chart(chart);
  const { before } = await app.logits();
  (await expected(path)).forEach((logit, index) => assert.ok(Math.abs(logit - before[index]) < ROUNDING, `${logit}, ${before[index]}`));
}

const SAYS = "checkpoints/layouts/lightning_resnet18.ckpt";
const ASKS = "checkpoints/layouts/torchvision_resnet34.pth";

scenario("a checkpoint that says all is packed where it is dropped, and says what it assumes", {}, async (app) => {
  await app.upload(fixtureImage(0));
  const chart = await app.chart();
  await app.hand("drop", await checkpoint(SAYS));
  await assertAnswers(app, SAYS, chart);
  await app.openPicker();
  await app.get("packing").locator("summary").click();
  await app.get("packing").filter({ hasText: /cifar-resnet layout.*as “state_dict.model._orig_mod”.*as the file says.*Every activation is a ReLU/s }).waitFor();
  await screenshot(app.page, "how a checkpoint was read");
});

scenario("a checkpoint that leaves its normalisation open asks for it", {}, async (app) => {
  await app.upload(fixtureImage(0));
  const chart = await app.chart();
  await app.hand("drop", await checkpoint(ASKS));
  const dialog = app.get("checkpoint-questions");
  await dialog.filter({ hasText: "torchvision_resnet34.pth" }).waitFor();
  await screenshot(app.page, "what a checkpoint does not say");
  await dialog.getByLabel("Otherwise").check();
  await dialog.getByLabel("It subtracts").fill("125.3, 123, 113.9");
  await dialog.filter({ hasText: "divide them by 255" }).waitFor();
  assert.ok(await app.get("checkpoint-open").isDisabled());
  await dialog.getByLabel("As usual for CIFAR-10").check();
  await app.get("checkpoint-open").click();
  await assertAnswers(app, ASKS, chart);
});

const text = (name, buffer) => ({ name, mimeType: "", buffer: Buffer.from(buffer) });
const REFUSED = [
  [text("pointer.pt", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"), /pointer of Git LFS.*git lfs pull/],
  [text("page.pth", "<!DOCTYPE html><html></html>"), /a web page.*download the file itself/],
  [await checkpoint("checkpoints/forms/torchscript.pt"), /program of TorchScript.*torch\.jit\.load/s],
  [await checkpoint("checkpoints/forms/plain.pt"), /no ResNet and no VGG that is known/],
];

scenario("what is no checkpoint of a network is named, with what to do", {}, async (app) => {
  const chart = await app.chart();
  for (const [file, said] of REFUSED) {
    await app.hand("drop", file);
    await app.notice(said);
    assert.deepEqual(await app.chart(), chart, file.name);
  }
  await screenshot(app.page, "no checkpoint");
});
