// What strangers may hand to the page: pictures, weights, checkpoints, links, lessons and messages. Refused in a sentence, and the page lives.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { scrambled } from "../e2e/helpers/photos.mjs";
import { claiming } from "../e2e/helpers/png.mjs";
import { give, STILL, stillness, watchStillness } from "../e2e/helpers/visitor.mjs";
import { fault, said } from "./fault.mjs";

const HOSTILE = 12;
const FIXTURES = new URL("../fixtures/", import.meta.url);
const PICTURES = new URL("pictures/", FIXTURES);

const file = (name, buffer, mimeType = "") => ({ name, mimeType, buffer: Buffer.from(buffer) });

/** Ten files a format that are broken or lie. */
async function hostile(end) {
  const whole = await readFile(new URL({ png: "rgba.png", jpg: "exif_6.jpg" }[end] ?? `drawn.${end}`, PICTURES));
  const cut = [0.1, 0.5, 0.9].map((share) => whole.subarray(0, Math.floor(whole.length * share)));
  const changed = [1, 2, 3, 4].map((seed) => scrambled(whole, seed));
  const rest = [whole.subarray(0, 12), Buffer.concat([whole.subarray(0, 40), Buffer.alloc(100_000)]), Buffer.concat([whole.subarray(0, 40), Buffer.alloc(5000, 0xff)])];
  return [...cut, ...changed, ...rest].map((bytes, i) => file(`hostile-${i}.${end}`, bytes));
}

const HUGE_BMP = Buffer.concat([Buffer.from("BM"), Buffer.alloc(12), Buffer.from([40, 0, 0, 0, 255, 255, 255, 127, 255, 255, 255, 127]), Buffer.alloc(40)]);

fault(HOSTILE, "ten broken or lying pictures of each of eight formats, and two that claim to be huge", { timeout: 400_000, core: true }, async (app, clock) => {
  await app.chart();
  await watchStillness(app);
  clock.strikes();
  let refused = 0;
  for (const end of ["png", "jpg", "gif", "webp", "avif", "bmp", "ico", "svg"]) {
    for (const chosen of await hostile(end)) refused += !(await give(app, chosen));
  }
  for (const [name, bytes] of [["huge.png", claiming(60_000, 60_000)], ["huge.bmp", HUGE_BMP]]) {
    assert.ok(!(await give(app, file(name, bytes))));
    await app.notice(/more than the 100 megapixels/);
  }
  clock.stops();
  assert.ok((await stillness(app)) < STILL, `${await stillness(app)} ms`);
  return `refused ${refused + 2} of 82, each in a sentence; the page never stood still for more than ${Math.round(await stillness(app))} ms`;
});

const weights = await readFile(new URL("networks/resnet50.safetensors", FIXTURES));

/** A file of safetensors with this header, of which it says that it is so long. */
function safetensors(header, length = Buffer.byteLength(header), rest = 64) {
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(length));
  return Buffer.concat([start, Buffer.from(header), Buffer.alloc(rest)]);
}

/** The header of sound weights, changed. */
function altered(change) {
  const length = Number(weights.readBigUInt64LE());
  const header = JSON.parse(weights.toString("utf8", 8, 8 + length));
  change(header);
  const text = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([start, text, weights.subarray(8 + length)]);
}
const first = (header) => Object.keys(header).find((name) => name !== "__metadata__");

const WEIGHTS = {
  "empty.safetensors": Buffer.alloc(0),
  "short.safetensors": Buffer.from([1, 2, 3]),
  "header-of-16-exabytes.safetensors": safetensors("{}", "18446744073709551615"),
  "header-of-4-gigabytes.safetensors": safetensors("{}", 4_294_967_295),
  "no-json.safetensors": safetensors("{{{{"),
  "deep.safetensors": safetensors(`${"[".repeat(200_000)}${"]".repeat(200_000)}`),
  "many.safetensors": safetensors(JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`t${i}`, { dtype: "F32", shape: [1], data_offsets: [0, 4] }])))),
  "beyond-the-end.safetensors": altered((header) => { header[first(header)].data_offsets = [0, 1e15]; }),
  "backwards.safetensors": altered((header) => { header[first(header)].data_offsets.reverse(); }),
  "negative.safetensors": altered((header) => { header[first(header)].shape = [-1, 3, 3, 3]; }),
  "overflowing.safetensors": altered((header) => { header[first(header)].shape = [2 ** 32, 2 ** 32, 2 ** 32, 2 ** 32]; }),
  "overlapping.safetensors": altered((header) => { for (const [name, tensor] of Object.entries(header)) if (name !== "__metadata__") tensor.data_offsets = [0, 4]; }),
  "other-type.safetensors": altered((header) => { header[first(header)].dtype = "<script>"; }),
  "cut.safetensors": weights.subarray(0, weights.length >> 1),
  "scrambled.safetensors": scrambled(weights, 7),
};

