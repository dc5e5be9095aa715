// Pictures of every form and from everywhere: what a browser can show, what is cut off, what is no picture at all.
import assert from "node:assert/strict";
import test from "node:test";
import { readChart } from "./helpers/app.mjs";
import { inFirefox, noFirefox } from "./helpers/firefox.mjs";
import { drawn, dropDrawing, FORMATS, stored } from "./helpers/formats.mjs";
import { when } from "./helpers/journey.mjs";
import { phonePhoto } from "./helpers/photos.mjs";
import { animated, png } from "./helpers/png.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";
import { serve } from "./helpers/server.mjs";
import { give, STILL, stillness, watchStillness } from "./helpers/visitor.mjs";

const SIDE = 32;

const file = (name, buffer, mimeType = "") => ({ name, mimeType, buffer });

/** The picture on show: 3×32×32 bytes, channel by channel. */
async function pixels(app) {
  const plate = app.get("whole-picture");
  await plate.waitFor({ state: "attached" });
  const rgba = await plate.evaluate((canvas) => [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data]);
  return [0, 1, 2].flatMap((channel) => Array.from({ length: SIDE * SIDE }, (_, i) => rgba[4 * i + channel]));
}

scenario("what a browser can show is taken: WebP, AVIF, GIF, BMP, ICO and SVG", {}, async (app) => {
  await app.chart();
  for (const [end, tolerance] of Object.entries(FORMATS)) {
    assert.ok(await give(app, await stored(`drawn.${end}`)), end);
    const difference = (await pixels(app)).reduce((sum, value, i) => sum + Math.abs(value - 255 * drawn[i]), 0) / drawn.length;
    assert.ok(difference <= tolerance, `${end} differs by ${difference}`);
  }
  assert.ok(await give(app, await stored("drawn.svg")));
  const shown = await pixels(app);
  assert.deepEqual([shown[16 * SIDE + 16], shown[0]], [0, 255], "a black disc on white");
  await app.notice(/drawn\.svg”: the file is a drawing/);
  assert.ok(!(await give(app, await stored("drawn.pdf"))));
  await app.notice(/drawn\.pdf”: the file is a PDF document/);
  assert.ok(!(await give(app, file("photo.heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08mdat", "latin1")))));
  await app.notice(/photo\.heic”: the file is a photo of the format HEIC, as phones save them.*save the image as PNG or JPEG/);
});

test("what a browser can show is taken in Firefox too", { timeout: 240_000, skip: noFirefox }, async () => {
  const server = await serve();
  const look = async (page) => {
    await page.goto(`${server.origin}/`);
    await when(page, readChart);
    for (const end of [...Object.keys(FORMATS), "svg"]) await dropDrawing(page, end);
  };
  await inFirefox(look).finally(() => server.close());
});

scenario("PNG and JPEG are the pixels that the command line reads", {}, async (app) => {
  await app.chart();
  for (const name of ["exif_6.jpg", "exif_5.jpg", "exif_6.png", "rgb16.png", "rgba.png"]) {
    assert.ok(await give(app, await stored(name)));
    const shown = await pixels(app);
    assert.ok(await give(app, await stored(`read/${name}.png`, `read-${name}.png`)));
    assert.deepEqual(await pixels(app), shown, name);
  }
});

scenario("what is missing or moves is said, and what can be shown is shown", {}, async (app) => {
  await app.chart();
  const told = [
    [await stored("cut_70.png"), /ends before its picture does/],
    [await stored("cut_50.jpg"), /ends before its picture does/],
    [await stored("bad_idat_crc.png"), /a checksum in the file is wrong/],
    [file("moving.png", animated(40, 40, (x, y) => [6 * x, 6 * y, 0])), /moves, and its first frame/],
  ];
  for (const [chosen, said] of told) {
    assert.ok(await give(app, chosen), chosen.name);
    await app.notice(said);
  }
});

