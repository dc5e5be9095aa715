// Every instrument and the claims, before and after each run, by the automatic check: light, dark, and at 320 px.
import { attack, method } from "./helpers/attack.mjs";
import { assertAccessible } from "./helpers/axe.mjs";
import { scenario } from "./helpers/scenario.mjs";

const LOOKS = [
  { name: "light", context: { viewport: { width: 1280, height: 900 } } },
  { name: "dark", context: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" } },
  { name: "320 px", context: { viewport: { width: 320, height: 700 } } },
];

const INSTRUMENTS = ["bands", "extremes", "attack", "inversion", "survey", "probes", "proposition", "networks"];

/** What can be run in an instrument. */
const RUNS = {
  async bands(app) {
    await app.cell(12).click();
    await app.page.locator("[data-testid=logit][data-after]").last().waitFor();
  },
  async attack(app) {
    await method(app, "FGSM");
    await attack(app);
  },
  async inversion(app) {
    await app.get("inversion-run").click();
    await app.page.locator("[data-testid=inversion-run-of][data-state=done]").waitFor();
  },
  async survey(app) {
    await app.get("survey-run").click();
    await app.get("survey-readout").waitFor();
    await app.get("survey-run").click();
  },
};

for (const { name, context } of LOOKS) {
  scenario(`nothing is in anybody's way before and after each run: ${name}`, { hash: "", context, timeout: 480_000 }, async (app) => {
    await assertAccessible(app);
    await app.chart();
    await app.second();
    for (const instrument of INSTRUMENTS) {
      await app.open(instrument);
      await assertAccessible(app, ".instruments");
      if (!RUNS[instrument]) continue;
      await RUNS[instrument](app);
      await assertAccessible(app, ".instruments");
    }
    await app.get("claims-open").click();
    await app.get("claim").first().waitFor();
    await assertAccessible(app);
  });
}
