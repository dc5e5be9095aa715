// The flags with which Chromium is started.
const QUIET = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SOFTWARE_GPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"];

const GPU = ["--enable-unsafe-webgpu", "--enable-features=Vulkan"];

/** What the browser computes on. */
export const Machine = Object.freeze({
  withoutGpu: QUIET,
  withSoftwareGpu: [...QUIET, ...SOFTWARE_GPU],
  withGpu: [...QUIET, ...GPU],
});
