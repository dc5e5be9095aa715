// The worker's script: loads the engine (crates/engine/src/bin/worker.rs) and tells the page how its download goes, or why it failed.
// Before this stands program.js, which names the PROGRAMS.
// Everything else is Rust. Messages from here are plain objects; the engine's own are bytes.
/** By its name the worker is told what it is for: `cpu`, without WebGPU; `shares`, of a figure; `member`, another thread of an engine. */
const roles = self.name.split(" ");
const kind = roles.includes("cpu") ? "cpu" : "gpu";
const SCRIPT = { cpu: "worker_cpu.js", gpu: "worker.js" }[kind];

function fail(reason) {
  self.postMessage({ failed: String(reason?.message ?? reason) });
}

for (const name of ["error", "unhandledrejection"]) {
  self.addEventListener(name, (event) => {
    event.preventDefault();
    fail(event.reason ?? event.message);
  });
}

// A worker that was started from memory is told where the files are.
const address = (file) => self.files?.[file] ?? new URL(file, self.home ?? self.location.href).href;

/** The files keep their names from release to release, so the server is asked whether the browser's copies are still right. Files of this site come
 * from this site, wherever its server would send us: the page's policy does not reach into workers. */
const options = (url) => ({ cache: "no-cache", mode: url.startsWith(`${self.origin}/`) ? "same-origin" : "cors" });

async function get(file) {
  const url = address(file);
  const response = await fetch(url, options(url)).catch(() => {
    throw new Error(`${file} cannot be fetched. Either the network is gone, or an extension or a filter blocks it`);
  });
  if (!response.ok) throw new Error(`the server has no ${file}: it answered ${response.status}`);
  return response;
}

/** Where a file is missing, some servers answer with a web page, and as if all were well. */
function refusePage(file, start) {
  if (/^\s*<(!doctype|html)/i.test(new TextDecoder("latin1").decode(start))) {
    throw new Error(`the server answered with a web page in place of ${file}, which it seems to lack`);
  }
}

async function download(file) {
  const response = await get(file);
  // Behind a content encoding the length is that of the compressed bytes, and says nothing about ours.
  const length = response.headers.get("content-encoding") ? null : response.headers.get("content-length");
  const [total, type] = [length && Number(length), { "content-type": "application/wasm" }];
  const reader = response.body.getReader();
  let done = 0;
  const take = ({ value }, stream) => {
    if (!value) return stream.close();
    done += value.length;
    self.postMessage({ download: { done, total } });
    return stream.enqueue(value);
  };
  const first = await reader.read();
  refusePage(file, first.value?.subarray(0, 99));
  const pull = async (stream) => take(await reader.read(), stream);
  return new Response(new ReadableStream({ start: (stream) => take(first, stream), pull }), { headers: type });
}

/** In a figure the page sends first what is compiled beside it, if anything is; to another thread of an engine, that engine sends what
 * it runs itself. Nobody else sees that message. */
function given() {
  if (!roles.includes("shares") && !roles.includes("member")) return undefined;
  return new Promise((resolve) => {
    const take = (event) => {
      event.stopImmediatePropagation();
      resolve(event.data.module);
    };
    self.addEventListener("message", take, { once: true });
  });
}

/** The engine as it arrives; in a figure compiled, and given to the page, which gives it to figures beside it. */
async function program() {
  // Who names the files may know of one program alone.
  const response = download(self.files && !self.files[PROGRAMS[kind]] ? PLAIN[kind] : PROGRAMS[kind]);
  if (!roles.includes("shares")) return response;
  const module = await WebAssembly.compileStreaming(response);
  self.postMessage({ module });
  return module;
}

async function start() {
  const module = await given();
  if (typeof wasm_bindgen === "undefined") {
    // importScripts cannot ask, and takes what is in the browser's cache: this puts it there.
    refusePage(SCRIPT, (await (await get(SCRIPT)).arrayBuffer()).slice(0, 99));
    importScripts(address(SCRIPT));
  }
  await wasm_bindgen({ module_or_path: module ?? (await program()) });
}

start().catch(fail);
