// WebKitGTK, driven by WebDriver on a screen of its own that nobody sees: Debian's webkit2gtk-driver and xvfb, where they are installed.
// Its pages can do what those of Playwright and of Puppeteer have in common, as far as it is used here.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Builder, Capabilities, Key } from "selenium-webdriver";
import { freePort } from "./port.mjs";

const DRIVER = process.env.WEBKIT_DRIVER || "/usr/bin/WebKitWebDriver";
const SCREEN = "/usr/bin/Xvfb";
/** Debian's folders of libraries, a browser with nothing around it in each. */
const BROWSER = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"].flatMap((folder) => ["4.1", "4.0", "6.0"].map((api) => `${folder}/webkit2gtk-${api}/MiniBrowser`)).find(existsSync);

const missing = [DRIVER, SCREEN].find((path) => !existsSync(path)) ?? (BROWSER ? undefined : "MiniBrowser");

/** Why tests in WebKit are skipped; false where they run. */
export const noWebKit = missing ? `there is no ${missing}: install webkit2gtk-driver and xvfb` : false;

/** Starts it, gives a page of it and its version to `body`, and ends it. */
export async function inWebKit(body) {
  const running = [];
  try {
    const display = await screen(running);
    const address = await driver(running, display);
    const session = await new Builder().usingServer(address).withCapabilities(capabilities()).build();
    running.push(() => session.quit());
    await session.manage().setTimeouts({ script: 300_000, pageLoad: 300_000 });
    await body(new WebKitPage(session), (await session.getCapabilities()).get("browserVersion"));
  } finally {
    for (const end of running.reverse()) await end();
  }
}

const capabilities = () => new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: BROWSER, args: ["--automation", "--geometry=1280x900"] } });

/** A screen, by its number: the server chooses one that is free, and says which. */
async function screen(running) {
  const server = spawn(SCREEN, ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  running.push(() => ended(server));
  const [number] = await once(server.stdio[3], "data");
  return `:${String(number).trim()}`;
}

/** WebDriver's server; its address. */
async function driver(running, display) {
  const port = await freePort();
  const environment = { ...process.env, DISPLAY: display, GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1" };
  const server = spawn(DRIVER, [`--port=${port}`, "--host=127.0.0.1"], { stdio: "ignore", env: environment });
  running.push(() => ended(server));
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await fetch(`${address}/status`).catch(() => null)); tries += 1) {
    if (tries === 100) throw new Error(`${DRIVER} does not answer`);
    await pause(100);
  }
  return address;
}

async function ended(program) {
  if (program.exitCode !== null) return;
  program.kill();
  await once(program, "exit");
}

/** WebDriver's names of the keys that have no letter. */
const KEYS = { ArrowDown: Key.ARROW_DOWN, ArrowRight: Key.ARROW_RIGHT, Control: Key.CONTROL, Enter: Key.ENTER, Shift: Key.SHIFT, Tab: Key.TAB };

/** What the driver says where an answer was lost. */
const LOST = "Could not parse script result";

class WebKitPage {
  #session;

  constructor(session) {
    this.#session = session;
    const does = (act) => act(session.actions()).perform();
    const key = (name) => KEYS[name] ?? name;
    this.keyboard = {
      down: (name) => does((actions) => actions.keyDown(key(name))),
      up: (name) => does((actions) => actions.keyUp(key(name))),
      press: (name) => does((actions) => actions.keyDown(key(name)).keyUp(key(name))),
      type: (text) => does((actions) => actions.sendKeys(text)),
    };
  }

  goto(url) {
    return this.#session.get(url);
  }

  /** On a busy machine the driver sometimes loses an answer; then it is asked once more. */
  evaluate(look, argument) {
    const ask = () => this.#session.executeScript(look, argument);
    return ask().catch((error) => (error.message.includes(LOST) ? ask() : Promise.reject(error)));
  }
}
