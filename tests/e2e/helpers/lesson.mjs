// A lesson done to its end by keyboard, in the pages of Playwright and of Puppeteer alike.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { tabTo } from "./keyboard.mjs";

export const LESSONS = new URL("../../../www/lessons/", import.meta.url);

/** Where the files of a language lie, its decimal mark, and what the page says of a right answer. */
export const ENGLISH = { tag: "en", folder: "", mark: ".", right: "Right.", counted: /\(right\)/g };
export const GERMAN = { tag: "de", folder: "de/", mark: ",", right: "Richtig.", counted: /\(richtig\)/g };

export const lesson = async (id, { folder } = ENGLISH) => JSON.parse(await readFile(new URL(`${folder}${id}.json`, LESSONS), "utf8"));

/** Whether an element says so within ten seconds. */
async function says(page, selector, text) {
  const said = ([selector, text]) => document.querySelector(selector)?.textContent.includes(text) ?? false;
  for (let tries = 0; tries < 100; tries += 1) {
    if (await page.evaluate(said, [selector, text])) return true;
    await pause(100);
  }
  return false;
}

/** Answers the question rightly. */
async function answer(page, { question }, { mark, right }) {
  const { keyboard } = page;
  if (question.choices) {
    await tabTo(page, "[name=lesson-choice]");
    // Space chooses the first one, arrows go on from there.
    await keyboard.press(" ");
    for (let i = question.choices.findIndex((choice) => choice.right); i > 0; i -= 1) await keyboard.press("ArrowDown");
  } else {
    await tabTo(page, "[data-testid=number]");
    await keyboard.type(String(question.number.value).replace(".", mark));
  }
  for (let tries = 0; tries < 6; tries += 1) {
    await tabTo(page, "[data-testid=check]");
    await keyboard.press("Enter");
    if (await says(page, "[data-testid=reply]", right)) return;
  }
  assert.fail(`the page does not say “${right}”`);
}

/** Does a lesson that is open at its first step, and looks at what was answered. */
export async function doLesson(page, id, language) {
  const { steps } = await lesson(id, language);
  const place = (at) => page.waitForSelector(`[data-testid=lesson][data-state=here][data-place="${id}${at}"]`);
  for (const [i, step] of steps.entries()) {
    await place(i ? `:${i + 1}` : "");
    assert.ok(await says(page, "h1:focus", step.title), `“${step.title}” has the focus`);
    await answer(page, step, language);
    await tabTo(page, "[data-testid=step-next]");
    await page.keyboard.press("Enter");
  }
  await place(":mine");
  const mine = await page.evaluate(() => document.querySelector("[data-testid=sheet]").innerText);
  assert.equal(mine.match(language.counted)?.length, steps.length, mine);
}
