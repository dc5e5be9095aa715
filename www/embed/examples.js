// The examples of freqscope.js: each is shown as its own source, and run by its button.
import * as freqscope from "./freqscope.js";

const { open, imageOf, CLASSES } = freqscope;
const picture = document.querySelector("#picture");
let network;

const EXAMPLES = {
  "Open a network": async (show) => {
    network = await open("resnet18-natural", { onProgress: ({ done, total }) => show(`${done} of ${total} bytes`) });
    return `${network.name} on ${network.device.name}`;
  },
  "What does it say?": async () => {
    const logits = await network.classify(imageOf(picture));
    return CLASSES[logits.indexOf(Math.max(...logits))];
  },
  "Which bands does that rest on?": async (show) => {
    const job = network.occludedFrequency(imageOf(picture));
    for await (const { done, total } of job) show(`${done} of ${total}`);
    const { class: name, scores } = await job;
    return `${name}: ${Array.from(scores.subarray(0, 8), (score) => score.toFixed(2)).join(", ")} …`;
  },
  "And without the fine half of them?": async () => {
    const coarse = await network.ablate(imageOf(picture), "32-62");
    const logits = await network.classify(coarse);
    return CLASSES[logits.indexOf(Math.max(...logits))];
  },
  "Attack it": async (show) => {
    const options = { method: "pgd-l2", epsilon: 0.25, seed: 1, onProgress: ({ done, loss }) => show(`step ${done}, loss ${loss}`) };
    const { outcome, after, distance } = await network.attack(imageOf(picture), options);
    return `${outcome}: ${CLASSES[after.indexOf(Math.max(...after))]}, ‖δ‖₂ = ${distance.l2.toFixed(3)}`;
  },
  "Find a picture that means the same to it": async (show) => {
    const grey = new Float32Array(freqscope.PIXELS).fill(0.5);
    const found = await network.invert(grey, imageOf(picture), { steps: 30, onProgress: ({ done, total }) => show(`${done} of ${total}`) });
    return `relative loss ${found.losses[0].toFixed(3)} → ${found.loss.toFixed(3)}`;
  },
  "Stop, and see what went wrong": async () => {
    const errors = [];
    const stop = new AbortController();
    const job = network.attack(imageOf(picture), { method: "cw", signal: stop.signal, onProgress: () => stop.abort() });
    await job.catch((error) => errors.push(error.name));
    await network.attack(imageOf(picture), { epsilon: -1 }).catch((error) => errors.push(`${error.code}: ${error.message}`));
    return errors.join("; ");
  },
};

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

async function run(example, button, output) {
  button.disabled = true;
  try {
    output.textContent = await example((text) => (output.textContent = text));
    output.dataset.state = "done";
  } catch (error) {
    output.textContent = `${error.code ?? error.name}: ${error.message}`;
    output.dataset.state = "failed";
  }
  button.disabled = false;
}

for (const [title, example] of Object.entries(EXAMPLES)) {
  const [button, output] = [element("button", { type: "button", textContent: "Run" }), element("output", {})];
  const source = element("pre", { tabIndex: 0 });
  source.append(element("code", { textContent: String(example).replace(/^ {2}/gm, "") }));
  button.addEventListener("click", () => run(example, button, output));
  const section = element("section", {});
  section.append(element("h2", { textContent: title }), source, button, " ", output);
  document.querySelector("#examples").append(section);
}
