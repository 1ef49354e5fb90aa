// @ts-check
// How a chosen urgency level stands to our line. kb/triage.py holds the same; the tests drive both over all pairs.

/** @typedef {"same" | "more_careful" | "less_careful" | "not_answered"} Compared */

/** Rank 1 is the most urgent. @param {Record<string, {rank: number}>} levels
 * @param {string | undefined} answer @param {string} ours @returns {Compared} */
export function compare(levels, answer, ours) {
  if (!answer) return "not_answered";
  const more = levels[ours].rank - levels[answer].rank;
  return more === 0 ? "same" : more > 0 ? "more_careful" : "less_careful";
}
