// @ts-check
// One field for the whole class: type in your own words, see where it stands. All decisions are made here, in the browser.
import { guardLine } from "./guard_line.js";
import { fitting, makeIndex, makeSigns, wordsOf } from "./searching.js";
import { fill, h, icon, records, uid } from "./shared.js";

/** @typedef {{kind: string, id: string, title: string, words: string, text: string, section: string, mark: string}} Entry */
/** @typedef {Record<string, any> & {text: Record<string, string>, levels: Record<string, any>, sections: Record<string, any>,
 *   addresses: Record<string, string>}} Knowledge */

const MOST_ROWS = 10; // shown at once
const LONGEST = 200; // letters of a query
const OPEN_STANCES = ["differs", "no_good_evidence"];
const SAID_LEVELS = ["emergency", "same_day", "mention_or_call"]; // levels that are said; care at home is for the whole list of signs to say

/** The entries as rows. @param {any} columns @returns {Entry[]} */
export const entriesOf = ({ names, texts, ...columns }) => records(columns).map((row) => ({
  ...row, text: texts[row.text], kind: names[row.kind], section: names[row.section], mark: names[row.mark] }));

/** The entries as `kb.search` finds them, with how many words they have. @param {any} search @param {Entry[]} entries @param {string[]} dangers */
export function finder(search, entries, dangers) {
  const index = makeIndex(search, entries.map(({ kind, title, words, text }) => (kind === "claim" ? ["", "", title] : [title, words, text])));
  const careful = (/** @type {number} */ row) => dangers.includes(entries[row].mark);
  return {
    asks: (/** @type {string} */ query) => index.asked(query).length > 0,
    find: (/** @type {string} */ query) => fitting(index.rank(query), 0.5, careful).map(({ row, words }) => ({ entry: entries[row], words })),
    termsOf: index.termsOf,
  };
}

/** @param {{get: (name: string) => any}} model @returns {Knowledge} */
function knowledgeOf(model) {
  const trait = model.get("knowledge");
  const byId = (/** @type {any} */ columns) => Object.fromEntries(records(columns).map((row) => [row.id, row]));
  return { ...trait, levels: byId(trait.levels), sections: byId(trait.sections), addresses: model.get("addresses") };
}

