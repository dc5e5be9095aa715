// The site as one HTML file that needs no server: code as it is, everything else packed in its text.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { typeOf } from "./types.mjs";

const INLINED = readFileSync(new URL("../../www/inlined.js", import.meta.url), "utf8");
/** Stored results that no part of the page asks for: other readings of Occluded Frequency, and what the claims are read from. */
const UNASKED = /^results\/(of-.*-(clip|control-variate|mean|noise|normalised|radial)|accuracy-.*|attacks|prop1)\.json$/;
/** Not asked for by the page, or only where there is a server. */
const LEFT_OUT = [UNASKED, /^index\.html$/, /^boot\.js$/, /\.css$/, /^serve\./, /^(stay|service-worker)\.js$/, /\.webmanifest$/, /^icons\//, /^embed\.html$/, /_relaxed_bg\.wasm$/, /^worker_cpu/, /^(embed|post)\//, /\.md$/, /\.jsonl$/, /^offline\.html$/, /^_headers$/];

/** `site`: its files by their paths. */
export function singlePage(site) {
  const index = site.get("index.html").toString();
  const boot = index.match(/<script src="[^"]*boot\.js" data-page="([^"]+)" data-wasm="([^"]+)"[^>]*><\/script>/);
  if (!boot) throw new Error("index.html has no script that boots the page: build it first");
  const [tag, page, wasm] = boot;
  const packed = [...site].filter(([path]) => !LEFT_OUT.some((pattern) => pattern.test(path)) && path !== relative(page));
  const styles = [style(site, index), ...documents(site).map(([, text]) => style(site, text))];
  const scripts = [INLINED, site.get(relative(page)).toString(), site.get("boot.js").toString()].map(unbroken);
  const files = packed.map(([path, bytes]) => block(path, isDocument(path) ? Buffer.from(document(site, bytes.toString())) : bytes));
  const [inlined, program, start] = scripts;
  const end = [...files, element(inlined), element(program), element(start, ` data-page="${page}" data-wasm="${wasm}"`)];
  return withStyle(site, index)
    .replace(tag, "")
    .replace(/<link rel="(preload|manifest)"[^>]*>/g, "")
    .replace(policy(index), policyOf(scripts, styles))
    .replace("</body>", () => `${end.join("\n")}\n</body>`);
}

const relative = (address) => address.replace(/^\.\//, "");
const isDocument = (path) => /^(models|results|licences)\.html$/.test(path);
const documents = (site) => [...site].filter(([path]) => isDocument(path)).map(([path, bytes]) => [path, bytes.toString()]);
const element = (script, data = "") => `<script${data}>${script}</script>`;

/** A page of text by itself, where no address leads to another page. */
function document(site, text) {
  const own = `default-src 'none'; style-src '${digest(style(site, text))}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return withStyle(site, text).replace(policy(text), own).replace(/<a ([^>]*)href="(?!#|https:)[^"]*"/g, "<a $1").replace(/<nav aria-label="Pages">.*?<\/nav>/s, "");
}

function policy(text) {
  const found = text.match(/Content-Security-Policy"\s+content="([^"]+)"/);
  if (!found) throw new Error("a page has no content security policy");
  return found[1];
}

/** Nothing runs but these scripts, and what they make; nothing is asked of anybody. */
function policyOf(scripts, styles) {
  const hashes = (texts) => [...new Set(texts.map((text) => `'${digest(text)}'`))].join(" ");
  return [
    "default-src 'none'",
    `script-src ${hashes(scripts)} 'wasm-unsafe-eval'`,
    `style-src ${hashes(styles)}`,
    "img-src blob: data:",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

const digest = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

const SHEET = /<link rel="stylesheet" href="([^"]+)"[^>]*>/g;

/** All style sheets of a page. */
function style(site, text) {
  return [...text.matchAll(SHEET)].map(([, path]) => site.get(relative(path)).toString()).join("\n");
}

/** A page with its style sheets and its icon inside. */
function withStyle(site, text) {
  const icon = (path) => `data:${typeOf(path)};base64,${site.get(relative(path)).toString("base64")}`;
  const [first, ...others] = text.match(SHEET);
  const bare = others.reduce((text, link) => text.replace(link, ""), text);
  return bare
    .replace(first, () => `<style>${style(site, text)}</style>`)
    .replace(/(href|src)="((?:\.\/)?icon[^"]*\.svg)"/g, (_, name, path) => `${name}="${icon(path)}"`);
}

/** What no script may hold that stands in a page. */
function unbroken(script) {
  if (/<\/script|<!--/i.test(script)) throw new Error("a script holds what would end it within a page: write it otherwise");
  return script;
}

/** A file as a block of data, which no browser runs. Pictures are packed already. */
function block(path, bytes) {
  const packs = !path.endsWith(".png");
  const text = (packs ? gzipSync(bytes, { level: 9 }) : bytes).toString("base64");
  return `<script type="application/octet-stream" data-file="${path}" data-type="${typeOf(path)}"${packs ? " data-packed" : ""}>${text}</script>`;
}
