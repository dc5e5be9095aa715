// "Does it hold?": the paper's claims with their verdicts, and what is said where there are none.
import assert from "node:assert/strict";
import { assertWhole } from "./helpers/layout.mjs";
import { scenario } from "./helpers/scenario.mjs";

const FILE = /\/results\/claims\.json$/;

const reading = (name, value, low, high, n) => ({ name, value, low, high, n });

const CLAIMS = {
  format: "freqscope-claims/2",
  claims: [
    {
      id: "low-bands",
      claim: "Adversarially trained networks rest on low frequencies more than natural ones do.",
      where: "Section 4.4, Fig. 1",
      test: "share of bands 0–15 in the mean |score|",
      unit: "share",
      threshold: 0.5,
      readings: [reading("resnet18-natural", 0.361, 0.352, 0.37, 10000), reading("robust, ℓ2 ε = 0.5", 0.862, 0.858, 0.866, 10000)],
      verdict: "holds",
      because: "The intervals do not overlap.",
    },
    {
      id: "high-attacks",
      claim: "Attacks focus on the high frequencies of the clean image.",
      where: "Section 4.2, Fig. 2",
      test: "share of bands 42–62 in the energy of the change, minus that of white noise of the same norm",
      unit: "share",
      readings: [reading("FGSM", -0.021, -0.03, -0.012, 200), reading("SimBA", null, null, null, null)],
      verdict: "does not hold",
      because: "The change has less energy in high bands than noise has.",
    },
    {
      id: "relative",
      claim: "The change is greater at high frequencies.",
      where: "Fig. 2",
      test: "high bands over low ones",
      unit: "ratio",
      readings: [reading("FGSM", 1.018, 0.97, 1.063, 182)],
      verdict: "undecided",
      because: "The interval has 1 in it.",
    },
    { id: "later", claim: "More.", where: "Fig. 3", test: "not yet", unit: "ratio", readings: [], verdict: "not measured", because: "No run yet." },
  ],
  figure1_readings: [
    { reading: "zero", models: 5, images: 10000, verdicts: { "low-bands": "holds" } },
    { reading: "mean fill", models: 5, images: 500, verdicts: { "low-bands": "holds in part" } },
  ],
};

const serving = (file) => ({ overrides: [[FILE, () => file]] });

const open = (app) => app.get("claims-open").click();

const ofState = (app, state) => app.page.locator(`[data-testid=claims][data-state=${state}]`);

scenario("each claim has a verdict in words and its numbers", serving(JSON.stringify(CLAIMS)), async (app) => {
  await ofState(app, "unasked").waitFor();
  await app.get("claims-open").focus();
  await app.page.keyboard.press("Enter");
  await app.get("claim").first().waitFor();
  await app.get("claim-reading").filter({ hasText: "ResNet-18, natural" }).waitFor();
  const verdicts = await app.get("claim").getByTestId("claim-verdict").allTextContents();
  assert.deepEqual(verdicts.map((text) => text.slice(1)), ["holds", "does not hold", "undecided", "not measured"]);
  assert.match(await app.get("claims-count").textContent(), /Of 4 claims, 1 holds, 1 does not hold, 1 is undecided, 1 is not measured\./);
  const readings = await app.get("claim-reading").allTextContents();
  assert.match(readings[0], /ResNet-18, natural.*36\.1\s% \(35\.2\s% to 37\.0\s%\), n = 10,000/);
  assert.match(readings[2], /FGSM.*−2\.1\s% \(−3\.0\s% to −1\.2\s%\), n = 200/);
  assert.match(readings[3], /not measured/);
  assert.equal(await app.get("claim-threshold").count(), 2, "where there is one, over each reading");
  assert.match(readings[4], /FGSM.*1\.02 \(0\.970 to 1\.06\), n = 182/);
  const rows = await app.get("variants").getByRole("row").allTextContents();
  assert.deepEqual(rows, ["ReadingClaim 1ModelsImages, at least", "zero●holds510,000", "mean fill◐holds in part5500"]);
});

const NONE = [
  { name: "another version", file: JSON.stringify({ ...CLAIMS, format: "freqscope-claims/9" }), words: /its format is “freqscope-claims\/9”/ },
  { name: "a web page instead", file: "<!doctype html>", words: /answered with a web page in its place/ },
  { name: "no JSON", file: "{", words: /cannot be used/ },
  { name: "no claims", file: JSON.stringify({ ...CLAIMS, claims: [], figure1_readings: [] }), words: /No claim has been tested yet/ },
  { name: "no file", file: undefined, words: /404/ },
];

for (const { name, file, words } of NONE) {
  scenario(`the page says so and works on: ${name}`, { ...serving(file), expected: [/404/] }, async (app) => {
    await open(app);
    await app.get("claims-missing").filter({ hasText: words }).waitFor();
    await app.chart();
    await app.cell(3).click();
    await app.selects([3]);
  });
}

scenario("nothing of the claims is cut off", serving(JSON.stringify(CLAIMS)), async (app) => {
  await open(app);
  await app.get("claim").first().waitFor();
  await assertWhole(app, "claims");
});
