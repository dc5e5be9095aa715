// onnxruntime-web in a page, on the CPU or WebGPU.
const DIST = "/node_modules/onnxruntime-web/dist/";

/** Loads a model. Its `run` is a function from pixels, normalised, Float32Array [N, 3, 32, 32], to logits, Float32Array [N, 10]. */
export async function prepare({ device, model, threads }) {
  const provider = device === "gpu" ? "webgpu" : "wasm";
  const ort = await import(`${DIST}ort.${provider}.min.mjs`);
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.wasmPaths = DIST;
  return { run: await program(ort, `/${model}.onnx`, provider) };
}

/** The function with what is loaded already; `model` is a URL or the bytes. */
export async function program(ort, model, provider) {
  const session = await ort.InferenceSession.create(model, { executionProviders: [provider] });
  return async (pixels) => {
    const images = new ort.Tensor("float32", pixels, [pixels.length / (3 * 32 * 32), 3, 32, 32]);
    const { logits } = await session.run({ pixels: images });
    return logits.getData();
  };
}
