// @ts-check
// Hands of a room: which counts there can be, which side of our line most of them are on, and the form to count them in.
// widgets/case_votes.py holds the same rules; the tests drive both over the same counts.
import { fill, h, icon, uid } from "./shared.js";

/** @typedef {import("./shared.js").Knowledge & {most_hands: number}} Knowledge */
/** @typedef {import("./case_results.js").Case} Case */
/** @typedef {Record<string, number>} Counts */
/** @typedef {{same: number, more_careful: number, less_careful: number}} Sides */

/** A count as it is typed; an empty field is no hand. @param {string} text @param {number} most @returns {number | null} */
export function readCount(text, most) {
  const typed = text.trim();
  if (!/^\d*$/.test(typed)) return null;
  return Number(typed) > most ? null : Number(typed);
}

/** @param {Record<string, {rank: number}>} levels rank 1 is the most urgent @param {Counts} counts @param {string} ours @returns {Sides} */
export function sides(levels, counts, ours) {
  const found = { same: 0, more_careful: 0, less_careful: 0 };
  for (const [level, count] of Object.entries(counts)) {
    const more = levels[ours].rank - levels[level].rank;
    found[more === 0 ? "same" : more > 0 ? "more_careful" : "less_careful"] += count;
  }
  return found;
}

/** The side with more than half of the hands. @param {Sides} found @returns {keyof Sides | "split" | "not_counted"} */
export function most(found) {
  const total = found.same + found.more_careful + found.less_careful;
  if (!total) return "not_counted";
  const names = /** @type {(keyof Sides)[]} */ (Object.keys(found));
  return names.find((name) => 2 * found[name] > total) ?? "split";
}

/** A bar and its words. The words say it all: the bar is for the eye. @param {Knowledge} knowledge @param {string} level */
function bar(knowledge, level) {
  const fills = h("span", { class: `wk-room__fill wk-room__fill--${knowledge.levels[level].rank}` });
  const words = h("span", { class: "wk-room__part" });
  const update = (/** @type {number} */ count, /** @type {number} */ total) => {
    fills.style.inlineSize = `${total ? (100 * count) / total : 0}%`;
    words.textContent = fill(knowledge.text.case_room_part, { count, total });
  };
  return { nodes: [h("span", { class: "wk-room__bar", "aria-hidden": "true" }, fills), words], update };
}

/** What was counted, to look at. @param {Knowledge} knowledge @param {Counts} counts */
export function counted(knowledge, counts) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const rows = Object.entries(knowledge.levels).map(([id, level]) => {
    const { nodes, update } = bar(knowledge, id);
    update(counts[id] ?? 0, total);
    return h("li", { class: "wk-room__row is-counted" }, h("span", { class: "wk-room__level" }, icon(knowledge, level.icon), h("b", {}, level.word)), nodes);
  });
  return [h("ul", { class: "wk-room__list" }, rows), h("p", { class: "wk-room__total" }, fill(knowledge.text.case_room_total, { total }))];
}

/**
 * The hands for one way to act: fewer, the number, more. A number that cannot be stays, with words beside it.
 * @param {Knowledge} knowledge @param {string} id @param {(count: number) => void} change
 */
function counter(knowledge, id, change) {
  const [t, level, limit] = [knowledge.text, knowledge.levels[id], knowledge.most_hands];
  const own = uid();
  let count = 0;
  const fault = h("p", { class: "wk-room__no", id: `${own}-no`, role: "alert" });
  const field = /** @type {HTMLInputElement} */ (h("input", { type: "text", inputmode: "numeric", class: "wk-input wk-room__n", id: own, autocomplete: "off", value: "0",
    "aria-label": fill(t.case_room_field, { level: level.word }), "aria-describedby": `${own}-no` }));
  const complain = (/** @type {string} */ words) => {
    fault.textContent = words;
    if (words) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  const step = (/** @type {number} */ by) => {
    const next = Math.max(0, count + by);
    field.value = String(Math.min(next, limit));
    complain(next > limit ? fill(t.case_room_full, { most: limit }) : "");
    if (next !== count && next <= limit) change(next);
  };
  field.addEventListener("input", () => {
    const read = readCount(field.value, limit);
    complain(read === null ? fill(t.case_room_bad, { most: limit, count }) : "");
    if (read !== null && read !== count) change(read);
  });
  field.addEventListener("change", () => { if (readCount(field.value, limit) !== null) field.value = String(count); });
  field.addEventListener("focus", () => field.select());
  const pusher = (/** @type {string} */ sign, /** @type {string} */ words, /** @type {number} */ by) =>
    h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-room__step", "aria-label": fill(words, { level: level.word }), onclick: () => step(by) },
      h("span", { "aria-hidden": "true" }, sign));
  const { nodes, update: draw } = bar(knowledge, id);
  const node = h("li", { class: "wk-room__row" },
    h("span", { class: "wk-room__level" }, icon(knowledge, level.icon), h("span", {}, h("b", {}, level.word), h("span", { class: "wk-hint" }, level.action))),
    h("span", { class: "wk-room__count" }, pusher("−", t.case_room_fewer, -1), field, pusher("+", t.case_room_more_hands, 1)),
    nodes, fault);
  const update = (/** @type {number} */ now, /** @type {number} */ total) => {
    if (now !== count) {
      if (readCount(field.value, limit) !== now) field.value = String(now);
      complain("");
    }
    count = now;
    draw(now, total);
  };
  const reset = () => { field.value = String(count); complain(""); };
  return { node, field, update, reset };
}

/**
 * The form of one case: a counter a level.
 * @param {Knowledge} knowledge @param {(counts: Counts) => void} change @param {() => Counts} current
 */
export function voteForm(knowledge, change, current) {
  const ids = Object.keys(knowledge.levels);
  const counters = ids.map((id) => counter(knowledge, id, (count) => change({ ...current(), [id]: count })));
  const all = h("p", { class: "wk-room__total" });
  const update = () => {
    const counts = current();
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    counters.forEach((one, place) => one.update(counts[ids[place]] ?? 0, total));
    all.textContent = fill(knowledge.text.case_room_total, { total });
  };
  const node = h("fieldset", { class: "wk-fs" }, h("legend", {}, knowledge.text.case_room_legend),
    h("ul", { class: "wk-room__list" }, counters.map((one) => one.node)));
  update();
  /** The first field whose number cannot be, if there is one. */
  const wrong = () => counters.map((one) => one.field).find((field) => readCount(field.value, knowledge.most_hands) === null);
  const reset = () => counters.forEach((one) => one.reset());
  return { nodes: [node, all], update, wrong, reset };
}
