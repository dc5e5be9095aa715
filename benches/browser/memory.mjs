// The memory of a browser's processes, which Linux knows.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What the processes of one kind take, "renderer" or "gpu-process", of the Chromium with this profile: their own pages, and of those
 * that are shared their part, in bytes. */
export function memory(kind, profile) {
  const lines = execFileSync("ps", ["-eo", "pid=,args="]).toString().split("\n");
  const own = lines.filter((line) => line.includes(`--type=${kind}`) && line.includes(profile));
  return own.reduce((sum, line) => sum + proportional(Number(line.trim().split(" ")[0])), 0);
}

/** None of a process that has just ended. */
function proportional(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
