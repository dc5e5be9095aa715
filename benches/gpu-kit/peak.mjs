// What the card can do at most: multiply-adds of f32 in registers, and nothing else.
const THREADS = 256;
const GROUPS = 4096;
const ROUNDS = 1024;
/** Multiply-adds of a thread in a round: 8 of four numbers each. */
const WIDTH = 32;

const PROGRAM = `
@group(0) @binding(0) var<storage, read_write> results: array<vec4<f32>>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let start = f32(id.x) * 1e-9;
  let factor = vec4<f32>(0.999, 0.998, 0.997, 0.996);
  ${sums((i) => `var s${i} = vec4<f32>(start + ${i}.0);`)}
  for (var round = 0u; round < ${ROUNDS}u; round++) {
    ${sums((i) => `s${i} = fma(s${i}, factor, vec4<f32>(start));`)}
  }
  results[id.x % ${THREADS}u] = ${Array.from({ length: WIDTH / 4 }, (_, i) => `s${i}`).join(" + ")};
}`;

function sums(line) {
  return Array.from({ length: WIDTH / 4 }, (_, i) => line(i)).join("\n  ");
}

/** GFLOP/s, a multiply-add being two: the best of `times` runs. */
export async function peak(gpu, times = 5) {
  const device = await (await gpu.requestAdapter()).requestDevice();
  const module = device.createShaderModule({ code: PROGRAM });
  const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute: { module } });
  const buffer = device.createBuffer({ size: 16 * THREADS, usage: GPUBufferUsage.STORAGE });
  const entries = [{ binding: 0, resource: { buffer } }];
  const bind = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const run = async (groups) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bind);
    pass.dispatchWorkgroups(groups);
    pass.end();
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  };
  // A card of software would take minutes for what a real one does at once.
  await run(1);
  const groups = (await run(16)) > 20 ? 16 : GROUPS;
  let best = Infinity;
  for (let i = 0; i < times; i++) best = Math.min(best, await run(groups));
  device.destroy();
  return (2 * WIDTH * ROUNDS * THREADS * groups) / best / 1e6;
}
