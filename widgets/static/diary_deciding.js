// @ts-check
// What the diary decides by itself: which time may stand, which signs count together, what a week looks like. No DOM.
// widgets/diary_entries.py holds the same limits of time; the tests drive both over the same values.
import { assess } from "./shared.js";

/** @typedef {import("./shared.js").Knowledge} Knowledge */
/** @typedef {{id: string, when: string, signs: string[], strength: number | null, helped: string[],
 *   helped_words: string, note: string}} Entry */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const EARLY = 2 * MINUTE; // clocks differ a little

const two = (/** @type {number} */ number) => String(Math.abs(number)).padStart(2, "0");

/** @param {Date} date */
export const dayText = (date) => `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** As a field for day and time holds it. @param {Date} date */
export const localText = (date) => `${dayText(date)}T${two(date.getHours())}:${two(date.getMinutes())}`;

/** @param {number} when ms @param {number} now ms @param {number} oldest days @returns {"" | "future" | "old"} */
export const timeFault = (when, now, oldest) => (when > now + EARLY ? "future" : when < now - oldest * DAY ? "old" : "");

/**
 * Local time as typed, with the offset of that day. @param {string} text @param {Date} now @param {number} oldest days
 * @returns {{fault: "" | "bad" | "future" | "old", when: string}}
 */
export function readWhen(text, now, oldest) {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(date.getTime())) return { fault: "bad", when: "" };
  const east = -date.getTimezoneOffset();
  const offset = `${east < 0 ? "-" : "+"}${two(Math.trunc(east / 60))}:${two(east % 60)}`;
  return { fault: timeFault(date.getTime(), now.getTime(), oldest), when: `${localText(date)}${offset}` };
}

/** The signs that the tables know. @param {Knowledge} knowledge @param {string[]} signs */
export const known = (knowledge, signs) => signs.filter((id) => knowledge.symptoms.some((symptom) => symptom.id === id));

/** The level's row. @param {Knowledge} knowledge @param {string[]} signs */
export function levelOf(knowledge, signs) {
  const { level } = assess(knowledge, known(knowledge, signs));
  return level === null ? null : { id: level, ...knowledge.levels[level] };
}

/**
 * The signs to answer for: those ticked, and those of the 24 hours before where that makes the answer more urgent.
 * With nothing ticked, an urgent sign of the 24 hours before keeps its answer.
 * @param {Knowledge & {urgent: string[]}} knowledge @param {string[]} ticked @param {string} own id of the entry
 * @param {number} when ms @param {Entry[]} entries @returns {{signs: string[], why: "" | "recent" | "together"}}
 */
export function counted(knowledge, ticked, own, when, entries) {
  const near = entries.filter((entry) => {
    const before = when - Date.parse(entry.when);
    return entry.id !== own && before >= -EARLY && before <= DAY;
  });
  const recent = [...new Set(near.flatMap((entry) => known(knowledge, entry.signs)))];
  const both = [...new Set([...ticked, ...recent])];
  const [alone, all] = [levelOf(knowledge, ticked), levelOf(knowledge, both)];
  if (!alone) return all && knowledge.urgent.includes(all.id) ? { signs: recent, why: "recent" } : { signs: [], why: "" };
  return all && all.rank < alone.rank ? { signs: both, why: "together" } : { signs: ticked, why: "" };
}

/** Seven days, the last one given; each with its entries. @param {Entry[]} entries @param {Date} last */
export const week = (entries, last) =>
  [6, 5, 4, 3, 2, 1, 0].map((back) => {
    const day = dayText(new Date(last.getFullYear(), last.getMonth(), last.getDate() - back));
    const own = entries.filter((entry) => entry.when.startsWith(day));
    const strengths = own.flatMap(({ strength }) => (strength === null ? [] : [strength]));
    const signs = [...new Set(own.flatMap((entry) => entry.signs))];
    return { day, count: own.length, strength: strengths.length ? Math.max(...strengths) : null, signs };
  });

/** A day, or a day with its time, as people write it: the place's own time, wherever it is read.
 * @param {string} when ISO @param {string} language @param {boolean} [dated] with its year */
export function said(when, language, dated = true) {
  const [year, month, day, hour, minute] = when.split(/\D/).map(Number);
  const clock = when.length > 10 ? /** @type {const} */ ({ hour: "numeric", minute: "2-digit" }) : {};
  const date = new Date(Date.UTC(year, month - 1, day, hour || 0, minute || 0));
  return new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", year: dated ? "numeric" : undefined, timeZone: "UTC", ...clock }).format(date);
}