/** A text with the words that were found marked. @param {string} text @param {Set<string>} terms */
const marked = (text, terms) => text.split(/([\p{L}\p{N}'’\u0300-\u036f]+)/u).map((part, place) =>
  (place % 2 && wordsOf(part).some((word) => terms.has(word)) ? h("mark", {}, part) : part));

/** The way to a section; its name alone where its page is not there. @param {Knowledge} knowledge @param {string} id @param {string} words */
function way({ addresses, sections }, id, words) {
  const address = addresses[id];
  const text = fill(words, sections[id]);
  if (!address) return h("span", { class: "wk-soft" }, text);
  return h("a", { class: "wk-find__go", href: address, target: address.endsWith(".ipynb") && "_blank" }, text);
}

/** What is said of an entry under its title; never cut, since the end may be what matters.
 * @param {Knowledge} knowledge @param {Entry} entry @param {(text: string) => any} said */
function about(knowledge, { kind, text, mark }, said) {
  const t = knowledge.text;
  if (kind === "claim") {
    return h("details", { open: OPEN_STANCES.includes(mark) },
      h("summary", {}, icon(/** @type {any} */ (knowledge), knowledge.marks[mark]), h("span", {}, t[`stance_${mark}`])), text && h("p", {}, text));
  }
  const level = SAID_LEVELS.includes(mark) && knowledge.levels[mark];
  const care = t[`safety_${mark}`];
  const danger = knowledge.dangers.includes(mark);
  return [
    level && h("p", { class: "wk-find__mark" }, icon(/** @type {any} */ (knowledge), level.icon), h("span", {}, h("b", {}, `${level.word}: `), level.action)),
    (care || text) && h("p", { class: danger && "wk-find__mark" }, danger && icon(/** @type {any} */ (knowledge), "no"),
      h("span", {}, care && h("b", {}, `${care} `), said(text))),
  ];
}

/** @param {Knowledge} knowledge @param {Entry} entry @param {Set<string>} terms */
function hit(knowledge, entry, terms) {
  const t = knowledge.text;
  const said = (/** @type {string} */ text) => marked(text, terms);
  return h("li", { class: `wk-find__hit wk-find__hit--${entry.kind}` },
    h("p", { class: "wk-find__kind" }, t[`kind_${entry.kind}`]),
    h("p", { class: "wk-find__title" }, said(entry.title)), about(knowledge, entry, said),
    entry.section && h("p", {}, way(knowledge, entry.section, t.go)));
}

/** The field; arrows lead from it into the list and back, Esc clears. @param {Knowledge} knowledge @param {HTMLElement} list @param {(query: string) => void} change */
function searchField(knowledge, list, change) {
  const [t, id] = [knowledge.text, uid()];
  const field = /** @type {HTMLInputElement} */ (h("input", { type: "search", id, class: "wk-input", maxlength: LONGEST,
    autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-hint` }));
  field.addEventListener("input", () => change(field.value));
  const node = h("div", { class: "wk-field wk-screen" }, h("label", { for: id }, t.label),
    h("span", { class: "wk-hint", id: `${id}-hint` }, t.hint),
    h("span", { class: "wk-searchbox" }, icon(/** @type {any} */ (knowledge), "search"), field));
  const keys = (/** @type {KeyboardEvent} */ event) => {
    const stops = [field, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("a"))];
    const here = stops.indexOf(/** @type {any} */ (event.target));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && field.value) {
      change("");
      field.focus();
    } else if (here >= 0 && step && stops[here + step]) stops[here + step].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { node, field, keys, repaint: (/** @type {string} */ query) => { if (field.value !== query) field.value = query; } };
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = knowledgeOf(model);
  const t = knowledge.text;
  const { asks, find, termsOf } = finder(knowledge.search, entriesOf(model.get("entries")), knowledge.dangers);
  const set = (/** @type {string} */ query) => { model.set("search", query); model.save_changes(); };
  const list = h("ol", { class: "wk-find__hits", "aria-label": t.list });
  const search = searchField(knowledge, list, set);
  const signs = makeSigns(records(model.get("signs")), knowledge.calm, knowledge.search.endings);
  const guard = guardLine(knowledge, signs, () => h("p", {}, way(knowledge, "warning_signs", t.guard_go)));
  const clear = () => { set(""); search.field.focus(); };
  const button = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: clear }, icon(/** @type {any} */ (knowledge), "x"), t.clear);
  const found = h("div", { class: "wk-find__found", role: "status" });
  const printed = h("p", { class: "wk-find__printed" });
  const more = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: () => showMore() });
  let most = MOST_ROWS;
  const repaint = () => {
    const query = model.get("search");
    const hits = find(query);
    const terms = termsOf(query);
    search.repaint(query);
    guard.repaint(query);
    const words = hits.length === 1 ? t.count_one : hits.length ? t.count : t.none;
    const said = asks(query) ? [h("p", { class: "wk-found" }, fill(words, { count: hits.length })), hits.length ? "" : h("p", {}, h("strong", {}, t.none_do))] : [];
    if (found.textContent !== said.map((part) => part && part.textContent).join("")) found.replaceChildren(...said);
    button.hidden = !query;
    printed.textContent = query.trim() ? fill(t.searched, { query: query.trim() }) : "";
    list.replaceChildren(...hits.slice(0, most).map(({ entry }) => hit(knowledge, entry, terms)));
    list.hidden = !hits.length;
    more.hidden = hits.length <= most;
    more.textContent = fill(t.show_more, { count: hits.length - Math.min(most, hits.length) });
  };
  const showMore = () => {
    const before = list.children.length;
    most = Infinity;
    repaint();
    list.children[before]?.querySelector("a")?.focus();
  };
  const anew = () => { most = MOST_ROWS; repaint(); };
  const root = h("div", { class: "wk-find" }, h("p", { class: "wk-screen" }, t.intro), search.node, printed, guard.node,
    h("div", { class: "wk-find__bar" }, found, button), list, more);
  root.addEventListener("keydown", search.keys);
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, root));
  repaint();
  model.on("change:search", anew);
  return () => model.off("change:search", anew);
}

export default { render };
