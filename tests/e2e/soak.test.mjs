// What `cargo xtask soak` sees and how it judges, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { collect } from "../../benches/soak/allocator.mjs";
import { judge } from "../../benches/soak/judgement.mjs";

const [PAGE, PREVIOUS_IN_USE, IN_USE] = [65_536, 1, 2];

/** A memory of two pages whose second one is a row of chunks of these sizes, each in use or not; the last is the allocator's end mark. */
function memoryOf(chunks) {
  const buffer = new ArrayBuffer(2 * PAGE);
  const words = new Uint32Array(buffer);
  let at = PAGE;
  for (const [size, flags] of chunks) {
    words[at / 4 + 1] = size | flags;
    at += size;
  }
  return { memory: { buffer }, base: PAGE };
}

function seenOf(...chunks) {
  Object.assign(globalThis, { gc: () => {}, programMemories: [memoryOf(chunks)] });
  return collect();
}

test("what of a memory is in use is the sum of the chunks that are", () => {
  const [used, free] = [PREVIOUS_IN_USE | IN_USE, PREVIOUS_IN_USE];
  assert.deepEqual(seenOf([48, used], [PAGE - 104, free], [16, IN_USE], [40, 0]), { size: 2 * PAGE, used: PAGE + 64 });
});

test("a memory without a row of chunks is told", () => {
  assert.throws(() => seenOf([48, IN_USE]), /no chunk of dlmalloc begins at 65584/);
  assert.throws(() => seenOf([2 * PAGE, IN_USE]), /no chunk of dlmalloc begins at 196608/);
});

const SAME = { renderer: 600e6, engine: 400e6, engineUsed: 300e6, program: 6e6, programUsed: 5e6, heap: 4e6, gpu: 30e6, documents: 1, nodes: 8000, listeners: 69, workers: 2 };
/** Half an hour of rounds, a minute each, that see what `change` makes of a minute. */
const halfAnHour = (change) => Array.from({ length: 30 }, (_, minute) => ({ minute: minute + 0.5, ...SAME, ...change(minute) }));

test("what stays as it is, or comes and goes, has not grown", () => {
  assert.deepEqual(judge(halfAnHour(() => ({}))), []);
  assert.deepEqual(judge(halfAnHour((minute) => (minute % 4 === 0 ? { engineUsed: 340e6 } : {}))), []);
});

test("what has grown is named, a leak into memory that was there before too", () => {
  assert.deepEqual(judge(halfAnHour((minute) => ({ engineUsed: 300e6 + minute * 1.5e6 }))), ["engineUsed: 318000000 after 10 minutes, 340500000 after 25"]);
  assert.deepEqual(judge(halfAnHour((minute) => (minute < 20 ? {} : { workers: 3 }))), ["workers: 2 after 10 minutes, 3 after 25"]);
});

test("too short a time is no answer, and what ended it is told", () => {
  assert.match(judge(halfAnHour(() => ({})).slice(0, 12))[0], /not work for long enough/);
  assert.equal(judge(halfAnHour(() => ({})), "the page died")[0], "the page died");
});
