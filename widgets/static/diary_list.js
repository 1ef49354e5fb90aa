// @ts-check
// What was written down: the entries one by one, and a week as a table with bars. Days without an entry say so.
import { levelOf, said, week } from "./diary_deciding.js";
import { fill, h, icon, uid } from "./shared.js";

/** @typedef {import("./diary_deciding.js").Entry} Entry */
/** @typedef {import("./diary_form.js").Words} Words */

const AT_ONCE = 20;

/** @param {Words} words @param {string[]} signs */
const names = (words, signs) => signs.map((id) => words.symptoms.find((symptom) => symptom.id === id)?.text ?? id);

/** @param {Words} words @param {Entry} entry @param {(entry: Entry) => void} edit @param {(entry: Entry) => void} remove */
function entryRow(words, entry, edit, remove) {
  const t = words.text;
  const when = said(entry.when, words.language);
  const level = levelOf(words, entry.signs);
  const urgent = level && words.urgent.includes(level.id);
  const helped = [...words.remedies.filter(([id]) => entry.helped.includes(id)).map(([, title]) => title),
    ...entry.helped.filter((id) => !words.remedies.some(([other]) => other === id)), entry.helped_words].filter(Boolean);
  const button = (/** @type {string} */ name, /** @type {(entry: Entry) => void} */ act) =>
    h("button", { type: "button", class: "wk-btn wk-btn--quiet", "aria-label": fill(t[`diary_${name}_label`], { when }), onclick: () => act(entry) }, t[`diary_${name}`]);
  return h("li", { class: "wk-di__entry" },
    h("p", { class: "wk-di__when" }, h("time", { datetime: entry.when }, when),
      urgent && h("span", { class: `wk-di__level wk-bar--${level.rank}` }, icon(words, level.icon), level.word)),
    entry.strength !== null && h("p", {}, `${t.diary_strength} `, h("strong", {}, words.strengths[entry.strength])),
    entry.signs.length > 0 && h("ul", {}, names(words, entry.signs).map((name) => h("li", {}, name))),
    urgent && h("p", {}, h("strong", {}, fill(t.diary_called, { action: level.action }))),
    helped.length > 0 && h("p", {}, `${t.diary_helped}: ${helped.join("; ")}`),
    entry.note && h("p", { class: "wk-di__note" }, entry.note),
    h("p", { class: "wk-di__do wk-screen" }, button("edit", edit), button("delete", remove)));
}

/** @param {Words} words @param {(entry: Entry) => void} edit @param {(entry: Entry) => void} remove */
export function entryList(words, edit, remove) {
  const t = words.text;
  let most = AT_ONCE;
  /** @type {Entry[] | null} */
  let shown = null;
  const list = h("ol", { class: "wk-di__list" });
  const none = h("p", {}, t.diary_waiting);
  const further = () => {
    const next = most;
    most += AT_ONCE;
    repaint(shown);
    /** @type {HTMLElement | null | undefined} */ (list.children[next]?.querySelector("button"))?.focus();
  };
  const more = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: further }, t.diary_earlier);
  const repaint = (/** @type {Entry[] | null} */ entries) => {
    shown = entries;
    none.hidden = entries !== null && entries.length > 0;
    none.textContent = entries === null ? t.diary_waiting : t.diary_list_none;
    list.replaceChildren(...(entries ?? []).slice(0, most).map((entry) => entryRow(words, entry, edit, remove)));
    list.hidden = !entries?.length;
    more.hidden = (entries?.length ?? 0) <= most;
  };
  const heading = h("h3", { tabindex: "-1" }, t.diary_list);
  return { node: h("section", {}, heading, none, list, more), heading, repaint };
}

/** @param {Words} words @param {ReturnType<typeof week>[number]} day */
function dayRow(words, { day, count, strength, signs }) {
  const t = words.text;
  const name = h("th", { scope: "row" }, said(day, words.language, false));
  if (!count) return h("tr", { class: "is-empty" }, name, h("td", { colspan: 2 }, t.diary_week_none));
  const bar = strength !== null && h("span", { class: "wk-di__bar", "aria-hidden": "true", style: `--part: ${strength / 10}` });
  const level = levelOf(words, signs);
  const urgent = level && words.urgent.includes(level.id);
  return h("tr", {}, name, h("td", {}, bar, strength === null ? t.diary_week_no_strength : words.strengths[strength]),
    h("td", {}, urgent && h("strong", { class: "wk-di__mark" }, icon(words, level.icon), `${level.word} `), names(words, signs).join("; ") || t.diary_week_no_sign));
}

/** @param {Words} words */
export function weekTable(words) {
  const t = words.text;
  const id = uid();
  let back = 0;
  /** @type {Entry[]} */
  let entries = [];
  const [caption, body] = [h("caption", { "aria-live": "polite" }), h("tbody", {})];
  const paint = () => {
    const today = new Date();
    const days = week(entries, new Date(today.getFullYear(), today.getMonth(), today.getDate() - 7 * back));
    caption.textContent = fill(t.diary_week_caption, { first: said(days[0].day, words.language), last: said(days[6].day, words.language) });
    body.replaceChildren(...days.map((day) => dayRow(words, day)));
    later.toggleAttribute("disabled", back === 0);
  };
  const turn = (/** @type {number} */ by) => { back = Math.max(0, back + by); paint(); };
  const button = (/** @type {string} */ text, /** @type {number} */ by) =>
    h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => turn(by) }, text);
  const [earlier, later] = [button(t.diary_older_week, 1), button(t.diary_newer_week, -1)];
  const table = h("table", { class: "wk-di__week" }, caption,
    h("thead", {}, h("tr", {}, ["day", "strength", "signs"].map((name) => h("th", { scope: "col" }, t[`diary_week_${name}`])))), body);
  const repaint = (/** @type {Entry[] | null} */ now) => { entries = now ?? []; paint(); };
  return { node: h("section", { "aria-labelledby": id }, h("h3", { id }, t.diary_week), table, h("p", { class: "wk-di__do wk-screen" }, earlier, later)), repaint };
}
