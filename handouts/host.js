// Brings the widgets of a handout to life: a small host for anywidget modules, without kernel and without network.
// It offers what views of traits need (get, set, on, off, save_changes, references to other models) and nothing else.
(async (root) => {
  const started = performance.now();
  root.dataset.starting = ""; // meanwhile the plain forms need no layout; whatever fails shows its own again
  const octets = ({ buffer, byteOffset, byteLength }) => [...new Uint8Array(buffer, byteOffset, byteLength)];
  const text = (value) => JSON.stringify(value, (_, part) => (ArrayBuffer.isView(part) ? octets(part) : part));
  const same = (one, other) => one === other || text(one) === text(other);

  const bytes = (data) => Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));

  // Base 85 as Python writes it, but with / for <: five letters for four bytes.
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;/=>?@^_`{|}~";
  const digits = Object.fromEntries([...LETTERS].map((letter, digit) => [letter.charCodeAt(0), digit]));
  function packed(text) {
    const whole = new DataView(new ArrayBuffer(Math.ceil(text.length / 5) * 4));
    for (let at = 0; at < text.length; at += 5) {
      let word = 0;
      for (let place = at; place < at + 5; place += 1) word = word * 85 + (digits[text.charCodeAt(place)] ?? 84);
      whole.setUint32((at / 5) * 4, word);
    }
    return new Uint8Array(whole.buffer, 0, Math.floor((text.length * 4) / 5));
  }
  const unzip = (data) => new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"))).text();

  const block = document.getElementById("handout-state").textContent;
  const { models, modules, alike, drawings, style, engine } = JSON.parse(await unzip(packed(block)));
  document.getElementById("handout-style").textContent = style; // until now only what the plain page needs
  const at = (path) => path.reduce((node, key) => node[key], models);
  for (const [path, from] of alike) at(path.slice(0, -1))[path.at(-1)] = at(from);

  for (const link of document.querySelectorAll("a[href^='http']")) link.target = "_blank"; // nobody leaves by a slip
  for (const place of document.querySelectorAll("[data-drawing]")) {
    const drawn = new DOMParser().parseFromString(drawings[place.dataset.drawing], "text/html").body;
    place.replaceChildren(...drawn.childNodes);
  }

  async function run(source) {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const module = await import(url);
    URL.revokeObjectURL(url);
    return module;
  }
  if (engine) await run(engine);

  const loaded = {};
  const load = (key) =>
    (loaded[key] ??= (async () => {
      const module = await run(modules[key]);
      const widget = module.default ?? module;
      return typeof widget === "function" ? widget() : widget;
    })());

  class Model {
    constructor({ state, buffers = [] }) {
      this.state = structuredClone(state);
      for (const { path, data } of buffers) {
        const parent = path.slice(0, -1).reduce((node, key) => node[key], this.state);
        parent[path.at(-1)] = new DataView(bytes(data).buffer);
      }
      this.first = { ...this.state };
      this.listeners = new Map();
      this.widget_manager = { get_model: getModel };
    }
    get(name) {
      return this.state[name];
    }
    set(name, value) {
      const changes = typeof name === "object" ? name : { [name]: value };
      const changed = Object.keys(changes).filter((key) => !same(this.state[key], changes[key]));
      Object.assign(this.state, changes);
      for (const key of changed) this.emit(`change:${key}`, this, changes[key]);
      if (changed.length) this.emit("change", this);
    }
    on(names, listener) {
      for (const name of names.split(/\s+/)) this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
    }
    off(names, listener) {
      for (const name of names?.split(/\s+/) ?? [...this.listeners.keys()]) {
        const kept = (this.listeners.get(name) ?? []).filter((other) => listener && other !== listener);
        this.listeners.set(name, kept);
      }
    }
    emit(name, ...values) {
      for (const listener of this.listeners.get(name) ?? []) listener(...values);
    }
    save_changes() {}
    send() {}
    get touched() {
      return Object.keys(this.state).some((key) => !same(this.state[key], this.first[key]));
    }
  }

  const live = {};
  const bare = (reference) => reference.replace(/^(IPY_MODEL_|anywidget:)/, "");
  const getModel = (reference) =>
    (live[bare(reference)] ??= (async () => {
      const description = models[bare(reference)];
      const model = new Model(description);
      if (description.module) {
        const widget = await load(description.module);
        await widget.initialize?.({ model, experimental });
      }
      return model;
    })());
  const experimental = { invoke: () => Promise.reject(new Error("A handout has no kernel.")) };

  async function show(place) {
    const name = place.dataset.model;
    const model = await getModel(name);
    const widget = await load(models[name].module);
    const el = document.createElement("div");
    el.className = "ho-live";
    place.prepend(el);
    try {
      await widget.render?.({ model, el, signal: new AbortController().signal, host: { getModel }, experimental });
    } catch (error) {
      el.remove();
      throw error;
    }
    place.classList.add("is-live");
    model.on("change", () => place.classList.toggle("is-touched", model.touched));
  }

  // A widget that fails leaves its plain form in place; the others go on.
  Promise.allSettled([...document.querySelectorAll("[data-model]")].map(show)).then((results) => {
    for (const { reason } of results) if (reason) console.error(reason);
    delete root.dataset.starting;
    root.dataset.failed = String(results.filter(({ status }) => status === "rejected").length);
    root.dataset.ready = String(Math.round(performance.now()));
    root.dataset.started = String(Math.round(started));
  });
})(document.documentElement).catch((error) => {
  delete document.documentElement.dataset.starting;
  throw error;
});
