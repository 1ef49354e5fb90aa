// @ts-check
// The list of foods with its count line, and what to loosen when it is empty.
import { amountOf, checkLabel, findFoods, shareOf } from "./food_finding.js";
import { amountWords, bar, shareWords } from "./food_words.js";
import { fill, h, icon, records } from "./shared.js";

/** @typedef {import("./food_finding.js").Query} Query */
/** @typedef {import("./food_finding.js").Table} Table */

const FIRST_ROWS = 20;
const MORE_ROWS = 40;
const AT_ONCE = 8; // rows that a keystroke draws in its own frame; those below them follow in the next
const NOTE_ICONS = { none: "info", care: "warn", limit: "warn", avoid: "no", avoid_unless_cooked: "no" };

/** The amount cell: number, bar, part of a day. @param {Table} table @param {number} place @param {Query} query @param {any} nutrient */
function amountCell(table, place, query, nutrient) {
  const t = table.knowledge.text;
  const amount = amountOf(table, place, nutrient.id, query.per);
  const share = shareOf(table, place, query, nutrient.id);
  if (amount === null) return h("span", { class: "wk-nodata" }, icon(table.knowledge, "question"), t.food_nodata);
  const part = share === null
    ? h("span", { class: "wk-soft" }, fill(t.food_scheme_none, { scheme: t[`food_scheme_${query.scheme}`] }))
    : h("span", { class: "wk-amt__p" }, bar(share, "wk-mini"), fill(t.food_share, { share: shareWords(t, share) }));
  return h("span", { class: "wk-amt" }, h("span", { class: "wk-amt__v" }, `${amountWords(t, amount)} ${nutrient.unit}`), part);
}

/** What to take care of, and what only the label says. @param {Table} table @param {number} place @param {Query} query */
function noteCell(table, place, query) {
  const { foods, knowledge } = table;
  const t = knowledge.text;
  const safety = foods.safety[place];
  const note = foods.notes[foods.note[place]];
  const lead = safety === "none" ? "" : `${t[`food_safety_${safety}`]} `;
  const check = checkLabel(table, place, query).map((word) =>
    knowledge.diets.includes(word) ? t[`food_check_${word}`] : fill(t.food_check_free, { name: t[`food_avoid_${word}`].toLowerCase() }));
  return [
    (note || lead) && h("span", { class: `wk-note wk-note--${safety}` }, icon(knowledge, NOTE_ICONS[safety] ?? "info"), h("span", {}, lead && h("strong", {}, lead), note)),
    check.length > 0 && h("span", { class: "wk-note" }, icon(knowledge, "info"), h("span", {}, h("strong", {}, `${t.food_check} `), check.join(" "))),
    !note && !lead && check.length === 0 && h("span", { class: "wk-soft" }, t.food_note_none),
  ];
}

/** One food. @param {Table} table @param {number} place @param {Query} query @param {(place: number) => void} add */
function foodRow(table, place, query, add) {
  const { foods, knowledge } = table;
  const t = knowledge.text;
  const name = foods.name[place];
  const button = !table.danger[place] && h("button", { type: "button", class: "wk-btn wk-btn--quiet",
    "aria-label": fill(t.food_add_name, { name }), onclick: () => add(place) }, icon(knowledge, "plus"), t.food_add);
  const mark = h("span", { class: "wk-fd__in wk-soft" });
  const row = h("tr", { role: "row" },
    h("th", { scope: "row", role: "rowheader" }, h("span", { class: "wk-fd__name" }, name),
      h("span", { class: "wk-soft" }, `${foods.portion[place]} (${Math.round(foods.grams[place])} g)`)),
    query.chosen.map((id) => {
      const nutrient = table.nutrients.get(id);
      return h("td", { role: "cell", "data-label": nutrient.name }, amountCell(table, place, query, nutrient));
    }),
    h("td", { role: "cell", class: "wk-fd__n", "data-label": t.food_pregnancy }, h("span", {}, noteCell(table, place, query))),
    h("td", { role: "cell", class: button ? "wk-fd__a" : "wk-fd__a wk-fd__a--none" }, button, mark));
  return { row, mark };
}