scenario("a portrait photo of 12 megapixels is cut, and the page lives", {}, async (app) => {
  await app.chart();
  const photo = file("phone.jpg", await phonePhoto(app.page));
  await watchStillness(app);
  assert.ok(await give(app, photo));
  const central = await pixels(app);
  assert.ok((await stillness(app)) < STILL, `${await stillness(app)} ms`);
  await app.get("another-square").click();
  const cutter = app.get("cutter");
  assert.equal(await cutter.getAttribute("data-square"), "0,500,3000", "of the upright picture");
  const frame = app.get("cut-frame");
  await frame.focus();
  for (const key of ["-", "-", "ArrowDown", "Shift+ArrowRight"]) await app.page.keyboard.press(key);
  await app.page.locator("[data-testid=cutter][data-square='181,762,2640']").waitFor({ state: "attached" });
  const { x, y, width, height } = await frame.boundingBox();
  await app.page.mouse.move(x + width / 2, y + height / 2);
  await app.page.mouse.down();
  await app.page.mouse.move(x + width / 2 + 500, y - 500, { steps: 3 });
  await app.page.mouse.up();
  await app.page.locator("[data-testid=cutter][data-square='360,0,2640']").waitFor({ state: "attached" });
  assert.ok((await stillness(app)) < STILL, `${await stillness(app)} ms while it is dragged`);
  await screenshot(app.page, "another square of a photo");
  // A screenshot stops the page.
  await app.page.evaluate(() => { globalThis.longest = 0; });
  const plate = await app.plate("image");
  await app.get("use-square").click();
  await app.changedPlate("image", plate);
  assert.notDeepEqual(await pixels(app), central);
  assert.ok((await stillness(app)) < STILL, `${await stillness(app)} ms`);
});

scenario("several files, a folder, an address, text and a picture within an address do what one expects", {}, async (app) => {
  await app.chart();
  const drop = (fill) => app.page.evaluate(`(() => {
    const data = new DataTransfer();
    (${fill})(data);
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  })()`);
  const base64 = png(40, 20, (x, y) => [5 * x, 9 * y, 0]).toString("base64");
  await drop(`(data) => {
    for (const name of ["one.png", "two.png", "three.png"]) data.items.add(new File([Uint8Array.from(atob("${base64}"), (c) => c.charCodeAt(0))], name));
  }`);
  await app.page.locator("[data-testid=own-picture]").nth(2).waitFor({ state: "attached" });
  await drop(`(data) => { data.setData("text/uri-list", "https://example.org/cat.png"); data.setData("text/html", "<img src='https://example.org/cat.png'>"); }`);
  await app.notice(/Only an address came, https:\/\/example\.org\/cat\.png.*save it and drop the file/);
  await drop(`(data) => data.setData("text/plain", "a sentence")`);
  await app.notice(/“a sentence” is text, and no picture/);
  await drop(`(data) => data.setData("text/html", "<img src='data:image/png;base64,${base64}'>")`);
  await app.page.locator("[data-testid=own-picture][title='picture.png']").waitFor({ state: "attached" });
  await app.get("another-picture").click();
  await screenshot(app.page, "pictures of one's own");
  await app.page.locator("[data-testid=own-picture][title='two.png']").click();
});

scenario("a drawing is a picture", {}, async (app) => {
  await app.chart();
  await app.get("another-picture").click();
  await app.get("drawing-board").locator("summary").click();
  const { x, y, width } = await app.get("board").boundingBox();
  await app.page.mouse.move(x + 2, y + 2);
  await app.page.mouse.down();
  await app.page.mouse.move(x + width - 2, y + 2, { steps: 40 });
  await app.page.mouse.up();
  await app.get("board").focus();
  await app.page.keyboard.press("ArrowLeft");
  await app.page.keyboard.press(" ");
  await screenshot(app.page, "drawing a picture");
  await app.get("draw").click();
  await app.page.waitForFunction(() => location.hash.includes("pixels="));
  const shown = await pixels(app);
  assert.deepEqual(shown.slice(0, 3), [28, 28, 28], "red of the blue line");
  assert.equal(shown[20 * SIDE], 255, "white below");
  assert.equal(shown[16 * SIDE + 15], 28, "where the space bar was pressed");
});

