// @ts-check
// A pace to breathe by. It starts and stops by its button alone, and stops when it leaves the page.
import { counts, length, moment, rhythm, seconds } from "./breathing_moment.js";
import { announcer, fill, h, uid } from "./shared.js";

/** @typedef {import("./breathing_moment.js").Moment} Moment */
/** @typedef {import("./breathing_moment.js").Settings} Settings */
const TRAITS = ["own_rhythm", "breaths_per_minute", "in_seconds", "out_seconds", "minutes"];
const OWN = "own";
const RINGS = 12;

/** @param {number} value */
const short = (value) => String(Math.round(value * 10) / 10);

/** @param {any} model @returns {Settings} */
const settingsOf = (model) => /** @type {any} */ (Object.fromEntries(TRAITS.map((trait) => [trait, model.get(trait)])));

/** @param {any} t @param {Settings} settings */
function said(t, settings) {
  const [breath_in, breath_out] = rhythm(settings).map(short);
  return fill(t.breathe_rhythm, { breath_in, breath_out });
}

/** @param {any} t @param {number} minutes */
const howLong = (t, minutes) => (minutes === 1 ? t.breathe_minute : fill(t.breathe_minutes, { count: minutes }));

/** @param {string} label @param {string[][]} options @param {(value: string) => void} change */
function choose(label, options, change) {
  const list = /** @type {HTMLSelectElement} */ (h("select", { class: "wk-input", id: uid() }, options.map(([value, text]) => h("option", { value }, text))));
  list.addEventListener("change", () => change(list.value));
  return { list, node: h("div", { class: "wk-field" }, h("label", { for: list.id }, label), list) };
}

/** A field for seconds. What is not a number in range stays as it is, with a word about it, and goes nowhere.
 * @param {any} knowledge @param {string} label @param {(value: number) => void} change */
function secondsField({ text: t, limits }, label, change) {
  const id = uid();
  const field = /** @type {HTMLInputElement} */ (h("input", { type: "text", inputmode: "decimal", id, class: "wk-input", autocomplete: "off",
    "aria-describedby": `${id}-hint ${id}-no` }));
  const error = h("p", { class: "wk-bp__no", id: `${id}-no` });
  /** @type {number | undefined} */
  let painted;
  const check = () => {
    const good = seconds(field.value, limits.seconds) !== null;
    error.textContent = good ? "" : t.breathe_bad_seconds;
    if (good) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
    return good;
  };
  field.addEventListener("input", () => {
    const value = seconds(field.value, limits.seconds);
    if (value !== null) change((painted = value));
    if (value !== null || error.textContent) check();
  });
  field.addEventListener("change", check);
  const repaint = (/** @type {number} */ value) => {
    if (value === painted) return;
    painted = value;
    field.value = String(value);
    check();
  };
  const node = h("div", { class: "wk-field" }, h("label", { for: id }, label), h("span", { class: "wk-hint", id: `${id}-hint` }, t.breathe_own_hint), field, error);
  return { node, field, check, repaint };
}

/** Pace, own rhythm and length. @param {any} model @param {any} knowledge @param {(values: any) => void} set */
function controls(model, knowledge, set) {
  const { text: t, limits } = knowledge;
  const paces = limits.breaths.map((/** @type {number} */ breaths) => {
    const settings = { ...settingsOf(model), own_rhythm: false, breaths_per_minute: breaths };
    return [String(breaths), `${breaths} (${said(t, settings)})`];
  });
  const pace = choose(t.breathe_pace, [...paces, [OWN, t.breathe_own]], (value) =>
    set(value === OWN ? { own_rhythm: true } : { own_rhythm: false, breaths_per_minute: Number(value) }));
  const minutes = choose(t.breathe_length, limits.minutes.map((/** @type {number} */ count) => [String(count), howLong(t, count)]),
    (value) => set({ minutes: Number(value) }));
  const fields = [secondsField(knowledge, t.breathe_in_seconds, (value) => set({ in_seconds: value })),
    secondsField(knowledge, t.breathe_out_seconds, (value) => set({ out_seconds: value }))];
  const own = h("div", { class: "wk-bp__own" }, fields.map(({ node }) => node));
  const node = /** @type {HTMLFieldSetElement} */ (h("fieldset", { class: "wk-fs wk-bp__set" },
    h("legend", { class: "wk-sr" }, t.breathe_card), pace.node, minutes.node, own));
  const repaint = (/** @type {Settings} */ settings) => {
    pace.list.value = settings.own_rhythm ? OWN : String(settings.breaths_per_minute);
    minutes.list.value = String(settings.minutes);
    own.hidden = !settings.own_rhythm;
    fields[0].repaint(settings.in_seconds);
    fields[1].repaint(settings.out_seconds);
  };
  /** True if one can start; else the field to mend takes the focus. */
  const ready = () => {
    const bad = own.hidden ? [] : fields.filter((field) => !field.check());
    bad[0]?.field.focus();
    return !bad.length;
  };
  return { node, repaint, ready };
}

