// @ts-check
// When to ask for more help. No view: kb/treatment.py says the same, and the tests drive both over all picks.
import { assess } from "./shared.js";

/** @typedef {{id: string, place: string, clock: string, from_minutes: number, pain_id: string, lasting_id: string,
 *   severe_id: string, worse_id: string}} Clock */
/** @typedef {{where: string[], lasted: string, also: string[]}} Picks */
/** @typedef {{advice: string | null, signs: string[], due: string[]}} NextStep */

const PLACELESS = ["very_bad", "getting_worse"];
const STRICTEST = "belly";
const PAIR = ["belly", "low_back"];
const PAIR_SIGN = "belly_and_back_pain";
const URGENT = ["emergency", "same_day"];

/**
 * The strictest reading: a clock runs out at its shorter time, the highest rule decides, and very bad or growing pain
 * without a place counts as belly pain. It never says to wait.
 * @param {import("./shared.js").Knowledge & {clocks: Clock[], lasted: Record<string, number>}} knowledge
 * @param {Picks} picks @returns {NextStep}
 */
export function nextStep(knowledge, { where, lasted, also }) {
  const places = !where.length && PLACELESS.some((word) => also.includes(word)) ? [STRICTEST] : where;
  const minutes = lasted ? knowledge.lasted[lasted] : -1;
  const felt = knowledge.clocks.filter((clock) => places.includes(clock.id));
  const due = felt.filter((clock) => minutes >= clock.from_minutes).map((clock) => clock.id);
  const pair = PAIR.every((place) => places.includes(place));
  const signs = felt.flatMap((clock) => {
    const found = [due.includes(clock.id) && clock.lasting_id, also.includes("very_bad") && clock.severe_id,
      also.includes("getting_worse") && clock.worse_id].filter(Boolean);
    return found.length ? found : pair && PAIR.includes(clock.id) ? [] : [clock.pain_id];
  });
  const all = /** @type {string[]} */ ([...new Set(pair ? [...signs, PAIR_SIGN] : signs)]);
  const { level } = assess(knowledge, all);
  const calm = due.length || also.length ? "move_on" : places.length && lasted ? "ask_any_time" : null;
  return { advice: URGENT.includes(level ?? "") ? level : calm, signs: all, due };
}
