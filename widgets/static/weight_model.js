// @ts-check
// What the ranges for weight gain say: pure functions without a page. kb/weight.py holds the same; the tests drive both.
import { records } from "./shared.js";

/** @typedef {{id: string, title: string, bmi_below: number | null, first_low_kg: number, first_high_kg: number,
 *   total_low_kg: number, total_high_kg: number, twins_low_kg: number | null, twins_high_kg: number | null,
 *   [name: string]: any}} Band */
/** @typedef {{height_cm: number[], weight_kg: number[], bmi: number[], change_kg: number, weeks: number[]}} Limits */
/** @typedef {{value: number | null, fault: string}} Read */
/** @typedef {"metric" | "imperial"} Units */

const [KG_PER_POUND, CM_PER_INCH] = [0.45359237, 2.54];
const NUMBER = /^[ \t\u00a0]*([0-9]{1,6}(?:[.,][0-9]{0,6})?|[.,][0-9]{1,6})[ \t\u00a0]*$/;

/** The number that somebody typed, with a point or a comma; null for anything else. @param {string} text */
export function readNumber(text) {
  const found = NUMBER.exec(text);
  return found ? Number(found[1].replace(",", ".")) : null;
}

/** @param {number} value @param {number} digits */
export const rounded = (value, digits) => Math.floor(value * 10 ** digits + 0.5) / 10 ** digits;

/** @param {number} pounds */
export const kgOf = (pounds) => rounded(pounds * KG_PER_POUND, 4);
/** @param {number} feet @param {number} inches */
export const cmOf = (feet, inches) => rounded((feet * 12 + inches) * CM_PER_INCH, 4);

/** Feet and inches to one decimal place, never 12 inches. @param {number} cm */
export function feetOf(cm) {
  const inches = rounded(cm / CM_PER_INCH, 1);
  return [Math.floor(inches / 12), rounded(inches % 12, 1)];
}

/** A weight or a change as it is shown: one decimal place, in kg or lb. @param {number} kg @param {string} units */
export const shown = (kg, units) => rounded(units === "imperial" ? kg / KG_PER_POUND : kg, 1);

const between = (/** @type {number} */ value, /** @type {number[]} */ [low, high]) => low <= value && value <= high;

/** @param {number} height_cm @param {number} weight_kg */
export const bmiOf = (height_cm, weight_kg) => rounded((weight_kg * 10000) / (height_cm * height_cm), 6);

/** Which of them is not plausible; null is not given. @param {Limits} limits @param {number | null} height_cm
 * @param {number | null} weight_kg @returns {"" | "height" | "weight" | "bmi"} */
export function faultOf(limits, height_cm, weight_kg) {
  if (height_cm !== null && !between(height_cm, limits.height_cm)) return "height";
  if (weight_kg !== null && !between(weight_kg, limits.weight_kg)) return "weight";
  if (height_cm === null || weight_kg === null) return "";
  return between(bmiOf(height_cm, weight_kg), limits.bmi) ? "" : "bmi";
}

/** A height in cm from one box (cm) or two (feet, inches; feet may be empty). @param {string} units @param {string[]} texts
 * @returns {Read} */
export function readHeight(units, texts) {
  if (texts.every((text) => !text.trim())) return { value: null, fault: "" };
  const numbers = texts.map((text) => (text.trim() ? readNumber(text) : 0));
  if (numbers.includes(null)) return { value: null, fault: "number" };
  const [first, second] = /** @type {number[]} */ (numbers);
  if (units === "metric") return { value: first, fault: between(first, [1, 2.5]) ? "metres" : "" };
  if (first > 0 && second >= 12) return { value: null, fault: "inches" };
  return { value: cmOf(first, second), fault: "" };
}

/** A weight in kg. @param {string} units @param {string} text @returns {Read} */
export function readWeight(units, text) {
  if (!text.trim()) return { value: null, fault: "" };
  const value = readNumber(text);
  if (value === null) return { value, fault: "number" };
  return { value: units === "imperial" ? kgOf(value) : value, fault: "" };
}

/** What counts of what was typed: an implausible value counts as none, and says why. @param {Limits} limits
 * @param {Read} height @param {Read} weight */
export function judge(limits, height, weight) {
  const faults = { height: height.fault, weight: weight.fault };
  faults.height ||= faultOf(limits, height.value, null);
  faults.weight ||= faultOf(limits, null, weight.value);
  const [height_cm, kg] = [faults.height ? null : height.value, faults.weight ? null : weight.value];
  faults.weight ||= faultOf(limits, height_cm, kg);
  return { height_cm, weight_kg: faults.weight ? null : kg, faults };
}

/** @param {Band[]} bands in the order of the list @param {number} bmi @returns {Band} */
export const bandOf = (bands, bmi) =>
  /** @type {Band} */ (bands.find(({ bmi_below }) => bmi_below === null || bmi < bmi_below));

/** The BMI as it is shown: rounded, but never into the next band. @param {Band} band @param {number} bmi */
export const shownBmi = ({ bmi_below }, bmi) => Math.min(rounded(bmi, 1), bmi_below === null ? Infinity : rounded(bmi_below - 0.1, 1));

/** @param {Band} band @param {number} babies @returns {[number, number] | null} kg */
export function totalRange(band, babies) {
  const name = babies === 1 ? "total" : "twins";
  return band[`${name}_low_kg`] === null ? null : [band[`${name}_low_kg`], band[`${name}_high_kg`]];
}

/** The gain since before pregnancy that the corridor shows for a week. @param {Limits} limits @param {Band} band
 * @param {number} babies @param {number} week @returns {[number, number] | null} kg */
export function gainRange({ weeks: [, split, last] }, band, babies, week) {
  const total = totalRange(band, babies);
  if (!total) return null;
  const at = (/** @type {number} */ first, /** @type {number} */ end) =>
    rounded(week <= split ? (first * week) / split : first + ((end - first) * (week - split)) / (last - split), 4);
  return [at(band.first_low_kg, total[0]), at(band.first_high_kg, total[1])];
}

/** Where a change lies, judged by the numbers that are shown. @param {number} change kg @param {[number, number]} range kg
 * @param {string} units */
export const isInside = (change, range, units) => between(shown(change, units), range.map((kg) => shown(kg, units)));

/** All that is known of one person, from the traits; null where height or weight is missing.
 * @param {any} knowledge @param {{height_cm: number | null, weight_kg: number | null, babies: number, units: string,
 * points: {week: number, weight_kg: number}[]}} state */
export function answer({ limits, bands }, { height_cm, weight_kg, babies, units, points }) {
  if (height_cm === null || weight_kg === null || faultOf(limits, height_cm, weight_kg)) return null;
  const bmi = bmiOf(height_cm, weight_kg);
  const band = bandOf(records(bands), bmi);
  const ranges = (/** @type {number} */ week) => gainRange(limits, band, babies, week);
  const held = points.map(({ week, weight_kg: kg }) => {
    const [change, range] = [rounded(kg - weight_kg, 4), ranges(week)];
    const odd = Math.abs(change) > limits.change_kg;
    return { week, kg, change, range, odd, inside: !odd && range !== null && isInside(change, range, units) };
  });
  return { band, bmi: shownBmi(band, bmi), total: totalRange(band, babies), ranges, points: held };
}
