// Lessons: done to the end by keyboard, kept, printed, one's own, and the page from afar.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { assertAccessible } from "./helpers/axe.mjs";
import { PHONE, PHONE_DARK, PROJECTOR, WIDE, assertWhole } from "./helpers/layout.mjs";
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

scenario("a link to a lesson that there is not says so, and the list is a click away", { hash: "#v1/lesson=nope:99", expected: [/404/] }, async (app) => {
  await app.page.locator("[data-testid=lesson][data-state=missing]", { hasText: "There is no lesson “nope” here" }).waitFor();
  await app.get("lesson-leave").click();
  await app.get("lesson-item").first().waitFor();
});

scenario("a link to a step is one for Back, and a step that there is not is named", { hash: "" }, async (app) => {
  await app.get("lesson-item").first().waitFor();
  const steps = () => app.page.evaluate(() => history.length);
  const before = await steps();
  await app.page.evaluate(() => (location.hash = "v1/lesson=attacks:99"));
  await place(app, "attacks:6");
  await app.notice(/the lesson has 6 steps, and no step 99/);
  await app.page.waitForFunction(() => location.hash.startsWith("#v1/lesson=attacks:6&picture=ship-1"));
  assert.equal(await steps(), before + 1);
  await app.page.goBack();
  await app.get("lesson-item").first().waitFor();
});

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
  await app.notice(/it has a field “titel” that no lesson has: those that may stand there are format, title/);
  await app.get("lesson-input").setInputFiles(json(own));
  await place(app, "own");
  await app.page.getByText("My own").waitFor();
  await app.get("step-next").click();
  await place(app, "own:2");
});

scenario("a broken lesson is refused in German, and one of another encoding is named", { hash: "#v1/lang=de" }, async (app) => {
  await app.get("lesson-item").first().waitFor();
  const own = await lesson("attacks");
  const [first, second] = own.steps;
  await app.hand("drop", json({ ...own, steps: [first, { ...second, minutes: "sechs" }] }));
  await app.notice(/„mine\.json“: diese Lektion ist nicht verwendbar: Schritt 2, „How small can it be\?“: „minutes“ muss eine ganze Zahl sein/);
  await app.hand("drop", json({ ...own, steps: [first, { ...second, link: "v1/picture=nonsense-99" }] }));
  await app.notice(/Schritt 2.*„link“ nennt ein Beispielbild, das es nicht gibt, „nonsense-99“/);
  await app.hand("drop", { ...json(own), buffer: Buffer.from(`\ufeff${JSON.stringify(own)}`, "utf16le") });
  await app.notice(/nicht in UTF-8: Speichere sie als UTF-8/);
  await app.hand("drop", { ...json(own), buffer: Buffer.alloc(5_000_000, " ") });
  await app.notice(/sie hat 5\.000\.000 Byte, mehr als 1\.000\.000/);
  await app.hand("drop", { ...json(own), buffer: Buffer.from(`\ufeff${JSON.stringify(own)}`) });
  await place(app, "own");
});

scenario("a lesson of long words and many steps is as wide as the window", { hash: "" }, async (app) => {
  await app.get("lesson-item").first().waitFor();
  const [long, own] = ["Donaudampfschiff".repeat(21), await lesson("attacks")];
  const choices = [{ text: long, right: true }, { text: "No" }];
  const step = { ...own.steps[0], title: long, text: [long], question: { text: long, choices }, hint: long, answer: long, look: long };
  await app.hand("drop", json({ ...own, title: long, steps: Array(100).fill(step) }));
  await place(app, "own");
  await app.get("hint").click();
  await app.get("answer-show").click();
  await assertWhole(app, "lesson of long words", [WIDE, PHONE]);
  await app.get("to-worksheet").click();
  await app.get("sheet-answers").click();
  // Its hundred steps are too high for a picture.
  const width = () => app.page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(await width(), 375);
  await app.hand("drop", json({ ...own, steps: [{ ...step, minutes: -1 }] }));
  await app.notice(/“minutes” has to be a whole number/);
  assert.equal(await width(), 375);
});

scenario("nothing of the lessons is cut off or in anybody's way", { hash: "" }, async (app) => {
  const look = (name, part) => assertWhole(app, name, [WIDE, PHONE_DARK], () => assertAccessible(app, `[data-testid=${part}]`));
  await app.get("lesson-item").first().waitFor();
  await look("lesson list", "lessons");
  for (const hash of ["what-a-network-sees:3", "attacks:4", "attacks:answers"]) {
    await app.page.evaluate((hash) => (location.hash = `v1/lesson=${hash}`), hash);
    await place(app, hash);
    if (!hash.includes("answers")) await app.get("answer-show").click();
    await look(`lesson ${hash}`, "lesson");
  }
});

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

scenario("from afar there is one figure in large type", { hash: "?projector", context: { viewport: PROJECTOR.viewport } }, async (app) => {
  await app.page.locator("[data-testid=screen] .saying", { hasText: "say" }).waitFor();
  for (const id of ["article", "subject", "claims", "lessons"]) assert.equal(await app.get(id).count(), 0, id);
  const size = await app.page.locator(".saying").evaluate((words) => parseFloat(getComputedStyle(words).fontSize));
  assert.ok(size >= 36, `${size} pixels`);
  await assertWhole(app, "projector", [PROJECTOR]);
  await app.page.evaluate(() => (location.hash = "v1/at=where-attacks-land"));
  await app.page.locator("[data-testid=chapter][data-section=where-attacks-land]").waitFor();
  assert.equal(await app.get("screen").count(), 0);
  await app.page.getByRole("link", { name: "Leave the projector view" }).click();
  await app.get("article").waitFor();
  assert.match(app.page.url(), /\/#v1\/at=where-attacks-land$/);
});

scenario("from afar a step is its question and the whole figure", { hash: "?projector#v1/lesson=what-a-network-sees:5" }, async (app) => {
  await place(app, "what-a-network-sees:5");
  await app.page.locator("[data-testid=evidence][data-state=done]").waitFor();
  await app.model("ready", "-b");
  for (const [width, height] of [[1024, 768], [1280, 720], [1920, 1080]]) {
    await app.page.setViewportSize({ width, height });
    await screenshot(app.page, `step from afar ${width}`);
    const seen = await app.page.evaluate(() => {
      const bottom = (part) => document.querySelector(part).getBoundingClientRect().bottom + scrollY;
      return { question: bottom(".question"), figure: bottom(".line-scale"), page: document.documentElement.scrollHeight };
    });
    assert.ok(seen.question < height && seen.figure < height && seen.page <= height, `${width} × ${height}: ${JSON.stringify(seen)}`);
    assert.equal(await app.page.locator(".lesson-part .export").filter({ visible: true }).count(), 0);
  }
});
