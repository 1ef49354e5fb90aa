// @ts-check
// What every view shares: building nodes from text, the triage evaluator, the care card. No view of its own.
// kb/triage.py holds the same evaluator; the tests drive both over the same selections.

/** @typedef {{id: string, level: string, symptom_ids: string[], because: string,
 *   article_says: string, guidance_says: string, our_line: string}} Rule */
/** @typedef {{id: string, group_id: string, text: string, how_to_tell: string, other_words: string[],
 *   implies: string[]}} Symptom */
/** @typedef {{rank: number, word: string, action: string, lead: string, if_worse: string, icon: string}} Level */
/** @typedef {{levels: Record<string, Level>, symptoms: Symptom[], rules: Rule[], groups: {id: string, title: string,
 *   icon: string}[], phones: Record<string, {role: string, label: string, number: string}[]>, always: string,
 *   text: Record<string, string>, icons: Record<string, string[]>, search: import("./searching.js").Words, language: string}} Knowledge */

/** Columns back to rows. @param {Record<string, any[]>} columns @returns {any[]} */
export const records = (columns) =>
  columns.id.map((_, row) => Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells[row]])));

/** What a triage view knows, from its trait. @param {{get: (name: string) => any}} model @returns {Knowledge} */
export function knowledgeOf(model) {
  const trait = model.get("knowledge");
  const [symptoms, rules, groups] = [trait.symptoms, trait.rules, trait.groups].map(records);
  const levels = Object.fromEntries(records(trait.levels).map((level) => [level.id, level]));
  return { ...trait, symptoms, rules, groups, levels };
}

const KEYS_STAY_HERE = /^(A|BUTTON|INPUT|SELECT|SUMMARY|TEXTAREA)$/;

/**
 * A node from plain values; children that are text stay text, never markup.
 * Controls keep their keys: JupyterLab would otherwise take arrows, `b` and `d d` as commands on the cell.
 * @param {string} tag @param {Record<string, any>} [props] @param {...any} children
 */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === false || value == null) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  if (KEYS_STAY_HERE.test(node.tagName)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(...children.flat(9).filter((child) => child != null && child !== false));
  return node;
}

