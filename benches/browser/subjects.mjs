// The programs that are measured, each in a page of its own. A subject can say its `logits` of the sample and take its
// `times()`, one for each way of running it.
import assert from "node:assert/strict";

const TFJS = "/node_modules/@tensorflow";

export const SAMPLE = "cat-0.png";
const OTHER = "dog-12.png";
export const MODEL = "resnet18-natural";

/** freqscope's own page: from a click on a sample to its finished chart. */
export async function freqscope(page, origin, device) {
  // By hand: left to itself the page begins on the CPU, and a GPU made of software is not tried.
  const choice = JSON.stringify({ cpu: "Cpu", gpu: "Gpu" }[device]);
  await page.addInitScript((choice) => localStorage.setItem("freqscope.device", choice), choice);
  // One thread, as the peers have.
  await page.goto(`${origin}/?threads=1#v1/beside=none`);
  await page.locator("[data-testid=answer][data-state=ready]").waitFor();
  const where = await page.getByTestId("device").locator(".device-name").textContent();
  assert.ok(device === "cpu" || /^GPU/.test(where), `freqscope computes on ${await page.getByTestId("device").textContent()}`);
  return {
    name: "freqscope, with DCT and chart",
    where,
    logits: async () => {
      await chart(page, OTHER);
      await chart(page, SAMPLE);
      return page.getByTestId("logit").evaluateAll((rows) => rows.map((row) => Number(row.dataset.before)));
    },
    times: async () => {
      // A picture that is shown already is not computed again.
      await chart(page, OTHER);
      return { "": await chart(page, SAMPLE) };
    },
  };
}

/** Milliseconds until the chart of a sample is finished. */
function chart(page, file) {
  return page.evaluate(async (file) => {
    const state = () => document.querySelector("[data-testid=of-chart]").dataset.state;
    const start = performance.now();
    document.querySelector(`[data-testid=sample][data-file="${file}"]`).click();
    await new Promise((resolve) => {
      let began = false;
      const look = () => {
        began ||= state() !== "done";
        if (began && state() === "done") resolve(observer.disconnect());
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-state"] });
    });
    return performance.now() - start;
  }, file);
}

/** onnxruntime-web: the forward passes alone. */
export const onnxruntime = (page, origin, device) => peer(page, origin, device, "onnxruntime-web", "./onnxruntime.mjs");

/** TensorFlow.js: the forward passes alone. */
export async function tensorflow(page, origin, device) {
  const backend = device === "gpu" ? "webgpu" : "wasm";
  const scripts = [`${TFJS}/tfjs-core/dist/tf-core.min.js`, `${TFJS}/tfjs-backend-${backend}/dist/tf-backend-${backend}.min.js`];
  return peer(page, origin, device, "TensorFlow.js", "./tensorflow.mjs", scripts);
}

async function peer(page, origin, device, name, module, scripts = []) {
  await page.goto(`${origin}/peer.html`);
  for (const url of scripts) await page.addScriptTag({ url });
  await page.evaluate(async ([module, device]) => {
    const { start, time, logits } = await import("./peer.mjs");
    const peer = await start(module, device);
    Object.assign(window, { time: (batch) => time(peer, batch), logits: () => logits(peer) });
  }, [module, device]);
  return {
    name,
    logits: () => page.evaluate(() => window.logits()),
    times: async () => ({
      ", 8 at once": await page.evaluate(() => window.time(8)),
      ", 64 at once": await page.evaluate(() => window.time(64)),
    }),
  };
}
