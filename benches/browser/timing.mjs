// Stopwatches in the page of a subject.

/** Milliseconds. */
export async function timed(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Milliseconds of all items, so many at once. */
export function timedInBatches(items, size, run) {
  return timed(async () => {
    for (let at = 0; at < items.length; at += size) await run(items.slice(at, at + size));
  });
}
