// Lessons: done to the end by keyboard, kept, printed, one's own, and the page from afar.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { assertAccessible } from "./helpers/axe.mjs";
import { assertWhole, WINDOWS } from "./helpers/layout.mjs";
import { doLesson, ENGLISH, GERMAN, lesson, LESSONS } from "./helpers/lesson.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";

const IDS = (await readdir(LESSONS)).filter((name) => name.endsWith(".json")).map((name) => name.replace(/\.json$/, ""));
/** All lessons in German too take long: LESSONS=all does them, and else the one whose number has a decimal. */
const IN_GERMAN = process.env.LESSONS === "all" ? IDS : ["attacks"];

const place = (app, text) => app.page.locator(`[data-testid=lesson][data-state=here][data-place="${text}"]`).waitFor();
const says = (app, pattern) => app.get("reply").filter({ hasText: pattern }).waitFor();

for (const [id, language] of [...IDS.map((id) => [id, ENGLISH]), ...IN_GERMAN.map((id) => [id, GERMAN])]) {
  scenario(`“${id}” can be done to the end by keyboard in ${language.tag}`, { hash: `#v1/lesson=${id}&lang=${language.tag}` }, (app) =>
    doLesson(app.page, id, language));
}

scenario("a step hides what it does not need, and answers stay on the machine", { hash: "" }, async (app) => {
  await app.get("lesson-item").first().locator("h3 a").click();
  await place(app, "frequencies-and-images");
  for (const id of ["article", "subject", "networks", "claims", "lessons"]) assert.equal(await app.get(id).count(), 0, id);
  await app.get("number").fill("62");
  await app.get("check").click();
  await says(app, "That is not it");
  await app.get("hint").click();
  await app.page.getByText("They are numbered from 0.").waitFor();
  await app.get("answer-show").click();
  await says(app, "Not quite.");
  await app.page.reload();
  await place(app, "frequencies-and-images");
  await says(app, "the finest checkerboard");
  assert.equal(await app.get("number").inputValue(), "62");
  await app.get("lesson-leave").click();
  await app.get("lesson-item").filter({ hasText: "1 of 6 steps answered" }).waitFor();
  await app.page.goBack();
  await place(app, "frequencies-and-images");
});

const FORBID = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });";

scenario("a lesson works where the browser forbids to keep anything", { hash: "" }, async (app) => {
  await app.page.addInitScript(FORBID);
  await app.page.goto(`${new URL(app.page.url()).origin}/#v1/lesson=attacks:4`);
  await app.page.reload();
  await place(app, "attacks:4");
  await app.get("number").fill("77,5");
  await app.get("check").click();
  await says(app, "Right.");
});

scenario("worksheets are printed, and what was answered is saved", { hash: "#v1/lesson=attacks:worksheet" }, async (app) => {
  const { steps } = await lesson("what-a-network-sees");
  await place(app, "attacks:worksheet");
  await app.page.evaluate(() => {
    window.print = () => (document.title = "printed");
    location.hash = "v1/lesson=what-a-network-sees:worksheet";
  });
  await place(app, "what-a-network-sees:worksheet");
  await app.get("sheet-picture").nth(1).waitFor();
  const text = await app.get("sheet").innerText();
  assert.ok(steps.every(({ title, question, answer }) => text.includes(title) && text.includes(question.text) && !text.includes(answer)));
  await app.get("sheet-print").click();
  assert.equal(await app.page.title(), "printed");
  await app.page.emulateMedia({ media: "print" });
  await screenshot(app.page, "worksheet printed");
  await app.page.emulateMedia({ media: "screen" });
  await app.get("sheet-answers").click();
  await place(app, "what-a-network-sees:answers");
  const answers = await app.get("sheet").innerText();
  assert.ok(steps.every(({ answer, look }) => answers.includes(answer) && answers.includes(look)));
  await app.page.emulateMedia({ media: "print" });
  await app.page.evaluate(() => document.documentElement.style.setProperty("filter", "grayscale(1)"));
  await screenshot(app.page, "answers printed grey");
  await app.page.emulateMedia({ media: "screen" });
  await app.get("sheet-mine").click();
  const saving = app.page.waitForEvent("download");
  await app.get("sheet-save").click();
  const file = await readFile(await (await saving).path(), "utf8");
  assert.match(file, /^What a network sees\n\nName: \n\n1\. Two networks\n/);
});

