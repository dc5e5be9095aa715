// The paper-size networks: offered with their size, fetched only when they are asked for.
import assert from "node:assert/strict";
import { SHIPPED, isWeights } from "./helpers/models.mjs";
import { scenario, screenshot } from "./helpers/scenario.mjs";

const LARGE = "resnet50-natural";

scenario("a ResNet-50 is offered, is fetched only when it is asked for, and answers", {}, async (app) => {
  const fetched = [];
  app.page.context().on("request", (request) => fetched.push(request.url()));
  const isFetched = (id) => fetched.some((url) => isWeights(url, `/${id}`));
  const small = await app.chart();
  await app.openPicker();
  await app.row(LARGE).filter({ hasText: "23.7 MB" }).waitFor();
  await app.page.waitForLoadState("networkidle");
  assert.ok(!isFetched(LARGE), "it is fetched unasked");

  await app.choose(LARGE, "compare");
  const scores = await app.second();
  assert.ok(isFetched(LARGE));
  assert.equal(scores.length, small.scores.length);
  assert.notDeepEqual(scores, small.scores);
  await screenshot(app.page, "ResNet-18 and ResNet-50");
  const others = fetched.filter((url) => isWeights(url) && !isWeights(url, `/${SHIPPED}`));
  assert.equal(others.length, 1, others.join());
});
