// @ts-check
// Tick what you feel, read what to do. All decisions are made here, in the browser; Python mirrors `selected`.
import { announcer, assess, careCard, fill, h, icon, knowledgeOf } from "./shared.js";
import { groupBox, searchField, tickRow } from "./sign_list.js";

/** @typedef {import("./shared.js").Knowledge} Knowledge */

/** The bar that keeps the answer in view on a phone. @param {Knowledge} knowledge @param {HTMLElement} side */
function phoneBar(knowledge, side) {
  const words = h("span", { class: "wk-bar__t" });
  const go = () => {
    side.scrollIntoView({ block: "start" });
    side.focus({ preventScroll: true });
  };
  const button = h("button", { type: "button", class: "wk-bar__a", onclick: go }, knowledge.text.to_answer);
  const node = h("div", { class: "wk-bar wk-screen" }, words, button);
  const watch = new IntersectionObserver((entries) => (node.hidden = entries[entries.length - 1].isIntersecting), { threshold: 0.1 });
  watch.observe(side);
  const repaint = (/** @type {string | null} */ id) => {
    const level = id === null ? null : knowledge.levels[id];
    node.className = `wk-bar wk-screen wk-bar--${level ? level.rank : "none"}`;
    words.replaceChildren(icon(knowledge, level ? level.icon : "question"), level ? level.word : knowledge.text.none_word);
  };
  return { node, repaint, stop: () => watch.disconnect() };
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = knowledgeOf(model);
  const t = knowledge.text;
  const change = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    const others = model.get("selected").filter((/** @type {string} */ other) => other !== id);
    model.set("selected", on ? [...others, id] : others);
    model.save_changes();
  };
  const ticks = knowledge.symptoms.filter((symptom) => symptom.group_id).map((symptom) => tickRow(symptom, change));
  const groups = knowledge.groups.map((group, index) => {
    const own = ticks.filter(({ symptom }) => symptom.group_id === group.id && symptom.id !== knowledge.always);
    return groupBox(knowledge, group, own, index === 0);
  });
  const always = ticks.find(({ symptom }) => symptom.id === knowledge.always);
  const search = searchField(knowledge, groups);
  const clear = () => {
    search.reset();
    model.set("selected", []);
    model.save_changes();
  };
  const live = announcer();
  const side = h("div", { class: "wk-sel__side", role: "group", tabindex: "-1", "aria-label": t.answer_heading });
  const bar = phoneBar(knowledge, side);
  /** @type {string | null | undefined} */
  let spoken;
  const repaint = () => {
    const selected = model.get("selected");
    for (const { box, row, symptom } of ticks) {
      box.checked = selected.includes(symptom.id);
      row.classList.toggle("is-ticked", box.checked);
    }
    for (const group of groups) group.repaint(selected);
    const { level } = assess(knowledge, selected);
    const open = [...side.querySelectorAll("details")].map((part) => part.open);
    side.replaceChildren(careCard(knowledge, selected));
    side.querySelectorAll("details").forEach((part, index) => (part.open = open[index] ?? false));
    bar.repaint(level);
    if (spoken !== undefined && spoken !== level) {
      const words = level === null ? { word: t.none_word, action: t.none_action } : knowledge.levels[level];
      live.say(fill(t.announce, words));
    }
    spoken = level;
  };
  const button = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: clear }, icon(knowledge, "x"), t.clear);
  const form = h("div", { class: "wk-sel__form" },
    h("p", { class: "wk-screen" }, t.selector_intro), search.node, groups.map((group) => group.box),
    h("div", { class: "wk-any" }, always?.row), h("div", {}, button));
  const root = h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-sel" }, form, side), bar.node, live.node);
  el.replaceChildren(root);
  repaint();
  model.on("change:selected", repaint);
  return () => {
    model.off("change:selected", repaint);
    [search, bar, live].forEach((part) => part.stop());
  };
}

export default { render };
