// The engine as it ships: its worker, in this process.
import { readFile } from "node:fs/promises";
import vm from "node:vm";
import { Conversation } from "./conversation.mjs";

/** Starts the worker of `folder` on the GPU, with the models behind `models`. */
export async function startEngine(folder, models) {
  const listeners = [];
  const engine = new Conversation((data) => listeners.forEach((heard) => heard({ data })));
  listen(listeners, engine);
  const script = await readFile(new URL("worker.js", folder), "utf8");
  const load = vm.runInThisContext(`${script};wasm_bindgen`);
  await load({ module_or_path: await WebAssembly.compile(await readFile(new URL("worker_bg.wasm", folder))) });
  await engine.start("gpu", models);
  return engine;
}

function listen(listeners, engine) {
  globalThis.addEventListener = (type, heard) => {
    if (type === "message") listeners.push((event) => (heard.handleEvent ? heard.handleEvent(event) : heard(event)));
  };
  globalThis.removeEventListener = () => {};
  globalThis.postMessage = (bytes) => engine.hear(bytes);
}
