// The page as a visitor sees it: what can be done, and what can be read.
import assert from "node:assert/strict";

/** How often a click is tried, and what its effect may take on a busy machine, in milliseconds. */
const [TRIES, EFFECT] = [5, 5_000];

/** Acts again until there is an `effect`, which is given the milliseconds that it may take, or throws what the last try threw. What
 * arrives above a button moves it: a click that begins on one may end beside it, and is then none. */
export async function until(act, effect) {
  for (let tries = 1; ; tries += 1) {
    const [result] = await Promise.allSettled([effect(EFFECT), act()]);
    if (result.status === "fulfilled") return result.value;
    if (tries === TRIES) throw result.reason;
  }
}

/** The engines' workers, without the threads that they open themselves. */
export async function engines(page) {
  const workers = page.workers();
  const names = await Promise.all(workers.map((worker) => worker.evaluate(() => self.name).catch(() => "member")));
  return workers.filter((_, i) => !names[i].split(" ").includes("member"));
}

/** In the page: the finished chart, which is not that of the `earlier` scores; null before. */
export function readChart(earlier) {
  const chart = document.querySelector("[data-testid=evidence][data-state=done]");
  const bars = [...document.querySelectorAll("[data-testid=evidence-band][data-score]")];
  if (!chart || bars.length !== 63) return null;
  bars.sort((a, b) => a.dataset.band - b.dataset.band);
  const scores = bars.map((bar) => Number(bar.dataset.score));
  return earlier && scores.every((score, k) => score === earlier[k]) ? null : { class: chart.dataset.class, scores };
}

/** In the page: whether both networks have answered at each of the 63 places of the line. */
export function isSwept() {
  const strips = document.querySelector("[data-testid=strips]")?.dataset ?? {};
  return strips.all === "126" && strips.known === "126";
}

export class App {
  constructor(page) {
    this.page = page;
  }

  /** The element with this test id. */
  get(id) {
    return this.page.getByTestId(id);
  }

  cell(band) {
    return this.page.locator(`[data-testid=band-cell][data-band="${band}"]`);
  }

  bar(band) {
    return this.page.locator(`[data-testid=of-bar][data-band="${band}"]`);
  }

  /** The choice of the class of interest among the instruments; a figure of the article has it too, once that is drawn. */
  classSelect() {
    return this.get("subject").getByTestId("class-select");
  }

  sample(file) {
    return this.page.locator(`[data-testid=sample][data-file="${file}"]`);
  }

  /** Opens an instrument: `bands`, `extremes`, `attack`, `inversion`, `survey`, `proposition` or `networks`. */
  async open(instrument) {
    const tab = this.get(`tab-${instrument}`);
    await until(() => tab.click(), (timeout) => tab.and(this.page.locator("[aria-selected=true]")).waitFor({ timeout }));
  }

  /** Waits until the model is `waiting`, `loading`, `ready` or `failed`; with `side` “-b”, the second one. */
  async model(state, side = "") {
    await this.page.locator(`[data-testid=answer${side}][data-state=${state}]`).waitFor();
  }

  /** Opens the list of models, which an address that asks for the networks has opened. */
  async openPicker() {
    await this.open("networks");
    if ((await this.get("model-picker").getAttribute("open")) === null) await this.get("model-picker").locator("summary").first().click();
  }

  /** Chooses a sample. */
  async pick(file) {
    await this.get("another-picture").click();
    await this.sample(file).click();
  }

  /** Chooses `auto`, `gpu` or `cpu`. */
  async compute(device) {
    await this.get("device-word").click();
    await this.get("device-choice").selectOption(device);
    await this.get("device-word").click();
  }

  /** The list's entry of a model. */
  row(id) {
    return this.page.locator(`[data-testid=model-row][data-model="${id}"]`);
  }

  /** Shows a model, or compares the one on show with it. */
  async choose(id, how = "show") {
    await this.row(id).getByTestId(`model-${how}`).click();
  }

  /** The scores of the second model, once they are there. */
  async second() {
    await this.page.locator("[data-testid=evidence][data-state-b=done]").waitFor();
    const bars = this.page.locator("[data-testid=evidence-band][data-score-b]");
    return bars.evaluateAll((bars) => bars.sort((a, b) => a.dataset.band - b.dataset.band).map((bar) => Number(bar.dataset.scoreB)));
  }

  /** Waits until both networks have answered at every position of the line. */
  async swept() {
    await this.page.waitForFunction(isSwept);
  }

  /** Waits for a device report that matches. */
  async device(pattern) {
    await this.get("device").filter({ hasText: pattern }).waitFor({ state: "attached" });
  }

  /** Waits for a notice that matches. */
  async notice(pattern) {
    await this.get("notice").filter({ hasText: pattern }).first().waitFor();
  }

  /** Chooses files in the page's own file button: `{ name, mimeType, buffer }`. */
  async upload(file) {
    await this.get("file-input").setInputFiles(file);
  }

  /** Hands a file to the page as the browser does after a `drop` or a `paste`. */
  async hand(event, { name, mimeType, buffer }) {
    const dispatch = ([event, name, type, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type }));
      const options = { bubbles: true, cancelable: true };
      const made = { drop: () => new DragEvent("drop", { ...options, dataTransfer: data }),
        paste: () => new ClipboardEvent("paste", { ...options, clipboardData: data }) };
      document.body.dispatchEvent(made[event]());
    };
    await this.page.evaluate(dispatch, [event, name, mimeType, buffer.toString("base64")]);
  }

  /** The finished chart; with `before`, one whose scores are not those of that earlier chart. */
  async chart(before) {
    const handle = await this.page.waitForFunction(readChart, before?.scores);
    return handle.jsonValue();
  }

  /** The ten logits of the whole image, and those without the selected bands where they are known. */
  async logits(testid = "logit") {
    const read = (rows) => rows.map(({ dataset }) => [dataset.before, dataset.after].map((text) => (text ? Number(text) : null)));
    const pairs = await this.get(testid).evaluateAll(read);
    return { before: pairs.map((pair) => pair[0]), after: pairs.map((pair) => pair[1]) };
  }

  /** The selected bands. */
  async selected() {
    const cells = this.page.locator("[data-testid=band-cell][aria-pressed=true]");
    return cells.evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.band)));
  }

  /** Waits until these bands are selected: the page is drawn a moment after a key or a click. */
  async selects(bands) {
    const cells = (bands) => {
      const cells = document.querySelectorAll("[data-testid=band-cell][aria-pressed=true]");
      return [...cells].map((cell) => cell.dataset.band).join() === bands.join();
    };
    await this.page.waitForFunction(cells, bands, { timeout: EFFECT }).catch(() => {});
    assert.deepEqual(await this.selected(), bands);
  }

  /** What one of three pictures shows: `image`, that of the first screen, or `spectrum` and `ablated` among the bands. */
  async plate(name) {
    const plate = this.get(name === "image" ? "whole-picture" : `plate-${name}`);
    await plate.waitFor({ state: "attached" });
    return plate.evaluate((element) => (element.matches("canvas") ? element : element.querySelector("canvas")).toDataURL());
  }

  /** Waits until a picture shows something other than `before`, and returns that. */
  async changedPlate(name, before) {
    for (;;) {
      const now = await this.plate(name);
      if (now !== before) return now;
      await this.page.waitForTimeout(50);
    }
  }

  /** The engine's worker that started last. */
  async worker() {
    return (await engines(this.page)).at(-1) ?? this.page.waitForEvent("worker");
  }
}
