// What is watched in a page: when its charts are there, and for how long it does not answer.
import { spread } from "../store.mjs";

/** Runs in the page before anything else: notes when what is looked for is first there. */
function watch() {
  const seen = { heading: null, chart: null, both: null, complete: null };
  // The chart had another name in earlier versions, which can be measured too.
  const marks = {
    heading: () => document.querySelector("h1")?.checkVisibility() && document.querySelector("h1").textContent.trim(),
    chart: () => document.querySelector("[data-testid=evidence][data-state=done], [data-testid=of-chart][data-state=done]"),
    both: () => document.querySelectorAll("[data-testid=evidence-band][data-score][data-score-b]").length === 63,
    complete: () => {
      const { known, all } = document.querySelector("[data-testid=strips]")?.dataset ?? {};
      return Number(all) > 0 && known === all;
    },
  };
  const look = () => {
    for (const [name, there] of Object.entries(marks)) {
      if (seen[name] === null && there()) seen[name] = performance.now();
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  Object.assign(window, { seen });
}

/** Milliseconds from a first visit's beginning until its heading is painted and its first chart is there. */
export function firstChart(browser, url) {
  return visit(browser, url, async () => {});
}

/** The same, and until both networks have bars, and have answered at every position of the line. */
export function firstCharts(browser, url) {
  return visit(browser, url, (page) => page.waitForFunction(() => window.seen.complete !== null, undefined, { timeout: 30_000 }).catch(() => {}));
}

async function visit(browser, url, waitOn) {
  const context = await browser.newContext({ serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(url);
    await page.waitForFunction(() => window.seen.chart !== null, undefined, { timeout: 120_000 });
    await waitOn(page);
    return await page.evaluate(() => {
      const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
      return { ...window.seen, heading: Math.max(window.seen.heading, painted) };
    });
  } finally {
    await context.close();
  }
}

/** The total blocking time of each picture's charts: of every task longer than 50 ms, what goes beyond that. */
export async function blocked(browser, origin, samples) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${origin}/`);
  await page.locator("[data-testid=evidence][data-state=done][data-state-b=done]").waitFor({ timeout: 120_000 });
  const times = [];
  for (const sample of samples) times.push(await page.evaluate(chart, sample));
  await page.close();
  return spread(times);
}

/** Runs in the page: chooses a sample, and waits until both networks' charts are there. */
async function chart(file) {
  let blocking = 0;
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (blocking += Math.max(0, duration - 50))));
  observer.observe({ type: "longtask" });
  const evidence = () => document.querySelector("[data-testid=evidence]").dataset;
  document.querySelector(`[data-testid=sample][data-file="${file}"]`).click();
  await new Promise((resolve) => {
    let began = false;
    const look = () => {
      began ||= evidence().state !== "done";
      if (began && evidence().state === "done" && evidence().stateB === "done") resolve(clearInterval(timer));
    };
    const timer = setInterval(look, 5);
  });
  // What is drawn last is a task too, and entries arrive late.
  await new Promise((resolve) => setTimeout(resolve, 500));
  observer.disconnect();
  return blocking;
}
