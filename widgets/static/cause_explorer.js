// @ts-check
// What may lie behind an ache: from a change of the body to what one feels, and back. All decisions are made here.
import { explainSensations, factsOf, reasonsToCall } from "./body_changes.js";
import { chain, mark, spoken, weeks } from "./cause_chain.js";
import { announcer, fill, h, icon, uid } from "./shared.js";

/** @typedef {import("./body_changes.js").Explained} Explained */
/** @typedef {import("./body_changes.js").Facts} Facts */
/** @typedef {{id: string, row: HTMLElement, box: HTMLInputElement}} Choice */

/** Native boxes or radios, each row the target. @param {string} type @param {{id: string, text: string}[]} items
 * @param {(id: string, on: boolean) => void} change @returns {Choice[]} */
function choices(type, items, change) {
  const name = uid();
  return items.map(({ id, text }) => {
    const own = uid();
    const box = /** @type {HTMLInputElement} */ (h("input", { type, id: own, name: type === "radio" && name }));
    box.addEventListener("change", () => change(id, box.checked));
    return { id, box, row: h("div", { class: "wk-tick" }, box, h("label", { for: own }, h("span", {}, text))) };
  });
}

/** @param {Choice[]} ticks @param {string[]} chosen */
function show(ticks, chosen) {
  for (const { id, row, box } of ticks) {
    box.checked = chosen.includes(id);
    row.classList.toggle("is-ticked", box.checked);
  }
}

/** @param {string} legend @param {Choice[]} ticks */
const fieldset = (legend, ticks) =>
  h("fieldset", { class: "wk-fs wk-screen" }, h("legend", {}, legend),
    h("div", { class: "wk-ex__pick" }, ticks.map(({ row }) => row)));

/** When to call, from the warning signs that the feelings set off. @param {Facts} facts @param {string[]} chosen */
function callCard(facts, chosen) {
  const { level: id, fired } = reasonsToCall(facts, chosen);
  if (id === null) return null;
  const { knowledge } = facts;
  const level = knowledge.levels[id];
  return h("div", { class: `wk-card wk-card--${level.rank}` },
    h("div", { class: "wk-card__head" }, h("span", { class: "wk-card__level" }, icon(knowledge, level.icon), level.word)),
    h("div", { class: "wk-card__body" }, h("h4", { class: "wk-card__cta" }, level.action), h("p", {}, level.lead),
      h("ul", {}, fired.map((rule) => h("li", {}, rule.because)))));
}

/** @param {Facts} facts @param {Explained[]} found @param {(id: string) => void} open */
function named(facts, found, open) {
  const { knowledge, feelings } = facts;
  const t = knowledge.text;
  const words = (/** @type {string[]} */ ids) => feelings.filter(({ id }) => ids.includes(id)).map(({ text }) => text).join("; ");
  const row = (/** @type {Explained} */ { change, fits, not_shown }) => h("li", {},
    h("p", {}, h("b", {}, change.title), not_shown && [" ", mark(knowledge, "no_good_evidence")]),
    h("p", {}, weeks(knowledge, change)),
    h("p", { class: "wk-soft" }, fill(t.fits, { sensations: words(fits) })),
    h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", "aria-label": fill(t.again_name, change),
      onclick: () => open(change.id) }, t.again));
  /** @type {[string, Explained[]][]} */
  const groups = [
    [t.may_heading, found.filter((one) => !one.too_early && !one.not_shown)],
    [t.early_heading, found.filter((one) => one.too_early && !one.not_shown)],
    [t.not_shown_heading, found.filter((one) => one.not_shown)],
  ];
  return groups.map(([heading, rows], place) => (rows.length || place === 0) && [h("h4", {}, heading),
    rows.length ? h("ul", { class: "wk-ex__named" }, rows.map(row)) : h("p", {}, t.none_now)]);
}

/** @param {Facts} facts @param {string[]} chosen @param {(id: string) => void} open */
function answer(facts, chosen, open) {
  const { knowledge, feelings } = facts;
  const t = knowledge.text;
  const picked = feelings.filter(({ id }) => chosen.includes(id));
  const guard = h("p", { class: "wk-ex__guard" }, icon(knowledge, "warn"), h("span", {}, h("strong", {}, `${t.guard} ${t.call_anyway}`)));
  if (!picked.length) return [h("p", {}, t.nothing), guard];
  return [
    callCard(facts, chosen), h("h4", {}, t.picked), h("dl", { class: "wk-ex__call" }, picked.map(({ text, call_if }) =>
      [h("dt", {}, text), h("dd", {}, h("b", {}, `${t.when_to_call}: `), call_if)])),
    guard, named(facts, explainSensations(facts, chosen), open),
  ];
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const facts = factsOf(model);
  const { knowledge, changes, feelings } = facts;
  const t = knowledge.text;
  const set = (/** @type {string} */ name, /** @type {any} */ value) => { model.set(name, value); model.save_changes(); };
  const live = announcer();
  const place = h("div", { class: "wk-ex__answer" });
  const found = h("div", { class: "wk-ex__answer" });
  const ways = choices("radio", changes.map(({ id, title }) => ({ id, text: title })), (id) => set("change", id));
  const felt = choices("checkbox", feelings, (id, on) => {
    const others = model.get("sensations").filter((/** @type {string} */ other) => other !== id);
    set("sensations", on ? [...others, id] : others);
  });
  const clear = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: () => set("sensations", []) },
    icon(knowledge, "x"), t.clear);
  const open = (/** @type {string} */ id) => {
    set("change", id);
    const heading = place.querySelector("h4");
    heading?.scrollIntoView({ block: "nearest" });
    heading?.focus({ preventScroll: true });
  };
  const chosen = () => changes.find(({ id }) => id === model.get("change"));
  const forwards = () => {
    const change = chosen();
    show(ways, change ? [change.id] : []);
    place.replaceChildren(...[change ? chain(facts, change) : h("p", {}, t.pick_change)].flat());
  };
  const backwards = () => {
    const sensations = model.get("sensations");
    show(felt, sensations);
    clear.hidden = !sensations.length;
    found.replaceChildren(...answer(facts, sensations, open).flat(9).filter(Boolean));
  };
  const tell_change = () => { forwards(); const change = chosen(); if (change) live.say(spoken(knowledge, change)); };
  const tell_felt = () => {
    backwards();
    const sensations = model.get("sensations");
    const { level } = reasonsToCall(facts, sensations);
    const call = level === null ? t.call_anyway : `${knowledge.levels[level].action}.`;
    live.say(sensations.length ? fill(t.announce, { count: explainSensations(facts, sensations).length, call }) : t.nothing);
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-ex" },
    h("section", {}, h("h3", {}, t.forward_heading), fieldset(t.forward_legend, ways), place),
    h("section", {}, h("h3", {}, t.feel_heading), fieldset(t.feel_legend, felt), clear, found), live.node)));
  forwards();
  backwards();
  model.on("change:change", tell_change);
  model.on("change:sensations", tell_felt);
  return () => {
    model.off("change:change", tell_change);
    model.off("change:sensations", tell_felt);
    live.stop();
  };
}

export default { render };
