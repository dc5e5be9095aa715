// Hosts that send headers: those that read `_headers` of the site, and nginx with the project's snippet.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./port.mjs";
import { DIST, serve } from "./server.mjs";

const SNIPPET = new URL("../../../docs/nginx.conf", import.meta.url);
const NGINX = process.env.NGINX || "/usr/sbin/nginx";

/** The rules of a `_headers` file: `[path, [[name, value], …]]`, a path with `*` at its end is one with anything behind it. */
export function parse(text) {
  const rules = [];
  for (const line of text.split("\n").filter((line) => line.trim() && !line.startsWith("#"))) {
    if (line.startsWith(" ")) rules.at(-1)[1].push([line.slice(0, line.indexOf(":")).trim().toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]);
    else rules.push([line.trim(), []]);
  }
  return rules;
}

export const rules = async () => parse(await readFile(join(DIST, "_headers"), "utf8"));

/** Headers of a path by all rules that match it; those of one name follow each other, with a comma between. */
export function headersOf(rules, path) {
  const matches = (pattern) => (pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern);
  const headers = {};
  for (const [name, value] of rules.filter(([pattern]) => matches(pattern)).flatMap(([, lines]) => lines)) {
    headers[name] = headers[name] ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

/** As Netlify and Cloudflare Pages do it. */
export async function withHeaders() {
  const all = await rules();
  return serve([], undefined, (path, headers) => ({ ...headers, ...headersOf(all, path) }));
}

/** Why nginx cannot be had here, or false. */
export const noNginx = await access(NGINX).then(() => false, () => "there is no nginx");

/** nginx itself, which serves the built page by docs/nginx.conf on a free port. */
export async function nginx() {
  const [folder, port] = [await mkdtemp(join(tmpdir(), "freqscope-nginx-")), await freePort()];
  const snippet = await readFile(SNIPPET, "utf8");
  const site = snippet.replace("listen 80;", `listen 127.0.0.1:${port};`).replace("root /srv/freqscope;", `root ${DIST};`);
  const user = process.getuid() === 0 ? "user root;\n" : "";
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join("\n");
  await writeFile(join(folder, "nginx.conf"), `${user}daemon off;\npid ${folder}/pid;\nevents {}\nhttp {\ninclude /etc/nginx/mime.types;\naccess_log off;\n${temporary}\n${site}}\n`);
  const server = spawn(NGINX, ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"], { stdio: ["ignore", "ignore", "inherit"] });
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 50 && !(await fetch(origin).catch(() => null)); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  const close = async () => {
    server.kill();
    await once(server, "exit");
    await rm(folder, { recursive: true });
  };
  return { origin, close };
}
