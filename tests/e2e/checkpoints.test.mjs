// Checkpoints of other people, dropped as they were saved.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fixtureImage } from "./helpers/files.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";
import { archive } from "./helpers/zip.mjs";

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

/** Other people's layouts, each in one of their forms. */
const LAYOUTS = [
  "pack/robustness_resnet50.pt",
  "pack/robustness_vgg.pt",
  "pack/torchvision_resnet18.safetensors",
  "checkpoints/layouts/torchvision_resnet18_whole.pth",
  "checkpoints/layouts/torchvision_resnet101.safetensors",
  "checkpoints/layouts/torchvision_vgg16_bn.pth",
  "checkpoints/layouts/torchvision_vgg13.pth",
  "checkpoints/layouts/timm_resnet18.pth.tar",
  "checkpoints/layouts/timm_vgg11_bn.safetensors",
  "checkpoints/layouts/cifar_resnet34.pth",
  "checkpoints/layouts/cifar100_resnet18.pth",
  "checkpoints/layouts/numpy_resnet18.npz",
  "pack/project_resnet18.safetensors",
];
/** What 8-bit weights change of a logit, at most, as docs/MODELS.md has it. */
const ROUNDED = 0.9;

scenario("every layout that is listed is recognised where it is dropped, and its logits are PyTorch's but for rounding", {}, async (app) => {
  await app.upload(fixtureImage(0));
  await app.chart();
  for (const path of LAYOUTS) {
    const file = await checkpoint(path);
    await app.open("networks");
    await app.hand("drop", file);
    const dialog = app.get("checkpoint-questions").filter({ hasText: file.name });
    const shown = app.page.locator(`[data-testid=model-row]`, { hasText: file.name }).locator("[data-testid=model-show][aria-pressed=true]");
    await dialog.or(shown).first().waitFor({ state: "attached" });
    if (await dialog.count()) await app.get("checkpoint-open").click();
    await shown.waitFor({ state: "attached" });
    await app.open("bands");
    await app.model("ready");
    const wanted = await expected(path);
    await app.page.waitForFunction(([wanted, most]) => {
      const logits = [...document.querySelectorAll("[data-testid=logit]")].map(({ dataset }) => Number(dataset.before || NaN));
      return logits.length === 10 && logits.every((logit, i) => Math.abs(logit - wanted[i]) < most);
    }, [wanted, ROUNDED]);
  }
});

scenario("a network of one's own has a name, stays if the visitor says so, and is asked for by a link", {}, async (app) => {
  await app.upload(fixtureImage(0));
  const chart = await app.chart();
  await app.hand("drop", await checkpoint(ASKS));
  await app.get("checkpoint-open").click();
  await assertAnswers(app, ASKS, chart);
  await app.openPicker();
  const own = app.get("own-model");
  const id = await own.getAttribute("data-model");
  await own.filter({ hasText: /resnet34, from the file “torchvision_resnet34\.pth”.*SHA-256 begins with [0-9a-f]{16}/ }).waitFor();
  await app.get("own-name").fill("My ResNet");
  await app.get("own-name").press("Enter");
  await app.row(id).filter({ hasText: "My ResNet" }).waitFor();
  await screenshot(app.page, "a network of one's own");
  await app.get("own-correct").click();
  await app.get("checkpoint-questions").getByLabel("Not at all").check();
  await app.get("checkpoint-open").click();
  await app.page.locator("[data-testid=own-model]").nth(1).waitFor();
  await app.row(id).getByTestId("model-show").click();
  await app.page.locator(`[data-testid=own-model][data-model="${id}"] [data-testid=own-keep]`).click();
  await app.row(id).getByTestId("stored").waitFor();
  await app.page.waitForFunction((id) => location.hash.includes(encodeURIComponent(id)) || location.hash.includes(id), id);
  await app.page.reload();
  await app.openPicker();
  await app.row(id).filter({ hasText: "My ResNet" }).waitFor();
  await app.page.locator(`[data-testid=model-row][data-model="${id}"] [data-testid=model-show][aria-pressed=true]`).waitFor();
  await app.model("ready");
  await app.page.locator(`[data-testid=own-model][data-model="${id}"]`).getByTestId("own-keep").click();
  await app.row(id).getByTestId("stored").waitFor({ state: "detached" });
  await app.page.reload();
  await app.notice(new RegExp(`its sender’s own file .*SHA-256 begins with ${id.split(":")[1]}\\): drop it here`));
  await app.chart();
  await app.hand("drop", await checkpoint(ASKS));
  await app.get("checkpoint-open").click();
  await app.openPicker();
  await app.page.locator(`[data-testid=model-row][data-model="${id}"] [data-testid=model-show][aria-pressed=true]`).waitFor();
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

scenario("a file without a network says what it is, and what to do with it", {}, async (app) => {
  await app.chart();
  const images = await readFile(new URL("images.npy", FIXTURES));
  const files = [
    [{ name: "images.npz", mimeType: "", buffer: archive("images.npy", images) }, /“images” is of images.*numpy\.save\("x\.npy", archive\["images"\]\[0\]\)/],
    [{ name: "net.pt.gz", mimeType: "", buffer: Buffer.from("\x1f\x8b\x08\0\0\0", "latin1") }, /compressed with gzip: unpack it/],
    [{ name: "net.pth", mimeType: "", buffer: Buffer.from("404: Not Found") }, /it is text, perhaps a server's answer/],
  ];
  for (const [file, said] of files) {
    await app.hand("drop", file);
    await app.notice(said);
  }
});

scenario("the button of each choice stands beside its words", { context: { viewport: { width: 1280, height: 800 } } }, async (app) => {
  await app.chart();
  await app.hand("drop", await checkpoint(ASKS));
  const choices = app.get("checkpoint-questions").locator("label:has(input[type=radio])");
  await choices.first().waitFor();
  const offsets = await choices.evaluateAll((labels) => labels.map((label) => {
    const words = document.createRange();
    words.selectNodeContents(label.lastChild);
    return Math.abs(words.getClientRects()[0].top - label.querySelector("input").getBoundingClientRect().top);
  }));
  assert.ok(offsets.length > 1 && offsets.every((offset) => offset < 16), `${offsets}`);
});

scenario("a link to the networks opens their list", { hash: "#v1/at=networks" }, async (app) => {
  await app.get("model-picker").and(app.page.locator("[open]")).waitFor();
});
