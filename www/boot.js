// Loads the page (its file names hold a hash, and stand in this script's tag), or says why that cannot work.
const { page, wasm } = document.querySelector("script[data-page]").dataset;

function tell(text) {
  const note = document.querySelector(".boot");
  if (note) note.textContent = text;
}

if (typeof WebAssembly !== "object") {
  tell("This browser has no WebAssembly, which freqscope needs. Allow it for this page, or use a current browser.");
} else {
  import(new URL(page, document.baseURI))
    .then((module) => module.default({ module_or_path: new URL(wasm, document.baseURI) }))
    .catch((error) => tell(`freqscope cannot be started (${error.message ?? error}). Reload the page; if it stays, use a current browser.`));
}