/** A picture of one colour, larger than the page reads at once. */
const plain = (name, colour) => file(name, png(640, 640, () => colour));

/** Writes down, at each change of the page and in each of its frames, what the heading says and what colour the canvases have. */
const watchPlates = (app) => app.page.evaluate(() => {
  const seen = (globalThis.seen = []);
  const look = () => {
    const plates = ["whole-picture", "seen"].map((id) => document.querySelector(`[data-testid=${id}]`));
    if (plates.includes(null)) return;
    const [whole, cut] = plates.map((plate) => plate.getContext("2d").getImageData(16, 16, 1, 1).data);
    seen.push({ label: plates[0].getAttribute("aria-label"), page: document.querySelector("main").innerText, whole: [...whole], cut: [...cut] });
  };
  new MutationObserver(look).observe(document.querySelector("main"), { subtree: true, attributes: true, attributeFilter: ["aria-label", "data-state"] });
  const frame = () => {
    look();
    requestAnimationFrame(frame);
  };
  frame();
});

scenario("a second picture and what is said of it come together, however slow the machine", { timeout: 300_000 }, async (app) => {
  const session = await app.page.context().newCDPSession(app.page);
  const first = await app.chart();
  assert.ok(await give(app, plain("red.png", [200, 0, 0])));
  await app.chart(first);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await watchPlates(app);
  assert.ok(await give(app, plain("blue.png", [0, 0, 200])));
  await app.page.waitForFunction(() => globalThis.seen.filter(({ label }) => label === "blue.png").length > 20);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const seen = await app.page.evaluate(() => globalThis.seen);
  for (const { label, whole, cut } of seen) {
    const [red, , blue] = whole;
    assert.equal(red > blue, label === "red.png", `${label} with ${whole}`);
    assert.equal(cut[0] > cut[2], red > blue, `both plates are of one picture: ${whole}, ${cut}`);
  }
});

scenario("a broken file of a format that the browser reads is called broken", {}, async (app) => {
  await app.chart();
  for (const end of ["webp", "gif", "bmp"]) {
    const whole = await stored(`drawn.${end}`);
    assert.ok(!(await give(app, file(`cut.${end}`, whole.buffer.subarray(0, 20)))), end);
    await app.notice(new RegExp(`cut\\.${end}”: the file is of the format .* and cannot be decoded: it may be cut off or broken`));
  }
});

/** A drawing of `levels`, of which each draws the one below ten times. */
const levels = (count, reference) => {
  const level = (at) => `<g id="a${at}">${`<${reference(at - 1)} width="1" height="1"/>`.repeat(10)}</g>`;
  const groups = Array.from({ length: count }, (_, at) => level(at + 1)).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64">
    <defs><g id="a0"><rect width="64" height="64"/></g>${groups}</defs><use href="#a${count}"/></svg>`;
};

scenario("a drawing that multiplies itself is refused before it is drawn", {}, async (app) => {
  await app.chart();
  const used = (level) => `use xlink:href="#a${level}"`;
  const drawing = (name, text) => file(name, Buffer.from(text), "image/svg+xml");
  const bombs = {
    uses: levels(7, used),
    masks: levels(7, (level) => `rect mask="url(#a${level})"`),
    circle: levels(7, used).replace("#a0", "#a7"),
    styles: levels(7, (level) => `rect style="mask:url(#a${level})"`),
  };
  for (const [name, text] of Object.entries(bombs)) {
    await watchStillness(app);
    await app.hand("drop", drawing(`${name}.svg`, text));
    await app.notice(new RegExp(`${name}\\.svg: more than 100,000 elements would have to be drawn`));
    assert.equal(await app.page.locator(`[data-testid=own-picture][title="${name}.svg"]`).count(), 0, name);
    assert.ok((await stillness(app)) < 5000, `${name}: ${await stillness(app)} ms`);
  }
  assert.ok(await give(app, drawing("levels.svg", levels(3, used).replace("<defs>", `<defs><style>.s { fill: red }</style>`))));
  assert.equal((await pixels(app))[0], 0, "what draws 10,000 elements is drawn");
});
