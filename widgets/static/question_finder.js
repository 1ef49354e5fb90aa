// @ts-check
// Type a question in your own words, open the answer. All decisions are made here, in the browser.
import { guardLine } from "./guard_line.js";
import { fitting, makeIndex, makeSigns } from "./searching.js";
import { fill, h, icon, records, uid } from "./shared.js";

/** @typedef {{id: string, question: string, answer: string, other_words: string[], in_article: string, claim_ids: string[]}} Question */
/** @typedef {{id: string, text: string, stance: string, nuance: string, source_ids: string[]}} Claim */
/** @typedef {{text: Record<string, string>, icons: any, marks: Record<string, string>, levels: Record<string, any>,
 *   claims: Record<string, Claim>, language: string} & Record<string, any>} Knowledge */

const MOST_ROWS = 12; // shown at once
const OPEN_STANCES = ["differs", "no_good_evidence"];

/** @param {{get: (name: string) => any}} model @returns {Knowledge} */
function knowledgeOf(model) {
  const trait = model.get("knowledge");
  const byId = (/** @type {any} */ columns) => Object.fromEntries(records(columns).map((row) => [row.id, row]));
  return { ...trait, levels: byId(trait.levels), claims: byId(model.get("claims")) };
}

/** @param {Knowledge} knowledge @param {string} name */
const mark = (knowledge, name) => icon(/** @type {any} */ (knowledge), name);

/** @param {Knowledge} knowledge @param {Claim} claim */
function evidence(knowledge, claim) {
  const { text: t, marks, sources } = knowledge;
  const said = claim.source_ids.length ? `${t.sources_label} ${claim.source_ids.map((id) => sources[id]).join("; ")}.` : t.no_source;
  return h("li", { class: `wk-ask__claim wk-ask__claim--${claim.stance}` },
    h("p", {}, claim.text),
    h("details", { open: OPEN_STANCES.includes(claim.stance) },
      h("summary", {}, mark(knowledge, marks[claim.stance]), h("span", {}, t[`stance_${claim.stance}`])),
      claim.nuance && h("p", {}, claim.nuance), h("p", { class: "wk-soft" }, said, " ", h("i", {}, claim.id))));
}

/** One question; what the answer rests on is made when it is opened.
 * @param {Knowledge} knowledge @param {Question} question @param {(id: string, on: boolean) => void} change */
function questionRow(knowledge, question, change) {
  const t = knowledge.text;
  const body = h("div", { class: "wk-more__b" }, h("p", { class: "wk-ask__answer" }, question.answer));
  const node = /** @type {HTMLDetailsElement} */ (h("details", { class: "wk-ask__q" }, h("summary", {}, h("span", {}, question.question)), body));
  let whole = false;
  const repaint = (/** @type {boolean} */ open) => {
    if (open && !whole) {
      body.append(h("p", { class: "wk-soft" }, t[`in_article_${question.in_article}`]), h("h3", {}, t.rests),
        h("ul", { class: "wk-ask__claims" }, question.claim_ids.map((id) => evidence(knowledge, knowledge.claims[id]))));
      whole = true;
    }
    if (node.open !== open) node.open = open;
  };
  node.addEventListener("toggle", () => change(question.id, node.open));
  return { node, repaint };
}

/** @param {Knowledge} knowledge @param {(query: string) => void} change */
function searchField(knowledge, change) {
  const [t, id] = [knowledge.text, uid()];
  const field = /** @type {HTMLInputElement} */ (h("input", {
    type: "search", id, class: "wk-input", autocomplete: "off", "aria-describedby": `${id}-hint` }));
  field.addEventListener("input", () => change(field.value));
  const node = h("div", { class: "wk-field wk-screen" }, h("label", { for: id }, t.label),
    h("span", { class: "wk-hint", id: `${id}-hint` }, t.hint),
    h("span", { class: "wk-searchbox" }, mark(knowledge, "search"), field));
  return { node, field, repaint: (/** @type {string} */ query) => { if (field.value !== query) field.value = query; } };
}

/** The questions as `kb.find_questions` finds them; all where there is no word to look for. @param {any} search @param {Question[]} questions */
export function finder(search, questions) {
  const index = makeIndex(search, questions.map(({ question, other_words, answer }) => [question, other_words.join(" "), answer]));
  return (/** @type {string} */ query) => (index.asked(query).length
    ? fitting(index.rank(query), 0.5).map(({ row, words }) => ({ question: questions[row], hits: words }))
    : questions.map((question) => ({ question, hits: 0 })));
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = knowledgeOf(model);
  const t = knowledge.text;
  /** @type {Question[]} */
  const questions = records(model.get("questions"));
  const find = finder(knowledge.search, questions);
  const set = (/** @type {Record<string, any>} */ values) => { model.set(values); model.save_changes(); };
  const open = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    const opened = model.get("opened");
    if (opened.includes(id) !== on) set({ opened: on ? [...opened, id] : opened.filter((/** @type {string} */ other) => other !== id) });
  };
  const rows = new Map(questions.map((question) => [question.id, questionRow(knowledge, question, open)]));
  const search = searchField(knowledge, (query) => set({ search: query }));
  const guard = guardLine(knowledge, makeSigns(records(model.get("signs")), knowledge.calm, knowledge.search.endings));
  const clear = () => { set({ search: "" }); search.field.focus(); };
  const button = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: clear }, mark(knowledge, "x"), t.clear);
  const found = h("div", { class: "wk-ask__found", role: "status" });
  const printed = h("p", { class: "wk-ask__printed" });
  const list = h("div", { role: "group", "aria-label": t.list });
  let most = MOST_ROWS;
  const more = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: () => showMore() });
  const repaint = () => {
    const [query, opened] = [model.get("search"), model.get("opened")];
    const hits = find(query);
    search.repaint(query);
    guard.repaint(query);
    const all = !query.trim() || (hits.length === questions.length && hits.every((hit) => hit.hits === 0));
    const words = all ? t.all : hits.length === 1 ? t.count_one : hits.length ? t.count : t.none;
    const said = [h("p", { class: "wk-found" }, fill(words, { count: hits.length })), ...(hits.length ? [] : [h("p", {}, h("strong", {}, t.none_do))])];
    if (found.textContent !== said.map((part) => part.textContent).join("")) found.replaceChildren(...said);
    button.hidden = !query;
    printed.textContent = query.trim() ? fill(t.searched, { query: query.trim() }) : "";
    const ids = hits.map(({ question }) => question.id).filter((id, place) => place < most || opened.includes(id));
    for (const [id, row] of rows) row.repaint(opened.includes(id));
    const shown = ids.map((id) => rows.get(id)?.node ?? "");
    if (shown.length !== list.children.length || shown.some((node, place) => node !== list.children[place])) list.replaceChildren(...shown);
    more.hidden = ids.length === hits.length;
    more.textContent = fill(t.show_more, { count: hits.length - ids.length });
  };
  const showMore = () => {
    const before = list.children.length;
    most = Infinity;
    repaint();
    list.children[before]?.querySelector("summary")?.focus();
  };
  const anew = () => { most = MOST_ROWS; repaint(); };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-ask" },
    h("p", { class: "wk-screen" }, t.intro), search.node, printed, guard.node, h("div", { class: "wk-ask__bar" }, found, button), list, more)));
  repaint();
  model.on("change:search", anew);
  model.on("change:opened", repaint);
  return () => {
    model.off("change:search", anew);
    model.off("change:opened", repaint);
  };
}

export default { render };