/** Hands a file over as a network, and waits for what the page says of it. */
async function refuses(app, chosen) {
  await app.hand("drop", chosen);
  const refused = app.get("notice").filter({ hasText: chosen.name });
  const shown = app.page.locator("[data-testid=model-row]", { hasText: chosen.name });
  const asks = app.get("checkpoint-questions").filter({ hasText: chosen.name });
  await refused.or(shown).or(asks).first().waitFor({ state: "attached" });
  return (await refused.count()) > 0;
}

fault(HOSTILE, `${Object.keys(WEIGHTS).length} files of safetensors whose headers lie`, {}, async (app, clock) => {
  const chart = await app.chart();
  await app.open("networks");
  clock.strikes();
  let refused = 0;
  for (const [name, bytes] of Object.entries(WEIGHTS)) refused += await refuses(app, file(name, bytes));
  clock.stops();
  assert.ok(refused >= Object.keys(WEIGHTS).length - 1, `${refused}: bytes that are only scrambled may be a network`);
  assert.deepEqual(await app.chart(), chart);
  return `refused ${refused}; the chart on show stayed; the last: ${(await said(app)).slice(0, 200)}`;
});

/** Programs of pickle: `os.system("true")` when it is run, a billion laughs, numbers that are too large, none at all. */
const PICKLES = {
  "runs-a-program.pt": "\x80\x02cos\nsystem\nX\x04\0\0\0trueq\x00\x85R.",
  "evaluates.pt": "\x80\x02c__builtin__\neval\nX\x03\0\0\x001+1\x85R.",
  "laughs.pkl": `\x80\x02](${"]".repeat(30)}${"h\0".repeat(5000)}e.`,
  "long.pkl": "\x80\x02\x8b\xff\xff\xff\x7f1.",
  "unframed.pkl": "\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\xff.",
  "deep.pkl": `\x80\x02${"(".repeat(300_000)}.`,
  "empty-stack.pkl": "\x80\x02.",
};

const stored = (path) => readFile(new URL(`checkpoints/forms/${path}`, FIXTURES));

fault(HOSTILE, "checkpoints whose pickles would run programs, or take all memory, and archives that are cut or scrambled", { core: true }, async (app, clock) => {
  const chart = await app.chart();
  await app.open("networks");
  const sound = await stored("plain.pt");
  const files = Object.entries(PICKLES).map(([name, text]) => file(name, Buffer.from(text, "latin1")));
  files.push(...[0.2, 0.6, 0.95].map((share) => file(`cut-${share}.pt`, sound.subarray(0, sound.length * share))));
  files.push(...[1, 2, 3].map((seed) => file(`scrambled-${seed}.pt`, scrambled(sound, seed))), file("scrambled.npz", scrambled(await stored("deflated.npz"), 5)));
  clock.strikes();
  let refused = 0;
  for (const chosen of files) refused += await refuses(app, chosen);
  clock.stops();
  assert.equal(refused, files.length);
  assert.deepEqual(await app.chart(), chart);
  return `refused all ${refused}; the chart on show stayed`;
});

const LINKS = [
  "#%00%ff<script>alert(1)</script>",
  "#v1/picture=javascript:alert(1)&network=../../etc/passwd&class=__proto__",
  `#v1/pixels=${"A".repeat(100_000)}`,
  `#v1/without=${"0-62,".repeat(10_000)}`,
  "#v1/without=-1,99999999999999999999,1e9&cut=NaN&epsilon=1e400&seed=-1",
  "#v1/" + "a=b&".repeat(20_000),
  "#v1/lesson=../../../secret:999999999999999999999",
  "#v18446744073709551616/class=cat",
  "#v1/network=visitor:0000000000000000&beside=visitor:0000000000000000",
  "#v1/at=%E0%A4%A",
  "#v1/lang=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
];

