// <freq-scope>: a figure of freqscope in any page: a poster at once, the figure in a frame when it comes near or is clicked.
// docs/EMBED.md describes it; freq-scope.d.ts has its types.
"use strict";
(() => {
  const VERSION = 1;
  const SCRIPT = globalThis.document?.currentScript?.src;
  /** From attributes to what they are called in a link. */
  const KEYS = { view: "view", bands: "without", attack: "attack", cut: "cut", "of-class": "class" };
  /** What is said of a checkpoint. */
  const HINTS = ["mean", "std", "key"];
  const WATCHED = [...Object.keys(KEYS), "image", "models", "link", "theme", "lang", "weights", ...HINTS];
  const SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads";
  /** How near a lazy figure is before it loads, its height before it is known, and the greatest that is believed, in CSS pixels. */
  const [NEAR, FIRST, TALLEST] = ["400px", "420px", 20_000];
  /** Milliseconds until a frame has to be heard of: after it has loaded, and in all. */
  const [PATIENCE, LONGEST] = [4000, 60_000];
  const SAMPLE = /^[a-z]+-\d+$/;
  const isBytes = (value) => value instanceof ArrayBuffer || value instanceof Blob;
  const { isArray } = Array;
  /** What an option may be but a text. */
  const KINDS = { image: isBytes, weights: isBytes, models: isArray, mean: isArray, std: isArray, bands: isArray, cut: Number.isFinite };
  /** In the place of a link's pixels: a picture that no link names. */
  const OWN = {};

  const WORDS = {
    en: {
      show: "Show the figure",
      loading: "Loading the figure…",
      again: "Try again",
      example: "An example, not this figure",
      base: "freq-scope does not know where embed.html is: say so in “base”.",
      unreachable: "The figure cannot be loaded: the network or its server is not there.",
    },
    de: {
      show: "Abbildung zeigen",
      loading: "Die Abbildung wird geladen …",
      again: "Noch einmal versuchen",
      example: "Ein Beispiel, nicht diese Abbildung",
      base: "freq-scope weiß nicht, wo embed.html liegt: „base“ muss es sagen.",
      unreachable: "Die Abbildung lässt sich nicht laden: Das Netz oder ihr Server ist nicht da.",
    },
  };

  const STYLE = `
    :host { display: block; position: relative; max-width: 1200px; color-scheme: inherit; break-inside: avoid; }
    :host([hidden]) { display: none; }
    ::slotted(iframe) { display: block !important; width: 100% !important; max-width: none !important; border: 0 !important; }
    .poster { box-sizing: border-box; display: grid; grid-template-columns: minmax(0, 1fr); place-content: center; place-items: center; gap: .5rem; padding: 1rem; min-height: inherit;
      border: 1px solid; border-color: color-mix(in srgb, currentcolor 25%, transparent); font: 14px/1.5 system-ui, sans-serif; text-align: center; }
    .poster ::slotted(img), img { display: block; max-width: 100%; height: auto; }
    .covers { position: absolute; inset: 0; overflow: hidden; }
    button { min-height: 2rem; padding: .25rem .75rem; border: 1px solid; border-radius: 3px; background: none; color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
    [hidden], [hidden] + small, small:empty { display: none; }`;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  /** That of the page around: light, dark, or both as the system wants it. */
  function scheme(element) {
    const own = getComputedStyle(element).colorScheme;
    const words = own === "normal" ? document.querySelector("meta[name=color-scheme]")?.content ?? "" : own;
    if (!words.includes("dark")) return "light";
    return words.includes("light") ? "auto" : "dark";
  }

  const isObject = (value) => typeof value === "object" && value !== null;
  /** What each message of the frame holds; others are none. */
  const SHAPES = {
    boot: () => true,
    ready: () => true,
    height: ({ height }) => height > 0 && height <= TALLEST,
    change: ({ link }) => typeof link === "string",
    result: ({ result }) => typeof result?.view === "string" && typeof result.link === "string",
    error: ({ code, message }) => typeof code === "string" && typeof message === "string",
  };

  /** A link as keys and values; these stay as they are written. */
  const parse = (link) => new Map((link ?? "").replace(/^[^#]*#/, "").replace(/^v\d+\//, "").split("&").filter(Boolean).map((field) => field.split(/=(.*)/s, 2)));
  const written = (fields) => `v${VERSION}/${[...fields].filter(([, value]) => value !== OWN).map(([key, value]) => `${key}=${value}`).join("&")}`;

  function deferred() {
    const all = {};
    all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
    return all;
  }

  const failure = (code, message) => Object.assign(new Error(message), { code });

  /** Three numbers from a text. */
  function three(name, text) {
    const numbers = text.split(/[\s,]+/).filter(Boolean).map(Number);
    const [least, range] = name === "std" ? [Number.MIN_VALUE, "above 0, up to 2"] : [-2, "-2 to 2"];
    if (numbers.length === 3 && numbers.every((number) => number >= least && number <= 2)) return numbers;
    throw failure("weights", `${name} is “${text}”: write three numbers, for red, green and blue, ${range}`);
  }

  class FreqScope extends (globalThis.HTMLElement ?? Object) {
    static observedAttributes = [...WATCHED, "poster", "title"];
    /** The address of embed.html, where no `base` is given. */
    static base = SCRIPT && new URL("../embed.html", SCRIPT).href;

    #said;
    #press;
    #picture;
    #example = make("small");
    #within = make("slot");
    #poster;
    #frame = null;
    #origin = "";
    #heard = false;
    #patient = 0;
    #fit = false;
    /** What the frame was asked for, the link of what it shows, and the newest that the page around was told. */
    #asked = new Map();
    #shown = "";
    #told = "";
    /** What was given as bytes, and what the frame lacks yet. */
    #bytes = new Map();
    #news = new Set();
    #coming = Promise.resolve();
    /** Whether the picture is one that no link names. */
    #own = false;
    /** Runs that wait for the frame, and that it has. */
    #due = [];
    #runs = [];
    #near = null;
    #themes = null;
    #later = 0;
    #isReady = deferred();

    constructor() {
      super();
      const style = new CSSStyleSheet();
      style.replaceSync(STYLE);
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [style];
      this.#said = make("span");
      this.#press = make("button", { type: "button" });
      this.#press.addEventListener("click", () => this.load());
      this.#picture = make("img", { alt: "", hidden: true });
      this.#picture.addEventListener("load", () => {
        if (this.style.minHeight === FIRST) this.style.minHeight = "0";
      });
      this.#picture.addEventListener("error", () => {
        this.#picture.hidden = true;
        this.#said.textContent ||= this.#title();
      });
      this.#within.addEventListener("slotchange", () => this.#draw());
      this.#poster = make("div", { className: "poster" }, this.#picture, this.#example, this.#within, this.#said, this.#press);
      this.#poster.part = "poster";
      root.append(make("slot", { name: "frame" }), this.#poster);
    }

    connectedCallback() {
      this.#press.textContent = this.#words().show;
      // A module says where embed.html is after it has imported this one.
      FreqScope.base ? this.#draw() : setTimeout(() => this.#draw());
      this.style.minHeight ||= FIRST;
      const loading = this.getAttribute("loading") ?? "lazy";
      this.#press.hidden = loading !== "click";
      addEventListener("message", this);
      this.#themes = new MutationObserver(() => this.#changed());
      for (const node of [document.documentElement, document.body]) this.#themes.observe(node, { attributes: true, attributeFilter: ["class", "style", "data-theme", "lang"] });
      if (loading === "eager") this.load();
      if (loading === "lazy") {
        this.#near = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && this.load(), { rootMargin: NEAR });
        this.#near.observe(this);
      }
    }

    disconnectedCallback() {
      removeEventListener("message", this);
      this.#near?.disconnect();
      this.#themes?.disconnect();
      this.#refuse(failure("removed", "The figure is in no page."), this.#due, this.#runs);
      this.#drop();
    }

    attributeChangedCallback(name, before, now) {
      if (before === now) return;
      if (now !== null) this.#bytes.delete(name);
      if (name === "image") this.#own = this.#bytes.has(name) || Boolean(now && !SAMPLE.test(now));
      if (!this.#frame) return void (this.isConnected && this.#draw());
      if (name === "title") this.#frame.title = this.#title();
      if (!WATCHED.includes(name)) return;
      this.#renew(name);
    }

    /** Resolves when the figure takes orders. */
    get ready() {
      return this.#isReady.promise;
    }

    /** What is shown, as a link holds it. */
    get link() {
      return this.#shown || written(this.#asks());
    }

    /** Shows something else. Texts become attributes; bytes take the attribute's place. */
    set(options) {
      if (!isObject(options)) throw failure("parameter", "set takes an object");
      for (const [key, value] of Object.entries(options)) {
        const name = key === "ofClass" ? "of-class" : key;
        if (!WATCHED.includes(name)) throw failure("parameter", `freq-scope has no “${key}”`);
        const bytes = isBytes(value);
        if (typeof (value ?? "") !== "string" && !KINDS[name]?.(value)) throw failure("parameter", `“${key}” cannot be of type ${typeof value}`);
        this.#bytes.delete(name);
        if (bytes) this.#bytes.set(name, value);
        if (!bytes && value !== null && value !== undefined) this.setAttribute(name, value);
        else if (this.hasAttribute(name)) this.removeAttribute(name);
        if (name === "image" && !this.hasAttribute(name)) this.#own = bytes;
        this.#renew(name);
      }
    }

    /** Does what the figure's button does; resolves with the numbers. */
    run() {
      const run = deferred();
      this.#due.push(run);
      if (!this.isConnected) this.#refuse(failure("removed", "The figure is in no page."), this.#due);
      this.load();
      this.#give();
      return run.promise;
    }

    /** Loads the figure now. */
    load() {
      if (this.#frame || !this.isConnected) return;
      this.#near?.disconnect();
      this.#heard = false;
      this.#press.hidden = true;
      this.#said.textContent = this.#words().loading;
      const base = this.#base();
      if (!base && !this.#patient) return void (this.#patient = setTimeout(() => this.load()));
      if (!base) return this.#fail("base", this.#words().base);
      this.#asked = this.#asks();
      this.#shown = written(this.#asked);
      const address = new URL(base, document.baseURI);
      address.hash = this.#shown;
      const sandbox = this.getAttribute("sandbox") ?? SANDBOX;
      this.#origin = sandbox.includes("allow-same-origin") ? address.origin : "null";
      const frame = make("iframe", { slot: "frame", title: this.#title(), referrerPolicy: "no-referrer", allow: "clipboard-write" });
      const gone = () => this.#frame === frame && !this.#heard && this.#fail("unreachable", this.#words().unreachable);
      this.#frame = frame;
      frame.setAttribute("sandbox", sandbox);
      frame.style.height = `${Math.max(this.offsetHeight, 1)}px`;
      frame.addEventListener("load", () => setTimeout(gone, PATIENCE));
      setTimeout(gone, LONGEST);
      frame.src = address.href;
      this.#poster.classList.add("covers");
      // Not within the shadow, where other frames could not find it: they take from it what is compiled already.
      this.append(frame);
    }

    handleEvent({ source, origin, data }) {
      const ours = this.#frame && source === this.#frame.contentWindow && origin === this.#origin;
      if (!ours || !isObject(data) || data.freqscope !== VERSION || !Object.hasOwn(SHAPES, data.type) || !SHAPES[data.type](data)) return;
      this.#heard = true;
      switch (data.type) {
        case "ready": return this.#begin();
        case "height": return this.#size(data.height);
        case "change": return this.#note(data.link);
        case "result": return this.#settle(data.result);
        case "error": return data.code === "start" ? this.#fail(data.code, data.message) : this.#complain(data.code, data.message);
      }
    }

    #begin() {
      this.#fit = true;
      this.#post({ type: "hello" });
      for (const name of ["weights", "image"]) this.#news.add(name);
      this.#tell();
      this.#poster.hidden = true;
      this.#isReady.resolve(this);
      this.#give();
    }

    /** The frame runs once it has what was to be shown before. */
    async #give() {
      if (!this.#fit || !this.#due.length) return;
      this.#tell();
      await this.#coming;
      if (!this.#fit || !this.#due.length) return;
      this.#runs.push(...this.#due.splice(0));
      this.#post({ type: "run" });
    }

    #refuse(error, ...lists) {
      for (const run of lists.flatMap((runs) => runs.splice(0))) run.reject(error);
    }

    #size(height) {
      if (!this.#fit) return;
      this.style.minHeight = "0";
      this.#frame.style.height = `${height}px`;
    }

    #note(link) {
      this.#shown = link;
      if (link === this.#told) return;
      this.#told = link;
      this.#emit("change", { link });
    }

    #settle(result) {
      this.#note(result.link);
      const detail = this.#emit("result", result);
      for (const run of this.#runs.splice(0)) run.resolve(detail);
    }

    /** The poster is back, and says why. */
    #fail(code, message) {
      this.#complain(code, message);
      this.#refuse(failure(code, message), this.#due);
      this.#drop();
      this.#said.textContent = message;
      Object.assign(this.#press, { hidden: false, textContent: this.#words().again });
    }

    #complain(code, message) {
      this.#emit("error", { code, message });
      this.#refuse(failure(code, message), this.#runs);
    }

    #drop() {
      this.#frame?.remove();
      this.#frame = null;
      if (this.#fit) this.#isReady = deferred();
      this.#fit = false;
      this.#poster.hidden = false;
      this.#poster.classList.remove("covers");
    }

    #base() {
      return this.getAttribute("base") ?? FreqScope.base;
    }

    /** Shows what the author has drawn, or else an example, with the title below. */
    #draw() {
      if (this.#frame) return;
      const [own, base] = [this.getAttribute("poster"), this.#base()];
      const children = this.#within.assignedElements().some((child) => child.localName !== "noscript");
      const example = base && !children && new URL(`embed/posters/${this.getAttribute("view") ?? "compare"}.svg`, new URL(base, document.baseURI)).href;
      const source = own ?? example;
      this.#picture.hidden = !source;
      if (source && this.#picture.getAttribute("src") !== source) Object.assign(this.#picture, { src: source, alt: own ? this.#title() : "" });
      this.#example.textContent = own === null && source ? this.#words().example : "";
      this.#said.textContent = own ? "" : this.#title();
    }

    #title() {
      return this.getAttribute("title") ?? `freqscope: ${this.getAttribute("view") ?? "compare"}`;
    }

    /** That of the link, or else that of the page around, where the figure speaks it. */
    #language() {
      const around = this.closest("[lang]")?.lang ?? document.documentElement.lang;
      const named = parse(this.getAttribute("link")).get("lang") ?? around.slice(0, 2).toLowerCase();
      return Object.hasOwn(WORDS, named) ? named : null;
    }

    #words() {
      return WORDS[this.#language() ?? (navigator.language.startsWith("de") ? "de" : "en")];
    }

    /** What the attributes say: from keys of a link to values. */
    #asks() {
      const fields = parse(this.getAttribute("link"));
      if (this.#language()) fields.set("lang", this.#language());
      const put = (key, value) => value !== null && fields.set(key, encodeURIComponent(value));
      for (const [name, key] of Object.entries(KEYS)) put(key, this.getAttribute(name));
      const image = this.getAttribute("image");
      if (this.#own) fields.set("pixels", OWN).delete("picture");
      else if (image) put("picture", image);
      const models = this.getAttribute("models")?.split(/[\s,]+/).filter(Boolean);
      if (models?.length) {
        put("network", models[0]);
        put("beside", models[1] ?? "none");
      }
      return fields.set("theme", this.getAttribute("theme") ?? scheme(this));
    }

    #renew(name) {
      if (name === "image" || name === "weights") this.#news.add(name);
      if (HINTS.includes(name)) this.#news.add("weights");
      this.#changed();
    }

    /** However many attributes change at once, the frame is told once. */
    #changed() {
      if (!this.#fit) return;
      clearTimeout(this.#later);
      this.#later = setTimeout(() => this.#tell());
    }

    /** Tells the frame what has changed of the attributes. All else stays as its visitor left it. */
    #tell() {
      if (!this.#fit) return;
      const [before, now, link] = [this.#asked, this.#asks(), parse(this.#shown)];
      let news = [...new Set([...before.keys(), ...now.keys()])].filter((key) => before.get(key) !== now.get(key));
      const pictures = ["picture", "pixels", "lost"];
      if (this.#own) news = news.filter((key) => !pictures.includes(key));
      else if (news.some((key) => pictures.includes(key))) for (const key of pictures) link.delete(key);
      this.#asked = now;
      if (news.length) {
        link.delete("run");
        for (const key of news) now.has(key) ? link.set(key, now.get(key)) : link.delete(key);
        this.#shown = written(link);
        this.#post({ type: "show", link: this.#shown, keep: this.#own });
      }
      for (const name of this.#news) this.#coming = Promise.all([this.#coming, this.#bring(name)]);
      this.#news.clear();
    }

    /** A picture or a network: fetched here, where the page around allows it, so that the frame need ask nobody. */
    async #bring(name) {
      const [given, address, frame] = [this.#bytes.get(name), this.getAttribute(name), this.#frame];
      const isAsked = () => this.#frame === frame && this.#bytes.get(name) === given && this.getAttribute(name) === address;
      try {
        const hints = name === "weights" ? this.#hints() : {};
        if (!given && (!address || (name === "image" && !this.#own))) return;
        const source = given ?? (await fetch(address));
        if (source.ok === false) throw new Error(`the server answered ${source.status}`);
        const bytes = await (source.arrayBuffer?.() ?? source);
        const called = given ? given.name ?? name : address.split(/[?#]/)[0].split("/").at(-1);
        if (isAsked()) this.#post({ type: name === "image" ? "picture" : "weights", name: called, bytes, ...hints });
      } catch (error) {
        if (isAsked()) this.#complain(name, error.code ? error.message : `${address ?? name} cannot be had: ${error.message}`);
      }
    }

    /** What the attributes say of a checkpoint. */
    #hints() {
      const [mean, std, key] = HINTS.map((name) => this.getAttribute(name) || undefined);
      if (!mean !== !std) throw failure("weights", "mean and std belong together: give both");
      return { ...(mean && { mean: three("mean", mean), std: three("std", std) }), ...(key && { key }) };
    }

    #post(message) {
      this.#frame?.contentWindow.postMessage({ freqscope: VERSION, ...message }, this.#origin === "null" ? "*" : this.#origin);
    }

    #emit(type, what) {
      const detail = { version: VERSION, ...what };
      this.dispatchEvent(new CustomEvent(type, { detail }));
      return detail;
    }
  }

  if (globalThis.customElements && !customElements.get("freq-scope")) customElements.define("freq-scope", FreqScope);
  globalThis.FreqScope ??= FreqScope;
})();
