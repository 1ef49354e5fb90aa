// @ts-check
// Tick what you feel, read what to do. All decisions are made here, in the browser; Python mirrors `selected`.
import { announcer, assess, careCard, fill, h, icon, knowledgeOf, matches, searchable, uid } from "./shared.js";

/** @typedef {import("./shared.js").Knowledge} Knowledge */
/** @typedef {import("./shared.js").Symptom} Symptom */
/** @typedef {{row: HTMLElement, box: HTMLInputElement, symptom: Symptom, said: string}} Tick */

/** @param {Symptom} symptom @param {(id: string, on: boolean) => void} change @returns {Tick} */
function tickRow(symptom, change) {
  const id = uid();
  const box = /** @type {HTMLInputElement} */ (h("input", {
    type: "checkbox", id, "aria-labelledby": `${id}-text`, "aria-describedby": `${id}-how` }));
  box.addEventListener("change", () => change(symptom.id, box.checked));
  const label = h("label", { for: id }, h("span", { id: `${id}-text` }, symptom.text),
    h("span", { class: "wk-hint", id: `${id}-how` }, symptom.how_to_tell));
  const said = searchable([symptom.text, symptom.how_to_tell, ...symptom.other_words]);
  return { row: h("div", { class: "wk-tick" }, box, label), box, symptom, said };
}

/** @param {Knowledge} knowledge @param {Knowledge["groups"][number]} group @param {Tick[]} ticks @param {boolean} first */
function groupBox(knowledge, group, ticks, first) {
  const count = h("span", { class: "wk-count" });
  const summary = h("summary", {}, icon(knowledge, group.icon), h("span", { class: "wk-group__t" }, group.title), count);
  const legend = h("legend", { class: "wk-sr" }, group.title);
  const box = /** @type {HTMLDetailsElement} */ (h("details", { class: `wk-group${first ? " wk-group--danger" : ""}`, open: first },
    summary, h("fieldset", { class: "wk-fs" }, legend, ticks.map((tick) => tick.row))));
  const repaint = (/** @type {string[]} */ selected) => {
    const number = ticks.filter((tick) => selected.includes(tick.symptom.id)).length;
    count.textContent = number ? fill(knowledge.text.ticked_count, { count: number }) : "";
    box.classList.toggle("is-empty", number === 0);
  };
  return { box, ticks, repaint, open: first };
}

/** @typedef {ReturnType<typeof groupBox>} Group */

/** The search field over all rows; ticked rows never vanish. @param {Knowledge} knowledge @param {Group[]} groups */
function searchField(knowledge, groups) {
  const t = knowledge.text;
  const id = uid();
  const field = /** @type {HTMLInputElement} */ (h("input", {
    type: "search", id, class: "wk-input", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-hint` }));
  const found = announcer();
  found.node.className = "wk-found";
  let searching = false;
  const apply = () => {
    const query = field.value.trim();
    if (query && !searching) for (const group of groups) group.open = group.box.open;
    let hits = 0;
    for (const group of groups) {
      for (const { row, box, said } of group.ticks) {
        const hit = matches(said, query);
        hits += Number(hit);
        row.hidden = !hit && !box.checked;
      }
      group.box.hidden = group.ticks.every(({ row }) => row.hidden);
      if (query || searching) group.box.open = query ? true : group.open;
    }
    searching = query !== "";
    const words = hits === 0 ? t.search_none : hits === 1 ? t.search_found_one : fill(t.search_found, { count: hits });
    found.say(query ? words : "");
  };
  field.addEventListener("input", apply);
  const box = h("span", { class: "wk-searchbox" }, icon(knowledge, "search"), field);
  const node = h("div", { class: "wk-field wk-screen" }, h("label", { for: id }, t.search_label),
    h("span", { class: "wk-hint", id: `${id}-hint` }, t.search_hint), box, found.node);
  return { node, apply, reset: () => { field.value = ""; apply(); }, stop: found.stop };
}

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
