// Makes node look like a Web Worker with WebGPU, which Dawn brings: what Chrome computes with.
import { create, globals } from "webgpu";

/** Puts the names of a worker into the global scope; pages are said to come from `origin`. Returns `navigator.gpu`. */
export function becomeWorker(origin) {
  Object.assign(globalThis, globals);
  const gpu = create([]);
  Object.defineProperty(globalThis, "navigator", { value: { gpu, userAgent: "node" }, configurable: true });
  Object.assign(globalThis, { self: globalThis, isSecureContext: true, location: { href: `${origin}/` } });
  for (const name of ["WorkerGlobalScope", "DedicatedWorkerGlobalScope"]) {
    globalThis[name] = class {
      static [Symbol.hasInstance](value) {
        return value === globalThis;
      }
    };
  }
  copyBeforeWriting();
  return gpu;
}

/** Dawn's binding refuses views of a SharedArrayBuffer, such as a module with threads has. */
function copyBeforeWriting() {
  const { writeBuffer } = GPUQueue.prototype;
  GPUQueue.prototype.writeBuffer = function (buffer, offset, data, from = 0, count = undefined) {
    const shared = (data.buffer ?? data) instanceof SharedArrayBuffer;
    if (!shared) return writeBuffer.call(this, buffer, offset, data, from, count);
    const view = ArrayBuffer.isView(data);
    const unit = view ? (data.BYTES_PER_ELEMENT ?? 1) : 1;
    const start = (view ? data.byteOffset : 0) + from * unit;
    const bytes = count === undefined ? (view ? data.byteOffset : 0) + data.byteLength - start : count * unit;
    return writeBuffer.call(this, buffer, offset, Uint8Array.from(new Uint8Array(data.buffer ?? data, start, bytes)));
  };
}
