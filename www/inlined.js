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

  /** Takes the files out of the page: by address, where each lies in memory, its type, and whether it is packed. */
  function files() {
    const blocks = [...document.querySelectorAll("script[data-file]")];
    return Object.fromEntries(blocks.map((block) => {
      const { file, type, packed } = block.dataset;
      const url = URL.createObjectURL(new Blob([bytes(block.textContent)], { type }));
      block.remove();
      return [address(file), { url, type, packed: packed !== undefined }];
    }));
  }

  /** Runs in the page and, as text, in the worker. */
  function answer(files) {
    const ask = globalThis.fetch;
    globalThis.fetch = async (request) => {
      const file = files[String(request.url ?? request).split(/[?#]/)[0]];
      if (!file) return new Response(null, { status: 404, statusText: "this file does not hold it" });
      const { body } = await ask(file.url);
      const unpacked = file.packed ? body.pipeThrough(new DecompressionStream("gzip")) : body;
      return new Response(unpacked, { headers: { "content-type": file.type } });
    };
  }

  const all = files();
  const source = (value) => all[address(value)]?.url ?? value;
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

  answer(all);
  return { prelude: `(${answer})(${JSON.stringify(all)});\n` };
})();
