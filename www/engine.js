// The worker's script: loads the engine (crates/engine/src/bin/worker.rs) and tells the page how its download goes, or why it failed.
// Everything else is Rust. Messages from here are plain objects; the engine's own are bytes.
function fail(reason) {
  self.postMessage({ failed: String(reason?.message ?? reason) });
}

for (const name of ["error", "unhandledrejection"]) {
  self.addEventListener(name, (event) => {
    event.preventDefault();
    fail(event.reason ?? event.message);
  });
}

// The files keep their names from release to release, so the server is asked whether the browser's copies are still right.
const fresh = { cache: "no-cache" };

async function download(url) {
  const response = await fetch(url, fresh);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  // Behind a content encoding the length is that of the compressed bytes, and says nothing about ours.
  const length = response.headers.get("content-encoding") ? null : response.headers.get("content-length");
  const [total, type] = [length && Number(length), { "content-type": "application/wasm" }];
  let done = 0;
  const transform = (chunk, stream) => {
    done += chunk.length;
    self.postMessage({ download: { done, total } });
    stream.enqueue(chunk);
  };
  return new Response(response.body.pipeThrough(new TransformStream({ transform })), { headers: type });
}

async function start() {
  // importScripts cannot ask, and takes what is in the browser's cache: this puts it there.
  await (await fetch("worker.js", fresh)).arrayBuffer();
  importScripts("worker.js");
  await wasm_bindgen({ module_or_path: download("worker_bg.wasm") });
}

start().catch(fail);
