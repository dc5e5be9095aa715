// What there is of memory, nodes, listeners and workers, once all that is garbage has been collected.
import { memory } from "../browser/memory.mjs";

/** `session`: of the debugging protocol, with the page. Memory is in bytes. */
export async function look(page, session, profile) {
  await session.send("HeapProfiler.collectGarbage");
  const { documents, nodes, jsEventListeners: listeners } = await session.send("Memory.getDOMCounters");
  const { usedSize: heap } = await session.send("Runtime.getHeapUsage");
  const [renderer, gpu] = ["renderer", "gpu-process"].map((kind) => memory(kind, profile));
  return { renderer, gpu, heap, documents, nodes, listeners, workers: page.workers().length };
}
