// @ts-check
// Whether an answer is right. kb/quiz.py holds the same; the tests drive both over all answers of all questions.
import { compare } from "./levels.js";

/** @typedef {{id: string, number: number, text: string, level: string, right: boolean, why: string, claim_ids: string[]}} Option */
/** @typedef {{id: string, kind: "single" | "multiple" | "order" | "level", options: Option[]}} Markable */
/** @typedef {{result: "right" | "more_careful" | "not_all" | "wrong", wrong: string[], left_out: string[]}} Mark */

/** Ids of the right options; for an order, all in the right one. @param {Markable} question @returns {string[]} */
export const rightOptions = ({ options }) =>
  options.filter(({ right }) => right).sort((one, other) => one.number - other.number).map(({ id }) => id);

/** @param {Markable} question @param {string[]} answer ids of options @param {Record<string, {rank: number}>} levels
 * @returns {Mark} */
export function mark(question, answer, levels) {
  const right = rightOptions(question);
  if (question.kind === "order") {
    const wrong = answer.filter((id, place) => id !== right[place]);
    return { result: wrong.length ? "wrong" : "right", wrong, left_out: [] };
  }
  const wrong = answer.filter((id) => !right.includes(id));
  const left_out = right.filter((id) => !answer.includes(id));
  const [mine, ours] = [answer, right].map(([id]) => question.options.find((option) => option.id === id)?.level ?? "");
  if (question.kind === "level" && compare(levels, mine, ours) === "more_careful") return { result: "more_careful", wrong: [], left_out };
  return { result: wrong.length ? "wrong" : left_out.length ? "not_all" : "right", wrong, left_out };
}

/** Does a result count as known? More careful than our line always does. @param {string} result */
export const isGood = (result) => result === "right" || result === "more_careful";
