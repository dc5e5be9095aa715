// <freq-scope>: a figure of freqscope in any page. A poster at once, the figure itself in a frame when it comes near or is clicked.
// docs/EMBED.md describes attributes, methods, events and messages; freq-scope.d.ts has their types.
"use strict";
(() => {
  const VERSION = 1;
  const SCRIPT = globalThis.document?.currentScript?.src;
  /** What stands in a link under another name, or the same. */
  const KEYS = { view: "view", bands: "without", attack: "attack", cut: "cut", "of-class": "class" };
  const WATCHED = [...Object.keys(KEYS), "image", "models", "link", "theme", "weights"];
  const SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads";
  /** CSS pixels: how near a lazy figure is before it loads, its height before it is known, and the greatest that is believed. */
  const [NEAR, FIRST, TALLEST] = ["400px", 420, 20_000];
  /** Milliseconds that a frame has to be heard of after it has loaded. */
  const PATIENCE = 4000;
  const SAMPLE = /^[a-z]+-\d+$/;

  const STYLE = `
    :host { display: block; position: relative; max-width: 1200px; color-scheme: inherit; }
    :host([hidden]) { display: none; }
    ::slotted(iframe) { display: block !important; width: 100% !important; max-width: none !important; border: 0 !important; }
    .poster { box-sizing: border-box; display: grid; grid-template-columns: minmax(0, 1fr); place-content: center; justify-items: center; gap: .5rem; padding: 1rem; min-height: inherit;
      border: 1px solid; border-color: color-mix(in srgb, currentcolor 25%, transparent); font: 14px/1.5 system-ui, sans-serif; text-align: center; }
    .poster ::slotted(img), img { display: block; max-width: 100%; height: auto; }
    .covers { position: absolute; inset: 0; overflow: hidden; }
    button { min-height: 2rem; padding: .25rem .75rem; border: 1px solid; border-radius: 3px; background: none; color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
    [hidden] { display: none; }`;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  /** Whatever a page around has: its own light or dark, or both as the system wants it. */
  function scheme(element) {
    const words = getComputedStyle(element).colorScheme.split(" ");
    if (!words.includes("dark")) return "light";
    return words.includes("light") ? "auto" : "dark";
  }

  const isObject = (value) => typeof value === "object" && value !== null;
  /** What each message of the frame holds; a message of another shape is none. */
  const SHAPES = {
    boot: () => true,
    ready: () => true,
    height: ({ height }) => height > 0 && height <= TALLEST,
    change: ({ link }) => typeof link === "string",
    result: ({ result }) => isObject(result) && typeof result.view === "string",
    error: ({ code, message }) => typeof code === "string" && typeof message === "string",
  };

  /** A link, whatever stands before it, as keys and values; these stay as they are written. */
  const parse = (link) => new Map((link ?? "").replace(/^[^#]*#/, "").replace(/^v\d+\//, "").split("&").filter(Boolean).map((field) => field.split(/=(.*)/s, 2)));
  const written = (fields) => `v${VERSION}/${[...fields].map(([key, value]) => `${key}=${value}`).join("&")}`;

  class FreqScope extends (globalThis.HTMLElement ?? Object) {
    static observedAttributes = [...WATCHED, "poster", "title"];
    /** The address of embed.html, where the script does not lie beside it and no `base` is given. */
    static base = SCRIPT && new URL("../embed.html", SCRIPT).href;

    #said;
    #press;
    #picture;
    #within = make("slot");
    #poster;
    #frame = null;
    #origin = "";
    #heard = false;
    #patient = 0;
    #fit = false;
    /** What the frame was asked for, and the link of what it shows. */
    #asked = new Map();
    #shown = "";
    /** The newest link that the page around was told. */
    #told = "";
    #waiting = [];
    #runs = [];
    #near = null;
    #themes = null;
    #later = 0;
    #isReady = Promise.withResolvers?.() ?? (() => {
      const all = {};
      all.promise = new Promise((resolve) => (all.resolve = resolve));
      return all;
    })();

    constructor() {
      super();
      const style = new CSSStyleSheet();
      style.replaceSync(STYLE);
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [style];
      this.#said = make("span");
      this.#press = make("button", { type: "button", textContent: "Show the figure" });
      this.#press.addEventListener("click", () => this.load());
      this.#picture = make("img", { alt: "", hidden: true });
      this.#picture.addEventListener("error", () => {
        this.#picture.hidden = true;
        this.#said.textContent ||= this.#title();
      });
      this.#within.addEventListener("slotchange", () => this.#draw());
      this.#poster = make("div", { className: "poster" }, this.#picture, this.#within, this.#said, this.#press);
      this.#poster.part = "poster";
      root.append(make("slot", { name: "frame" }), this.#poster);
    }

    connectedCallback() {
      // A module says where embed.html is after it has imported this one.
      FreqScope.base ? this.#draw() : setTimeout(() => this.#draw());
      this.style.minHeight ||= `${FIRST}px`;
      const loading = this.getAttribute("loading") ?? "lazy";
      this.#press.hidden = loading !== "click";
      addEventListener("message", this);
      this.#themes = new MutationObserver(() => this.#changed());
      for (const node of [document.documentElement, document.body]) this.#themes.observe(node, { attributes: true, attributeFilter: ["class", "style", "data-theme"] });
      if (loading === "eager") this.load();
      if (loading === "lazy") {
        this.#near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.load(), { rootMargin: NEAR });
        this.#near.observe(this);
      }
    }

    disconnectedCallback() {
      removeEventListener("message", this);
      this.#near?.disconnect();
      this.#themes?.disconnect();
      this.#drop();
    }

    attributeChangedCallback(name, before, now) {
      if (before === now) return;
      if (!this.#frame) return void (this.isConnected && this.#draw());
      if (!WATCHED.includes(name)) return;
      if (name === "weights" || name === "image") this.#bring(name, now);
      this.#changed();
    }

    /** Resolves when the figure takes orders. */
    get ready() {
      return this.#isReady.promise;
    }

    /** What is shown, as a link holds it. */
    get link() {
      return this.#shown || written(this.#asks());
    }

    /** Shows something else. Texts become attributes; `image` and `weights` may also be bytes. */
    set(options) {
      for (const [key, value] of Object.entries(options)) {
        const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        if (!WATCHED.includes(name)) throw new TypeError(`freq-scope has no “${key}”`);
        if (value instanceof ArrayBuffer || value instanceof Blob) this.#hand(name, value);
        else if (value === null || value === undefined) this.removeAttribute(name);
        else this.setAttribute(name, Array.isArray(value) ? value.join(" ") : value);
      }
    }

    /** Does what the figure's button does; resolves with the numbers. Loads the figure where it has not been. */
    async run() {
      this.load();
      await this.ready;
      this.#tell();
      const result = new Promise((resolve, reject) => this.#runs.push({ resolve, reject }));
      this.#post({ type: "run" });
      return result;
    }

    /** Loads the figure now. */
    load() {
      if (this.#frame) return;
      this.#near?.disconnect();
      this.#heard = false;
      this.#press.hidden = true;
      this.#said.textContent = "Loading the figure…";
      const base = this.#base();
      if (!base && !this.#patient) {
        this.#patient = 1;
        return void setTimeout(() => this.load());
      }
      if (!base) return this.#fail("base", "freq-scope does not know where embed.html is: say so in “base”.");
      this.#asked = this.#asks();
      this.#shown = written(this.#asked);
      const address = new URL(base, document.baseURI);
      address.hash = this.#shown;
      const sandbox = this.getAttribute("sandbox") ?? SANDBOX;
      this.#origin = sandbox.includes("allow-same-origin") ? address.origin : "null";
      this.#frame = make("iframe", { slot: "frame", title: this.#title(), referrerPolicy: "no-referrer", allow: "clipboard-write" });
      this.#frame.setAttribute("sandbox", sandbox);
      this.#frame.style.height = `${Math.max(this.offsetHeight, 1)}px`;
      this.#frame.addEventListener("load", () => setTimeout(() => this.#heard || this.#fail("unreachable", "The figure cannot be loaded: the network or its server is not there."), PATIENCE));
      this.#frame.src = address.href;
      this.#poster.classList.add("covers");
      // Not within the shadow, whose frames others of the same origin cannot find: they take from it what is compiled already.
      this.append(this.#frame);
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
      this.#post({ type: "hello" });
      for (const name of ["weights", "image"]) this.#bring(name, this.getAttribute(name));
      for (const message of this.#waiting.splice(0)) this.#post(message);
      this.#fit = true;
      this.#tell();
      this.#poster.hidden = true;
      this.#isReady.resolve(this);
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
      const detail = this.#emit("result", result);
      for (const run of this.#runs.splice(0)) run.resolve(detail);
    }

    /** The frame is of no use: the poster is back, and says why. */
    #fail(code, message) {
      this.#complain(code, message);
      this.#fallBack(message);
    }

    #complain(code, message) {
      this.#emit("error", { code, message });
      const error = Object.assign(new Error(message), { code });
      for (const run of this.#runs.splice(0)) run.reject(error);
    }

    #fallBack(message) {
      this.#drop();
      this.#said.textContent = message;
      Object.assign(this.#press, { hidden: false, textContent: "Try again" });
    }

    #drop() {
      this.#frame?.remove();
      this.#frame = null;
      this.#fit = false;
      this.#poster.hidden = false;
      this.#poster.classList.remove("covers");
    }

    #base() {
      return this.getAttribute("base") ?? FreqScope.base;
    }

    /** Shows what the author has drawn, or else an example of the same view, with the title below. */
    #draw() {
      if (this.#frame) return;
      const [own, base] = [this.getAttribute("poster"), this.#base()];
      const children = this.#within.assignedElements().some((child) => child.localName !== "noscript");
      const example = base && !children && new URL(`embed/posters/${this.getAttribute("view") ?? "compare"}.svg`, new URL(base, document.baseURI)).href;
      const source = own ?? example;
      this.#picture.hidden = !source;
      if (source && this.#picture.getAttribute("src") !== source) Object.assign(this.#picture, { src: source, alt: own ? this.#title() : "" });
      this.#said.textContent = own ? "" : this.#title();
    }

    #title() {
      return this.getAttribute("title") ?? `freqscope: ${this.getAttribute("view") ?? "compare"}`;
    }

    /** What the attributes say: from keys of a link to values. */
    #asks() {
      const fields = parse(this.getAttribute("link"));
      const put = (key, value) => value !== null && fields.set(key, encodeURIComponent(value));
      for (const [name, key] of Object.entries(KEYS)) put(key, this.getAttribute(name));
      const image = this.getAttribute("image");
      if (image && SAMPLE.test(image)) put("picture", image);
      const models = this.getAttribute("models")?.split(/[\s,]+/).filter(Boolean);
      if (models?.length) {
        put("network", models[0]);
        put("beside", models[1] ?? "none");
      }
      return fields.set("theme", this.getAttribute("theme") ?? scheme(this));
    }

    /** However many attributes change at once, the frame is told once. */
    #changed() {
      if (!this.#fit) return;
      clearTimeout(this.#later);
      this.#later = setTimeout(() => this.#tell());
    }

    /** Tells the frame what has changed of the attributes. All else stays as its visitor left it, and is not computed again. */
    #tell() {
      const [before, now, link] = [this.#asked, this.#asks(), parse(this.#shown)];
      const news = [...new Set([...before.keys(), ...now.keys()])].filter((key) => before.get(key) !== now.get(key));
      if (!this.#fit || !news.length) return;
      link.delete("run");
      for (const key of news) now.has(key) ? link.set(key, now.get(key)) : link.delete(key);
      this.#asked = now;
      this.#shown = written(link);
      this.#post({ type: "show", link: this.#shown });
    }

    /** A picture or a network from an address: fetched here, where the page around allows it, so that the frame need ask nobody. */
    async #bring(name, address) {
      if (!address || (name === "image" && SAMPLE.test(address))) return;
      try {
        const answer = await fetch(new URL(address, document.baseURI));
        if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
        this.#hand(name, await answer.arrayBuffer(), address.split(/[?#]/)[0].split("/").at(-1));
      } catch (error) {
        this.#complain(name, `${address} cannot be had: ${error.message}`);
      }
    }

    async #hand(name, value, called = name) {
      const bytes = value instanceof Blob ? await value.arrayBuffer() : value;
      const message = { type: name === "image" ? "picture" : "weights", name: value.name ?? called, bytes };
      if (this.#fit) this.#post(message);
      else this.#waiting.push(message);
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
