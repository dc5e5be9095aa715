import { open, CLASSES, PIXELS } from "freqscope";
import { FreqScope } from "freqscope/element";
import { networks } from "freqscope-models";

FreqScope.base = "/freqscope/embed.html";
const figure = document.querySelector("freq-scope");
globalThis.poster = new Promise((resolve) => figure.shadowRoot.querySelector("img").addEventListener("load", ({ target }) => resolve(target.src)));
globalThis.shown = new Promise((resolve) => figure.addEventListener("result", ({ detail }) => resolve(detail.networks.length)));
globalThis.said = open(networks["resnet18-natural"]).then(async (network) => {
  const logits = await network.classify(new Float32Array(PIXELS).fill(0.5));
  return [network.id, CLASSES[logits.indexOf(Math.max(...logits))], logits.length];
});