/** Rings, word and counts. @param {any} t */
function stage(t) {
  const rings = h("div", { class: "wk-bp__rings", "aria-hidden": "true" }, [...Array(RINGS)].map((_, place) => {
    const ring = h("span", {});
    ring.style.setProperty("--wk-ring", String(place + 1));
    return ring;
  }));
  const [word, count, left] = [h("p", { class: "wk-bp__word" }), h("p", { class: "wk-bp__count" }), h("p", { class: "wk-soft" })];
  const beats = h("div", { class: "wk-bp__beats", "aria-hidden": "true" });
  const write = (/** @type {HTMLElement} */ node, /** @type {string} */ text) => { if (node.textContent !== text) node.textContent = text; };
  const rest = (/** @type {string} */ text, /** @type {Settings} */ settings) => {
    rings.style.setProperty("--wk-breath", "0");
    write(word, text);
    write(count, said(t, settings));
    write(left, howLong(t, settings.minutes));
    beats.replaceChildren();
  };
  const paint = (/** @type {Moment} */ now) => {
    rings.style.setProperty("--wk-breath", now.size.toFixed(4));
    write(word, now.phase === "in" ? t.breathe_in : t.breathe_out);
    write(count, fill(t.breathe_count, { count: now.count, of: now.of }));
    write(left, fill(t.breathe_left, { minutes: Math.floor(now.left / 60), seconds: String(now.left % 60).padStart(2, "0") }));
    while (beats.children.length > now.of) beats.lastChild?.remove();
    while (beats.children.length < now.of) beats.append(h("span", {}));
    const full = now.phase === "in" ? now.count : now.of - now.count + 1;
    [...beats.children].forEach((beat, place) => beat.classList.toggle("is-on", place < full));
  };
  return { node: h("div", { class: "wk-bp__stage wk-screen" }, rings, h("div", { class: "wk-bp__say" }, word, count, beats, left)), rest, paint };
}

/** The steps in words, on screen and on paper. @param {any} t */
function stepsCard(t) {
  const list = h("ol", {});
  const pace = h("p", { class: "wk-bp__paper" });
  const node = h("div", { class: "wk-bp__card" }, h("h3", {}, t.breathe_card), pace, list, h("p", {}, t.breathe_suits));
  const repaint = (/** @type {Settings} */ settings) => {
    const [breath_in, breath_out] = rhythm(settings);
    list.replaceChildren(...[t.breathe_step_settle, fill(t.breathe_step_in, { count: counts(breath_in) }), fill(t.breathe_step_out, { count: counts(breath_out) }),
      fill(t.breathe_step_on, { length: howLong(t, settings.minutes) })].map((step) => h("li", {}, step)));
    pace.textContent = said(t, settings);
  };
  return { node, repaint };
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = model.get("knowledge");
  const t = knowledge.text;
  const set = (/** @type {any} */ values) => { model.set(values); model.save_changes(); };
  const [shown, steps, live] = [stage(t), stepsCard(t), announcer()];
  const form = controls(model, knowledge, set);
  const button = h("button", { type: "button", class: "wk-btn wk-bp__go", onclick: () => (running ? stop(t.breathe_said_stop, t.breathe_ready) : start()) });
  let running = 0;
  let started = 0;
  let settings = settingsOf(model);
  const label = () => {
    button.textContent = running ? t.breathe_stop : t.breathe_start;
    form.node.disabled = running > 0;
  };
  const stop = (/** @type {string} */ words, /** @type {string} */ word) => {
    cancelAnimationFrame(running);
    running = 0;
    label();
    shown.rest(word, settingsOf(model));
    if (words) live.say(words);
  };
  const step = () => {
    const time = (performance.now() - started) / 1000;
    if (!el.isConnected) return stop("", t.breathe_ready);
    if (time >= length(settings)) return stop(t.breathe_said_done, t.breathe_done);
    shown.paint(moment(settings, time));
    running = requestAnimationFrame(step);
    return undefined;
  };
  const start = () => {
    if (!form.ready()) return;
    settings = settingsOf(model);
    started = performance.now();
    step();
    label();
    live.say(fill(t.breathe_said_start, { rhythm: said(t, settings), length: howLong(t, settings.minutes) }));
  };
  const repaint = () => {
    const now = settingsOf(model);
    form.repaint(now);
    steps.repaint(now);
    if (!running) shown.rest(t.breathe_ready, now);
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-bp" },
    h("p", { class: "wk-screen" }, t.breathe_intro),
    h("div", { class: "wk-bp__main" }, h("div", { class: "wk-bp__run wk-screen" }, shown.node, button, form.node), steps.node),
    h("p", { class: "wk-bp__warn" }, h("strong", {}, t.breathe_dizzy), " ", t.breathe_call),
    h("p", { class: "wk-soft" }, h("strong", {}, `${t.breathe_pace_from}: `), knowledge.pace.text, " ", t.sources_label, " ", `${knowledge.pace.sources}.`)), live.node));
  label();
  repaint();
  const on = TRAITS.map((trait) => `change:${trait}`).join(" ");
  model.on(on, repaint);
  return () => {
    model.off(on, repaint);
    cancelAnimationFrame(running);
    running = 0;
    live.stop();
  };
}

export default { render };
