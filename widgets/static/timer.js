// @ts-check
// Counts minutes down when somebody presses Start, and never by itself. Follows the steps of a relief planner.
import { minutesField } from "./minutes_field.js";
import { signsOf, stopLevel } from "./relief_planning.js";
import { announcer, fill, h, icon, knowledgeOf, records } from "./shared.js";
import { clockOf, clockWords, halted, leftOf, minutesOf, now, started } from "./timer_clock.js";

const BEAT = 250; // ms between looks at the clock while it runs

/** The planner that the timer follows. @param {any} model @param {(id: string) => void} take @param {() => void} repaint */
function follow(model, take, repaint) {
  /** @type {any} */
  let planner = null;
  /** @type {any} */
  let knowledge = null;
  let turn = 0;
  const heard = "change:selected change:pain";
  const timed = () => { if (planner.get("timed")) take(planner.get("timed")); };
  const leave = () => {
    planner?.off(heard, repaint);
    planner?.off("change:timed", timed);
  };
  const find = async () => {
    const mine = (turn += 1);
    const reference = model.get("planner");
    const found = reference && (await model.widget_manager.get_model(reference.replace(/^(IPY_MODEL_|anywidget:)/, "")));
    if (mine !== turn) return;
    leave();
    planner = found || null;
    knowledge = planner && knowledgeOf(planner);
    planner?.on(heard, repaint);
    planner?.on("change:timed", timed);
    repaint();
  };
  model.on("change:planner", find);
  if (model.get("planner")) find();
  const stop = () => {
    turn += 1;
    model.off("change:planner", find);
    leave();
  };
  const waits = () => planner !== null && stopLevel(knowledge, signsOf(knowledge, planner.get("selected"), planner.get("pain"))) !== null;
  return { waits, stop };
}

/** Times to choose from. @param {any} knowledge @param {Map<string, any>} remedies
 * @param {(remedy: string, minutes: number) => void} change */
function presets(knowledge, remedies, change) {
  const t = knowledge.text;
  const buttons = knowledge.presets.map((/** @type {[string, number]} */ [remedy, minutes]) => {
    const title = remedies.get(remedy)?.title ?? t.other;
    const node = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-tm__p", onclick: () => change(remedy, minutes) },
      icon(knowledge, "tick"), fill(t.preset, { title, minutes }));
    return { remedy, minutes, node };
  });
  const node = h("fieldset", { class: "wk-fs" }, h("legend", {}, t.presets),
    h("div", { class: "wk-tm__row" }, buttons.map((/** @type {any} */ one) => one.node)));
  const repaint = (/** @type {string} */ remedy, /** @type {number} */ minutes) => {
    for (const one of buttons) one.node.setAttribute("aria-pressed", String(one.remedy === remedy && one.minutes === minutes));
  };
  return { node, repaint };
}

/** Minutes of one's own. @param {any} knowledge @param {() => {minutes: number, hot: boolean}} present
 * @param {(minutes: number) => void} change @param {(text: string) => void} say */
function ownMinutes(knowledge, present, change, say) {
  const t = knowledge.text;
  const read = (/** @type {string} */ text) => {
    const { minutes, hot } = present();
    const most = hot ? knowledge.most_heat : knowledge.most;
    return minutesOf(text, most) ?? fill(hot && minutesOf(text, knowledge.most) !== null ? t.own_hot : t.own_wrong, { most, minutes });
  };
  const words = { hint: fill(t.own_hint, { most: knowledge.most, heat: knowledge.most_heat }), set: t.own_set };
  const { id, field, button, hint, wrong, show } = minutesField(knowledge, words, read, change, say);
  const node = h("div", { class: "wk-field" }, h("label", { for: id }, t.own), hint, h("span", { class: "wk-tm__own" }, field, button), wrong);
  return { node, clear: () => show("") };
}

