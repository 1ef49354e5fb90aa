// @ts-check
// Causes held against ticked signs and features. No view: kb/causes.py does the same, and the tests drive both.
import { kept, makeIndex } from "./searching.js";
import { records } from "./shared.js";

/** @typedef {Record<string, any> & {id: string, name: string, level: string, fits: string[], does_not_fit: string[]}} Cause */
/** @typedef {{causes: Cause[], implies: Record<string, string[]>, levels: Record<string, any>, signs: Map<string, string>,
 *   facets: Record<string, Record<string, string>>, text: Record<string, string>, icons: any, index: import("./searching.js").Index, language: string}} Knowledge */
/** @typedef {{cause: Cause, fits: string[], does_not_fit: string[], matches: boolean}} Held */
/** @typedef {{ticked: string[], filters: Record<string, string[]>, search: string}} Question */

const SEARCHED = ["where_text", "feel_text", "when_text", "worse_with", "other_signs"];

/** What the view knows, from its traits. @param {{get: (name: string) => any}} model @returns {Knowledge} */
export function causesOf(model) {
  const [trait, links] = [model.get("knowledge"), model.get("links")];
  const named = (/** @type {number} */ row, /** @type {string} */ letter) =>
    links.signs.filter((/** @type {string} */ _, /** @type {number} */ place) => links.fit[row][place] === letter);
  const causes = records(model.get("causes")).map((cause, row) => ({ ...cause, fits: named(row, "+"), does_not_fit: named(row, "-") }));
  const levels = Object.fromEntries(records(trait.levels).map((level) => [level.id, level]));
  const signs = new Map(links.signs.map((/** @type {string} */ id, /** @type {number} */ place) => [id, links.text[place]]));
  const index = makeIndex(trait.search, causes.map((cause) => [cause.name, cause.also_called.join(" "), SEARCHED.map((name) => cause[name]).join(" ")]));
  return { ...trait, causes, index, levels, signs, implies: model.get("implies") };
}

/** Symptoms with everything that they imply. @param {Record<string, string[]>} implies @param {Iterable<string>} ticked */
export function close(implies, ticked) {
  const signs = new Set();
  const waiting = [...ticked];
  for (let sign = waiting.pop(); sign !== undefined; sign = waiting.pop()) {
    if (!signs.has(sign)) waiting.push(...(implies[sign] ?? []));
    signs.add(sign);
  }
  return signs;
}

/** @param {string | string[]} value @param {string[]} words */
export function has(value, words) {
  if (typeof value === "string") return words.includes(value) || (value === "may" && (words.includes("yes") || words.includes("no")));
  return words.some((word) => value.includes(word)) || value.includes("varies") || value.includes("anywhere");
}

/**
 * Every cause held against ticked symptoms and features, also those that do not match.
 * @param {Pick<Knowledge, "causes" | "implies">} knowledge @param {string[]} ticked
 * @param {Record<string, string[]>} features @returns {Held[]} in the order of the causes
 */
export function holdCauses({ causes, implies }, ticked, features) {
  const signs = close(implies, ticked);
  const asked = Object.entries(features);
  return causes.map((cause) => {
    const fits = cause.fits.filter((sign) => signs.has(sign));
    const against = cause.does_not_fit.filter((sign) => signs.has(sign));
    const named = fits.length > 0;
    for (const [name, words] of asked) (has(cause[name], words) ? fits : against).push(name);
    return { cause, fits, does_not_fit: against, matches: !against.length && (!ticked.length || named) };
  });
}

/**
 * The causes that match, and every emergency: `matches` is false for those that do not. No score, no rank.
 * @param {Pick<Knowledge, "causes" | "implies">} knowledge causes most urgent first, then by name
 * @param {string[]} ticked @param {Record<string, string[]>} features
 */
export const matchCauses = (knowledge, ticked, features) =>
  holdCauses(knowledge, ticked, features).filter((held) => held.matches || held.cause.level === "emergency");

/** Signs in words, without those that another one of them implies. @param {Knowledge} knowledge @param {string[]} signs */
export function signWords(knowledge, signs) {
  const broader = new Set(signs.flatMap((sign) => [...close(knowledge.implies, knowledge.implies[sign] ?? [])]));
  return signs.filter((sign) => !broader.has(sign)).map((sign) => knowledge.signs.get(sign));
}

/** The filters in words, one text a facet. @param {Knowledge} knowledge @param {Record<string, string[]>} filters */
export const filterWords = ({ facets, text }, filters) =>
  Object.entries(filters).map(([facet, words]) => `${text[facet]}: ${words.map((word) => facets[facet][word]).join(", ")}`);

/** The causes with most words of a search; null where there is no word to look for. @param {Knowledge} knowledge @param {string} query */
export function sought({ index, causes }, query) {
  const rows = kept(index, query);
  return rows && new Set([...rows].map((row) => causes[row]));
}