/** Which filters to loosen when nothing is left, each as a button. @param {Table} table @param {Query} query @param {(change: any) => void} set */
function loosenBox(table, query, set) {
  const t = table.knowledge.text;
  const titles = Object.fromEntries(records(table.knowledge.groups).map(({ id, title }) => [id, title]));
  const without = (/** @type {string} */ trait, /** @type {string} */ word) => ({ [trait]: query[trait].filter((/** @type {string} */ one) => one !== word) });
  const tries = [
    query.search && { change: { search: "" }, name: fill(t.food_loosen_search, { words: query.search.trim() }) },
    query.group && { change: { group: "" }, name: titles[query.group] },
    ...query.diet.map((word) => ({ change: without("diet", word), name: t[`food_diet_${word}`] })),
    ...query.avoid.map((word) => ({ change: without("avoid", word), name: t[`food_avoid_${word}`] })),
  ].filter(Boolean).map((one) => ({ ...one, count: findFoods(table, { ...query, ...one.change }).length }));
  const useful = tries.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count);
  const all = { search: "", group: "", diet: [], avoid: [] };
  const press = (/** @type {any} */ change, /** @type {string} */ text) =>
    h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => set(change, true) }, icon(table.knowledge, "x"), text);
  const buttons = useful.map(({ change, name, count }) => {
    const filter = fill(t.food_remove_filter, { filter: name });
    return press(change, fill(count === 1 ? t.food_loosen_one_single : t.food_loosen_one, { filter, count }));
  });
  return h("div", { class: "wk-fd__none" }, h("p", {}, useful.length ? t.food_loosen : t.food_loosen_all),
    h("div", { class: "wk-picks" }, buttons.length ? buttons : press(all, t.food_clear_all)));
}

/** The list with its count line. @param {Table} table @param {(place: number) => void} add @param {(change: any) => void} set */
export function foodList(table, add, set) {
  const { knowledge } = table;
  const t = knowledge.text;
  const count = h("p", { class: "wk-fd__count", role: "status" });
  const caption = h("caption", {});
  const head = h("tr", { role: "row" });
  const body = /** @type {HTMLTableSectionElement} */ (h("tbody", { role: "rowgroup" }));
  const list = h("table", { class: "wk-fd__t", role: "table" }, caption, h("thead", { role: "rowgroup" }, head), body);
  const below = h("div", { class: "wk-fd__below wk-screen" });
  /** @type {Map<number, ReturnType<typeof foodRow>>} */
  let made = new Map();
  let look = "";
  let asked = "";
  let room = FIRST_ROWS;
  let rest = 0;
  let plate = /** @type {Record<string, number>} */ ({});
  const rowOf = (/** @type {number} */ place, /** @type {Query} */ query) => {
    const known = made.get(place) ?? foodRow(table, place, query, add);
    made.set(place, known);
    const portions = plate[table.foods.id[place]] ?? 0;
    known.mark.textContent = portions ? fill(t.food_after_count, { count: portions }) : "";
    return known.row;
  };
  const words = (/** @type {Query} */ query, /** @type {number[]} */ places) => {
    const first = table.nutrients.get(query.chosen[0]).name.toLowerCase();
    if (places.length === 0) return t.food_count_none;
    const gaps = places.filter((place) => table.foods.amounts[query.chosen[0]][place] === null).length;
    return [
      places.length === 1 ? t.food_count_one : fill(t.food_count, { count: places.length, order: fill(t[`food_order_${query.sort}`], { nutrient: first }) }),
      places.length > room && fill(t.food_count_shown, { count: room }),
      gaps > 0 && fill(gaps === 1 ? t.food_count_nodata_one : t.food_count_nodata, { count: gaps, nutrient: first }),
    ].filter(Boolean).join(" ");
  };
  const repaint = (/** @type {Query} */ query) => {
    const { search, group, sort, ...shown } = query;
    const nextLook = JSON.stringify(shown);
    if (nextLook !== look) {
      made = new Map();
      look = nextLook;
      const names = query.chosen.map((id) => table.nutrients.get(id).name);
      head.replaceChildren(...[t.food_column, ...names, t.food_pregnancy, t.food_day].map((text) => h("th", { scope: "col", role: "columnheader" }, text)));
      caption.textContent = t[`food_caption_${query.per}`];
    }
    if (asked !== (asked = JSON.stringify(query))) room = FIRST_ROWS;
    const places = findFoods(table, query);
    const draw = (/** @type {number} */ from, /** @type {number} */ to) => places.slice(from, to).map((place) => rowOf(place, query));
    clearTimeout(rest);
    if (room > FIRST_ROWS) body.replaceChildren(...draw(0, room));
    else {
      body.replaceChildren(...draw(0, AT_ONCE));
      rest = window.setTimeout(() => body.append(...draw(AT_ONCE, room)), places.length > AT_ONCE ? 20 : 0);
    }
    list.hidden = places.length === 0;
    count.textContent = words(query, places);
    const left = Math.min(MORE_ROWS, places.length - room);
    const show = () => {
      const next = room;
      room += MORE_ROWS;
      repaint(query);
      body.rows[next]?.querySelector("button")?.focus();
    };
    below.replaceChildren(...(places.length === 0 ? [loosenBox(table, query, set)] : left > 0
      ? [h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: show }, fill(t.food_more, { count: left }))] : []));
  };
  const mark = (/** @type {Record<string, number>} */ next) => {
    plate = next;
    for (const [place, { mark: node }] of made) {
      const portions = plate[table.foods.id[place]] ?? 0;
      const text = portions ? fill(t.food_after_count, { count: portions }) : "";
      if (node.textContent !== text) node.textContent = text;
    }
  };
  return { node: h("div", { class: "wk-fd__list" }, count, list, below), repaint, mark, stop: () => clearTimeout(rest) };
}
