// What this article adds to its figures: buttons in the text that move them, and sentences from what they tell.
"use strict";
(() => {
  const CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
  const find = (selector) => document.querySelector(selector);
  const says = (logits) => CLASSES[logits.indexOf(Math.max(...logits))];

  const compare = find("#compare");
  for (const button of document.querySelectorAll("[data-cut]")) {
    button.addEventListener("click", () => compare.set({ cut: button.dataset.cut }));
  }
  compare.addEventListener("result", ({ detail: { cut, networks } }) => {
    const answers = networks.map(({ name, without }) => `${name} says ${says(without)}`);
    find("#said").textContent = `Without bands ${cut} to 62, ${answers.join(", and ")}.`;
  });

  const attack = find("#attack");
  const fooled = find("#fooled");
  find("#run").addEventListener("click", async () => {
    fooled.textContent = "It is being computed…";
    try {
      const { networks } = await attack.run();
      fooled.textContent = networks.map(({ name, before, after }) => `${name}: ${says(before)}, then ${says(after)}.`).join(" ");
    } catch (error) {
      fooled.textContent = error.message;
    }
  });
})();
