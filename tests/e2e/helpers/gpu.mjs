// What the worker's WebGPU is made to do before the engine runs.

/** An override that runs a line in the worker first; the line may be a function that says which. */
export const inWorker = (line) => [/\/engine\.js$/, (body) => `${typeof line === "function" ? line() : line}\n${body}`];

/** The software GPU calls itself `acme one`, or another, so that it is tried beside the CPU as a real one is. */
export const called = (name = "one") => `Object.defineProperty(GPUAdapter.prototype, "info", {
  get: () => ({ vendor: "acme", architecture: ${JSON.stringify(name)}, device: "", description: "", isFallbackAdapter: false }),
});`;
