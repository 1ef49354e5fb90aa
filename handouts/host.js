// Brings the widgets of a handout to life: a small host for anywidget modules, without kernel and without network.
// It offers what views of traits need (get, set, on, off, save_changes, references to other models) and nothing else.
export async function bringToLife(root, page, { deck, keys, run, failure, started }) {
  const { models, modules, drawings } = page;
  const octets = ({ buffer, byteOffset, byteLength }) => [...new Uint8Array(buffer, byteOffset, byteLength)];
  const text = (value) => JSON.stringify(value, (_, part) => (ArrayBuffer.isView(part) ? octets(part) : part));
  const same = (one, other) => one === other || text(one) === text(other);

  const bytes = (data) => Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));

  window.navigation?.addEventListener("navigate", (going) => {
    const { sameDocument, url } = going.destination; // no code of a widget leads away, only what people press
    if (!going.userInitiated && !sameDocument && /^http/.test(url)) going.preventDefault();
  });
  if (deck) for (const link of document.querySelectorAll("a[href^='http']")) link.target = "_blank"; // nobody leaves a class by a slip
  for (const late of document.querySelectorAll("[data-show-after]")) late.hidden = Date.now() < Date.parse(late.dataset.showAfter);
  for (const place of document.querySelectorAll("[data-drawing]")) {
    const drawn = new DOMParser().parseFromString(drawings[place.dataset.drawing], "text/html").body;
    place.replaceChildren(...drawn.childNodes);
  }

  const loaded = {};
  const load = (key) =>
    (loaded[key] ??= (async () => {
      const module = await run(modules[key], key);
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
      for (const listener of this.listeners.get(name) ?? []) {
        try {
          listener(...values);
        } catch (error) {
          reportError(error); // the view that it belongs to fails, not the one that made the change
        }
      }
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

  const places = [...document.querySelectorAll("[data-model]")];
  const failures = new Set();

  // A widget that fails, at once or later, leaves its plain form in place, under kind words; the others go on.
  function fail(place, error) {
    if (failures.has(place)) return;
    failures.add(place);
    root.dataset.failed = String(failures.size);
    console.error(error);
    place.querySelector(":scope > .ho-live")?.remove();
    place.classList.remove("is-live", "is-touched");
    const words = document.createElement("p");
    words.className = "ho-failed";
    words.setAttribute("role", "alert");
    words.textContent = models?.[place.dataset.model]?.state?.failure_text || failure;
    place.prepend(words);
  }

  for (const name of ["error", "unhandledrejection"]) {
    addEventListener(name, ({ filename, error, reason }) => {
      const where = filename || String(reason?.stack);
      const key = keys[Object.keys(keys).find((address) => where.includes(address))];
      for (const place of key ? places : []) if (models[place.dataset.model].module === key) fail(place, error ?? reason);
    });
  }

  async function show(place) {
    try {
      const { model: name } = place.dataset;
      const model = await getModel(name);
      const widget = await load(models[name].module);
      const el = document.createElement("div");
      el.className = "ho-live";
      place.prepend(el);
      await widget.render?.({ model, el, signal: new AbortController().signal, host: { getModel }, experimental });
      if (failures.has(place)) return;
      place.classList.add("is-live");
      model.on("change", () => place.classList.toggle("is-touched", model.touched && !failures.has(place)));
    } catch (error) {
      fail(place, error);
    }
  }

  for (const { dataset } of places) load(models[dataset.model].module).catch(() => {}); // who waits for it hears of faults
  deck?.start();
  Promise.all(places.map(show)).then(() => {
    delete root.dataset.starting;
    root.dataset.failed = String(failures.size);
    root.dataset.ready = String(Math.round(performance.now()));
    root.dataset.started = String(Math.round(started));
  });
}