const json = (content) => ({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(content)) });

scenario("a teacher's own lesson is dropped on the page, and a broken one is refused", {}, async (app) => {
  const own = { ...(await lesson("attacks")), title: "My own" };
  await app.get("lesson-item").first().waitFor();
  await app.hand("drop", json({ ...own, steps: [own.steps[0], { ...own.steps[1], hint: "" }] }));
  await app.notice(/mine\.json.*step 2.*hint/);
  await app.hand("drop", json({ ...own, titel: "?" }));
  await app.notice(/unknown field `titel`/);
  await app.get("lesson-input").setInputFiles(json(own));
  await place(app, "own");
  await app.page.getByText("My own").waitFor();
  await app.get("step-next").click();
  await place(app, "own:2");
});

for (const window of WINDOWS) {
  scenario(`lessons at ${window.name}`, { hash: "", context: window.context }, async (app) => {
    await app.get("lesson-item").first().waitFor();
    await assertAccessible(app, "[data-testid=lessons]");
    await app.get("lessons").screenshot({ path: `screenshots/lesson-list-${window.name.replace(/\W+/g, "-")}.png` });
    for (const hash of ["what-a-network-sees:3", "attacks:4", "attacks:answers"]) {
      await app.page.evaluate((hash) => (location.hash = `v1/lesson=${hash}`), hash);
      await place(app, hash);
      if (!hash.includes("answers")) await app.get("answer-show").click();
      await assertWhole(app, `lesson ${hash} ${window.name}`, window.context);
      await assertAccessible(app, "[data-testid=lesson]");
    }
  });
}

const FROM_AFAR = [[1280, 720], [1024, 768], [1920, 1080]];
for (const [{ tag }, [width, height]] of [ENGLISH, GERMAN].flatMap((language) => FROM_AFAR.map((size) => [language, size]))) {
  scenario(`from afar ${width} × ${height} hold the figure in ${tag}`, { hash: `?projector#v1/lang=${tag}`, context: { viewport: { width, height } } }, async (app) => {
    await app.page.locator("[data-testid=screen] .answer output").first().waitFor();
    await app.page.locator(".evidence .bars").first().waitFor({ state: "attached" });
    const [high, plot, saying, under] = await app.page.evaluate(() => {
      const box = (selector) => document.querySelector(selector).getBoundingClientRect();
      return [document.documentElement.scrollHeight, box(".plot").height, box(".saying").bottom - box(".seen").bottom, box(".line-scale").bottom];
    });
    assert.ok(high <= height && under <= height, `${high} pixels, the scale ends at ${under}`);
    assert.ok(plot > height / 5, `the plot is ${plot} pixels high`);
    assert.ok(saying < 80, `the sentence ends ${saying} pixels below the picture`);
    await screenshot(app.page, `projector ${tag} ${width}`);
  });
}

scenario("from afar there is one figure in large type", { hash: "?projector", context: { viewport: { width: 1280, height: 720 } } }, async (app) => {
  await app.page.locator("[data-testid=screen] .saying", { hasText: "say" }).waitFor();
  for (const id of ["article", "subject", "claims", "lessons"]) assert.equal(await app.get(id).count(), 0, id);
  const size = await app.page.locator(".saying").evaluate((words) => parseFloat(getComputedStyle(words).fontSize));
  assert.ok(size >= 36, `${size} pixels`);
  await assertWhole(app, "projector", { viewport: { width: 1280 } });
  await app.page.evaluate(() => (location.hash = "v1/at=where-attacks-land"));
  await app.page.locator("[data-testid=chapter][data-section=where-attacks-land]").waitFor();
  assert.equal(await app.get("screen").count(), 0);
  await app.page.getByRole("link", { name: "Leave the projector view" }).click();
  await app.get("article").waitFor();
  assert.match(app.page.url(), /\/#v1\/at=where-attacks-land$/);
});
