// What there is of memory, nodes, listeners and workers, once all that is garbage has been collected.
import { memory } from "../browser/memory.mjs";

/** With this flag Chromium's scripts, workers too, can have their garbage collected. */
export const COLLECTS = "--js-flags=--expose-gc";

/** Runs before a program does, and keeps the memory that it computes in. */
export const KEEPS_MEMORY = `for (const name of ["instantiate", "instantiateStreaming"]) {
  const act = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await act.apply(WebAssembly, given);
    const { memory } = (made.instance ?? made).exports;
    if (memory) (globalThis.programMemories ??= []).push(memory);
    return made;
  };
}`;

/** In the page or in a worker: collects its garbage, and says how much memory its programs have, in bytes. */
function collect() {
  globalThis.gc();
  return (globalThis.programMemories ?? []).reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}

/** `session`: of the debugging protocol, with the page. Memory is in bytes. */
export async function look(page, session, profile) {
  const workers = page.workers();
  const engines = await Promise.all(workers.map((worker) => worker.evaluate(collect)));
  const program = await page.evaluate(collect);
  await session.send("HeapProfiler.collectGarbage");
  const { documents, nodes, jsEventListeners: listeners } = await session.send("Memory.getDOMCounters");
  const { usedSize: heap } = await session.send("Runtime.getHeapUsage");
  const [renderer, gpu] = ["renderer", "gpu-process"].map((kind) => memory(kind, profile));
  const engine = engines.reduce((sum, bytes) => sum + bytes, 0);
  return { renderer, engine, program, heap, gpu, documents, nodes, listeners, workers: workers.length };
}
