// @ts-check
// What may ease an ache: which steps, and when none may be shown. No nodes. kb/relief.py holds the same;
// the tests drive both over all choices.
import { assess } from "./shared.js";

/** @typedef {import("./shared.js").Knowledge & {places: string[], pains: string[], minutes: number[], urgent: string[],
 *   pain_signs: Record<string, string>}} ReliefKnowledge */
/** @typedef {{id: string, number: number, kind: string, title: string, steps: string[], caution: string,
 *   minutes: number, places: string[], helps: string[], said_by: string[]}} Remedy */
/** @typedef {{place: string, helps: string[], minutes: number}} Wish */

const KINDS = ["posture", "heat", "exercise", "rest", "calm"]; // the order of choosing: warmth needs its minutes first
const ONCE = ["heat", "rest"];
const MOST_STEPS = 5;

/** Remedies that suit the place and all that hurts. @param {Remedy[]} remedies @param {Wish} wish */
export const fitting = (remedies, { place, helps }) =>
  remedies.filter((one) => one.places.includes(place) && helps.every((pain) => one.helps.includes(pain)));

/**
 * Steps that fit into the minutes: first one of each kind, then more; warmth and rest only once.
 * @param {Remedy[]} remedies in the order of doing @param {Wish} wish @returns {Remedy[]}
 */
export function planRelief(remedies, wish) {
  const rows = fitting(remedies, wish);
  const firsts = KINDS.map((kind) => rows.filter((one) => one.kind === kind));
  const others = rows.filter((one) => KINDS.includes(one.kind) && !ONCE.includes(one.kind)).map((one) => [one]);
  /** @type {Remedy[]} */
  const taken = [];
  let left = wish.minutes;
  for (const offered of [...firsts, ...others]) {
    const one = offered.find(({ minutes }) => minutes <= left);
    if (!one || taken.includes(one) || taken.length === MOST_STEPS) continue;
    taken.push(one);
    left -= one.minutes;
  }
  return taken.sort((one, other) => one.number - other.number);
}

/** What is ticked and what hurts, as signs. @param {ReliefKnowledge} knowledge @param {string[]} selected @param {string[]} pain */
export const signsOf = (knowledge, selected, pain) =>
  [...selected, ...pain.map((one) => knowledge.pain_signs[one]).filter(Boolean)];

/** The level that stops the plan, or null. @param {ReliefKnowledge} knowledge @param {string[]} signs */
export function stopLevel(knowledge, signs) {
  const { level } = assess(knowledge, signs);
  return level !== null && knowledge.urgent.includes(level) ? level : null;
}
