// This processor as an older one: the program computes on it natively, and believes that it has only what the older one has.
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { freePort } from "../../tests/e2e/helpers/port.mjs";
import { MODEL } from "./fixtures.mjs";

const [QEMU, GDB, NM] = ["/usr/bin/qemu-x86_64", "/usr/bin/gdb", "/usr/bin/nm"];
const absent = [QEMU, GDB, NM].find((program) => !existsSync(program));
/** Why nothing can be hidden; false where it can. */
export const noHiding = absent ? `there is no ${absent}: install qemu-user, gdb and binutils` : false;

const IMAGES = fileURLToPath(new URL("../../tests/fixtures/images.npy", import.meta.url));

/** Where Rust's standard library keeps what the processor has, a bit a feature, and the function that finds it out. */
function places(lab) {
  const names = execFileSync(NM, [lab], { maxBuffer: 1 << 28 }).toString().split("\n").map((line) => line.split(" ").at(-1));
  const named = (end) => names.find((name) => name.includes("std_detect") && name.endsWith(end));
  const found = { record: named("CACHE.0"), find: named("detect_and_initialize") };
  if (!found.record) throw new Error(`${lab} does not tell where it keeps what the processor has: build it with --release`);
  return found;
}

const gdb = (...commands) => [GDB, "-batch", "-nx", ...commands.flatMap((command) => ["-ex", command])];

/** What the program finds on a processor that qemu imitates. Until qemu listens, gdb tries again. */
async function found(lab, processor, { record, find }, models) {
  const port = await freePort();
  const words = ["-cpu", processor, "-g", String(port), lab, "classify", "--model", MODEL, "--image", IMAGES, "--device", "cpu", "--models", models];
  const imitation = spawn(QEMU, words, { stdio: "ignore" });
  const [program, ...rest] = gdb(`file ${lab}`, "set tcp connect-timeout 60", `target remote :${port}`, `break ${find}`, "continue", "finish", `x/1gx &'${record}'`, "kill");
  try {
    const said = execFileSync(program, rest, { stdio: ["ignore", "pipe", "ignore"] }).toString();
    return said.match(/CACHE\.0>:\s+(0x[0-9a-f]{16})/)[1];
  } finally {
    imitation.kill();
  }
}

/** The command that starts `lab` as on this processor of qemu's. */
export async function on(processor, lab, models) {
  const { record, ...rest } = places(lab);
  const features = await found(lab, processor, { record, ...rest }, models);
  const silent = ["set logging file /dev/null", "set logging redirect on", "set logging enabled on", "set startup-with-shell off"];
  return [...gdb(...silent, "break main", "run", `set variable *(unsigned long *) &'${record}' = ${features}`, "continue"), "--args", lab];
}
