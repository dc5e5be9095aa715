// Loads the page (its file names hold a hash, and stand in this script's tag) and sees to it that the engine can be started, or says
// why that cannot work. A classic script, as page and engine are: it runs, and can tell, where browsers refuse modules.
"use strict";
(() => {
  const [page, wasm] = ["page", "wasm"].map((name) => document.currentScript.dataset[name].replace(/^\.\//, ""));
  const engine = "engine.js";
  /** Whether a worker is one of those that compute on the CPU alone (engine.js). */
  const isCpu = (options) => Boolean(options?.name?.split(" ").includes("cpu"));
  /** What the engine is called among what is compiled, whichever instructions that has. */
  const program = (options) => (isCpu(options) ? "engine for the CPU" : "engine");
  /** A program that uses vectors of 128 bits, as page and engine do. */
  const VECTORS = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);
  /** Milliseconds after which a page counts as settled. */
  const SETTLED = 5000;
  /** What is said here, in the languages of the page (src/words). */
  const WORDS = {
    en: {
      title: "Which spatial frequencies does a network rely on?",
      lead: "Drag the line to take the fine frequencies out, and see which of two networks still recognises the picture.",
      loading: "Loading freqscope…",
      failed: (reason) => `freqscope cannot be started: ${reason}`,
      disk: "this page was opened from disk, where browsers keep it from its own files. Start serve.py beside it (on Windows serve.cmd) and open the address that it names, or take the release that is one file, which needs no server.",
      noWasm: "there is no WebAssembly here, in which it computes. Allow it for this page, or use a current browser.",
      noVectors: "this browser's WebAssembly knows no vectors (SIMD), in which it computes. Use a current browser.",
      missing: (file, status) => `the server has no ${file} (it answered ${status}). Copy the whole folder of the site to the server.`,
      pageInPlace: (file) => `the server answered with a web page in place of ${file}, as some do where a file is missing. Copy the whole folder of the site to the server.`,
      noOrigin: "it is in a frame without an origin (sandbox without allow-same-origin), and its server does not let such frames have its files. Open it in a tab of its own.",
      unreachable: (file) => `${file} cannot be fetched. Either the network is gone, or an extension or a filter blocks it.`,
      wrongType: (file, type) => `the server calls ${file} “${type}”, and forbids browsers to run that. It has to send text/javascript for .js files; serve.py does.`,
      reload: (error) => `${error}. Reload the page; if this stays, use a current browser.`,
      notRun: (script) => `${script} did not run`,
      noWorker: "this browser gives the page no Web Worker, in which the networks compute. Use a current browser",
    },
    de: {
      title: "Auf welche Ortsfrequenzen stützt sich ein Netz?",
      lead: "Zieht man die Linie, verschwinden die feinen Frequenzen: Welches der beiden Netze erkennt das Bild dann noch?",
      loading: "freqscope wird geladen…",
      failed: (reason) => `freqscope kann nicht gestartet werden: ${reason}`,
      disk: "Diese Seite wurde von der Festplatte geöffnet, wo Browser ihr die eigenen Dateien vorenthalten. Abhilfe: serve.py daneben starten (unter Windows serve.cmd) und die genannte Adresse öffnen, oder die Ausgabe in einer einzigen Datei nehmen, die keinen Server braucht.",
      noWasm: "Es gibt hier kein WebAssembly, in dem gerechnet wird. Abhilfe: es für diese Seite erlauben oder einen aktuellen Browser nehmen.",
      noVectors: "Das WebAssembly dieses Browsers kennt keine Vektoren (SIMD), mit denen gerechnet wird. Abhilfe: ein aktueller Browser.",
      missing: (file, status) => `Der Server hat ${file} nicht (Antwort ${status}). Abhilfe: den ganzen Ordner der Seite auf den Server kopieren.`,
      pageInPlace: (file) => `Der Server hat statt ${file} eine Webseite geschickt, wie es manche tun, wenn eine Datei fehlt. Abhilfe: den ganzen Ordner der Seite auf den Server kopieren.`,
      noOrigin: "Die Seite ist in einem Rahmen ohne Herkunft (sandbox ohne allow-same-origin), und ihr Server gibt solchen Rahmen seine Dateien nicht. Abhilfe: sie in einem eigenen Tab öffnen.",
      unreachable: (file) => `${file} kann nicht geladen werden. Entweder ist das Netz weg, oder eine Erweiterung oder ein Filter blockiert die Datei.`,
      wrongType: (file, type) => `Der Server nennt ${file} „${type}“ und verbietet Browsern, das auszuführen. Für .js-Dateien muss er text/javascript senden; serve.py tut es.`,
      reload: (error) => `${error}. Abhilfe: die Seite neu laden; wenn das bleibt, ein aktueller Browser.`,
      notRun: (script) => `${script} lief nicht`,
      noWorker: "Dieser Browser gibt der Seite keinen Web Worker, in dem die Netze rechnen. Abhilfe: ein aktueller Browser",
    },
  };
  const wanted = [/[/&?#]lang=(\w+)/.exec(location.hash + location.search)?.[1], ...(navigator.languages ?? [])];
  const language = wanted.map((tag) => tag?.split("-")[0].toLowerCase()).find((tag) => Object.hasOwn(WORDS, tag ?? "")) ?? "en";
  const words = WORDS[language];
  document.documentElement.lang = language;

  /** Whether this is a figure in a page of somebody else's. */
  const embedded = document.documentElement.hasAttribute("data-embed");
  /** Promises of what is compiled here, which figures beside this one take (`beside`). */
  const compiled = (globalThis.compiled = {});
  /** Milliseconds that are waited for what is being compiled beside. */
  const PATIENCE = 15_000;

  const address = (file) => new URL(file, document.baseURI).href;
  const isScript = (type) => /(java|ecma)script/.test(type);

  function tell(reason) {
    const note = document.querySelector(".boot");
    const message = words.failed(reason);
    if (note) note.textContent = message;
    report({ type: "error", code: "start", message });
  }

  /** To the page around a figure, if this is one. Nothing in it is a secret. */
  function report(message) {
    if (embedded && parent !== self) parent.postMessage({ freqscope: 1, ...message }, "*");
  }

  /** Why nothing can work here; null if it can. */
  function obstacle() {
    if (location.protocol === "file:" && !globalThis.inlined) {
      return words.disk;
    }
    if (typeof WebAssembly !== "object") {
      return words.noWasm;
    }
    if (!WebAssembly.validate(VECTORS)) {
      return words.noVectors;
    }
    return null;
  }

  /** What the server sends for a file: its type, and what is wrong with it, null if nothing is. */
  async function inspect(file) {
    let response;
    try {
      response = await fetch(address(file));
    } catch {
      return { problem: unreachable(file) };
    }
    if (!response.ok) return { problem: words.missing(file, response.status) };
    const start = new TextDecoder("latin1").decode((await response.arrayBuffer()).slice(0, 99));
    if (/^\s*<(!doctype|html)/i.test(start)) {
      return { problem: words.pageInPlace(file) };
    }
    return { problem: null, type: response.headers.get("content-type") ?? "none" };
  }

  function unreachable(file) {
    return globalThis.origin === "null" ? words.noOrigin : words.unreachable(file);
  }

  /** Why the page did not start. */
  async function explain(error) {
    for (const file of [page, wasm, globalThis.rest?.FILE].filter(Boolean)) {
      const { problem, type } = await inspect(file);
      if (problem) return problem;
      if (file === page && typeof wasm_bindgen === "undefined" && !isScript(type)) {
        return words.wrongType(file, type);
      }
    }
    return words.reload(error?.message ?? error);
  }

  function load(script) {
    return new Promise((resolve, reject) => {
      const tag = Object.assign(document.createElement("script"), { src: address(script), onload: resolve });
      tag.onerror = () => reject(new Error(words.notRun(script)));
      document.head.append(tag);
    });
  }

  /** Makes `new Worker("engine.js")` work where the browser by itself would refuse it, or fail with the reason. True where nothing was needed. */
  async function prepareEngine() {
    if (typeof Worker !== "function") {
      return refuseEngine(words.noWorker);
    }
    const { problem, type } = await inspect(engine);
    if (problem) return refuseEngine(problem);
    return globalThis.origin === "null" || !isScript(type) ? startEngineFromMemory() : true;
  }

  /** The first engine that is asked for fails with the reason. A later one is tried: the network may be back. */
  function refuseEngine(reason) {
    const Plain = globalThis.Worker;
    let refuses = true;
    globalThis.Worker = class {
      constructor(script, options) {
        if (typeof Plain === "function" && (script !== engine || !refuses)) return new Plain(script, options);
        refuses = false;
        throw new Error(reason);
      }
    };
  }

  /** Runs, as text, in a worker from memory: its own address is of an origin that it has not, so that workers within it need another. */
  function nest(code) {
    const Plain = Worker;
    self.Worker = class extends Plain {
      constructor(_, options) {
        super(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), options);
      }
    };
  }

  /** Where a worker may have no script of this server: in a frame without an origin, or where .js has another type. */
  async function startEngineFromMemory() {
    const text = async (file) => (await fetch(address(file))).text();
    const home = `self.home = ${JSON.stringify(document.baseURI)};\n`;
    const source = async (worker) => {
      const code = [home, globalThis.inlined?.prelude ?? "", await text(worker), "\n", await text(engine)].join("");
      return URL.createObjectURL(new Blob([`(${nest})(${JSON.stringify(code)});\n`, code], { type: "text/javascript" }));
    };
    // One file holds one program, that with WebGPU.
    const [both, cpu] = await Promise.all([source("worker.js"), globalThis.inlined ? null : source("worker_cpu.js")]);
    const Plain = Worker;
    globalThis.Worker = class extends Plain {
      constructor(script, options) {
        super(script === engine ? (isCpu(options) && cpu) || both : script, cpu ? options : undefined);
        globalThis.inlined?.equip(this);
      }
    };
  }

  /** A program that this figure, or one of the same origin beside it, has compiled or is compiling; undefined where none is. */
  function beside(file) {
    for (let i = -1; i < parent.length; i += 1) {
      try {
        const found = (i < 0 ? self : parent[i]).compiled?.[file];
        if (found) return Promise.race([found, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
      } catch {
        // Of another origin.
      }
    }
    return undefined;
  }

  /** Gives the engine's worker what is compiled, and keeps what it compiles. */
  function shareEngine() {
    const Plain = Worker;
    globalThis.Worker = class extends Plain {
      constructor(script, options) {
        const name = program(options);
        super(script, { ...options, name: isCpu(options) ? "shares cpu" : "shares" });
        const found = beside(name);
        compiled[name] ??= new Promise((resolve) => this.addEventListener("message", ({ data }) => data?.module && resolve(data.module)));
        Promise.resolve(found).then((module) => this.postMessage({ module }));
      }
    };
  }

  /** The rest of the page's program, where it is needed at once (rest.js). */
  function startRest() {
    if (!rest.isWanted()) return null;
    const fetched = rest.fetched(embedded ? beside(rest.FILE) : undefined);
    if (embedded) compiled[rest.FILE] = fetched;
    return fetched;
  }

  async function startPage() {
    if (!embedded) return wasm_bindgen({ module_or_path: globalThis.inlined ? fetch(address(wasm)) : address(wasm) });
    const found = beside(wasm);
    compiled[wasm] = Promise.resolve(found).then((module) => module ?? compile(address(wasm)));
    return wasm_bindgen({ module_or_path: await compiled[wasm] });
  }

  /** Some servers do not know the type of programs, and only those that have it are compiled while they arrive. */
  async function compile(url) {
    const response = await fetch(url);
    return isProgram(response) ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  }

  const isProgram = (response) => response.headers.get("content-type") === "application/wasm";

  /** Extensions and translators take nodes of the page away, or put them elsewhere. What was to stand before such a node stands last. */
  function survivesOthers() {
    const insert = Node.prototype.insertBefore;
    Node.prototype.insertBefore = function (node, next) {
      return insert.call(this, node, next?.parentNode === this ? next : null);
    };
  }

  async function start() {
    const reason = obstacle();
    if (reason) return tell(reason);
    survivesOthers();
    try {
      const [, plain] = await Promise.all([globalThis.inlined ? null : load(page), prepareEngine()]);
      if (embedded) shareEngine();
      await Promise.all([startRest(), startPage()]);
      if (plain && !embedded) stay();
    } catch (error) {
      tell(await explain(error));
    }
  }

  /** Later, when the first chart has what it needs. Over plain http browsers keep nothing. */
  function stay() {
    if (!navigator.serviceWorker) return;
    setTimeout(() => load("stay.js").catch(() => {}), SETTLED);
    /** Removes all that freqscope keeps here, and sees to it that this visit keeps no release. */
    globalThis.forgetRelease = async () => {
      globalThis.keepsNoRelease = true;
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.unregister();
      const names = (await caches.keys()).filter((name) => name.startsWith("freqscope/"));
      await Promise.all(names.map((name) => caches.delete(name)));
    };
  }

  /** What is there before the program is, in this language. */
  function greet() {
    const note = document.querySelector(".boot");
    if (note) note.textContent = words.loading;
    for (const place of document.querySelectorAll("[data-word]")) place.textContent = words[place.dataset.word];
    const isAsked = /[/&#]lesson=/.test(location.hash) || /[?&]projector/.test(location.search);
    document.querySelector(".shell")?.classList.toggle("bare", isAsked);
  }

  greet();
  report({ type: "boot" });
  start();
})();
