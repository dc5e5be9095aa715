// The page's program comes in two parts (xtask/src/split): what a visit needs until its first chart is there, and the rest, which lies in
// the memory of the first part and calls it. The build tool puts this behind the page's script, with the names of the file and of what
// the parts call each other.
globalThis.rest = (() => {
  const FILE = "REST_FILE";
  const address = () => new URL(FILE, globalThis.document?.baseURI ?? self.location.href).href;
  /** The rest as it is compiled, and the promise of it. */
  let [compiled, compiling] = [];

  async function compile() {
    const response = await fetch(address());
    if (!response.ok) throw new Error(`the server has no ${FILE}: it answered ${response.status}`);
    // Some servers do not know the type of programs, and only those that have it are compiled while they arrive.
    const isProgram = response.headers.get("content-type") === "application/wasm";
    return isProgram ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  }

  /** Fetches and compiles the rest, once. `given`: a promise of what is compiled already, or of nothing. */
  function fetched(given) {
    compiling ??= Promise.resolve(given).then((module) => module ?? compile()).then((module) => (compiled = module));
    compiling.catch(() => (compiling = undefined));
    return compiling;
  }

  const isHere = (first) => first["REST_HERE"].value !== 0;
  const needs = (first) => ({ "REST_FIRST": first });

  function put(module, first) {
    new WebAssembly.Instance(module, needs(first));
    first["REST_HERE"].value = 1;
  }

  /** Puts the rest beside the first part, whose exports these are. */
  async function join(first) {
    const module = await fetched();
    if (isHere(first)) return;
    try {
      put(module, first);
    } catch (error) {
      // Older browsers make only small programs at once.
      if (!(error instanceof RangeError)) throw error;
      await WebAssembly.instantiate(module, needs(first));
      first["REST_HERE"].value = 1;
    }
  }

  /** Only where the rest is called before it is there: what was called has to wait. */
  function load() {
    const request = new XMLHttpRequest();
    request.open("GET", address(), false);
    // A page may have no bytes at once, but letters of one byte each.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    if (request.status !== 200) throw new Error(`the server has no ${FILE}: it answered ${request.status}`);
    return new WebAssembly.Module(Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0)));
  }

  function joinAtOnce(first) {
    if (isHere(first)) return;
    compiled ??= load();
    put(compiled, first);
  }

  /** Whether a visit needs the rest before anything is drawn: for what its address asks for, for one figure alone, for the words of
   * another language, and where it is in this very file. */
  function isWanted() {
    const root = document.documentElement;
    const asks = location.hash.length > 1 || location.search.length > 1;
    return asks || root.hasAttribute("data-embed") || root.lang !== "en" || Boolean(globalThis.inlined);
  }

  return { FILE, isWanted, fetched, join, joinAtOnce };
})();
