// Has this release kept on the machine (service-worker.js), so that the next visit needs no network, and asks before another takes
// its place.
"use strict";
(() => {
  const HOUR = 3_600_000;
  const workers = navigator.serviceWorker;
  /** What is said here, in the languages of the page (src/words). */
  const WORDS = {
    en: {
      newRelease: "A new release of freqscope is here. What you see stays as it is until you take it.",
      take: "Reload with it",
      later: "Later",
      closeOthers: (others) => `Close the other windows of freqscope first: ${others} still show the release before.`,
      again: "Try again",
      noRoom: "There is no room to keep freqscope on this machine for a visit without a network. With one, all works as before.",
      close: "Close",
      answered: (status) => `the server answered ${status}`,
      otherFile: "what the server sent is not this network",
      full: "there is no room for it in what the browser lends this page",
      forbidden: "this browser keeps no files of this page",
      unreachable: "it cannot be fetched: the network is gone, or something blocks it",
    },
    de: {
      newRelease: "Eine neue Version von freqscope ist da. Was zu sehen ist, bleibt, bis sie übernommen wird.",
      take: "Damit neu laden",
      later: "Später",
      closeOthers: (others) => `Zuerst sind die anderen Fenster von freqscope zu schließen: ${others} zeigen noch die vorige Version.`,
      again: "Noch einmal versuchen",
      noRoom: "Auf diesem Rechner ist kein Platz, um freqscope für Besuche ohne Netz aufzubewahren. Mit Netz geht alles wie bisher.",
      close: "Schließen",
      answered: (status) => `der Server hat mit ${status} geantwortet`,
      otherFile: "was der Server geschickt hat, ist nicht dieses Netz",
      full: "dafür ist kein Platz in dem, was der Browser dieser Seite leiht",
      forbidden: "dieser Browser bewahrt keine Dateien dieser Seite auf",
      unreachable: "es kann nicht geladen werden: Das Netz ist weg, oder etwas blockiert es",
    },
  };
  /** In the language in which the page speaks now. */
  const words = () => WORDS[document.documentElement.lang] ?? WORDS.en;

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
    say(words().newRelease, [[words().take, () => take(worker)], [words().later]]);
  }

  function take(worker) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data: others }) => others > 0 && say(words().closeOthers(others), [[words().again, () => take(worker)], [words().later]]);
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
    say(words().noRoom, [[words().close]]);
  });
  workers.startMessages();

  async function sha256(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** Keeps a network's weights where the engine looks for them (crates/engine/src/worker/browser.rs). Returns why it cannot, or null. */
  globalThis.keepWeights = async (url, digest) => {
    try {
      const response = await fetch(url);
      if (!response.ok) return words().answered(response.status);
      const bytes = await response.arrayBuffer();
      if ((await sha256(bytes)) !== digest) return words().otherFile;
      await (await caches.open("freqscope/1")).put(url, new Response(bytes));
      return null;
    } catch (error) {
      if (error.name === "QuotaExceededError") return words().full;
      if (error.name === "SecurityError") return words().forbidden;
      return words().unreachable;
    }
  };

  if (globalThis.keepsNoRelease) return;
  reloadWithNext();
  // What blocks service workers may answer with nothing.
  workers.register("service-worker.js").then((registration) => registration && watch(registration), () => {});
})();
