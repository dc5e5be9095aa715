// Has this release kept on the machine (service-worker.js), so that the next visit needs no network, and asks before another takes
// its place.
"use strict";
(() => {
  const HOUR = 3_600_000;
  const workers = navigator.serviceWorker;

  /** A line at the foot of the window, with a button for each of `choices`. */
  function say(text, choices) {
    document.querySelector(".release")?.remove();
    const line = Object.assign(document.createElement("aside"), { className: "release" });
    line.setAttribute("role", "status");
    line.dataset.testid = "release";
    line.append(Object.assign(document.createElement("p"), { textContent: text }));
    for (const [label, act] of choices) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label });
      button.addEventListener("click", () => {
        line.remove();
        act?.();
      });
      line.append(button);
    }
    document.body.append(line);
  }

  function offer(worker) {
    say("A new release of freqscope is here. What you see stays as it is until you take it.", [["Reload with it", () => take(worker)], ["Later"]]);
  }

  function take(worker) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data: others }) => others > 0 && say(`Close the other windows of freqscope first: ${others} still show the release before.`, [["Try again", () => take(worker)], ["Later"]]);
    worker.postMessage("take", [port2]);
  }

  function watch(registration) {
    if (registration.waiting && workers.controller) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => worker.state === "installed" && workers.controller && offer(worker));
    });
    setInterval(() => registration.update().catch(() => {}), HOUR);
  }

  /** Another release has been taken, here or by closing all other windows. The first to be kept takes no window. */
  function reloadWithNext() {
    if (!workers.controller) return;
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
  }

  workers.addEventListener("message", ({ data }) => {
    if (data?.notKept !== "QuotaExceededError") return;
    say("There is no room to keep freqscope on this machine for a visit without a network. With one, all works as before.", [["Close"]]);
  });
  workers.startMessages();

  /** Removes all that freqscope keeps here. */
  globalThis.forgetRelease = async () => {
    const registration = await workers.getRegistration();
    await registration?.unregister();
    const names = (await caches.keys()).filter((name) => name.startsWith("freqscope/"));
    await Promise.all(names.map((name) => caches.delete(name)));
  };

  async function sha256(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** Keeps a network's weights where the engine looks for them (crates/engine/src/worker/browser.rs). Returns why it cannot, or null. */
  globalThis.keepWeights = async (url, digest) => {
    try {
      const response = await fetch(url);
      if (!response.ok) return `the server answered ${response.status}`;
      const bytes = await response.arrayBuffer();
      if ((await sha256(bytes)) !== digest) return "what the server sent is not this network";
      await (await caches.open("freqscope/1")).put(url, new Response(bytes));
      return null;
    } catch (error) {
      if (error.name === "QuotaExceededError") return "there is no room for it in what the browser lends this page";
      if (error.name === "SecurityError") return "this browser keeps no files of this page";
      return "it cannot be fetched: the network is gone, or something blocks it";
    }
  };

  reloadWithNext();
  // What blocks service workers may answer with nothing.
  workers.register("service-worker.js").then((registration) => registration && watch(registration), () => {});
})();