fault(HOSTILE, `${LINKS.length} links that lie, are huge, or hold programs`, { core: true }, async (app, clock) => {
  await app.chart();
  const bad = [];
  app.page.on("dialog", (dialog) => { bad.push(dialog.message()); return dialog.dismiss(); });
  clock.strikes();
  for (const link of LINKS) {
    await app.page.evaluate((link) => { location.hash = link; }, link);
    await app.page.waitForTimeout(200);
    assert.equal(await app.page.locator("script:not([src]), img[src=x]").count(), 0, link);
    await app.page.evaluate(() => { location.hash = "#v1/beside=none"; });
    await app.chart();
  }
  clock.stops();
  assert.deepEqual(bad, []);
  return said(app);
});

const LESSONS = new URL("../../www/lessons/", import.meta.url);
const MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>";

fault(HOSTILE, "lessons with markup in every word, of a million steps, of other types, of 5 MB", {}, async (app, clock) => {
  await app.chart();
  const own = JSON.parse(await readFile(new URL("attacks.json", LESSONS), "utf8"));
  const json = (name, content) => file(name, JSON.stringify(content), "application/json");
  const told = [];
  app.page.on("dialog", (dialog) => { told.push(dialog.message()); return dialog.dismiss(); });
  clock.strikes();
  const refused = [
    json("steps.json", { ...own, steps: Array.from({ length: 900 }, () => own.steps[0]) }),
    json("types.json", { ...own, title: { toString: 1 }, steps: "none" }),
    json("link.json", { ...own, steps: [{ ...own.steps[0], link: "javascript:alert(1)" }] }),
    json("number.json", { ...own, steps: [{ ...own.steps[0], minutes: 1e300 }] }),
    file("large.json", Buffer.alloc(5_000_000, " "), "application/json"),
    file("deep.json", `{"format":"freqscope-lesson/1","steps":${"[".repeat(400_000)}`, "application/json"),
  ];
  for (const chosen of refused) {
    await app.hand("drop", chosen);
    await app.notice(new RegExp(chosen.name.replace(".", "\\.")));
  }
  await app.hand("drop", json("markup.json", { ...own, title: MARKUP, steps: own.steps.map((step) => ({ ...step, title: MARKUP, text: MARKUP })) }));
  await app.page.locator("[data-testid=lesson], [data-testid=notice]", { hasText: /<img src=x|markup\.json/ }).first().waitFor();
  assert.equal(await app.page.locator("img[src=x]").count(), 0);
  clock.stops();
  assert.deepEqual(told, []);
  return `refused ${refused.length} in a sentence each; markup is text`;
});

const HOST = [/\/host\.html$/, () => `<!doctype html><html lang="en"><link rel="icon" href="data:," /><title>Host</title><main><h1>Host</h1><iframe title="freqscope" src="/embed.html#v1/view=spectrum&picture=cat-0" width="800" height="600"></iframe><iframe title="other" srcdoc="<p>other</p>"></iframe></main>`];

fault(HOSTILE, "1000 forged messages to page and figure, by themselves and by the window around", { overrides: [HOST], expected: [/DataCloneError/] }, async (app, clock, server) => {
  const chart = await app.chart();
  clock.strikes();
  await app.page.evaluate(flood, "self");
  assert.deepEqual(await app.chart(), chart);
  const host = await app.page.context().newPage();
  host.setDefaultTimeout(120_000);
  await host.goto(`${server.origin}/host.html`);
  const figure = host.frameLocator("iframe").first();
  await figure.getByTestId("embed").waitFor();
  await host.evaluate(flood, "frames");
  await figure.locator("[data-testid=embed][data-view=spectrum]").waitFor();
  await host.close();
  clock.stops();
  return "the same chart, the same figure";
});

/** Runs in a page: posts all kinds of nonsense to itself, or to its first frame. */
function flood(to) {
  const target = to === "self" ? self : frames[0];
  const junk = [null, 0, "", [], {}, { freqscope: 1 }, { freqscope: 1, type: 7 }, { freqscope: 1, type: "show", link: 5 }, { freqscope: 1, type: "show", link: "v1/".padEnd(20_000, "x") },
    { freqscope: 1, type: "weights", name: "a".repeat(1e5), bytes: new ArrayBuffer(8) }, { freqscope: 1, type: "picture", name: "x.png", bytes: new ArrayBuffer(3) }, { freqscope: 2, type: "hello" }, new Uint8Array(64), { module: 1 }];
  for (let i = 0; i < 1000; i += 1) target.postMessage(junk[i % junk.length], "*");
}