/** @param {Knowledge} knowledge @param {string} name */
export function icon(knowledge, name) {
  const make = (/** @type {string} */ tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const svg = make("svg");
  for (const [key, value] of Object.entries({ class: "wk-i", viewBox: "0 0 24 24", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  for (const d of knowledge.icons[name] ?? []) {
    const path = make("path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

let count = 0;
/** An id that no other view on the page has. */
export const uid = () => `wk-${(count += 1)}-${Math.random().toString(36).slice(2, 8)}`;

/** Words of strings.csv with their {places} filled in. @param {string} text @param {Record<string, any>} values */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/**
 * The answer for ticked symptoms: the highest level of all rules whose symptoms are all present, also as implied ones.
 * @param {Pick<Knowledge, "levels" | "symptoms" | "rules">} knowledge @param {Iterable<string>} ticked
 * @returns {{level: string | null, fired: Rule[]}} the rules most urgent first, then in the order of the table
 */
export function assess(knowledge, ticked) {
  const implies = new Map(knowledge.symptoms.map((symptom) => [symptom.id, symptom.implies]));
  const signs = new Set();
  const waiting = [...ticked];
  for (let sign = waiting.pop(); sign !== undefined; sign = waiting.pop()) {
    if (!signs.has(sign)) waiting.push(...(implies.get(sign) ?? []));
    signs.add(sign);
  }
  const rank = (/** @type {Rule} */ rule) => knowledge.levels[rule.level].rank;
  const fired = knowledge.rules.filter((rule) => rule.symptom_ids.every((id) => signs.has(id)));
  fired.sort((one, other) => rank(one) - rank(other));
  return { level: fired.length ? fired[0].level : null, fired };
}

/** Polite words for screen readers, spoken once a change and not for each tick. @param {number} [delay] ms */
export function announcer(delay = 350) {
  const node = h("p", { class: "wk-sr", role: "status" });
  let timer = 0;
  const say = (/** @type {string} */ text) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => (node.textContent = text), delay);
  };
  return { node, say, stop: () => clearTimeout(timer) };
}

/** @param {Knowledge} knowledge @param {string} role_level */
export function phoneSlots(knowledge, role_level) {
  const slots = (knowledge.phones[role_level] ?? []).map(({ label, number }) => {
    const parts = [h("span", { class: "wk-slot__l" }, label)];
    if (!number) return h("div", { class: "wk-slot" }, parts, h("span", { class: "wk-blank" }, knowledge.text.phone_blank));
    const dial = number.replace(/\s*(ext\.?|x)\s*/, ";ext=").replace(/[^0-9+;=ext]/g, "");
    return h("a", { class: "wk-slot", href: `tel:${dial}` }, parts, h("span", {}, number));
  });
  return h("div", { class: "wk-slots" }, slots);
}

/** @param {Knowledge} knowledge @param {string} summary @param {string} name @param {...any} body */
const more = (knowledge, name, summary, ...body) =>
  h("details", { class: "wk-more" },
    h("summary", {}, icon(knowledge, name), h("span", {}, summary)), h("div", { class: "wk-more__b" }, body));

/** @param {Knowledge} knowledge @param {string[]} words of the ticked symptoms */
function phoneScript(knowledge, words) {
  const t = knowledge.text;
  const [before, after] = t.say_script.split("{signs}");
  const script = h("div", { class: "wk-script" },
    h("p", {}, before), h("ul", {}, words.map((word) => h("li", {}, word))), h("p", {}, (after ?? "").replace(/^[.\s]+/, "")));
  const status = h("p", { class: "wk-soft", role: "status" });
  const mark = () => {
    getSelection()?.selectAllChildren(script);
    status.textContent = t.copy_failed;
  };
  const copy = () => {
    const text = t.say_script.replace("{signs}", () => words.join("; "));
    if (!navigator.clipboard) return mark();
    return navigator.clipboard.writeText(text).then(() => (status.textContent = t.copied), mark);
  };
  const button = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: copy }, icon(knowledge, "copy"), t.copy);
  return [script, button, status];
}

/** @param {Knowledge} knowledge @param {Rule[]} rules */
const conflicts = (knowledge, rules) =>
  rules.map((rule) => h("dl", { class: "wk-differ" },
    [["differ_article", rule.article_says], ["differ_guidance", rule.guidance_says], ["differ_ours", rule.our_line]]
      .map(([label, text]) => [h("dt", {}, knowledge.text[label]), h("dd", {}, text)])));

/** @param {Knowledge} knowledge @param {string} kind @param {string} name @param {string} word @param {any} body */
export function card(knowledge, kind, name, word, body) {
  const steps = [1, 2, 3, 4].map((step) => h("span", { class: `wk-ladder__s${String(step) === kind ? " is-on" : ""}` }));
  const ladder = kind !== "none" && h("span", { class: "wk-ladder", "aria-hidden": "true" }, steps);
  const head = h("div", { class: "wk-card__head" },
    h("span", { class: "wk-card__level" }, icon(knowledge, name), word), ladder);
  return h("div", { class: `wk-card wk-card--${kind}` }, head, h("div", { class: "wk-card__body" }, body));
}

/**
 * The answer as a card: level, what to do, whom to call, why, and what to say.
 * @param {Knowledge} knowledge @param {string[]} ticked
 */
export function careCard(knowledge, ticked) {
  const t = knowledge.text;
  const { level: id, fired } = assess(knowledge, ticked);
  if (id === null) {
    return card(knowledge, "none", "question", t.none_word,
      [h("h3", { class: "wk-card__cta" }, t.none_action), h("p", {}, t.none_lead), h("p", {}, h("strong", {}, t.call_anyway))]);
  }
  const level = knowledge.levels[id];
  const rules = Object.fromEntries(knowledge.rules.map((rule) => [rule.id, rule]));
  const signs = knowledge.symptoms.filter((symptom) => ticked.includes(symptom.id));
  signs.sort((one, other) => knowledge.levels[rules[one.id].level].rank - knowledge.levels[rules[other.id].level].rank);
  const reasons = signs.map((symptom) => {
    const decides = rules[symptom.id].level === id;
    return h("li", { class: decides && "is-decisive" }, decides && h("span", { class: "wk-sr" }, `${t.decisive}: `),
      symptom.text, h("span", { class: "wk-why__because" }, rules[symptom.id].because));
  });
  const decisive = fired.filter((rule) => rule.level === id);
  const pairs = decisive.filter((rule) => rule.symptom_ids.length > 1).map((rule) =>
    h("p", { class: "wk-pair" }, icon(knowledge, "arrow_up"), h("span", {}, h("strong", {}, t.together_one), " ", rule.because)));
  const differ = decisive.filter((rule) => rule.our_line);
  const words = signs.map((symptom) => symptom.text);
  const body = [
    h("h3", { class: "wk-card__cta" }, level.action), h("p", {}, level.lead), phoneSlots(knowledge, id),
    h("h4", { class: "wk-card__h" }, t.because_heading), h("ul", { class: "wk-why" }, reasons), pairs,
    h("h4", { class: "wk-card__h" }, t.worse_heading), h("p", {}, level.if_worse),
    h("p", {}, h("strong", {}, t.call_anyway)),
    more(knowledge, "speech", t.say_heading, phoneScript(knowledge, words)),
    differ.length > 0 && more(knowledge, "fork", t.differ_heading, conflicts(knowledge, differ)),
  ];
  return card(knowledge, String(level.rank), level.icon, level.word, body);
}