/** What the time is for, and what to take care of. @param {any} knowledge @param {any} one a remedy, if any */
const about = (knowledge, one) => (one ? [
  h("h4", {}, one.title), h("ul", {}, one.steps.map((/** @type {string} */ step) => h("li", {}, step))),
  h("p", { class: "wk-tm__care" }, icon(knowledge, "warn"), h("span", {}, h("strong", {}, knowledge.text.care), " ", one.caution,
    one.kind === "heat" && ` ${knowledge.text.awake}`))] : [h("h4", {}, knowledge.text.other)]);

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = model.get("knowledge");
  const t = knowledge.text;
  const remedies = new Map(records(model.get("remedies")).map((one) => [one.id, one]));
  const live = announcer();
  const set = (/** @type {Record<string, any>} */ values) => { model.set(values); model.save_changes(); };
  const one = () => remedies.get(model.get("remedy"));
  const hot = () => one()?.kind === "heat";
  const clock = () => clockOf(model.get("clock"), model.get("remedy"), model.get("minutes"));
  const choose = (/** @type {string} */ remedy, /** @type {number} */ minutes) => {
    own.clear();
    set({ remedy, minutes, clock: {} });
  };
  const own = ownMinutes(knowledge, () => ({ minutes: model.get("minutes"), hot: hot() }), (minutes) => set({ minutes, clock: {} }), live.say);
  const times = presets(knowledge, remedies, choose);
  const [face, state] = [h("p", { class: "wk-tm__face", role: "timer", "aria-label": t.left }), h("p", { class: "wk-tm__state" })];
  const what = h("div", {});
  const go = h("button", { type: "button", class: "wk-btn", onclick: () => press() });
  const back = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => set({ clock: {} }) }, t.reset);
  const doing = h("div", { class: "wk-tm__row wk-screen" }, go, back);
  const box = h("div", { class: "wk-tm__box" }, what, face, state, doing);
  const controls = h("div", { class: "wk-tm__set wk-screen" }, times.node, own.node);
  const waiting = h("p", { class: "wk-tm__waits", hidden: true }, icon(knowledge, "phone"), h("span", {}, h("strong", {}, t.stopped)));
  const press = () => {
    const present = clock();
    const done = present.begun && leftOf(present, now()) === 0;
    set({ clock: done ? {} : present.running ? halted(present, now()) : started(present, now()) });
  };
  let beat = 0;
  let shown = "";
  let over = false;
  /** @type {ReturnType<typeof follow> | undefined} */
  let planner;
  const look = () => {
    const present = clock();
    const left = leftOf(present, now());
    if (present.running && left === 0) return set({ clock: halted(present, now()) });
    const done = present.begun && left === 0;
    const [word, name] = done ? [hot() ? t.done_heat : t.done, "done"] : present.running ? [t.running, "running"] : present.begun ? [t.paused, "paused"] : [t.ready, "ready"];
    face.textContent = clockWords(left);
    if (state.dataset.word !== word) state.replaceChildren(...(done ? [icon(knowledge, "tick")] : []), h("span", {}, word));
    state.dataset.word = word;
    box.className = `wk-tm__box is-${name}`;
    go.textContent = done ? t.reset : present.running ? t.pause : present.begun ? t.go_on : t.start;
    if (done && document.activeElement === back) go.focus(); // so that the focus is never lost
    back.hidden = done;
    if (done && !over) live.say(word);
    over = done;
    return undefined;
  };
  const repaint = () => {
    const waits = planner?.waits() ?? false;
    const [kept, present] = [model.get("clock"), clock()];
    // A warning sign ends the count; so do other minutes, lest it come back when the old ones do.
    if (kept.page === present.page && (waits || kept !== present)) return set({ clock: {} });
    waiting.hidden = !waits;
    box.hidden = controls.hidden = waits;
    if (shown !== model.get("remedy") || !what.firstChild) what.replaceChildren(...about(knowledge, one()));
    shown = model.get("remedy");
    times.repaint(shown, model.get("minutes"));
    clearInterval(beat);
    if (present.running) beat = window.setInterval(look, BEAT);
    return look();
  };
  const take = (/** @type {string} */ id) => {
    const found = remedies.get(id);
    if (!found) return;
    const most = found.kind === "heat" ? knowledge.most_heat : knowledge.most;
    choose(id, Math.max(1, Math.min(found.minutes, most)));
  };
  const lines = h("table", { class: "wk-tm__t wk-tm__pen" }, h("tbody", {}, [1, 2].map(() => h("tr", {}, [t.paper_start, t.paper_end].map((word) => h("td", {}, word))))));
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language },
    h("div", { class: "wk-tm" }, h("h3", {}, t.title), waiting, controls, box, h("p", { class: "wk-soft wk-screen" }, t.silent), lines), live.node));
  planner = follow(model, take, repaint);
  repaint();
  const heard = "change:remedy change:minutes change:clock";
  model.on(heard, repaint);
  document.addEventListener("visibilitychange", look);
  return () => {
    model.off(heard, repaint);
    document.removeEventListener("visibilitychange", look);
    clearInterval(beat);
    planner?.stop();
    live.stop();
  };
}

export default { render };
