// The kinds of faults, and what the page is expected to do: the headings of docs/RELIABILITY.md.

/** By number. */
export const KINDS = {
  1: ["a page without a secure context", "the CPU computes, and the reason is said"],
  2: ["no adapter, a late one, one that never answers; a device that never comes", "the CPU computes within 5 s, and the reason is said"],
  3: ["a feature or a limit that is missing, a device that is refused, a buffer that cannot be had", "half the batch, then the CPU"],
  4: ["a device that is lost", "the same question is answered"],
  5: ["numbers that are never read back", "given up within a bound, then the CPU"],
  6: ["a trap, a panic, no memory in the worker", "another worker within 2 s, and all that was entered stays"],
  7: ["a worker that hangs, busy or silent", "found within 10 s on the CPU, and within a minute while it checks weights, which takes a large network long on a slow machine"],
  8: ["cancelling", "within 0.5 s for the visitor, and within 2 s for the engine"],
  9: ["files that are cut, altered, stalled, redirected, missing, or of another release", "said by name, and the rest works on"],
  10: ["a poisoned cache; storage that is refused, full, or cleared in the middle", "what is stored is checked, and nothing depends on it"],
  11: ["the network gone, at every moment of a visit", "said by name; back again, the page goes on"],
  12: ["hostile pictures, weights, checkpoints, links, lessons and messages", "refused in a sentence, and the page lives"],
  13: ["arithmetic of the GPU that is silently wrong", "the self-test fails, and the CPU computes"],
  14: ["logits that are not finite", "said, with whose fault it is, and never a label"],
  15: ["a translation by the browser, an extension that removes nodes", "nothing dies"],
  16: ["many tabs; a tab that is frozen and hidden; a clock that moves", "nothing is lost"],
  17: ["200 fast clicks on everything", "the page lives, and computes afterwards"],
  18: ["a request to anyone else, a violation of the policy", "none in any row of this table"],
  19: ["wrong types, a folder below the root, a page opened from disk", "it works, or says why not"],
  20: ["keyboard and accessibility", "both work after each row in which the page has started"],
};
