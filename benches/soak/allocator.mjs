// How much of a program's memory is in use. The memory of WebAssembly never shrinks: its size is the most that was ever needed at once.
// Rust's allocator there, dlmalloc, keeps all of it as one row of chunks, each with its own size and a flag that it is in use.

/** Runs before a program does, and keeps the memory that it computes in, and where the allocator's chunks will begin. */
export const KEEPS_MEMORY = `for (const name of ["instantiate", "instantiateStreaming"]) {
  const act = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await act.apply(WebAssembly, given);
    const { memory } = (made.instance ?? made).exports;
    if (memory) (globalThis.programMemories ??= []).push({ memory, base: memory.buffer.byteLength });
    return made;
  };
}`;

/** In the page or in a worker: collects its garbage, and says of all its programs together how large their memory is, and how much of it
 * is in use, in bytes. Fails where the chunks do not end with the memory: then another allocator has it. */
export function collect() {
  const [FLAGS, IN_USE] = [7, 2];
  const inUse = ({ memory: { buffer }, base }) => {
    const words = new Uint32Array(buffer);
    let [at, used] = [base, base];
    while (at < buffer.byteLength) {
      const head = words[at / 4 + 1];
      if (head <= FLAGS) break;
      if (head & IN_USE) used += head & ~FLAGS;
      at += head & ~FLAGS;
    }
    if (at !== buffer.byteLength) throw new Error(`no chunk of dlmalloc begins at ${at} of ${buffer.byteLength} bytes`);
    return used;
  };
  globalThis.gc();
  const memories = globalThis.programMemories ?? [];
  const sum = (of) => memories.reduce((sum, one) => sum + of(one), 0);
  return { size: sum(({ memory }) => memory.buffer.byteLength), used: sum(inUse) };
}
