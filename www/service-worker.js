// Keeps one release of the site on the machine: all of it that this browser uses, or nothing. Before this stand RELEASE, its name, and FILES, the SHA-256 of
// each of its files by path (xtask/src/release.rs), and program.js. Weights are not among them: the engine keeps those that were chosen.
"use strict";
const HOME = new URL("./", self.location).href;
const PREFIX = "freqscope/release/";
const CACHE = PREFIX + RELEASE;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("message", (event) => event.data === "take" && event.waitUntil(take(event.ports[0])));

self.addEventListener("fetch", (event) => {
  const file = fileOf(event.request);
  if (file) event.respondWith(answer(event.request, file));
});

/** That with WebGPU only where there may be some: it is the largest of all files. */
const programs = "gpu" in navigator ? Object.values(PROGRAMS) : [PROGRAMS.cpu];

async function keep() {
  try {
    const cache = await caches.open(CACHE);
    const files = Object.entries(FILES).filter(([file]) => !/^worker\w*_bg\.wasm$/.test(file) || programs.includes(file));
    await Promise.all(files.map(([file, digest]) => keepFile(cache, file, digest)));
  } catch (error) {
    await caches.delete(CACHE).catch(() => {});
    for (const client of await windows()) client.postMessage({ notKept: error.name });
    throw error;
  }
}

/** A file of another release, as one finds while a server is given a new one, is refused. */
async function keepFile(cache, file, digest) {
  const response = await fetch(HOME + file, { cache: "no-cache" });
  const bytes = await response.arrayBuffer();
  if (!response.ok || (await sha256(bytes)) !== digest) throw new Error(`${file} is not that of release ${RELEASE}`);
  await cache.put(HOME + file, new Response(bytes, { headers: headersOf(file, response) }));
}

/** What its host forbids the file, it is forbidden here too. */
const FORBIDDING = ["content-security-policy", "cross-origin-opener-policy", "permissions-policy", "referrer-policy", "x-content-type-options"];

function headersOf(file, response) {
  const kept = FORBIDDING.filter((name) => response.headers.has(name)).map((name) => [name, response.headers.get(name)]);
  return Object.fromEntries([...kept, ["content-type", typeOf(file, response)]]);
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Some servers do not know that of scripts and programs. */
function typeOf(file, response) {
  if (file.endsWith(".js")) return "text/javascript";
  if (file.endsWith(".wasm")) return "application/wasm";
  return response.headers.get("content-type") ?? "application/octet-stream";
}

/** Which file of the release is asked for; null for all else. */
function fileOf({ method, url }) {
  const address = url.split(/[?#]/)[0];
  const file = address === HOME ? "index.html" : address.slice(HOME.length);
  return method === "GET" && address.startsWith(HOME) && Object.hasOwn(FILES, file) ? file : null;
}

async function answer(request, file) {
  return (await kept(file).catch(() => undefined)) ?? fetch(request);
}

/** A file of this release; none where what lies there is not that any more, as after a fault of the disk. */
async function kept(file) {
  const response = await (await caches.open(CACHE)).match(HOME + file);
  const bytes = await response?.clone().arrayBuffer();
  return bytes && (await sha256(bytes)) === FILES[file] ? response : undefined;
}

async function dropOthers() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function windows() {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter((client) => client.url.startsWith(HOME));
}

/** Takes the place of the release before, unless other windows still show that. Answers how many do. */
async function take(port) {
  const others = (await windows()).length - 1;
  port.postMessage(others);
  if (others <= 0) await self.skipWaiting();
}
