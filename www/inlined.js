// Only in the release that is one file: answers what page and engine ask of a server from the text of this page.
"use strict";
globalThis.inlined = (() => {
  const address = (file) => {
    const url = new URL(file, document.baseURI);
    url.search = url.hash = "";
    return url.href;
  };

  function bytes(base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  /** Takes the files out of the page: by address, the bytes of each, its type, and whether they are packed. */
  function files() {
    const blocks = [...document.querySelectorAll("script[data-file]")];
    return Object.fromEntries(blocks.map((block) => {
      const { file, type, packed } = block.dataset;
      const blob = new Blob([bytes(block.textContent)], { type });
      block.remove();
      return [address(file), { blob, type, packed: packed !== undefined }];
    }));
  }

  /** Runs in the page and, as text, in the worker. `files` may be a promise. */
  function answer(files) {
    globalThis.fetch = async (request) => {
      const file = (await files)[String(request.url ?? request).split(/[?#]/)[0]];
      if (!file) return new Response(null, { status: 404, statusText: "this file does not hold it" });
      const stream = file.blob.stream();
      const unpacked = file.packed ? stream.pipeThrough(new DecompressionStream("gzip")) : stream;
      return new Response(unpacked, { headers: { "content-type": file.type } });
    };
  }

  /** Runs, as text, in the worker: the page's first message brings the files, and nobody else sees it. */
  function receive() {
    return new Promise((resolve) => {
      const take = (event) => {
        event.stopImmediatePropagation();
        resolve(event.data);
      };
      self.addEventListener("message", take, { once: true });
    });
  }

  const all = files();
  const sources = {};
  /** Where a picture is: in memory, if it is one of these. */
  function source(value) {
    const file = all[address(value)];
    if (file) sources[value] ??= URL.createObjectURL(file.blob);
    return sources[value] ?? value;
  }

  const set = Element.prototype.setAttribute;
  HTMLImageElement.prototype.setAttribute = function (name, value) {
    set.call(this, name, name === "src" ? source(value) : value);
  };

  // Links to a file open it in a tab of its own.
  addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || !all[address(link.href)]) return;
    event.preventDefault();
    const file = await (await fetch(link.href)).blob();
    open(URL.createObjectURL(file) + link.hash);
  });

  // Nobody could embed what lies on this disk.
  document.documentElement.dataset.oneFile = "";
  answer(all);
  // This file holds one program of the engine, the one for all browsers. Another thread of the engine is given all that it needs by
  // that engine.
  const prelude = `self.files = {};\nif (self.name !== "member") (${answer})((${receive})());\n`;
  return { prelude, equip: (worker) => worker.postMessage(all) };
})();
