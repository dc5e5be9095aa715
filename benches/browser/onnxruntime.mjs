// onnxruntime-web in a page, one thread or WebGPU.
const DIST = "/node_modules/onnxruntime-web/dist/";

/** Loads the model. Returns a function from pixels, normalised, Float32Array [N, 3, 32, 32], to logits, Float32Array [N, 10]. */
export async function prepare(device) {
  const provider = device === "gpu" ? "webgpu" : "wasm";
  const ort = await import(`${DIST}ort.${provider}.min.mjs`);
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = DIST;
  return program(ort, "/network.onnx", provider);
}

/** The same with what is loaded already; `model` is a URL or the bytes. */
export async function program(ort, model, provider) {
  const session = await ort.InferenceSession.create(model, { executionProviders: [provider] });
  return async (pixels) => {
    const images = new ort.Tensor("float32", pixels, [pixels.length / (3 * 32 * 32), 3, 32, 32]);
    const { logits } = await session.run({ pixels: images });
    return logits.getData();
  };
}
