// The attack panel as a visitor uses it.

const PROGRESS = "[data-testid=attack-progress][data-done]:not([data-done='0'])";

/** Waits until the attack is `idle`, `running`, `done` or `failed`. */
export const state = (app, name) => app.page.locator(`[data-testid=attack][data-state=${name}]`).waitFor();

/** Chooses a method by its name. */
export const method = (app, label) => app.get("attack-method").selectOption({ label });

/** Attacks and waits for the end. */
export async function attack(app) {
  await app.get("attack-run").click();
  await state(app, "done");
}

/** Starts an attack with this number in one of its fields, and waits until it is at work. */
export async function start(app, label, field, number) {
  await method(app, label);
  await app.get(`attack-${field}`).fill(number);
  // Before the network is there, the button waits, and with it Enter.
  await app.page.locator("[data-testid=attack-run]:enabled").waitFor();
  await app.get(`attack-${field}`).press("Enter");
  await app.page.locator(PROGRESS).waitFor();
}
