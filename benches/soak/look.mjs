// What there is of memory, nodes, listeners and workers, once all that is garbage has been collected.
import { memory } from "../browser/memory.mjs";
import { collect } from "./allocator.mjs";

/** With this flag Chromium's scripts, workers too, can have their garbage collected. */
export const COLLECTS = "--js-flags=--expose-gc";

/** `session`: of the debugging protocol, with the page. Memory is in bytes. */
export async function look(page, session, profile) {
  const workers = page.workers();
  const engines = await Promise.all(workers.map((worker) => worker.evaluate(collect)));
  const program = await page.evaluate(collect);
  await session.send("HeapProfiler.collectGarbage");
  const { documents, nodes, jsEventListeners: listeners } = await session.send("Memory.getDOMCounters");
  const { usedSize: heap } = await session.send("Runtime.getHeapUsage");
  const [renderer, gpu] = ["renderer", "gpu-process"].map((kind) => memory(kind, profile));
  const all = (what) => engines.reduce((sum, one) => sum + one[what], 0);
  const programs = { engine: all("size"), engineUsed: all("used"), program: program.size, programUsed: program.used };
  return { renderer, ...programs, heap, gpu, documents, nodes, listeners, workers: workers.length };
}
