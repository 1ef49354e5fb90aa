// @ts-check
// The list of signs to tick: a row a sign, in groups that open, with a search over all. Decides nothing.
import { kept, makeIndex } from "./searching.js";
import { announcer, fill, h, icon, uid } from "./shared.js";

/** @typedef {import("./shared.js").Knowledge} Knowledge */
/** @typedef {import("./shared.js").Symptom} Symptom */
/** @typedef {{row: HTMLElement, box: HTMLInputElement, symptom: Symptom}} Tick */

/** @param {Symptom} symptom @param {(id: string, on: boolean) => void} change @returns {Tick} */
export function tickRow(symptom, change) {
  const id = uid();
  const box = /** @type {HTMLInputElement} */ (h("input", {
    type: "checkbox", id, "aria-labelledby": `${id}-text`, "aria-describedby": `${id}-how` }));
  box.addEventListener("change", () => change(symptom.id, box.checked));
  const label = h("label", { for: id }, h("span", { id: `${id}-text` }, symptom.text),
    h("span", { class: "wk-hint", id: `${id}-how` }, symptom.how_to_tell));
  return { row: h("div", { class: "wk-tick" }, box, label), box, symptom };
}

/** @param {Knowledge} knowledge @param {Knowledge["groups"][number]} group @param {Tick[]} ticks @param {boolean} first */
export function groupBox(knowledge, group, ticks, first) {
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
export function searchField(knowledge, groups) {
  const t = knowledge.text;
  const id = uid();
  const field = /** @type {HTMLInputElement} */ (h("input", {
    type: "search", id, class: "wk-input", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-hint` }));
  const found = announcer();
  found.node.className = "wk-found";
  const ticks = groups.flatMap((group) => group.ticks);
  const index = makeIndex(knowledge.search, ticks.map(({ symptom }) => [symptom.text, symptom.other_words.join(" "), symptom.how_to_tell]));
  let searching = false;
  const apply = () => {
    const query = field.value.trim();
    if (query && !searching) for (const group of groups) group.open = group.box.open;
    const hits = kept(index, query, () => true); // whoever names two signs is shown both
    ticks.forEach(({ row, box }, place) => (row.hidden = hits !== null && !hits.has(place) && !box.checked));
    for (const group of groups) {
      group.box.hidden = group.ticks.every(({ row }) => row.hidden);
      if (query || searching) group.box.open = query ? true : group.open;
    }
    searching = query !== "";
    const count = hits?.size;
    found.say(!hits ? "" : count === 0 ? t.search_none : count === 1 ? t.search_found_one : fill(t.search_found, { count }));
  };
  field.addEventListener("input", apply);
  const box = h("span", { class: "wk-searchbox" }, icon(knowledge, "search"), field);
  const node = h("div", { class: "wk-field wk-screen" }, h("label", { for: id }, t.search_label),
    h("span", { class: "wk-hint", id: `${id}-hint` }, t.search_hint), box, found.node);
  return { node, apply, reset: () => { field.value = ""; apply(); }, stop: found.stop };
}
