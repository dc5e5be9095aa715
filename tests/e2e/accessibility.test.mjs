// Every instrument and the claims, before and after each run, by the automatic check: light, dark, and at 320 px.
import { attack, method } from "./helpers/attack.mjs";
import { assertAccessible } from "./helpers/axe.mjs";
import { NARROW, WIDE, WIDE_DARK, inEach } from "./helpers/layout.mjs";
import { scenario } from "./helpers/scenario.mjs";

const LOOKS = [WIDE, WIDE_DARK, NARROW];

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

scenario("nothing is in anybody's way before and after each run", { hash: "", timeout: 480_000 }, async (app) => {
  const look = (part) => inEach(app, LOOKS, () => assertAccessible(app, part));
  await look();
  await app.chart();
  await app.second();
  for (const instrument of INSTRUMENTS) {
    await app.open(instrument);
    await look(".instruments");
    if (!RUNS[instrument]) continue;
    await RUNS[instrument](app);
    await look(".instruments");
  }
  await app.get("claims-open").click();
  await app.get("claim").first().waitFor();
  await look();
});
